"""Cards: opened, kept, changed and taken back."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering
from handlers.doing import Doing
from handlers.forms import Form
from kaizen.people import Person
from kaizen.retros import finding, writing
from kaizen.retros.writing import CardEntered
from kaizen.runtime import Runtime
from message_templates import render
from storage.receipts import Receipt


async def open_card(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    await doing.show("retros/card", lambda session: writing.form(session, person, retro_id))


async def open_mine(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    await doing.show("retros/my_cards", lambda session: writing.mine(session, person, retro_id))


async def open_change(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    """Over the list of one's own cards."""
    card_id = finding.opened(runtime.seal.open(action["value"]), "card")
    form = await runtime.database.read(lambda session: writing.form_of(session, person, card_id))
    view = render.modal("retros/card", form, private_metadata=action["value"])
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


async def open_names(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    await doing.show("retros/names", lambda session: writing.how_names_work(session, person, retro_id))


async def keep(
    view: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
) -> None:
    """A new card leaves an empty form for the next one; a changed one shows the list as it is now."""
    reference = runtime.seal.open(view["private_metadata"])
    if reference.startswith("retro:"):
        await _keep_new(view, finding.opened(reference, "retro"), ack, person, receipt, runtime)
    else:
        await _keep_changed(view, finding.opened(reference, "card"), client, ack, person, receipt, runtime)


async def _keep_new(
    view: dict[str, Any], retro_id: int, ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime
) -> None:
    def work(session: Session) -> None:
        writing.write(session, person, retro_id, _entered(view))

    await runtime.database.transact(work, once=receipt)
    form = await runtime.database.read(lambda session: writing.form(session, person, retro_id))
    following = render.modal("retros/card", form, private_metadata=view["private_metadata"])
    await ack(response_action="update", view=following)


async def _keep_changed(
    view: dict[str, Any],
    card_id: int,
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
) -> None:
    def work(session: Session) -> int:
        if "gone" in Form(view).options("gone"):
            return writing.take_back(session, person, card_id)
        return writing.rewrite(session, person, card_id, _entered(view))

    retro_id = await runtime.database.transact(work, once=receipt)
    await ack()
    below = view.get("previous_view_id") or view.get("root_view_id")
    if below and below != view["id"]:
        mine = await runtime.database.read(lambda session: writing.mine(session, person, retro_id))
        shown = render.modal("retros/my_cards", mine, seal=runtime.seal.sealed)
        answering.later(client.views_update(view_id=below, view=shown))


def _entered(view: dict[str, Any]) -> CardEntered:
    form = Form(view)
    return CardEntered(form.option("kind"), form.text("text"), form.option("name"), form.text("link"))
