"""Modals and Home tabs as a whole.

https://docs.slack.dev/reference/views
"""

from local_slack.rules.blocks import SURFACES
from local_slack.rules.composition import plain
from local_slack.rules.shapes import Complaints, Flag, Shape, Text, Thing, error
from local_slack.workspace import Json

COMMON: dict[str, Shape] = {
    "private_metadata": Text(3000, 0),
    "callback_id": Text(255, 0),
    "external_id": Text(255, 0),
}


def submit_for_inputs(view: Json, at: str) -> Complaints:
    """A modal that asks something must have a button to answer with."""
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(one, dict) and one.get("type") == "input" for one in blocks)
    if asks and not view.get("submit"):
        yield error("missing required field: submit (a modal with input blocks needs one)", at)


VIEWS: dict[str, Thing] = {
    "modal": Thing(
        {
            **COMMON,
            "title": plain(24),
            "blocks": SURFACES["modal"],
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
            "submit_disabled": Flag(),
        },
        needs=("title", "blocks"),
        also=(submit_for_inputs,),
    ),
    "home": Thing({**COMMON, "blocks": SURFACES["home"]}, needs=("blocks",)),
}
