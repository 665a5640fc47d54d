"""``/kaizen <verb>``: features register their verbs; what no feature knows is answered with what is known."""

import difflib
from collections.abc import Awaitable, Callable
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers import answering
from kaizen.refusals import Refusal
from message_templates import render
from message_templates.commands import views

COMMAND: Final = "/kaizen"

VERBS: Final = {
    "idea": "Submit an idea: what hurts, what you would try, what it would gain",
    "ideas": "List ideas; add words to filter, such as open, mine or area:latency",
    "team": "Set up this channel's team, or see who plays which role",
    "settings": "See every default with its reason, and change it",
    "model": "Register a model or dataset: owner, steward, tier",
    "models": "List what is registered",
    "retro": "See the running or next retro; with now, start one",
    "rota": "See who facilitates next",
    "away": "Say when you are away, such as 2026-12-01..2026-12-05",
    "monitor": "Watch metrics: paste or upload a table of them, one a line",
    "monitors": "What is watched, with its state and the false alarms to expect",
    "alerts": "What is not closed",
    "digest": "What this week's digest would say now",
    "help": "What I can do",
}
"""Every verb with its line of help, in the order in which people need them."""

NEAR: Final = 0.7
"""How like a verb a slip of the fingers is: at 0.5 "nonsense" was taken for "settings"."""

Listener = Callable[..., Awaitable[Any]]


def verb(app: AsyncApp, name: str) -> Callable[[Listener], Listener]:
    """Register a listener for one verb of `VERBS`."""
    if name not in VERBS:
        raise ValueError(f"/kaizen {name} has no line of help in handlers/commands.py.")

    async def said(command: dict[str, Any]) -> bool:
        return _split(command)[0] == name

    def registered(listener: Listener) -> Listener:
        app.command(COMMAND, matchers=[said])(listener)
        return listener

    return registered


def rest(command: dict[str, Any]) -> str:
    """What was typed after the verb."""
    return _split(command)[1]


def register(app: AsyncApp) -> None:
    """Help, and the answer to what nobody knows; registered last, so that every verb comes first."""
    verb(app, "help")(show_help)
    app.command(COMMAND)(unknown)


async def show_help(ack: AsyncAck) -> None:
    """What the bot can do, with buttons."""
    lines = tuple(views.Verb(name, line) for name, line in VERBS.items())
    await ack(answering.privately(render.message("commands/help", views.Help(lines))))


async def unknown(command: dict[str, Any], ack: AsyncAck) -> None:
    """A verb that does not exist: refuse with the nearest one. Nothing at all asks for help."""
    typed = _split(command)[0]
    if not typed:
        await show_help(ack)
        return
    near = difflib.get_close_matches(typed, VERBS, n=1, cutoff=NEAR)
    raise Refusal("refusals/unknown_command", typed=typed, meant=near[0] if near else "", verbs=tuple(VERBS))


def _split(command: dict[str, Any]) -> tuple[str, str]:
    """The verb and the rest; a line break, or a space that a phone made hard, parts them as well."""
    name, following = (*str(command.get("text") or "").split(maxsplit=1), "", "")[:2]
    return name.lower(), following.strip()
