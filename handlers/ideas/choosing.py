"""An idea that exists, in place of one's own: looked at as a whole, or voted for."""

from typing import Any

from sqlmodel import Session

from handlers.doing import Doing
from handlers.ideas import travelling
from kaizen.ideas import cards, finding, joining
from kaizen.people import Person
from kaizen.runtime import Runtime
from message_templates import render
from message_templates.ideas import views


async def open_whole(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    idea = finding.opened(runtime.seal.open(action["value"]))
    on_top = doing.over_a_modal
    shown = await runtime.database.read(lambda session: cards.whole(session, person, idea, on_top=on_top))
    await doing.open("ideas/whole", shown)


async def join(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """The second step of the modal becomes a confirmation; the first still stands below it, with all that was typed."""
    idea, open_now = finding.opened(runtime.seal.open(action["value"])), doing.body["view"]

    def work(session: Session) -> dict[str, Any]:
        outcome, joined = joining.join(session, person, idea, now=runtime.clock.now())
        doing.outbox.store(session, outcome)
        return vars(joined)

    joined = views.Joined(**await doing.transact(work))
    shown = render.modal("ideas/joined", joined, private_metadata=open_now.get("private_metadata") or "")
    await doing.client.views_update(view_id=open_now["id"], view=shown)
    await doing.answer()


async def done(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """They do not go back to their own, so that nobody offers it to them again."""
    source = travelling.source(view, runtime)

    def work(session: Session) -> None:
        joining.drop(session, person, source)

    await doing.transact(work)
    await doing.ack(response_action="clear")
