"""Votes, from wherever an idea is shown."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering
from kaizen.ideas import finding, voting
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt


async def vote(
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    def work(session: Session) -> None:
        idea = finding.opened(runtime.seal.open(action["value"]))
        outbox.store(session, voting.vote(session, person, idea, now=runtime.clock.now()))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()


async def take_back(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    respond: Any,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    """What said that the vote is counted says then that it is not, where it stands."""
    idea = finding.opened(runtime.seal.open(action["value"]))

    def work(session: Session) -> int:
        outbox.store(session, voting.take_back(session, person, idea))
        return finding.idea(session, person, idea).number

    number = await runtime.database.transact(work, once=receipt)
    said = render.message("ideas/vote_taken_back", {"number": number})
    await ack()
    outbox.wake()
    if body.get("response_url"):
        answering.later(respond(**{**answering.privately(said), "replace_original": True}))
    elif "view" in body:
        answering.later(client.views_update(view_id=body["view"]["id"], view=render.over_a_modal(said)))
