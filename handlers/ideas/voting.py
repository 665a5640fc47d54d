"""Votes, from wherever an idea is shown."""

from typing import Any

from sqlmodel import Session

from handlers import answering
from handlers.doing import Doing
from kaizen.ideas import finding, voting
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render


async def vote(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea, now = finding.opened(runtime.seal.open(action["value"])), runtime.clock.now()
    await doing.once(lambda session: voting.vote(session, person, idea, now=now))


async def take_back(action: dict[str, Any], respond: Any, person: Person, runtime: Runtime, doing: Doing) -> None:
    """What said that the vote is counted says then that it is not, where it stands."""
    idea = finding.opened(runtime.seal.open(action["value"]))

    def work(session: Session) -> int:
        doing.outbox.store(session, voting.take_back(session, person, idea))
        return finding.idea(session, person, idea).number

    number = await doing.transact(work)
    said = render.message("ideas/vote_taken_back", {"number": number})
    await doing.answer()
    if doing.body.get("response_url"):
        answering.later(respond(**{**answering.privately(said), "replace_original": True}))
    elif "view" in doing.body:
        answering.later(doing.client.views_update(view_id=doing.body["view"]["id"], view=render.over_a_modal(said)))
