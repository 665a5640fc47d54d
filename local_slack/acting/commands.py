"""Slash commands and shortcuts."""

from local_slack import responding, wire
from local_slack.acting import telling, typed
from local_slack.acting.wishes import Wish, deed
from local_slack.manifest import Command, Shortcut
from local_slack.refusals import MemberRefusedError
from local_slack.workspace import Channel, Json


@deed("POST", "/local/command")
async def command(wish: Wish) -> Json:
    """Type a slash command; an answer in the acknowledgement appears in the channel."""
    slack, member, where = wish.slack, wish.actor, wish.own_channel()
    word = wish.required("command")
    known = next((one for one in slack.app.manifest.commands if one.command == word), None)
    if known is None:
        raise MemberRefusedError("unknown_command", f"{word} is not a command of {slack.app.manifest.app_name}.")
    if wish.text("thread_ts"):
        raise MemberRefusedError("not_in_threads", f"{word} is not supported in threads. Sorry!")
    ack = await telling.tell(slack, "slash_commands", "command", _command(wish, where, known))
    if ack.ok and ack.body:
        responding.answer_command(slack, member.id, where, ack.body)
    return telling.answered(ack)


def _command(wish: Wish, where: Channel, known: Command) -> Json:
    slack, member, text = wish.slack, wish.actor, wish.text("text").strip()
    return {
        "token": slack.app.credentials.verification_token,
        "team_id": slack.workspace.id,
        "team_domain": slack.workspace.domain,
        "channel_id": where.id,
        "channel_name": {"dm": "directmessage", "private": "privategroup"}.get(where.kind, where.name),
        "user_id": member.id,
        "user_name": member.name,
        "command": known.command,
        "text": typed.as_command(slack.workspace, text) if known.should_escape else text,
        "api_app_id": slack.app.credentials.app_id,
        "is_enterprise_install": "false",
        "response_url": telling.response_url(slack, member, where),
        "trigger_id": slack.triggers.give(member.id),
    }


@deed("POST", "/local/shortcut")
async def shortcut(wish: Wish) -> Json:
    """Choose a shortcut of the app: a global one, or one of a message's menu."""
    on_message = "ts" in wish.fields
    known = _shortcut(wish, "message" if on_message else "global")
    payload = _on_message(wish, known) if on_message else _global(wish, known)
    return telling.answered(await telling.tell(wish.slack, "interactive", payload["type"], payload))


def _shortcut(wish: Wish, kind: str) -> Shortcut:
    wanted = wish.required("callback_id")
    for known in wish.slack.app.manifest.shortcuts:
        if (known.callback_id, known.type) == (wanted, kind):
            return known
    raise MemberRefusedError("unknown_shortcut", f"The manifest has no {kind} shortcut {wanted!r}.")


def _global(wish: Wish, known: Shortcut) -> Json:
    slack, member = wish.slack, wish.actor
    return telling.opening(slack, "shortcut", member) | {
        "action_ts": slack.next_ts(),
        "callback_id": known.callback_id,
        "trigger_id": slack.triggers.give(member.id),
    }


def _on_message(wish: Wish, known: Shortcut) -> Json:
    slack, member, where = wish.slack, wish.actor, wish.channel()
    message = wish.message(where)
    return telling.opening(slack, "message_action", member) | {
        "action_ts": slack.next_ts(),
        "callback_id": known.callback_id,
        "trigger_id": slack.triggers.give(member.id),
        "response_url": telling.response_url(slack, member, where, message.ts, message.thread_ts),
        "channel": {"id": where.id, "name": where.name or "directmessage"},
        "message_ts": message.ts,
        "message": wire.message(slack, where, message),
    }
