"""Taking up, snoozing, resolving and listing alerts."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, commands
from handlers.forms import Form
from kaizen.alerts import finding, handling, listing
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt


def register(app: AsyncApp) -> None:
    """Everything one can do with an alert."""
    commands.verb(app, "alerts")(list_alerts)
    app.action("alerts.acknowledge")(acknowledge)
    app.action("alerts.snooze")(choose_snooze)
    app.action("alerts.resolve")(choose_outcome)
    app.view("alerts.snooze")(snooze)
    app.view("alerts.resolve")(resolve)


async def acknowledge(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    def work(session: Session) -> None:
        alert = finding.opened(runtime.seal.open(action["value"]))
        outbox.store(session, handling.acknowledge(session, person, alert, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def choose_snooze(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    alert = finding.opened(runtime.seal.open(action["value"]))
    shown = await runtime.database.read(lambda session: handling.snooze_form(session, person, alert))
    view = render.modal("alerts/snooze", shown, private_metadata=action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def snooze(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    alert, form = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view)

    def work(session: Session) -> None:
        now = runtime.clock.now()
        hours, reason = form.option("length"), form.text("reason")
        outbox.store(session, handling.snooze(session, person, alert, hours=hours, reason=reason, now=now))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def choose_outcome(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    alert = finding.opened(runtime.seal.open(action["value"]))
    shown = await runtime.database.read(lambda session: handling.resolve_form(session, person, alert))
    view = render.modal("alerts/resolve", shown, private_metadata=action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def resolve(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    alert, form = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view)

    def work(session: Session) -> None:
        now = runtime.clock.now()
        outcome, sentence = form.option("outcome"), form.text("sentence")
        outbox.store(session, handling.resolve(session, person, alert, outcome=outcome, sentence=sentence, now=now))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def list_alerts(ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """``/kaizen alerts``."""
    shown = await runtime.database.read(lambda session: listing.listed(session, person))
    await ack(answering.privately(render.message("alerts/listed", shown)))
