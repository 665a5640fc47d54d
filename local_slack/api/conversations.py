"""Channels and direct messages.

https://docs.slack.dev/reference/methods?family=conversations
"""

from local_slack import gathering, wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Channel, Json

KINDS = {"public_channel": "channel", "private_channel": "private", "im": "dm", "mpim": "mpim"}
READ = {"channel": "channels:read", "private": "groups:read", "dm": "im:read", "mpim": "mpim:read"}
ANY_READ = tuple(READ.values())


@method("conversations.list", *ANY_READ, tier=Tier.TWO)
def listed(call: Call) -> Json:
    return _listed(call, [one for one in _asked(call) if call.slack.sees(call.slack.bot.id, one)])


@method("users.conversations", *ANY_READ)
def of_member(call: Call) -> Json:
    member = call.text("user", call.slack.bot.id)
    mine = [one for one in _asked(call) if member in one.members]
    return _listed(call, [one for one in mine if call.slack.sees(call.slack.bot.id, one)])


def _asked(call: Call) -> list[Channel]:
    """The channels of the kinds that ``types`` names; each kind wants its own scope."""
    kinds = call.listed("types") or ["public_channel"]
    if set(kinds) - set(KINDS):
        raise SlackError("invalid_types")
    for kind in kinds:
        call.require_scope(READ[KINDS[kind]])
    wanted = {KINDS[kind] for kind in kinds}
    without_old = call.flag("exclude_archived")
    channels = [one for one in call.slack.workspace.channels.values() if one.kind in wanted]
    return [one for one in channels if not (without_old and one.is_archived)]


def _listed(call: Call, channels: list[Channel]) -> Json:
    page, cursor = call.page(channels, default=100)
    return {
        "channels": [wire.channel(call.slack, one) for one in page],
        "response_metadata": {"next_cursor": cursor},
    }


@method("conversations.info", *ANY_READ)
def one(call: Call) -> Json:
    return {"channel": wire.channel(call.slack, _readable(call))}


@method("conversations.members", *ANY_READ, tier=Tier.FOUR)
def members(call: Call) -> Json:
    page, cursor = call.page(_readable(call).members, default=100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    where = call.channel()
    if where.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if where.is_archived:
        raise SlackError("is_archived")
    already = call.slack.bot.id in where.members
    gathering.join(call.slack, where, call.slack.bot)
    answer: Json = {"channel": wire.channel(call.slack, where)}
    return answer | ({"warning": "already_in_channel"} if already else {})


@method("conversations.open", "im:write", "mpim:write", "channels:manage", "groups:write")
def open_direct(call: Call) -> Json:
    """Begin (or find) the direct conversation with one person; group conversations are not imitated."""
    if call.given("channel"):
        return {"channel": wire.channel(call.slack, call.channel())}
    people = call.listed("users")
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > 1:
        raise SlackError("method_not_supported_for_channel_type")
    person = call.slack.workspace.members.get(people[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    where = call.slack.workspace.direct(person.id, call.slack.bot.id, now=call.slack.now())
    call.slack.changed("conversation")
    full = wire.channel(call.slack, where)
    return {"channel": full if call.flag("return_im") else {"id": where.id}}


@method("conversations.setTopic", "channels:manage", "groups:write", "channels:write.topic", tier=Tier.TWO)
def set_topic(call: Call) -> Json:
    where = _readable(call)
    if call.slack.bot.id not in where.members:
        raise SlackError("not_in_channel")
    where.topic = call.text("topic")[:250]
    call.slack.changed("conversation")
    return {"channel": wire.channel(call.slack, where)}


def _readable(call: Call) -> Channel:
    where = call.channel()
    call.require_scope(READ[where.kind])
    return where
