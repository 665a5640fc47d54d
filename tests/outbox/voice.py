"""A voice with two templates: the words as they are; also for the process that is killed."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ALT = "Daily accuracy, no signal in 30 points"
MANIFEST = Path(__file__).parents[2] / "app_manifest.yaml"


@dataclass(frozen=True)
class Words:
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)


class NoSuchTemplate(LookupError):
    pass


def render(template: str, view: object) -> Words:
    """Words, and for ``chart`` a place for a picture below them, as the templates of the bot leave one."""
    if template not in {"plain", "chart"}:
        raise NoSuchTemplate(template)
    words = {"type": "section", "text": {"type": "mrkdwn", "text": str(view)}}
    place = {"type": "image", "block_id": "chart", "alt_text": ALT, "slack_file": {"id": "F00000000"}}
    return Words(str(view), [words, place] if template == "chart" else [words])
