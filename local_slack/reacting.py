"""Reactions: one of each name from each person, told to the app."""

import re

from local_slack import events
from local_slack.refusals import SlackError
from local_slack.slack import Slack
from local_slack.workspace import Channel, Message, Reaction

NAME = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
MOST_KINDS = 50


def add(slack: Slack, where: Channel, message: Message, user: str, name: str) -> bool:
    """Put *user*'s reaction under *message*; false if it is there already."""
    bare = name.strip(":")
    if not NAME.fullmatch(bare):
        raise SlackError("invalid_name")
    found = next((one for one in message.reactions if one.name == bare), None)
    if found is None:
        if len(message.reactions) >= MOST_KINDS:
            raise SlackError("too_many_emoji")
        message.reactions.append(Reaction(bare, [user]))
    elif user in found.users:
        return False
    else:
        found.users.append(user)
    _tell(slack, "reaction_added", where, message, user=user, name=bare)
    return True


def remove(slack: Slack, where: Channel, message: Message, user: str, name: str) -> bool:
    """Take *user*'s reaction away; false if there is none."""
    bare = name.strip(":")
    found = next((one for one in message.reactions if one.name == bare and user in one.users), None)
    if found is None:
        return False
    found.users.remove(user)
    message.reactions = [one for one in message.reactions if one.users]
    _tell(slack, "reaction_removed", where, message, user=user, name=bare)
    return True


def _tell(slack: Slack, kind: str, where: Channel, message: Message, *, user: str, name: str) -> None:
    slack.changed("message", channel=where.id, thread=message.thread_ts)
    if slack.bot.id not in where.members:
        return
    item = {"type": "message", "channel": where.id, "ts": message.ts}
    event = {"type": kind, "user": user, "reaction": name, "item_user": message.user, "item": item}
    events.in_background(slack, event | {"event_ts": slack.next_ts()})
