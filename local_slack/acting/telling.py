"""Telling the app what a member did: the parts that all payloads share, and the delivery."""

import secrets

from local_slack import clock
from local_slack.delivery import Ack, Kind
from local_slack.slack import ResponseUrl, Slack
from local_slack.workspace import Channel, Json, Member


def opening(slack: Slack, kind: str, member: Member) -> Json:
    """The fields with which every interactive payload begins."""
    return {
        "type": kind,
        "token": slack.app.credentials.verification_token,
        "team": {"id": slack.workspace.id, "domain": slack.workspace.domain},
        "user": {
            "id": member.id,
            "username": member.name,
            "name": member.name,
            "team_id": slack.workspace.id,
        },
        "api_app_id": slack.app.credentials.app_id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def response_url(slack: Slack, member: Member, where: Channel, ts: str | None = None, thread: str | None = None) -> str:
    """A fresh address at which the app can answer this interaction."""
    slack.forget_old_response_urls()
    secret = secrets.token_urlsafe(18)
    slack.response_urls[secret] = ResponseUrl(member.id, where.id, ts, clock.elapsed(), thread_ts=thread)
    return f"{slack.url}/response/{secret}"


async def tell(slack: Slack, kind: Kind, what: str, payload: Json) -> Ack:
    """Deliver *payload* and remember how the app took it."""
    began = clock.elapsed()
    if kind == "interactive" and not slack.app.manifest.interactive:
        ack = Ack("interactivity_disabled", detail="The manifest does not enable interactivity.")
    else:
        ack = await slack.courier.deliver(kind, payload)
    slack.timeline.add(
        "slack→app",
        what,
        at=slack.clock.now().isoformat(),
        ms=(clock.elapsed() - began) * 1000,
        error=ack.error,
        summary=_summary(payload),
        body={"payload": payload, "ack": ack.body},
    )
    slack.changes.tell("app")
    return ack


def answered(ack: Ack) -> Json:
    """What the member interface says about the app's acknowledgement."""
    return {"ok": True} if ack.ok else {"ok": False, "error": ack.error, "detail": ack.detail}


def _summary(payload: Json) -> str:
    if "command" in payload:
        return f"{payload['command']} {payload['text']}".strip()
    actions = ", ".join(action["action_id"] for action in payload.get("actions", []))
    named = payload.get("callback_id") or payload.get("view", {}).get("callback_id", "")
    return actions or str(named) or str(payload.get("action_id", ""))
