"""Stopping a monitor, and starting it again."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers.doing import Doing
from handlers.forms import Form
from handlers.monitors import changing, opening
from kaizen.alerts import cards, closing, outcomes
from kaizen.announcements import Outcome
from kaizen.monitors import references, stopping
from kaizen.monitors.references import Reference
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render


async def opened(wanted: Reference, person: Person, doing: Doing) -> None:
    """Why, and what becomes of the open alerts."""
    choosable = {key: outcomes.OUTCOMES[key] for key in outcomes.CHOOSABLE if key != closing.DUPLICATE}
    form = await doing.runtime.database.read(lambda session: stopping.form(session, person, wanted, choosable))
    await opening.form(doing, "monitors/stop", form)


async def stop(view: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    """Stop it, and close its alerts in the same transaction if that is wanted."""
    reference, form = references.opened(runtime.seal.open(view["private_metadata"])), Form(view)
    reason, fate = form.text("reason"), form.option("fate")

    def work(session: Session) -> dict[str, Any]:
        now = runtime.clock.now()
        done = stopping.stop(session, person, reference, reason=reason, fate=fate, thread=cards.thread, now=now)
        doing.outbox.store(session, Outcome(person.workspace, done.announcements))
        for alert in done.cases:
            closed = closing.resolve(session, person, alert, outcome=fate, sentence=reason, now=now)
            doing.outbox.store(session, closed)
        said = render.message("monitors/stopped", done.said, seal=runtime.seal.sealed)
        return {"text": said.text, "blocks": said.blocks, "asked": False}

    done = await doing.transact(work)
    await doing.answer()
    doing.tell_later(changing.tell(done, client, runtime, person, reference))


async def start(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """The button where it was stopped."""
    await started(references.opened(runtime.seal.open(action["value"])), person, doing)


async def started(wanted: Reference, person: Person, doing: Doing) -> None:
    """Read it again from now on, and tell what its source answers."""
    runtime = doing.runtime
    told: dict[str, Any] = {}

    def work(session: Session) -> Outcome:
        done = stopping.start(session, person, wanted, thread=cards.thread, now=runtime.clock.now())
        said = render.message("monitors/changed", done.said, seal=runtime.seal.sealed)
        told.update(text=said.text, blocks=said.blocks, asked=True)
        return Outcome(person.workspace, done.announcements)

    await doing.once(work)
    where = Reference(wanted.monitor, channel=doing.channel)
    doing.tell_later(changing.tell(told, doing.client, runtime, person, where))
