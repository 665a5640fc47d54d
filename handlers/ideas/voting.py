"""Votes, from wherever an idea is shown."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from sqlmodel import Session

from kaizen.ideas import finding, voting
from kaizen.people import Person
from kaizen.runtime import Runtime
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
    action: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    def work(session: Session) -> None:
        idea = finding.opened(runtime.seal.open(action["value"]))
        outbox.store(session, voting.take_back(session, person, idea))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()
