"""The app's answers to one interaction: in the acknowledgement of a command, or at its ``response_url``."""

import json
from typing import Any

from aiohttp import web

from local_slack import clock, posting
from local_slack.refusals import SlackError
from local_slack.slack import RESPONSE_URL_SECONDS, ResponseUrl, Slack
from local_slack.workspace import Channel, Json, Message


async def receive(slack: Slack, request: web.Request) -> web.Response:
    """Take an answer at a ``response_url``; five are taken, for thirty minutes."""
    began = clock.elapsed()
    try:
        ticket = _valid(slack, request.match_info["secret"])
        body = _json(await request.text())
        _answer(slack, ticket, body)
    except SlackError as refusal:
        _remember(slack, began, refusal.code, refusal.answer())
        status = 404 if refusal.code.endswith("_url") else 200
        return web.json_response(refusal.answer(), status=status)
    ticket.uses_left -= 1
    _remember(slack, began, None, body)
    return web.Response(text="ok")


def _remember(slack: Slack, began: float, error: str | None, body: Json) -> None:
    spent = (clock.elapsed() - began) * 1000
    slack.timeline.add("app→slack", "response_url", at=slack.clock.now().isoformat(), ms=spent, error=error, body=body)


def _valid(slack: Slack, secret: str) -> ResponseUrl:
    ticket = slack.response_urls.get(secret)
    if ticket is None or clock.elapsed() - ticket.born > RESPONSE_URL_SECONDS:
        raise SlackError("expired_url")
    if ticket.uses_left < 1:
        raise SlackError("used_url")
    return ticket


def _json(text: str) -> Json:
    try:
        body = json.loads(text)
    except ValueError as error:
        raise SlackError("invalid_payload") from error
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    return body


def _answer(slack: Slack, ticket: ResponseUrl, body: Json) -> None:
    where = slack.workspace.channels[ticket.channel]
    original = where.messages.get(ticket.message_ts or "")
    if body.get("delete_original") and original is not None:
        posting.delete(slack, where, original)
    elif body.get("replace_original") and original is not None:
        for name, value in _content(slack, body).items():
            setattr(original, name, value)
        posting.edited(slack, where, original)
    else:
        _say(slack, ticket.user, where, body, body.get("thread_ts") or ticket.thread_ts)


def answer_command(slack: Slack, user: str, where: Channel, body: Json) -> None:
    """Show what the acknowledgement of a command says; what cannot be shown is said in the timeline."""
    try:
        _say(slack, user, where, body, None)
    except SlackError as refusal:
        slack.timeline.add(
            "app→slack",
            "command answer",
            at=slack.clock.now().isoformat(),
            ms=0,
            error=refusal.code,
            body=refusal.answer(),
        )


def _say(slack: Slack, user: str, where: Channel, body: Json, thread: str | None) -> None:
    public = body.get("response_type") == "in_channel"
    message = Message(
        ts="",
        user=slack.bot.id,
        bot=True,
        username=slack.bot.real_name,
        only_for=None if public else user,
        thread_ts=thread,
        **_content(slack, body),
    )
    posting.post(slack, where, message)


def _content(slack: Slack, body: Json) -> dict[str, Any]:
    text = body.get("text") or ""
    blocks, attachments = body.get("blocks") or [], body.get("attachments") or []
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    return posting.checked_content(slack, str(text), blocks, attachments)
