"""A voice with one template: the words as they are, also for the process that is killed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parents[2] / "app_manifest.yaml"


@dataclass(frozen=True)
class Words:
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)


class NoSuchTemplate(LookupError):
    pass


def render(template: str, view: object) -> Words:
    if template != "plain":
        raise NoSuchTemplate(template)
    return Words(str(view), [{"type": "section", "text": {"type": "mrkdwn", "text": str(view)}}])
