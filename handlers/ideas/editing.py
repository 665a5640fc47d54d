"""Its author's hand on an idea: new words, new figures, evidence."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers.forms import Form
from handlers.ideas import estimating
from kaizen.ideas import editing, finding, noting
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt


async def open_words(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    form = await runtime.database.read(lambda session: editing.form(session, person, idea))
    view = render.modal("ideas/edit", form, private_metadata=action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def keep_words(view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime) -> None:
    idea, form = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view)
    wording = editing.Wording(form.text("pain"), form.text("proposal"), form.options("areas"))

    def work(session: Session) -> None:
        editing.keep(session, person, idea, wording, now=runtime.clock.now())

    await runtime.database.transact(work, once=receipt)
    shown = await runtime.database.read(lambda session: editing.figures(session, person, idea))
    second = render.modal("ideas/reestimate", shown, private_metadata=view["private_metadata"])
    await ack(response_action="push", view=second)


async def change(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    idea = finding.opened(runtime.seal.open(view["private_metadata"]))
    gains = estimating.gains(Form(view))

    def work(session: Session) -> None:
        outbox.store(session, editing.change(session, person, idea, gains, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
    await ack(response_action="clear")
    outbox.wake()


async def open_evidence(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    form = await runtime.database.read(lambda session: noting.form(session, person, idea))
    view = render.modal("ideas/evidence", form, private_metadata=action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def add_evidence(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    idea, form = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view)
    words, link = form.text("words"), form.text("link").strip()

    def work(session: Session) -> None:
        outbox.store(session, noting.note(session, person, idea, words=words, link=link, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()
