"""A retro has closed: it is rated, exported, handed over to who facilitates next."""

from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering
from handlers.doing import Doing
from handlers.forms import Form
from kaizen.people import Person
from kaizen.retros import exporting, finding, handing_over, rating
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.retros.minutes import Minutes
from outbox import uploading
from outbox.uploading import Chore
from storage.pictures import Stage
from storage.receipts import Receipt

RATE: Final = "retros.rate_"


async def rate(
    action: dict[str, Any], ack: AsyncAck, respond: AsyncRespond, person: Person, receipt: Receipt, runtime: Runtime
) -> None:
    """Only who rates is told; everybody else when it is counted."""
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    given = int(action["action_id"].removeprefix(RATE))

    def work(session: Session) -> None:
        rating.rate(session, person, retro_id, given)

    await runtime.database.transact(work, once=receipt)
    kept = await runtime.database.read(lambda session: rating.kept(session, person, retro_id))
    await ack()
    answering.later(respond(**answering.privately(render.message("retros/rated", kept))))


async def export(
    action: dict[str, Any],
    ack: AsyncAck,
    respond: AsyncRespond,
    client: AsyncWebClient,
    person: Person,
    runtime: Runtime,
) -> None:
    """The button below a closed retro."""
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    shown = await runtime.database.read(lambda session: exporting.of_retro(session, person, retro_id))
    await ack()
    answering.later(respond(**answering.privately(told(shown))))
    answering.later(give(client, person, shown))


def told(shown: Minutes) -> render.Message:
    """Where the file comes."""
    return render.message("retros/exported", {"number": shown.number})


async def give(client: AsyncWebClient, person: Person, shown: Minutes) -> None:
    """Put the file into the direct messages of whoever asked for it."""
    direct = (await client.conversations_open(users=person.user))["channel"]["id"]
    name, content = exporting.name(shown), exporting.content(shown)
    chore = Chore(Stage.ADDRESS, 0, 0, person.workspace, name, "", content, "", "")
    placed = await uploading.bring(client, chore)
    upload_id, upload_url = placed.upload_id or "", placed.upload_url or ""
    await uploading.bring(client, replace(chore, stage=Stage.UPLOAD, upload_id=upload_id, upload_url=upload_url))
    await client.files_completeUploadExternal(files=[{"id": upload_id, "title": name}], channel_id=direct)


async def open_handover(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id = finding.opened(runtime.seal.open(action["value"]), "retro")
    await doing.show("retros/handover", lambda session: handing_over.form(session, person, retro_id))


async def hand_over(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    retro_id, form = finding.opened(runtime.seal.open(view["private_metadata"]), "retro"), Form(view)
    note = {field: form.text(field) for field in handing_over.FIELDS}
    now = runtime.clock.now()
    await doing.once(lambda session: handing_over.leave(session, person, retro_id, note, now=now))
