"""Registering models and datasets, listing them, and keeping them up to date."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, commands
from handlers.doing import Doing
from handlers.forms import Form
from kaizen.models import references, registering, showing
from kaizen.models.registering import ModelForm
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.models import views


def register(app: AsyncApp) -> None:
    """Everything one can do with the register."""
    commands.verb(app, "model")(open_new)
    commands.verb(app, "models")(list_models)
    app.action("models.new")(open_new)
    app.action("models.change")(open_change)
    app.view("models.register")(submit)
    app.options("model")(offer)


async def open_new(person: Person, runtime: Runtime, doing: Doing) -> None:
    """``/kaizen model``: an empty form."""
    channel = doing.channel
    form = await runtime.database.read(lambda session: showing.new_form(session, person, channel))
    await doing.open("models/register", form, refers_to=references.of_channel(channel))


async def open_change(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    model = references.model(runtime.seal.open(action["value"]))
    await doing.show("models/register", lambda session: showing.form(session, person, model))


async def submit(view: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    """A new entry, or one brought up to date; only the person who did it hears of it."""
    reference, form = runtime.seal.open(view["private_metadata"]), _form(view)

    def work(session: Session) -> dict[str, Any]:
        now = runtime.clock.now()
        if references.is_model(reference):
            model = registering.change(session, person, references.model(reference), form, now=now)
        else:
            channel = references.channel(reference)
            model = registering.register(session, person, form, channel=channel, now=now)
        return vars(showing.entry(session, person, model))

    entry = views.Registered(**await doing.transact(work))
    await doing.ack()
    if not references.is_model(reference) and references.channel(reference):
        said = render.message("models/registered", entry, seal=runtime.seal.sealed)
        channel = references.channel(reference)
        doing.tell_later(
            client.chat_postEphemeral(channel=channel, user=person.user, text=said.text, blocks=said.blocks)
        )


async def list_models(command: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """``/kaizen models``."""
    channel = command["channel_id"]
    shown = await runtime.database.read(lambda session: showing.listed(session, person, channel=channel))
    await ack(answering.privately(render.message("models/listed", shown, seal=runtime.seal.sealed)))


async def offer(payload: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """What a menu of models offers while somebody types."""
    typed = payload.get("value") or ""
    found = await runtime.database.read(lambda session: showing.offered(session, person, typed))
    await ack(options=[{"text": {"type": "plain_text", "text": said.words}, "value": said.value} for said in found])


def _form(view: dict[str, Any]) -> ModelForm:
    form = Form(view)
    return ModelForm(
        kind=form.option("kind"),
        name=form.text("name"),
        owner=form.user("owner"),
        steward=form.user("steward"),
        tier=form.option("tier"),
        domain=form.text("domain"),
        version=form.text("version"),
    )
