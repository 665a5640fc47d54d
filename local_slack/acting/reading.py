"""What a member sees: the workspace, conversations, messages, the Home tab."""

from typing import Any

from local_slack import events, filing, wire
from local_slack.acting.clock_moving import described
from local_slack.acting.wishes import Wish, deed
from local_slack.slack import Slack
from local_slack.workspace import Channel, Json, Member, Message, UserGroup

NOT_IMITATED = [
    "Group conversations of several people, Slack Connect, Enterprise Grid and workflows.",
    "Link previews, search, calls, canvases, lists and custom emoji.",
    "Blocks other than header, section, divider, context, actions, image, input, rich_text, markdown and table.",
    "Editing and deleting of people's own messages.",
    "Incoming webhooks, user tokens and the OAuth installation.",
]


@deed("GET", "/local/workspace")
async def workspace(wish: Wish) -> Json:
    """Everything that does not depend on who is looking."""
    slack = wish.slack
    manifest = slack.app.manifest
    return {
        "workspace": {"id": slack.workspace.id, "name": slack.workspace.name, "domain": slack.workspace.domain},
        "app": {
            "id": slack.app.credentials.app_id,
            "name": manifest.app_name,
            "bot_user_id": slack.bot.id,
            "connections": slack.courier.connections(),
            "delivery": slack.courier.name,
            "reads_messages": not manifest.messages_tab_read_only,
        },
        "paid": slack.workspace.paid,
        "groups_by_everyone": slack.workspace.groups_by_everyone,
        "groups": [_group(one) for one in slack.workspace.groups.values() if slack.workspace.paid],
        "members": [member_seen(slack, one) for one in slack.workspace.people()],
        "channels": [_channel(slack, one) for one in slack.workspace.channels.values() if one.kind != "dm"],
        "commands": [vars(one) for one in manifest.commands],
        "shortcuts": [vars(one) for one in manifest.shortcuts],
        "clock": described(slack),
        "not_imitated": NOT_IMITATED,
    }


def member_seen(slack: Slack, one: Member) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "real_name": one.real_name,
        "title": one.title,
        "tz": one.tz,
        "tz_label": one.tz_label,
        "tz_offset": wire.tz_offset(slack, one),
        "is_admin": one.is_admin,
        "is_owner": one.is_owner,
        "is_restricted": one.is_restricted,
        "deleted": one.deleted,
        "colour": one.colour,
        "away": one.away,
    }


def _channel(slack: Slack, one: Channel) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "is_private": one.kind == "private",
        "is_archived": one.is_archived,
        "topic": one.topic,
        "members": one.members,
        "bot_is_member": slack.bot.id in one.members,
    }


def _group(one: UserGroup) -> Json:
    described = {"id": one.id, "handle": one.handle, "name": one.name, "description": one.description}
    return described | {"users": one.users, "disabled": bool(one.disabled_at)}


@deed("GET", "/local/conversations")
async def conversations(wish: Wish) -> Any:
    """The channels and direct messages that the member can see."""
    me = wish.actor
    seen = [one for one in wish.slack.workspace.channels.values() if wish.slack.sees(me.id, one)]
    return [_conversation(one, me) for one in seen]


def _conversation(one: Channel, me: Member) -> Json:
    others = [member for member in one.members if member != me.id]
    top = [message for message in one.messages.values() if _visible(message, me) and not message.is_reply]
    since = one.read.get(me.id, "0")
    unread = [message for message in top if message.ts > since and message.user != me.id]
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "with": (others[0] if others else me.id) if one.kind == "dm" else None,
        "is_member": me.id in one.members,
        "is_archived": one.is_archived,
        "unread": len(unread),
        "latest": top[-1].ts if top else None,
    }


def _visible(message: Message, me: Member) -> bool:
    return message.only_for in (None, me.id)


@deed("GET", "/local/messages")
async def messages(wish: Wish) -> Json:
    """A channel's own messages, or one thread, oldest first; ephemeral ones for this member among them."""
    where, me, thread = wish.channel(), wish.actor, wish.text("thread")
    seen = [one for one in where.messages.values() if _visible(one, me)]
    if thread:
        seen = [one for one in seen if thread in (one.ts, one.thread_ts)]
    else:
        seen = [one for one in seen if not one.is_reply or one.broadcast]
    if wish.text("mark") == "1" and seen and not thread:
        where.read[me.id] = seen[-1].ts
        wish.slack.changed("conversation", only=me.id)
    threads = where.threads()
    return {"messages": [message_seen(wish.slack, one, me, threads.get(one.ts, [])) for one in seen]}


def message_seen(slack: Slack, one: Message, me: Member, replies: list[Message]) -> Json:
    author = slack.workspace.members.get(one.user)
    return {
        "ts": one.ts,
        "user": one.user,
        "bot": one.bot,
        "username": one.username or (author.real_name if author else one.user),
        "text": one.text,
        "blocks": filing.with_local_urls(slack, one.blocks),
        "attachments": one.attachments,
        "subtype": one.subtype,
        "thread_ts": one.thread_ts or (one.ts if replies else None),
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts if replies else None,
        "reactions": [{"name": r.name, "count": len(r.users), "users": r.users} for r in one.reactions],
        "edited": one.edited_ts is not None,
        "ephemeral": one.only_for is not None,
        "ephemeral_id": one.ts if one.only_for else None,
        "files": [_file(slack, known) for known in one.files if known in slack.workspace.files],
        "metadata": one.metadata,
        "chosen": one.chosen.get(me.id, {}),
    }


def _file(slack: Slack, file_id: str) -> Json:
    file = slack.workspace.files[file_id]
    return wire.file(slack, file) | {"local_url": f"/files/{file.id}/{file.name}"}


@deed("GET", "/local/home")
async def home(wish: Wish) -> Json:
    """The app's Home tab; ``open=1`` opens it, of which the app is told."""
    slack, me = wish.slack, wish.actor
    if wish.text("open") == "1":
        await events.tell(slack, _opened(slack, me))
    view = slack.workspace.homes.get(me.id)
    if view is None:
        return {"view": None}
    seen = wire.view(slack, view)
    return {"view": seen | {"blocks": filing.with_local_urls(slack, seen["blocks"])}}


def _opened(slack: Slack, me: Member) -> Json:
    direct = slack.workspace.direct(me.id, slack.bot.id, now=slack.now())
    event: Json = {"type": "app_home_opened", "user": me.id, "channel": direct.id, "tab": "home"}
    view = slack.workspace.homes.get(me.id)
    return event | ({"view": wire.view(slack, view)} if view else {}) | {"event_ts": slack.next_ts()}
