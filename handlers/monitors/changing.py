"""Changing one monitor: its form, what is saved, and what its source answers then."""

import asyncio
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import channels, people
from handlers.doing import Doing
from handlers.forms import Form
from handlers.monitors import opening, telling
from kaizen.alerts import cards
from kaizen.announcements import Outcome
from kaizen.monitors import changing, entering, references
from kaizen.monitors.entering import Entered, Reach
from kaizen.monitors.references import Reference
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams.setting_up import Place
from message_templates import render


async def open_form(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """The button under an answer, or where there is no stable baseline."""
    await opened(references.opened(runtime.seal.open(action["value"])), person, doing)


async def opened(wanted: Reference, person: Person, doing: Doing) -> None:
    """The form, filled with what is kept."""
    runtime = doing.runtime
    form = await runtime.database.read(
        lambda session: entering.form(session, person, wanted.monitor, sources=runtime.sources)
    )
    await opening.form(doing, "monitors/edit", form)


async def change(view: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    """All of it is kept, or none; a mistake stands at its field."""
    reference = references.opened(runtime.seal.open(view["private_metadata"]))
    entered = _entered(Form(view))
    reach = await _reach(client, runtime, person, entered)

    def work(session: Session) -> dict[str, Any]:
        done = changing.change(
            session,
            person,
            reference,
            entered,
            sources=runtime.sources,
            reach=reach,
            thread=cards.thread,
            now=runtime.clock.now(),
        )
        doing.outbox.store(session, Outcome(person.workspace, done.announcements))
        said = render.message("monitors/changed", done.said, seal=runtime.seal.sealed)
        return {"text": said.text, "blocks": said.blocks, "asked": bool(done.said.fields) and not done.said.stopped}

    done = await doing.transact(work)
    await doing.answer()
    doing.tell_later(tell(done, client, runtime, person, reference, posts_in=entered.channel))


async def tell(
    done: dict[str, Any],
    client: AsyncWebClient,
    runtime: Runtime,
    person: Person,
    reference: Reference,
    *,
    posts_in: str = "",
) -> None:
    """What was saved, and then what the source answers."""
    said = render.Message(done["text"], done["blocks"])
    await telling.privately(client, person, reference.channel, said)
    if done["asked"]:
        ids = [reference.monitor]
        await telling.what_sources_answer(client, runtime, person, reference.channel, ids, posts_in=posts_in)


async def _reach(client: AsyncWebClient, runtime: Runtime, person: Person, entered: Entered) -> Reach:
    """What Slack says of the channel and of the owner, asked at the same time."""
    owner, place = await asyncio.gather(
        people.profiles(client, runtime, person.workspace, [entered.owner] if entered.owner else []),
        _entered_place(client, entered.channel),
    )
    known = owner.get(entered.owner)
    return Reach(
        in_channel=place is None or place.joined,
        owner_gone=bool(known and known.gone),
        owner_is_app=bool(known and known.bot),
    )


async def _entered_place(client: AsyncWebClient, channel: str) -> Place | None:
    """The channel with me in it, if I need not be invited."""
    return await channels.enter(client, await channels.read(client, Place(channel))) if channel else None


def _entered(form: Form) -> Entered:
    return Entered(
        name=form.text("name"),
        source=form.option("source"),
        question=form.text("question"),
        every=form.text("every"),
        points=form.text("points"),
        first=form.date("first"),
        last=form.date("last"),
        chart=form.option("chart"),
        rules=form.options("rules"),
        watched=form.options("watched"),
        model=form.option("model"),
        severity=form.option("severity"),
        label_delay=form.text("label_delay"),
        owner=form.user("owner"),
        channel=form.conversation("channel"),
    )
