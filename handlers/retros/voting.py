"""Dots: the modal, and what was given in it."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers.forms import Form
from kaizen.people import Person
from kaizen.retros import finding, voting
from kaizen.runtime import Runtime
from message_templates import render
from storage.receipts import Receipt


async def open_vote(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    form = await runtime.database.read(lambda session: voting.form(session, person, retro_id))
    view = render.modal("retros/vote", form, private_metadata=action["value"])
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


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
