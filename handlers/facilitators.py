"""Turns: accepted, swapped, passed on, taken; the rota; and who is away when."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, commands, groups
from handlers.forms import Form
from kaizen.announcements import Outcome
from kaizen.facilitators import asking, showing
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.facilitators import views
from outbox import Outbox
from storage.receipts import Receipt


def register(app: AsyncApp) -> None:
    """Everything one can do about facilitating."""
    commands.verb(app, "rota")(show_rota)
    commands.verb(app, "away")(say_away)
    app.action("facilitators.accept")(accept)
    app.action("facilitators.swap")(swap)
    app.action("facilitators.pass")(pass_on)
    app.action("facilitators.take")(take)
    app.view("facilitators.away")(keep_away)
    app.options(groups.FIELD)(groups.offer)


async def show_rota(command: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """``/kaizen rota``."""
    channel, now = command["channel_id"], runtime.clock.now()
    shown = await runtime.database.read(lambda session: showing.rota(session, person, channel, now=now))
    await ack(answering.privately(render.message("facilitators/rota", shown)))


async def say_away(
    command: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    """``/kaizen away 2026-12-01..2026-12-05``; without dates a modal asks for them."""
    typed = commands.rest(command).strip()
    if typed:
        first, last = showing.dates(typed)
        await _keep(first, last, person, receipt, runtime, outbox)
        noted = render.message("facilitators/noted", views.Away(first, last))
        await ack(answering.privately(noted))
        outbox.wake()
        return
    known = await runtime.database.read(lambda session: showing.away(session, person, now=runtime.clock.now()))
    await client.views_open(trigger_id=command["trigger_id"], view=render.modal("facilitators/away", known))
    await ack()


async def keep_away(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    form = Form(view)
    first, last = date.fromisoformat(form.date("first")), date.fromisoformat(form.date("last"))
    await _keep(first, last, person, receipt, runtime, outbox)
    await ack()
    outbox.wake()


async def accept(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    await _answered(asking.accept, action, person, receipt, runtime, outbox)
    await ack()


async def swap(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    await _answered(asking.swap, action, person, receipt, runtime, outbox)
    await ack()


async def pass_on(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    await _answered(asking.away, action, person, receipt, runtime, outbox)
    await ack()


async def take(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    await _answered(asking.take, action, person, receipt, runtime, outbox)
    await ack()


async def _answered(
    deed: Callable[..., Outcome],
    action: dict[str, Any],
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    turn_id = asking.opened(runtime.seal.open(action["value"]))

    def work(session: Session) -> None:
        now: datetime = runtime.clock.now()
        outbox.store(session, deed(session, person, turn_id, now=now))

    await runtime.database.transact(work, once=receipt)
    outbox.wake()


async def _keep(first: date, last: date, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox) -> None:
    def work(session: Session) -> None:
        outbox.store(session, asking.absent(session, person, first, last, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
