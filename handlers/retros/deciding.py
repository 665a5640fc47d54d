"""Actions: proposed, accepted or handed back, done."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, home
from handlers.forms import Form
from kaizen.people import Person
from kaizen.retros import deciding, finding
from kaizen.retros.deciding import Proposal
from kaizen.runtime import Runtime
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt


async def open_proposal(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    reference = runtime.seal.open(action["value"])
    retro_id, theme_id = finding.opened_theme(reference)
    now = runtime.clock.now()
    form = await runtime.database.read(
        lambda session: deciding.form(session, person, retro_id, theme_id=theme_id, now=now)
    )
    metadata = runtime.seal.sealed(finding.reference("retro", retro_id))
    view = render.modal("retros/propose", form, private_metadata=metadata)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def propose(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    retro_id, form = finding.opened(runtime.seal.open(view["private_metadata"]), "retro"), Form(view)
    proposal = Proposal(form.text("text"), form.user("owner"), form.date("due"), form.text("measure"))

    def work(session: Session) -> None:
        outbox.store(session, deciding.propose(session, person, retro_id, proposal, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def accept(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    await _answer(action, person, receipt, runtime, outbox, accept=True)
    await ack()


async def hand_back(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    await _answer(action, person, receipt, runtime, outbox, accept=False)
    await ack()


async def open_finish(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    action_id = finding.opened(runtime.seal.open(action["value"]), "action")
    form = await runtime.database.read(lambda session: deciding.finish_form(session, person, action_id))
    view = render.modal("retros/finish", form, private_metadata=action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def finish(
    view: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    action_id, form = finding.opened(runtime.seal.open(view["private_metadata"]), "action"), Form(view)

    def work(session: Session) -> None:
        now = runtime.clock.now()
        outbox.store(session, deciding.finish(session, person, action_id, evidence=form.text("evidence"), now=now))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()
    answering.later(home.publish(client, runtime, person))


async def _answer(
    action: dict[str, Any], person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox, *, accept: bool
) -> None:
    action_id = finding.opened(runtime.seal.open(action["value"]), "action")

    def work(session: Session) -> None:
        outbox.store(session, deciding.answer(session, person, action_id, accept=accept, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
    outbox.wake()
