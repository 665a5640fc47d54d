"""What an idea is worth the effort: four questions to whoever triages."""

from typing import Any

from handlers.doing import Doing
from handlers.forms import Form
from kaizen.ideas import finding, scoring
from kaizen.people import Person
from kaizen.runtime import Runtime


async def ask(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    await doing.show("ideas/score", lambda session: scoring.form(session, person, idea))


async def keep(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea, form, now = finding.opened(runtime.seal.open(view["private_metadata"])), Form(view), runtime.clock.now()
    figures = scoring.Figures(
        form.number("reach"), form.option("impact"), form.option("confidence"), form.number("effort")
    )
    await doing.once(lambda session: scoring.score(session, person, idea, figures, now=now))
