"""Channels, invitations, members: what people with the right to do so arrange."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from local_slack import events, gathering, identities, wire
from local_slack.acting.wishes import Wish, deed
from local_slack.refusals import MemberRefusedError
from local_slack.workspace import Channel, Json, Member

CHANNEL_NAME = re.compile(r"[a-z0-9_-]{1,80}")


@deed("POST", "/local/direct")
async def direct(wish: Wish) -> Json:
    """Open the direct conversation with somebody, or with the app."""
    other = wish.person("with")
    where = wish.slack.workspace.direct(wish.actor.id, other.id, now=wish.slack.now())
    wish.slack.changed("conversation")
    return {"ok": True, "channel": where.id}


@deed("POST", "/local/invite")
async def invite(wish: Wish) -> Json:
    """Bring somebody, or the app, into a channel; a public one may be joined by inviting oneself."""
    where, newcomer = wish.channel(), wish.person()
    joining = newcomer.id == wish.actor.id and where.kind == "channel"
    if where.kind == "dm" or (wish.actor.id not in where.members and not joining):
        raise MemberRefusedError("not_in_channel", "Only members of a channel can invite somebody into it.")
    gathering.join(wish.slack, where, newcomer, inviter=wish.actor.id)
    return {"ok": True}


@deed("POST", "/local/kick")
async def kick(wish: Wish) -> Json:
    """Remove somebody, or the app, from a channel."""
    gathering.leave(wish.slack, wish.own_channel(), wish.person())
    return {"ok": True}


@deed("POST", "/local/channel")
async def create(wish: Wish) -> Json:
    """Make a channel, with its maker as the first member."""
    slack, name = wish.slack, wish.required("name").removeprefix("#")
    if not CHANNEL_NAME.fullmatch(name):
        raise MemberRefusedError("invalid_name", "Names have lower-case letters, digits, - and _ only, up to 80.")
    if slack.workspace.channel_named(name) is not None:
        raise MemberRefusedError("name_taken", f"There is a channel #{name} already.")
    kind = "private" if wish.fields.get("private") else "channel"
    made = Channel(identities.new("C"), name, kind, creator=wish.actor.id, created=slack.now(), members=[wish.actor.id])
    slack.workspace.channels[made.id] = made
    slack.changed("conversation")
    if kind == "channel":
        told = {"id": made.id, "name": name, "created": made.created, "creator": wish.actor.id}
        events.in_background(slack, {"type": "channel_created", "channel": told})
    return {"ok": True, "channel": made.id}


@deed("POST", "/local/archive")
async def archive(wish: Wish) -> Json:
    """Close a channel for good."""
    gathering.archive(wish.slack, wish.own_channel(), wish.actor.id)
    return {"ok": True}


@deed("POST", "/local/member")
async def member(wish: Wish) -> Json:
    """Let a member be away, return, or leave the workspace."""
    slack, person = wish.slack, wish.person("id")
    if "away" in wish.fields:
        person.away = bool(wish.fields["away"])
    if "deleted" in wish.fields:
        person.deleted = bool(wish.fields["deleted"])
    person.updated = slack.now()
    slack.changed("conversation")
    events.in_background(slack, {"type": "user_change", "user": wire.user(slack, person), "event_ts": slack.next_ts()})
    return {"ok": True}


@deed("POST", "/local/newcomer")
async def newcomer(wish: Wish) -> Json:
    """Somebody joins the workspace, and #general."""
    slack, name = wish.slack, wish.required("name")
    if any(known.name == name for known in slack.workspace.members.values()):
        raise MemberRefusedError("name_taken", f"There is a member {name!r} already.")
    person = Member(identities.new("U"), name, wish.text("real_name", name), updated=slack.now())
    person.tz, person.title = _zone(wish.text("tz", "Europe/London")), wish.text("title")
    person.tz_label = wish.text("tz_label", person.tz)
    slack.workspace.members[person.id] = person
    events.in_background(slack, {"type": "team_join", "user": wire.user(slack, person)})
    if (general := slack.workspace.channel_named("general")) is not None:
        gathering.join(slack, general, person)
    slack.changed("conversation")
    return {"ok": True, "id": person.id}


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise MemberRefusedError("invalid_zone", f"{name!r} is no IANA time zone.") from error


@deed("POST", "/local/workspace/plan")
async def plan(wish: Wish) -> Json:
    """Choose whether the workspace pays, which user groups need, and whether everybody may manage them."""
    workspace = wish.slack.workspace
    workspace.paid = bool(wish.fields.get("paid", workspace.paid))
    workspace.groups_by_everyone = bool(wish.fields.get("groups_by_everyone", workspace.groups_by_everyone))
    wish.slack.changed("conversation")
    return {"ok": True, "paid": workspace.paid, "groups_by_everyone": workspace.groups_by_everyone}
