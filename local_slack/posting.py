"""What happens when something is said: checked, stamped, kept, told to watchers and to the app."""

import re
from asyncio import Task
from typing import Any

from local_slack import events, rules, wire
from local_slack.delivery import Ack
from local_slack.refusals import SlackError
from local_slack.slack import Slack
from local_slack.workspace import Channel, Json, Message

LONGEST_TEXT = 40_000
MOST_ATTACHMENTS = 100
EVENT_TYPE = re.compile(r"\w{1,255}")


def checked_content(slack: Slack, text: str, blocks: Any, attachments: Any) -> dict[str, Any]:
    """The content of a message, held to Slack's limits and completed as Slack completes it."""
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return {
        "text": text,
        "blocks": rules.checked_message(blocks, slack.workspace.files),
        "attachments": [_attachment(slack, one) for one in attachments],
    }


def _attachment(slack: Slack, raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise SlackError("invalid_attachments")
    if "blocks" in raw:
        return raw | {"blocks": rules.checked_message(raw["blocks"], slack.workspace.files)}
    return dict(raw)


def checked_metadata(raw: Any) -> Json | None:
    """An event type and a payload whose values are flat, or objects and lists one level deep."""
    if raw is None or raw == {}:
        return None
    if not isinstance(raw, dict) or set(raw) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_format")
    payload = raw.get("event_payload")
    named = EVENT_TYPE.fullmatch(str(raw.get("event_type", "")))
    if not named or not isinstance(payload, dict) or any(_depth(value) > 1 for value in payload.values()):
        raise SlackError("invalid_metadata_schema")
    return raw


def _depth(value: Any) -> int:
    """How many objects stand in one another; a list of flat objects is one."""
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return max(map(_depth, value), default=0) if isinstance(value, list) else 0


def post(slack: Slack, where: Channel, message: Message) -> Task[Ack] | None:
    """Give *message* its ``ts`` and let everybody know whom it concerns; the task tells the app."""
    message.ts = slack.next_ts()
    where.messages[message.ts] = message
    slack.changed("message", only=message.only_for, channel=where.id, thread=message.thread_ts)
    slack.changed("conversation")
    if message.only_for is not None or slack.bot.id not in where.members:
        return None
    return events.in_background(slack, message_event(slack, where, message), where)


def edited(slack: Slack, where: Channel, message: Message) -> None:
    """Mark *message* as edited now, and tell."""
    message.edited_ts = slack.next_ts()
    slack.changed("message", only=message.only_for, channel=where.id, thread=message.thread_ts)
    if message.only_for is None and slack.bot.id in where.members:
        changed = {"subtype": "message_changed", "message": wire.message(slack, where, message), "hidden": True}
        events.in_background(slack, _event(where, message.edited_ts) | changed, where)


def delete(slack: Slack, where: Channel, message: Message) -> None:
    """Remove *message*; a message with replies leaves a tombstone, so that its thread can still be read."""
    if where.replies(message.ts):
        message.text, message.blocks, message.subtype = "This message was deleted.", [], "tombstone"
        message.attachments, message.reactions, message.metadata = [], [], None
    else:
        where.messages.pop(message.ts, None)
    slack.changed("message", only=message.only_for, channel=where.id, thread=message.thread_ts)
    if message.only_for is None and slack.bot.id in where.members:
        gone = {"subtype": "message_deleted", "deleted_ts": message.ts, "hidden": True}
        events.in_background(slack, _event(where, slack.next_ts()) | gone, where)


def message_event(slack: Slack, where: Channel, message: Message) -> Json:
    return _event(where, message.ts) | wire.message(slack, where, message) | {"type": "message"}


def _event(where: Channel, ts: str) -> Json:
    kinds = {"channel": "channel", "private": "group", "dm": "im"}
    return {"type": "message", "channel": where.id, "channel_type": kinds[where.kind], "ts": ts, "event_ts": ts}


def permalink(slack: Slack, where: Channel, message: Message) -> str:
    """An address of the page that shows the message, in the shape of Slack's permalinks."""
    thread = f"?thread_ts={message.thread_ts}&cid={where.id}" if message.is_reply else ""
    return f"{slack.url}/archives/{where.id}/p{message.ts.replace('.', '')}{thread}"
