"""Actions: proposed, accepted or handed back, done."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers import answering, home
from handlers.doing import Doing
from handlers.forms import Form
from kaizen.people import Person
from kaizen.retros import deciding, finding, taking_over
from kaizen.retros.deciding import Proposal
from kaizen.runtime import Runtime


async def open_proposal(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """The button may name a theme; what is submitted belongs to the retro."""
    retro_id, theme_id = finding.opened_part(runtime.seal.open(action["value"]), "theme")
    now = runtime.clock.now()
    form = await runtime.database.read(
        lambda session: deciding.form(session, person, retro_id, theme_id=theme_id, now=now)
    )
    await doing.open("retros/propose", form, refers_to=finding.reference("retro", retro_id))


async def open_again(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """What nobody took on, to be proposed to somebody else or smaller."""
    reference, now = runtime.seal.open(action["value"]), runtime.clock.now()
    retro_id, before = finding.opened_part(reference, "again")
    form = await runtime.database.read(lambda session: deciding.again(session, person, retro_id, before, now=now))
    await doing.open("retros/propose", form, refers_to=reference)


async def propose(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    (retro_id, before), form = finding.opened_part(runtime.seal.open(view["private_metadata"]), "again"), Form(view)
    proposal = Proposal(form.text("text"), form.user("owner"), form.date("due"), form.text("measure"), before)
    now = runtime.clock.now()
    await doing.once(lambda session: deciding.propose(session, person, retro_id, proposal, now=now))


async def accept(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    action_id, now = finding.opened(runtime.seal.open(action["value"]), "action"), runtime.clock.now()
    await doing.once(lambda session: deciding.answer(session, person, action_id, accept=True, now=now))


async def hand_back(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    action_id, now = finding.opened(runtime.seal.open(action["value"]), "action"), runtime.clock.now()
    await doing.once(lambda session: deciding.answer(session, person, action_id, accept=False, now=now))


async def take_back(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    action_id, now = finding.opened(runtime.seal.open(action["value"]), "action"), runtime.clock.now()
    await doing.once(lambda session: deciding.take_back(session, person, action_id, now=now))


async def take_over(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    action_id, now = finding.opened(runtime.seal.open(action["value"]), "action"), runtime.clock.now()
    await doing.once(lambda session: taking_over.take_over(session, person, action_id, now=now))


async def open_finish(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    action_id = finding.opened(runtime.seal.open(action["value"]), "action")
    await doing.show("retros/finish", lambda session: deciding.finish_form(session, person, action_id))


async def finish(view: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    action_id, now = finding.opened(runtime.seal.open(view["private_metadata"]), "action"), runtime.clock.now()
    evidence = Form(view).text("evidence")
    await doing.once(lambda session: deciding.finish(session, person, action_id, evidence=evidence, now=now))
    answering.later(home.publish(client, runtime, person))
