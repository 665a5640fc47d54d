"""Block Kit, strictly: what Slack refuses is refused here, with Slack's codes and pointers."""

from collections.abc import Mapping
from typing import Any

from local_slack.refusals import SlackError
from local_slack.rules import completing, wholes
from local_slack.rules.blocks import SURFACES
from local_slack.rules.shapes import error
from local_slack.rules.views import VIEWS
from local_slack.workspace import File, Json

Files = Mapping[str, File]


def checked_message(blocks: Any, files: Files) -> list[Json]:
    """The blocks of a message, or a refusal with ``invalid_blocks``."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    complaints = list(SURFACES["message"].complaints(blocks, "/blocks"))
    if not complaints:
        complaints = [*wholes.duplicates(blocks, "/blocks"), *wholes.of_message(blocks, "/blocks")]
        complaints += wholes.missing_files(blocks, "/blocks", files)
    if complaints:
        raise SlackError("invalid_blocks", *complaints)
    return completing.completed(blocks)


def checked_view(view: Any, kind: str, files: Files) -> Json:
    """A modal or Home tab, or a refusal with ``invalid_arguments``, as ``views.*`` answers."""
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", error("must provide an object", "/view"))
    if view.get("type") != kind:
        raise SlackError("invalid_arguments", error(f"must be one of: {kind}", "/view/type"))
    complaints = list(VIEWS[kind].complaints(view, "/view"))
    if not complaints:
        complaints = [*wholes.duplicates(view["blocks"], "/view/blocks"), *wholes.focus(view["blocks"], "/view")]
        complaints += wholes.missing_files(view["blocks"], "/view/blocks", files)
    if complaints:
        raise SlackError("invalid_arguments", *complaints)
    return {**view, "blocks": completing.completed(view["blocks"])}


def checked_options(body: Any) -> Json:
    """What an app answers to ``block_suggestion``."""
    complaints = list(wholes.OFFER.complaints(body, ""))
    if complaints:
        raise SlackError("invalid_options", *complaints)
    return dict(body)
