"""How a person gives a table of monitors: pasted, or as a file, and what such a table looks like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kaizen.monitors import pasting
from kaizen.refusals import Refusal
from message_templates.monitors import views

HEAD: Final = ",".join(pasting.NEEDED)

LINES: Final[Mapping[str, str]] = {
    "files": "Accuracy,files,file=scores.csv time=day value=mean(prediction==target),day,100,2d",
    "prometheus": (
        'p95 latency,prometheus,"histogram_quantile(0.95, sum by (le) (rate(latency_bucket[1h])))",hour,200,0'
    ),
}
"""One example for each source: a test reads them as a person's."""


def form(sources: Sequence[str]) -> views.Pasting:
    """The modal for new ones, with examples for the sources that there are."""
    lines = [LINES[source] for source in sources if source in LINES] or [LINES["files"]]
    further = tuple(name for name in pasting.COLUMNS if name not in pasting.NEEDED)
    return views.Pasting(tuple(sources), further, (HEAD, *lines))


@dataclass(frozen=True)
class Given:
    """A table as it was given: *pasted*, or as a *file* that has yet to be read."""

    pasted: str
    file: Mapping[str, Any] | None = None

    @property
    def field(self) -> str:
        """Where the modal shows what is wrong with it."""
        return "table" if self.file is None else "file"

    @property
    def name(self) -> str:
        """The file's; nothing if it was pasted."""
        return "" if self.file is None else str(self.file.get("name") or "your file")


def either(pasted: str, files: Sequence[Mapping[str, Any]]) -> Given:
    """What was given; not both, and not neither."""
    if pasted.strip() and files:
        raise Refusal("monitors/both_given", field="file", file=Given("", files[0]).name)
    if not pasted.strip() and not files:
        raise Refusal("monitors/nothing_given", field="table")
    return Given(pasted, files[0] if files else None)
