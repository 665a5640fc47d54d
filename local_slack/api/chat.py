"""Messages: post, change, delete, whisper.

https://docs.slack.dev/reference/methods?family=chat
"""

from typing import Any

from local_slack import posting, wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.rates import Tier
from local_slack.refusals import SlackError
from local_slack.workspace import Channel, Json, Message


@method("chat.postMessage", "chat:write", tier=Tier.SPECIAL)
def post(call: Call) -> Json:
    where = _addressed(call)
    said = _content(call)
    message = Message(
        ts="",
        user=call.slack.bot.id,
        bot=True,
        username=_username(call),
        thread_ts=_thread(call, where),
        broadcast=call.flag("reply_broadcast"),
        metadata=posting.checked_metadata(call.structure("metadata", refusal="invalid_metadata_format")),
        **said,
    )
    posting.post(call.slack, where, message)
    return {"channel": where.id, "ts": message.ts, "message": wire.message(call.slack, where, message)}


@method("chat.postEphemeral", "chat:write", tier=Tier.FOUR)
def whisper(call: Call) -> Json:
    where = _writable(call, call.channel())
    listener = call.member()
    if listener.id not in where.members:
        raise SlackError("user_not_in_channel")
    message = Message(
        ts="",
        user=call.slack.bot.id,
        bot=True,
        only_for=listener.id,
        thread_ts=_thread(call, where),
        **_content(call),
    )
    posting.post(call.slack, where, message)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    where = call.channel()
    message = call.message(where)
    if message.user != call.slack.bot.id:
        raise SlackError("cant_update_message")
    given = {name for name in ("text", "blocks", "attachments") if call.given(name)}
    if not given and not call.given("metadata"):
        raise SlackError("no_text")
    for name, value in _content(call, needed=False).items():
        if name in given:
            setattr(message, name, value)
    if call.given("metadata"):
        message.metadata = posting.checked_metadata(call.structure("metadata", refusal="invalid_metadata_format"))
    posting.edited(call.slack, where, message)
    return {
        "channel": where.id,
        "ts": message.ts,
        "text": message.text,
        "message": wire.message(call.slack, where, message),
    }


@method("chat.delete", "chat:write")
def delete(call: Call) -> Json:
    where = call.channel()
    message = call.message(where)
    if message.user != call.slack.bot.id:
        raise SlackError("cant_delete_message")
    posting.delete(call.slack, where, message)
    return {"channel": where.id, "ts": message.ts}


@method("chat.getPermalink", tier=Tier.SPECIAL)
def permalink(call: Call) -> Json:
    where = call.channel()
    message = call.message(where, "message_ts")
    return {"channel": where.id, "permalink": posting.permalink(call.slack, where, message)}


def _addressed(call: Call) -> Channel:
    """Where to post: a channel's id or ``#name``, or a person's id for a direct message."""
    target = call.required("channel")
    workspace = call.slack.workspace
    if (person := workspace.members.get(target)) is not None:
        if person.deleted or person.is_bot:
            raise SlackError("channel_not_found" if person.deleted else "cannot_dm_bot")
        if not call.slack.app.manifest.messages_tab:
            raise SlackError("messages_tab_disabled")
        return workspace.direct(person.id, call.slack.bot.id, now=call.slack.now())
    named = workspace.channel_named(target)
    found = named if named is not None else workspace.channels.get(target)
    if found is None or not call.slack.sees(call.slack.bot.id, found):
        raise SlackError("channel_not_found")
    return _writable(call, found)


def _writable(call: Call, where: Channel) -> Channel:
    if where.is_archived:
        raise SlackError("is_archived")
    outside = call.slack.bot.id not in where.members
    if outside and not (where.kind == "channel" and "chat:write.public" in call.slack.app.scopes):
        raise SlackError("not_in_channel" if where.kind == "channel" else "channel_not_found")
    return where


def _content(call: Call, *, needed: bool = True) -> dict[str, Any]:
    blocks = call.structure("blocks", refusal="invalid_blocks_format") or []
    attachments = call.structure("attachments", refusal="invalid_attachments") or []
    text = call.text("text")
    if needed and not (text or blocks or attachments):
        raise SlackError("no_text")
    return posting.checked_content(call.slack, text, blocks, attachments)


def _thread(call: Call, where: Channel) -> str | None:
    """The thread to reply in; a reply to a reply goes to the thread itself."""
    if not (thread_ts := call.text("thread_ts")):
        return None
    parent = where.messages.get(thread_ts)
    if parent is None or parent.only_for is not None:
        raise SlackError("thread_not_found")
    return parent.thread_ts if parent.is_reply else thread_ts


def _username(call: Call) -> str:
    if call.given("username"):
        call.require_scope("chat:write.customize")
    return call.text("username", call.slack.bot.real_name)
