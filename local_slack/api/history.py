"""What was said: ``conversations.history`` and ``conversations.replies``."""

from local_slack import wire
from local_slack.api.calls import Call
from local_slack.api.registry import method
from local_slack.refusals import SlackError
from local_slack.workspace import Channel, Json, Message

HISTORY = {"channel": "channels:history", "private": "groups:history", "dm": "im:history"}
ANY_HISTORY = tuple(HISTORY.values())
NEXT = "next_ts:"


@method("conversations.history", *ANY_HISTORY)
def history(call: Call) -> Json:
    """Messages of the channel itself, newest first."""
    where = _readable(call)
    found = _from_cursor(call, _between(call, where.top_level())[::-1])
    limit = call.number("limit", 100, most=999)
    page, rest = found[:limit], found[limit:]
    cursor = f"{NEXT}{rest[0].ts}" if rest else ""
    return _told(call, where, page, cursor) | {"pin_count": len(where.pins)}


def _from_cursor(call: Call, newest_first: list[Message]) -> list[Message]:
    """Go on where the last page ended, whatever has been posted since."""
    if not (cursor := call.text("cursor")):
        return newest_first
    if not cursor.startswith(NEXT):
        raise SlackError("invalid_cursor")
    return [one for one in newest_first if one.ts <= cursor.removeprefix(NEXT)]


@method("conversations.replies", *ANY_HISTORY)
def replies(call: Call) -> Json:
    """A thread, oldest first, with the message that began it."""
    where = _readable(call)
    asked = where.messages.get(call.required("ts"))
    if asked is None or asked.only_for is not None:
        raise SlackError("thread_not_found")
    root = where.messages.get(asked.thread_ts or "", asked)
    found = _between(call, [root, *where.replies(root.ts)], keep=root)
    page, cursor = call.page(found, default=1000)
    return _told(call, where, page, cursor)


def _told(call: Call, where: Channel, page: list[Message], cursor: str) -> Json:
    with_metadata = call.flag("include_all_metadata")
    threads = where.threads()
    messages = [wire.message(call.slack, where, one, with_metadata=with_metadata, threads=threads) for one in page]
    answer: Json = {"messages": messages, "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _readable(call: Call) -> Channel:
    where = call.channel()
    call.require_scope(HISTORY[where.kind])
    if call.slack.bot.id not in where.members:
        raise SlackError("not_in_channel")
    return where


def _between(call: Call, messages: list[Message], keep: Message | None = None) -> list[Message]:
    """Those after ``oldest`` and before ``latest``; the two instants themselves only if ``inclusive``."""
    oldest, latest = _instant(call, "oldest", 0.0), _instant(call, "latest", float("inf"))
    inclusive = call.flag("inclusive")

    def within(message: Message) -> bool:
        at = float(message.ts)
        return oldest < at < latest or (inclusive and at in (oldest, latest))

    return [one for one in messages if one is keep or within(one)]


def _instant(call: Call, name: str, default: float) -> float:
    text = call.text(name)
    try:
        return float(text) if text else default
    except ValueError as error:
        raise SlackError(f"invalid_ts_{name}") from error
