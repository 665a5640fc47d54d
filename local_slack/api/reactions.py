"""Emoji under messages.

https://docs.slack.dev/reference/methods?family=reactions
"""

from local_slack import reacting, wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.refusals import SlackError
from local_slack.workspace import Channel, Json, Message


@method("reactions.add", "reactions:write")
def add(call: Call) -> Json:
    where, message = _target(call)
    if not reacting.add(call.slack, where, message, call.slack.bot.id, call.required("name")):
        raise SlackError("already_reacted")
    return {}


@method("reactions.remove", "reactions:write")
def remove(call: Call) -> Json:
    where, message = _target(call)
    if not reacting.remove(call.slack, where, message, call.slack.bot.id, call.required("name")):
        raise SlackError("no_reaction")
    return {}


@method("reactions.get", "reactions:read")
def of_message(call: Call) -> Json:
    where, message = _target(call)
    return {"type": "message", "channel": where.id, "message": wire.message(call.slack, where, message)}


def _target(call: Call) -> tuple[Channel, Message]:
    where = call.channel()
    message = call.message(where, "timestamp")
    if call.slack.bot.id not in where.members and where.kind != "channel":
        raise SlackError("not_in_channel")
    if where.is_archived:
        raise SlackError("is_archived")
    return where, message
