"""Taking up, snoozing, resolving and listing alerts."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from handlers import answering, commands, home
from handlers.doing import Doing
from handlers.forms import Form
from kaizen.alerts import closing, finding, handling, listing
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render


def register(app: AsyncApp) -> None:
    """Everything one can do with an alert."""
    commands.verb(app, "alerts")(list_alerts)
    app.action("alerts.open")(open_alert)
    app.action("alerts.acknowledge")(acknowledge)
    app.action("alerts.snooze")(choose_snooze)
    app.action("alerts.resolve")(choose_outcome)
    app.action("alerts.agree")(agree)
    app.view("alerts.snooze")(snooze)
    app.view("alerts.resolve")(resolve)


async def acknowledge(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    alert, now = finding.opened(runtime.seal.open(action["value"])), runtime.clock.now()
    await doing.once(lambda session: handling.acknowledge(session, person, alert, now=now))
    if doing.body.get("view"):  # on the Home tab, whose button has done its part
        answering.later(home.publish(doing.client, runtime, person))


async def choose_snooze(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    alert = finding.opened(runtime.seal.open(action["value"]))
    await doing.show("alerts/snooze", lambda session: handling.snooze_form(session, person, alert))


async def snooze(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    alert, now, form = finding.opened(runtime.seal.open(view["private_metadata"])), runtime.clock.now(), Form(view)
    hours, reason = form.option("length"), form.text("reason")
    await doing.once(lambda session: handling.snooze(session, person, alert, hours=hours, reason=reason, now=now))


async def choose_outcome(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    alert, now = finding.opened(runtime.seal.open(action["value"])), runtime.clock.now()
    await doing.show("alerts/resolve", lambda session: closing.form(session, person, alert, now=now))


async def resolve(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    alert, now, form = finding.opened(runtime.seal.open(view["private_metadata"])), runtime.clock.now(), Form(view)
    said = {"outcome": form.option("outcome"), "sentence": form.text("sentence")}
    repeats = form.option("repeats") if "repeats" in form else ""
    await doing.once(lambda session: closing.resolve(session, person, alert, **said, repeats=repeats, now=now))


async def agree(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    now, (alert, proposal) = runtime.clock.now(), finding.opened_proposal(runtime.seal.open(action["value"]))
    await doing.once(lambda session: closing.agree(session, person, alert, proposal=proposal, now=now))


async def list_alerts(ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """``/kaizen alerts``."""
    shown = await runtime.database.read(lambda session: listing.listed(session, person))
    await ack(answering.privately(render.message("alerts/listed", shown, seal=runtime.seal.sealed)))


async def open_alert(
    action: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, person: Person, runtime: Runtime
) -> None:
    """One case from a list or a storm, with all that one can do with it, for whoever asks alone."""
    alert = finding.opened(runtime.seal.open(action["value"]))
    shown = await runtime.database.read(lambda session: listing.opened(session, person, alert))
    await ack()
    answering.later(respond(**answering.privately(render.message("alerts/card", shown, seal=runtime.seal.sealed))))
