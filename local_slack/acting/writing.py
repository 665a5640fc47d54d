"""What members say and how they react."""

import asyncio

from local_slack import events, posting, reacting
from local_slack.acting import typed
from local_slack.acting.wishes import Wish, deed
from local_slack.refusals import MemberRefusedError, SlackError
from local_slack.workspace import Channel, Json, Message


@deed("POST", "/local/write")
async def write(wish: Wish) -> Json:
    """Say something; the app is told if it is there and has asked to hear of it."""
    slack, me, where = wish.slack, wish.actor, wish.own_channel()
    if slack.bot.id in where.members and where.kind == "dm" and slack.app.manifest.messages_tab_read_only:
        raise MemberRefusedError("messages_tab_read_only", "This app does not read messages; its Home tab shows more.")
    text = typed.as_message(slack.workspace, wish.required("text"))
    message = Message(ts="", user=me.id, text=text, thread_ts=_thread(wish, where))
    told = [posting.post(slack, where, message)]
    if f"<@{slack.bot.id}>" in message.text and slack.bot.id in where.members and where.kind != "dm":
        mention = posting.message_event(slack, where, message) | {"type": "app_mention"}
        mention.pop("channel_type")
        told.append(events.in_background(slack, mention))
    if waiting := [task for task in told if task is not None]:
        await asyncio.wait(waiting)
    return {"ok": True, "ts": message.ts}


def _thread(wish: Wish, where: Channel) -> str | None:
    if not wish.text("thread_ts"):
        return None
    parent = wish.message(where, wish.text("thread_ts"))
    return parent.thread_ts or parent.ts


@deed("POST", "/local/react")
async def react(wish: Wish) -> Json:
    """Put a reaction under a message, or take it away again if it is there."""
    slack, me, where = wish.slack, wish.actor, wish.own_channel()
    message, name = wish.message(where), wish.required("name")
    try:
        added = reacting.add(slack, where, message, me.id, name)
    except SlackError as refusal:
        raise MemberRefusedError(refusal.code, f"{name!r} cannot be used as a reaction here.") from refusal
    if not added:
        reacting.remove(slack, where, message, me.id, name)
    return {"ok": True, "added": added}
