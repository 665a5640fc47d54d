"""The one place where a refusal becomes words that a person sees, and where a failure is owned up to."""

import secrets
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from handlers import answering
from kaizen.refusals import Refusal, Refusals
from kaizen.sealing import Seal
from message_templates import render

log = structlog.get_logger(__name__)


def register(app: AsyncApp, seal: Seal) -> None:
    """Make every listener's refusals and failures end here."""

    @app.error
    async def refused(
        error: Exception, body: dict[str, Any], client: AsyncWebClient, request: AsyncBoltRequest
    ) -> BoltResponse:
        found = _of(error)
        return _at_fields(body, found) or _said(found[0], body, client, request, seal)


def message(error: BaseException, seal: Seal) -> render.Message:
    """What whoever waits hears of it, when the acknowledgement has left already."""
    refusal = _of(error)[0]
    return render.message(refusal.template, refusal.figures, seal=seal.sealed)


def _of(error: BaseException) -> list[Refusal]:
    if isinstance(error, Refusals):
        return error.refusals
    return [error if isinstance(error, Refusal) else _apology(error)]


def _apology(error: BaseException) -> Refusal:
    reference = secrets.token_hex(3).upper()
    log.error("listener_failed", reference=reference, exc_info=error)
    return Refusal("refusals/apology", reference=reference)


def _at_fields(body: dict[str, Any], refusals: list[Refusal]) -> BoltResponse | None:
    """Field errors, if this is a submission and the fields are there; what was typed stays."""
    if body.get("type") != "view_submission":
        return None
    shown = {block.get("block_id") for block in body["view"]["blocks"]}
    errors = {
        refusal.field: render.words(refusal.template, **refusal.figures)
        for refusal in refusals
        if refusal.field and refusal.field in shown
    }
    return answering.response({"response_action": "errors", "errors": errors}) if errors else None


def _said(
    refusal: Refusal, body: dict[str, Any], client: AsyncWebClient, request: AsyncBoltRequest, seal: Seal
) -> BoltResponse:
    """A refusal that belongs to no field: over the modal, or privately where the person stands."""
    message = render.message(refusal.template, refusal.figures, seal=seal.sealed)
    if body.get("type") == "view_submission":
        return answering.response({"response_action": "push", "view": render.over_a_modal(message)})
    if "command" in body:
        return answering.response(answering.privately(message))
    if body.get("response_url") and request.context.respond:
        answering.later(request.context.respond(**answering.privately(message)))
    elif body.get("view") and body["view"].get("type") == "modal":
        answering.later(client.views_push(trigger_id=body["trigger_id"], view=render.over_a_modal(message)))
    elif body.get("trigger_id"):
        answering.later(client.views_open(trigger_id=body["trigger_id"], view=render.over_a_modal(message)))
    if body.get("type") == "block_suggestion":
        return answering.response({"options": []})
    return BoltResponse(status=200, body="")
