"""People and the app coming into channels and leaving them."""

from local_slack import events, posting
from local_slack.slack import Slack
from local_slack.workspace import Channel, Json, Member, Message


def join(slack: Slack, where: Channel, member: Member, *, inviter: str | None = None) -> None:
    """Make *member* one of the channel's, say so in the channel and to the app."""
    if member.id in where.members:
        return
    where.members.append(member.id)
    subtype = "group_join" if where.kind == "private" else "channel_join"
    said = Message(ts="", user=member.id, text=f"<@{member.id}> has joined the channel", subtype=subtype)
    posting.post(slack, where, said)
    if slack.bot.id in where.members:
        joined = _event(slack, "member_joined_channel", where, member.id)
        events.in_background(slack, joined | ({"inviter": inviter} if inviter else {}))


def leave(slack: Slack, where: Channel, member: Member) -> None:
    """Let *member* go; the app hears of others while it is there, and of its own removal."""
    if member.id not in where.members:
        return
    where.members.remove(member.id)
    slack.changed("conversation")
    if member.id == slack.bot.id:
        kind = "group_left" if where.kind == "private" else "channel_left"
        gone: Json = {"type": kind, "channel": where.id, "actor_id": member.id, "event_ts": slack.next_ts()}
        events.in_background(slack, gone)
    elif slack.bot.id in where.members:
        events.in_background(slack, _event(slack, "member_left_channel", where, member.id))


def archive(slack: Slack, where: Channel, by: str) -> None:
    """Close the channel for good; it can still be read."""
    where.is_archived = True
    slack.changed("conversation")
    kind = "group_archive" if where.kind == "private" else "channel_archive"
    event: Json = {"type": kind, "channel": where.id, "user": by, "event_ts": slack.next_ts()}
    events.in_background(slack, event)


def _event(slack: Slack, kind: str, where: Channel, user: str) -> Json:
    return {
        "type": kind,
        "user": user,
        "channel": where.id,
        "channel_type": "G" if where.kind == "private" else "C",
        "team": slack.workspace.id,
        "event_ts": slack.next_ts(),
    }
