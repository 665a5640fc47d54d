"""Pasting new monitors, and listing them."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, commands
from handlers.forms import Form
from kaizen.models import references
from kaizen.monitors import listing, registering
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.monitors import views
from storage.receipts import Receipt


def register(app: AsyncApp) -> None:
    """Everything one can do with monitors."""
    commands.verb(app, "monitor")(open_new)
    commands.verb(app, "monitors")(list_monitors)
    app.action("monitors.new")(open_new)
    app.view("monitors.paste")(paste)


async def open_new(body: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, runtime: Runtime) -> None:
    """``/kaizen monitor``: a place to paste a table."""
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id", "")
    metadata = runtime.seal.sealed(references.of_channel(channel))
    view = render.modal("monitors/paste", listing.form(tuple(runtime.sources)), private_metadata=metadata)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def paste(
    view: dict[str, Any], client: AsyncWebClient, ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime
) -> None:
    """All of them are kept, or none; a mistake is shown at the table, which stays as it is."""
    channel = references.channel(runtime.seal.open(view["private_metadata"]))
    table = Form(view).text("table")

    def work(session: Session) -> dict[str, Any]:
        now = runtime.clock.now()
        kept = registering.register(session, person, table, channel=channel, sources=runtime.sources, now=now)
        return {"names": list(kept.names), "team": kept.team}

    kept = await runtime.database.transact(work, once=receipt)
    await ack()
    said = render.message("monitors/registered", views.Registered(tuple(kept["names"]), kept["team"]))
    answering.later(client.chat_postEphemeral(channel=channel, user=person.user, text=said.text, blocks=said.blocks))


async def list_monitors(ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """``/kaizen monitors``."""
    shown = await runtime.database.read(lambda session: listing.listed(session, person))
    await ack(answering.privately(render.message("monitors/listed", shown, seal=runtime.seal.sealed)))
