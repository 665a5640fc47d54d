"""Block Kit, strictly: what Slack refuses is refused here, with Slack's codes and pointers."""

from collections.abc import Mapping
from typing import Any

from local_slack.refusals import SlackError
from local_slack.rules import completing, wholes
from local_slack.rules.blocks import SURFACES
from local_slack.rules.shapes import Complaints, error
from local_slack.rules.views import VIEWS
from local_slack.workspace import File, Json

Files = Mapping[str, File]


def checked_message(blocks: Any, files: Files) -> list[Json]:
    """The blocks of a message, or a refusal with ``invalid_blocks``."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    _refuse("invalid_blocks", SURFACES["message"].complaints(blocks, "/blocks"))
    whole = completing.completed(blocks)
    _refuse("invalid_blocks", wholes.complaints(whole, "/blocks", files), wholes.of_message(whole, "/blocks"))
    return whole


def checked_view(view: Any, kind: str, files: Files) -> Json:
    """A modal or Home tab, or a refusal with ``invalid_arguments``, as ``views.*`` answers."""
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", error("must provide an object", "/view"))
    if view.get("type") != kind:
        raise SlackError("invalid_arguments", error(f"must be one of: {kind}", "/view/type"))
    _refuse("invalid_arguments", VIEWS[kind].complaints(view, "/view"))
    whole = completing.completed(view["blocks"])
    _refuse("invalid_arguments", wholes.complaints(whole, "/view/blocks", files), wholes.focus(whole, "/view/blocks"))
    return {**view, "blocks": whole}


def checked_options(body: Any) -> Json:
    """What an app answers to ``block_suggestion``."""
    _refuse("invalid_options", wholes.OFFER.complaints(body, ""))
    return dict(body)


def _refuse(code: str, *groups: Complaints) -> None:
    if complaints := [complaint for group in groups for complaint in group]:
        raise SlackError(code, *complaints)
