"""From an HTTP request to a method and back: arguments, token, scope, rate, fault, answer."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from local_slack import clock
from local_slack.api import METHODS
from local_slack.api.calls import Call, missing_scope
from local_slack.api.registry import Method
from local_slack.faults import OF_METHODS, Fault
from local_slack.refusals import SlackError
from local_slack.slack import Slack
from local_slack.workspace import Json

UNSAID = frozenset({"token", "blocks", "view", "attachments"})
"""Arguments too long, or too secret, for the one-line summary in the timeline."""


@dataclass(frozen=True)
class Asked:
    """What came with a request."""

    arguments: Json
    token: str
    unreadable: str = ""
    """The code with which Slack refuses a body that is no JSON object though it says so."""


async def answer(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Answer one call of the Web API and remember it in the timeline."""
    began = clock.elapsed()
    name = request.match_info["method"]
    asked = await _asked(request)
    fault = slack.faults.take(OF_METHODS, name)
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    status, body = _outcome(slack, name, asked, fault)
    error = None if body.get("ok") else str(body.get("error"))
    if fault and fault.kind == "lost_reply":
        error = "lost_reply"
    told = {key: value for key, value in asked.arguments.items() if key != "token"}
    slack.timeline.add(
        "app→slack",
        name,
        at=slack.clock.now().isoformat(),
        ms=(clock.elapsed() - began) * 1000,
        error=error,
        summary=_summary(asked.arguments),
        body={"request": told, "response": body},
    )
    slack.changes.tell("app")
    if fault and fault.kind == "lost_reply":
        return _cut(request)
    return web.json_response(body, status=status, headers=_headers(slack, name, body))


def _outcome(slack: Slack, name: str, asked: Asked, fault: Fault | None) -> tuple[int, Json]:
    """Status and body, after everything that may refuse the call has had its say."""
    try:
        method = _permitted(slack, name, asked.token)
        if fault and fault.kind == "server_error":
            return 503, {"ok": False, "error": "service_unavailable"}
        _spoil(fault)
        _slow_down(slack, method, asked.arguments)
        _read(asked)
        body = {"ok": True} | method.answer(Call(slack, name, asked.arguments))
    except SlackError as refusal:
        return (429 if refusal.code == "ratelimited" else 200), refusal.answer()
    if _writes(method):
        slack.keeper.touch()
    return 200, body


def _permitted(slack: Slack, name: str, token: str) -> Method:
    """The method, if it exists and the token opens it."""
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    method, credentials = METHODS[name], slack.app.credentials
    if not token:
        raise SlackError("not_authed")
    if token not in (credentials.bot_token, credentials.app_token):
        raise SlackError("invalid_auth")
    if token != (credentials.app_token if method.caller == "app" else credentials.bot_token):
        raise SlackError("not_allowed_token_type")
    if method.scopes and not slack.app.scopes.intersection(method.scopes):
        raise missing_scope(slack, method.scopes)
    return method


def _spoil(fault: Fault | None) -> None:
    """Refuse because somebody wished it so."""
    if fault and fault.kind == "ratelimited":
        raise SlackError("ratelimited", retry_after=str(fault.retry_after))
    if fault and fault.kind == "error":
        raise SlackError(fault.error)


def _read(asked: Asked) -> None:
    if asked.unreadable:
        raise SlackError(asked.unreadable)


def _slow_down(slack: Slack, method: Method, arguments: Json) -> None:
    if wait := slack.rates.wait_for(method.name, method.tier, str(arguments.get("channel", ""))):
        raise SlackError("ratelimited", retry_after=str(wait))


def _writes(method: Method) -> bool:
    """Whether a call may have changed the workspace: everything that is not plain reading."""
    verb = method.name.rsplit(".", 1)[-1]
    return not verb.startswith(("list", "info", "history", "replies", "members", "test", "get"))


async def _asked(request: web.Request) -> Asked:
    """Query, form fields and JSON body in one; Slack takes them all."""
    arguments: dict[str, Any] = dict(request.query)
    unreadable = ""
    if request.content_type == "application/json":
        body, unreadable = _parsed(await request.text())
        arguments |= body
    elif request.method == "POST":
        arguments |= dict(await request.post())
    return Asked(arguments, _token(request, arguments), unreadable)


def _parsed(text: str) -> tuple[Json, str]:
    """A body's object; of another body nothing, and what Slack calls it."""
    try:
        body = json.loads(text) if text else {}
    except ValueError:
        return {}, "invalid_json"
    return (body, "") if isinstance(body, dict) else ({}, "json_not_object")


def _token(request: web.Request, arguments: Json) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() or str(arguments.get("token", ""))


def _headers(slack: Slack, name: str, body: Json) -> dict[str, str]:
    headers = {"X-OAuth-Scopes": ",".join(sorted(slack.app.scopes))}
    if name in METHODS:
        headers["X-Accepted-OAuth-Scopes"] = ",".join(METHODS[name].scopes)
    if body.get("error") == "ratelimited":
        headers["Retry-After"] = str(body.pop("retry_after"))
    return headers


def _summary(arguments: Json) -> str:
    said = (f"{key}={value}" for key, value in arguments.items() if key not in UNSAID)
    return " ".join(said)[:160]


def _cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer, as a network does that fails at the wrong moment."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
