"""Stopping a monitor, and starting it again."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering
from handlers.doing import Doing
from handlers.forms import Form
from handlers.monitors import changing
from kaizen.alerts import cards, closing, outcomes
from kaizen.announcements import Outcome
from kaizen.monitors import references, stopping
from kaizen.monitors.references import Reference
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt


async def opened(
    wanted: Reference, body: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime
) -> None:
    """Why, and what becomes of the open alerts."""
    choosable = {key: outcomes.OUTCOMES[key] for key in outcomes.CHOOSABLE if key != closing.DUPLICATE}
    form = await runtime.database.read(lambda session: stopping.form(session, person, wanted, choosable))
    reference = Reference(form.id, form.version, (body.get("channel") or {}).get("id", ""))
    view = render.modal("monitors/stop", form, private_metadata=runtime.seal.sealed(reference))
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def stop(
    view: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    """Stop it, and close its alerts in the same transaction if that is wanted."""
    reference, form = references.opened(runtime.seal.open(view["private_metadata"])), Form(view)
    reason, fate = form.text("reason"), form.option("fate")

    def work(session: Session) -> dict[str, Any]:
        now = runtime.clock.now()
        done = stopping.stop(session, person, reference, reason=reason, fate=fate, thread=cards.thread, now=now)
        outbox.store(session, Outcome(person.workspace, done.announcements))
        for alert in done.cases:
            outbox.store(session, closing.resolve(session, person, alert, outcome=fate, sentence=reason, now=now))
        said = render.message("monitors/stopped", done.said, seal=runtime.seal.sealed)
        return {"text": said.text, "blocks": said.blocks, "asked": False}

    done = await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()
    answering.later(changing.tell(done, client, runtime, person, reference))


async def start(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    person: Person,
    runtime: Runtime,
    doing: Doing,
) -> None:
    """The button where it was stopped."""
    await started(references.opened(runtime.seal.open(action["value"])), body, client, person, runtime, doing)


async def started(
    wanted: Reference,
    body: dict[str, Any],
    client: AsyncWebClient,
    person: Person,
    runtime: Runtime,
    doing: Doing,
) -> None:
    """Read it again from now on, and tell what its source answers."""
    told: dict[str, Any] = {}

    def work(session: Session) -> Outcome:
        done = stopping.start(session, person, wanted, thread=cards.thread, now=runtime.clock.now())
        said = render.message("monitors/changed", done.said, seal=runtime.seal.sealed)
        told.update(text=said.text, blocks=said.blocks, asked=True)
        return Outcome(person.workspace, done.announcements)

    await doing.once(work)
    where = Reference(wanted.monitor, channel=(body.get("channel") or {}).get("id", ""))
    if told:  # the same click again does nothing, and says nothing twice
        answering.later(changing.tell(told, client, runtime, person, where))
