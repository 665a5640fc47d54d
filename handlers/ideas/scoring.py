"""What an idea is worth the effort: four questions to whoever triages."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from handlers.doing import Doing
from handlers.forms import Form
from handlers.ideas import travelling
from kaizen.ideas import finding, scoring
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render


async def ask(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    shown = await runtime.database.read(lambda session: scoring.form(session, person, idea))
    show = client.views_push if travelling.over_a_modal(body) else client.views_open
    view = render.modal("ideas/score", shown, private_metadata=action["value"])
    await show(trigger_id=body["trigger_id"], view=view)
    await ack()


async def keep(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea, form, now = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view), runtime.clock.now()
    figures = scoring.Figures(
        form.number("reach"), form.option("impact"), form.option("confidence"), form.number("effort")
    )
    await doing.once(lambda session: scoring.score(session, person, idea, figures, now=now))
