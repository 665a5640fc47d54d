"""A retro is shown, started, moved on, extended, cancelled; its themes are looked over."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, channels, commands
from handlers.doing import Doing
from handlers.forms import Form
from handlers.retros import afterwards
from kaizen.digests import since
from kaizen.facilitators import asking, turns
from kaizen.facilitators import showing as rota
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import choosing, exporting, finding, phases, reviewing, showing
from kaizen.retros.reviewing import Reviewed
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.retros import views
from outbox import Outbox
from storage import retros
from storage.receipts import Receipt


async def show_or_start(
    body: dict[str, Any],
    ack: AsyncAck,
    client: AsyncWebClient,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    """``/kaizen retro``, ``/kaizen retro now`` and ``/kaizen retro export``, perhaps with a number."""
    channel, said = channels.entered(body, "retro").channel, commands.rest(body).lower()
    verb, _, number = said.partition(" ")
    if verb == "export":
        wanted = int(number) if number.strip().isdecimal() else None
        found = await runtime.database.read(lambda session: exporting.latest(session, person, channel, wanted))
        await ack(answering.privately(afterwards.told(found)))
        answering.later(afterwards.give(client, person, found))
        return
    if said == "now":
        await _start(channel, person, receipt, runtime, outbox)
        await ack()
        outbox.wake()
        return
    shown = await runtime.database.read(lambda session: _shown(session, person, channel, runtime))
    await ack(answering.privately(render.message("retros/shown", shown, seal=runtime.seal.sealed)))


async def end_phase(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    """The facilitator's button."""
    retro_id, step = finding.opened_step(runtime.seal.open(action["value"]))

    def work(session: Session) -> bool:
        now = runtime.clock.now()
        outbox.store(session, phases.end_by_hand(session, person, retro_id, step=step, now=now))
        return _is_over(session, person, retro_id)

    over = await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()
    if over:
        answering.later(runtime.database.scrub())


async def extend(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id, now = finding.opened(runtime.seal.open(action["value"]), "retro"), runtime.clock.now()
    await doing.once(lambda session: choosing.extend(session, person, retro_id, now=now))


async def cancel(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id, now = finding.opened(runtime.seal.open(action["value"]), "retro"), runtime.clock.now()
    await doing.once(lambda session: choosing.cancel(session, person, retro_id, now=now))
    answering.later(runtime.database.scrub())


async def open_review(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    await doing.show("retros/review", lambda session: reviewing.form(session, person, retro_id))


async def review(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id, form = finding.opened(runtime.seal.open(view["private_metadata"]), "retro"), Form(view)
    entered = {
        number: Reviewed(
            form.text(f"{reviewing.TITLE}{number}"),
            form.option(f"{reviewing.INTO}{number}"),
            form.opened_with(f"{reviewing.TITLE}{number}"),
        )
        for number in reviewing.numbers(list(view["state"]["values"]))
    }
    now = runtime.clock.now()
    await doing.once(lambda session: reviewing.review(session, person, retro_id, entered, now=now))


async def _start(channel: str, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox) -> None:
    def work(session: Session) -> None:
        now, team = runtime.clock.now(), showing.here(session, person, channel)
        if retros.running(session, team.workspace, team.id or 0):
            raise Refusal("retros/running_already")
        happened = since.last_retro(session, team, now=now)
        facilitator, settled = asking.begin(session, team, now=now, wished=person.user)
        outbox.store(session, settled)
        begun = phases.start_by_hand(session, person, team, facilitator=facilitator, now=now, happened=happened)
        outbox.store(session, begun)

    await runtime.database.transact(work, once=receipt)


def _shown(session: Session, person: Person, channel: str, runtime: Runtime) -> views.Shown:
    now, team = runtime.clock.now(), showing.here(session, person, channel)
    leads = turns.next_facilitator(session, team, rota.next_retro(session, team, now=now).date())
    return showing.shown(session, person, team, leads=leads, now=now)


def _is_over(session: Session, person: Person, retro_id: int) -> bool:
    retro = retros.retro(session, person.workspace, retro_id)
    return retro is not None and not retro.running
