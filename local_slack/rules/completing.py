"""What Slack adds to blocks before it gives them back: ids for the nameless, and two flags of texts."""

import json
from typing import Any

from local_slack import identities
from local_slack.rules.interactive import ELEMENTS
from local_slack.workspace import Json

ACTING = frozenset(ELEMENTS) - {"image"}


def completed(blocks: list[Json]) -> list[Json]:
    """A copy of *blocks* in which everything has its id."""
    # Through JSON and not by deepcopy, which would leave one block that stands twice in the list one block.
    answer: list[Json] = json.loads(json.dumps(blocks))
    for block in answer:
        block.setdefault("block_id", identities.short())
        for element in [*block.get("elements", []), block.get("accessory"), block.get("element")]:
            if isinstance(element, dict) and element.get("type") in ACTING:
                element.setdefault("action_id", identities.short())
        _flag_texts(block)
    return answer


def _flag_texts(value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _flag_texts(one)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for one in value.values():
            _flag_texts(one)
