"""Its author's hand on an idea: new words, new figures, evidence."""

from typing import Any

from sqlmodel import Session

from handlers.doing import Doing
from handlers.forms import Form
from handlers.ideas import estimating
from kaizen.ideas import editing, finding, noting
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render


async def open_words(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    await doing.show("ideas/edit", lambda session: editing.form(session, person, idea))


async def keep_words(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea, form = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view)
    wording = editing.Wording(form.text("pain"), form.text("proposal"), form.options("areas"))

    def work(session: Session) -> None:
        editing.keep(session, person, idea, wording, now=runtime.clock.now())

    await doing.transact(work)
    shown = await runtime.database.read(lambda session: editing.figures(session, person, idea))
    second = render.modal("ideas/reestimate", shown, private_metadata=view["private_metadata"])
    await doing.ack(response_action="push", view=second)


async def change(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea, now = finding.opened(runtime.seal.open(view["private_metadata"])), runtime.clock.now()
    gains = estimating.gains(Form(view))
    await doing.once(
        lambda session: editing.change(session, person, idea, gains, now=now), answer={"response_action": "clear"}
    )


async def open_evidence(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    await doing.show("ideas/evidence", lambda session: noting.form(session, person, idea))


async def add_evidence(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea, form = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view)
    words, link, now = form.text("words"), form.text("link").strip(), runtime.clock.now()
    await doing.once(lambda session: noting.note(session, person, idea, words=words, link=link, now=now))
