"""Turns: accepted, swapped, passed on, taken; the rota; and who is away when."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers import answering, commands, groups
from handlers.doing import Doing
from handlers.forms import Form
from kaizen.announcements import Outcome
from kaizen.facilitators import answering as answers
from kaizen.facilitators import showing
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.facilitators import views

NOT_AWAY: Final = {"off", "back", "cancel", "none", "no"}
"""With each of these people say that they are not away after all."""


def register(app: AsyncApp) -> None:
    """Everything one can do about facilitating."""
    commands.verb(app, "rota")(show_rota)
    commands.verb(app, "away")(say_away)
    app.action("facilitators.accept")(_answering(answers.accept))
    app.action("facilitators.swap")(_answering(answers.swap))
    app.action("facilitators.pass")(_answering(answers.away))
    app.action("facilitators.take")(_answering(answers.take))
    app.view("facilitators.away")(keep_away)
    app.options(groups.FIELD)(groups.offer)


async def show_rota(command: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """``/kaizen rota``."""
    channel, now = command["channel_id"], runtime.clock.now()
    shown = await runtime.database.read(lambda session: showing.rota(session, person, channel, now=now))
    await ack(answering.privately(render.message("facilitators/rota", shown)))


async def say_away(command: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """``/kaizen away 2026-12-01..2026-12-05``, ``/kaizen away off``; without dates a modal asks for them."""
    now, typed = runtime.clock.now(), commands.rest(command).strip()
    if typed.lower() in NOT_AWAY:
        back = answering.privately(render.message("facilitators/back", {}))
        await doing.once(lambda session: answers.back(session, person, now=now), answer=back)
        return
    if typed:
        first, last = showing.dates(typed)
        noted = answering.privately(render.message("facilitators/noted", views.Away(first, last)))
        await doing.once(lambda session: answers.absent(session, person, first, last, now=now), answer=noted)
        return
    known = await runtime.database.read(lambda session: showing.away(session, person, now=now))
    await doing.open("facilitators/away", known)


async def keep_away(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    form, now = Form(view), runtime.clock.now()
    first, last = date.fromisoformat(form.date("first")), date.fromisoformat(form.date("last"))
    await doing.once(lambda session: answers.absent(session, person, first, last, now=now))


def _answering(deed: Callable[..., Outcome]) -> Callable[..., Awaitable[None]]:
    """A listener for a button of a turn."""

    async def answer(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
        turn, now = answers.opened(runtime.seal.open(action["value"])), runtime.clock.now()
        await doing.once(lambda session: deed(session, person, turn, now=now))

    return answer
