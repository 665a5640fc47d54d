"""Giving new monitors as a table."""

import asyncio
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, refusals, uploads
from handlers.doing import Doing
from handlers.forms import Form
from handlers.monitors import telling
from kaizen.models import references
from kaizen.monitors import budgeting, decoding, giving, registering
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.monitors import views

AT_ONCE: Final = 2.0
"""Seconds for a file to be read while its modal waits; Slack gives up after three."""


async def open_new(person: Person, runtime: Runtime, doing: Doing) -> None:
    """``/kaizen monitor``: a place for a table, pasted or as a file."""
    await runtime.database.read(lambda session: registering.require(session, person, doing.channel))
    form = giving.form(tuple(runtime.sources))
    await doing.open("monitors/paste", form, refers_to=references.of_channel(doing.channel))


async def take(
    view: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, person: Person, runtime: Runtime, doing: Doing
) -> None:
    """All are kept, or none. A mistake is shown where they were given, which stays; of a slow file one hears later."""
    channel = references.channel(runtime.seal.open(view["private_metadata"]))
    form = Form(view)
    given = giving.either(form.text("table"), form.files("file"))

    async def tell(said: render.Message) -> None:
        await telling.privately(client, person, channel, said)

    async def confirm(kept: views.Registered) -> None:
        if not doing.is_anew:
            return
        budget = await budgeting.foreseen(runtime, person, channel, kept.names)
        await tell(render.message("monitors/registered", replace(kept, budget=budget)))
        await telling.what_sources_answer(client, runtime, person, channel, kept.ids, posts_in=channel)

    async def tell_later() -> None:
        await tell(render.message("monitors/reading", {"file": given.name}))
        [done] = await asyncio.gather(keeping, return_exceptions=True)
        await (confirm(done) if isinstance(done, views.Registered) else tell(refusals.message(done, runtime.seal)))

    keeping = asyncio.create_task(_kept(given, client, person, runtime, channel, doing))
    await asyncio.wait({keeping}, timeout=AT_ONCE)
    answer = confirm(keeping.result()) if keeping.done() else tell_later()
    await ack()
    answering.later(answer)


async def _kept(
    given: giving.Given, client: AsyncWebClient, person: Person, runtime: Runtime, channel: str, doing: Doing
) -> views.Registered:
    """Read the table, then keep its monitors in one transaction."""
    table = given.pasted
    if given.file is not None:
        table = decoding.text(await uploads.read(client, given.file, field=given.field, most=decoding.MOST_BYTES))

    def work(session: Session) -> dict[str, Any]:
        sources, now = runtime.sources, runtime.clock.now()
        done = registering.register(
            session, person, table, channel=channel, field=given.field, sources=sources, now=now
        )
        return vars(replace(done, file=given.name))

    return views.Registered(**await doing.transact(work))
