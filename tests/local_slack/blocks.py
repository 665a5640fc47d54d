"""Blocks for tests, as small as they can be; and what is refused of them."""

from typing import Any

import pytest

from local_slack import rules
from local_slack.refusals import SlackError

Json = dict[str, Any]


def plain(length: int = 3) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int = 3) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def option(value: str = "a", **lengths: int) -> Json:
    made: Json = {"text": plain(lengths.get("text", 3)), "value": value}
    return made | ({"description": plain(lengths["description"])} if "description" in lengths else {})


def options(count: int) -> list[Json]:
    return [option(str(number)) for number in range(count)]


def group(count: int = 1, label: int = 3) -> Json:
    return {"label": plain(label), "options": options(count)}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain()} | more


def confirm(**more: Any) -> Json:
    return {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain()} | more


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def section(**more: Any) -> Json:
    return {"type": "section"} | (more or {"text": mrkdwn()})


def asking(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element} | more


def typing(**more: Any) -> Json:
    return asking({"type": "plain_text_input"} | more)


def select(kind: str, **more: Any) -> Json:
    return actions({"type": kind} | more)


def picture(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://harbourline.example/chart.png", "alt_text": "A chart"} | more


def link(length: int) -> str:
    return "https://harbourline.example/".ljust(length, "x")


def cells(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "1"}] * columns] * rows}


def refused(blocks: Any) -> list[str]:
    with pytest.raises(SlackError) as refusal:
        rules.checked_message(blocks, {})
    assert refusal.value.code == "invalid_blocks"
    return list(refusal.value.messages)


def pointers(complaints: list[str]) -> list[str]:
    return [complaint.split("[json-pointer:")[1].rstrip("]") for complaint in complaints]
