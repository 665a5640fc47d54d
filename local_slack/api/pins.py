"""Pinned messages: ``pins.add``, ``pins.remove``, ``pins.list``."""

from local_slack import wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Channel, Json

MOST_PINS = 100


@method("pins.add", "pins:write", tier=Tier.TWO)
def add(call: Call) -> Json:
    where = _own_channel(call)
    message = call.message(where, "timestamp")
    if message.ts in where.pins:
        raise SlackError("already_pinned")
    if len(where.pins) >= MOST_PINS:
        raise SlackError("too_many_pins")
    where.pins.append(message.ts)
    call.slack.changed("conversation")
    return {}


@method("pins.remove", "pins:write", tier=Tier.TWO)
def remove(call: Call) -> Json:
    where = _own_channel(call)
    ts = call.required("timestamp")
    if ts not in where.pins:
        raise SlackError("no_pin")
    where.pins.remove(ts)
    call.slack.changed("conversation")
    return {}


@method("pins.list", "pins:read", tier=Tier.TWO)
def listed(call: Call) -> Json:
    where = _own_channel(call)
    pinned = [where.messages[ts] for ts in where.pins if ts in where.messages]
    return {
        "items": [
            {"type": "message", "channel": where.id, "message": wire.message(call.slack, where, one)} for one in pinned
        ]
    }


def _own_channel(call: Call) -> Channel:
    where = call.channel()
    if call.slack.bot.id not in where.members:
        raise SlackError("not_in_channel")
    return where
