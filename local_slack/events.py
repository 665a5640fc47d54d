"""Events: told to the app when its manifest subscribes to them, repeated until it acknowledges."""

import asyncio

from local_slack import clock, identities
from local_slack.delivery import Ack
from local_slack.faults import OF_EVENTS
from local_slack.slack import Slack
from local_slack.workspace import Channel, Json

MESSAGES = {"channel": "message.channels", "private": "message.groups", "dm": "message.im"}


def in_background(slack: Slack, event: Json, where: Channel | None = None) -> asyncio.Task[Ack] | None:
    """Tell the app without waiting for its acknowledgement, if it wants to hear of this at all."""
    return slack.in_background(tell(slack, event, where)) if subscribed(slack, event, where) else None


async def tell(slack: Slack, event: Json, where: Channel | None = None) -> Ack:
    """Tell the app of *event* once and wait; if it does not acknowledge, repetitions follow in the background."""
    if not subscribed(slack, event, where):
        return Ack()
    envelope = _envelope(slack, event)
    if slack.faults.take(OF_EVENTS):
        slack.in_background(_deliver(slack, envelope))
    ack = await _deliver(slack, envelope)
    if not ack.ok:
        slack.in_background(_repeat(slack, envelope))
    return ack


def subscribed(slack: Slack, event: Json, where: Channel | None) -> bool:
    """Whether the manifest asks for this kind of event."""
    kind = event["type"]
    name = MESSAGES[where.kind] if kind == "message" and where is not None else kind
    return name in slack.app.manifest.events


async def _repeat(slack: Slack, envelope: Json) -> None:
    for attempt, delay in enumerate(slack.options.retry_delays, start=1):
        await asyncio.sleep(delay)
        ack = await _deliver(slack, envelope, attempt=attempt)
        if ack.ok:
            return


async def _deliver(slack: Slack, envelope: Json, *, attempt: int = 0) -> Ack:
    began = clock.elapsed()
    reason = "http_timeout" if attempt else ""
    ack = await slack.courier.deliver("events_api", envelope, attempt=attempt, reason=reason)
    slack.timeline.add(
        "slack→app",
        envelope["event"]["type"],
        at=slack.clock.now().isoformat(),
        ms=(clock.elapsed() - began) * 1000,
        error=ack.error,
        summary=f"{envelope['event_id']}" + (f" repetition {attempt}" if attempt else ""),
        body=envelope,
    )
    return ack


def _envelope(slack: Slack, event: Json) -> Json:
    credentials = slack.app.credentials
    return {
        "token": credentials.verification_token,
        "team_id": slack.workspace.id,
        "api_app_id": credentials.app_id,
        "event": {"event_ts": slack.next_ts()} | event,
        "type": "event_callback",
        "event_id": identities.new("Ev"),
        "event_time": slack.now(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": slack.workspace.id,
                "user_id": slack.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": identities.new("4-", 20),
    }
