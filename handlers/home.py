"""The Home tab: published anew whenever somebody opens it, or acts on it."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering
from handlers.doing import Doing
from handlers.ideas import voting
from kaizen import held, home
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from outbox import files, storing

RETRIED: Mapping[str, Callable[[Session, int], None]] = {
    "delivery": storing.retry_parked,
    "picture": files.retry_parked,
}
"""What the outbox tries again; a job's turn comes with the next tick."""


def register(app: AsyncApp) -> None:
    """Everything on the Home tab that belongs to no other feature."""
    app.event("app_home_opened")(opened)
    app.action("home.vote")(vote)
    app.action("outbox.retry")(retry)


async def opened(event: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime) -> None:
    """Somebody looks at the app; its messages tab needs nothing."""
    if event.get("tab") != "messages":
        await publish(client, runtime, person)


async def vote(action: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    """A vote as on the card; the tab then no longer asks for it."""
    await voting.vote(action, person, runtime, doing)
    answering.later(publish(client, runtime, person))


async def retry(action: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    """An admin mended what stood in the way: what was held is tried again."""
    reference = held.Reference.read(runtime.seal.open(action["value"]))

    def work(session: Session) -> None:
        held.release(session, person, reference, now=runtime.clock.now())
        if reference.kind in RETRIED:
            RETRIED[reference.kind](session, reference.number)

    await doing.transact(work)
    await doing.answer()
    answering.later(publish(client, runtime, person))


async def publish(client: AsyncWebClient, runtime: Runtime, person: Person) -> None:
    """Show the tab as things stand now; the newest wins, so nothing of it is kept."""
    shown = await runtime.database.read(lambda session: home.tab(session, person, now=runtime.clock.now()))
    await client.views_publish(user_id=person.user, view=render.home("home/home", shown, seal=runtime.seal.sealed))
