"""An idea that exists, in place of one's own: looked at as a whole, or voted for."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers.ideas import travelling
from kaizen.ideas import cards, finding, joining
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.ideas import views
from outbox import Outbox
from storage.receipts import Receipt


async def open_whole(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    on_top = travelling.over_a_modal(body)
    shown = await runtime.database.read(lambda session: cards.whole(session, person, idea, on_top=on_top))
    view = render.modal("ideas/whole", shown, seal=runtime.seal.sealed)
    show = client.views_push if on_top else client.views_open
    await show(trigger_id=body["trigger_id"], view=view)
    await ack()


async def join(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    """The second step of the modal becomes a confirmation; the first still stands below it, with all that was typed."""
    idea = finding.opened(runtime.seal.open(action["value"]))

    def work(session: Session) -> dict[str, Any]:
        outcome, joined = joining.join(session, person, idea, now=runtime.clock.now())
        outbox.store(session, outcome)
        return vars(joined)

    joined = views.Joined(**await runtime.database.transact(work, once=receipt))
    shown = render.modal("ideas/joined", joined, private_metadata=body["view"].get("private_metadata") or "")
    await client.views_update(view_id=body["view"]["id"], view=shown)
    await ack()
    outbox.wake()


async def done(view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime) -> None:
    """They do not go back to their own, so that nobody offers it to them again."""
    source = travelling.source(view, runtime)

    def work(session: Session) -> None:
        joining.drop(session, person, source)

    await runtime.database.transact(work, once=receipt)
    await ack(response_action="clear")
