"""Dots: the modal, and what was given in it."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from sqlmodel import Session

from handlers.doing import Doing
from handlers.forms import Form
from kaizen.people import Person
from kaizen.retros import finding, voting
from kaizen.runtime import Runtime
from storage.receipts import Receipt


async def open_vote(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    await doing.show("retros/vote", lambda session: voting.form(session, person, retro_id))


async def vote(view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime) -> None:
    """Nothing is said of it: totals show when the vote ends."""
    retro_id, form = finding.opened(runtime.seal.open(view["private_metadata"]), "retro"), Form(view)
    given = {
        field: int(form.option(field) or 0) for field in view["state"]["values"] if field.startswith(voting.PREFIX)
    }

    def work(session: Session) -> None:
        voting.vote(session, person, retro_id, given)

    await runtime.database.transact(work, once=receipt)
    await ack()
