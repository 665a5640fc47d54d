"""A look at the digest before it comes, and at where its figures come from."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlmodel import Session

from handlers import answering, commands
from handlers.doing import Doing
from kaizen.digests import reasons, weekly
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams import showing
from message_templates import render
from message_templates.digests import views


def register(app: AsyncApp) -> None:
    """The command, and the button below a digest."""
    commands.verb(app, "digest")(show)
    app.action("digests.why")(explain)


async def show(command: dict[str, Any], ack: AsyncAck, person: Person, runtime: Runtime) -> None:
    """What the digest would say now, for whoever asks alone."""
    now = runtime.clock.now()

    def question(session: Session) -> views.Weekly:
        team = showing.here(session, person, command["channel_id"])
        if team is None:
            raise showing.nowhere(person, "digests/no_team")
        return weekly.week(session, team, until=now, now=now)

    shown = await runtime.database.read(question)
    await ack(answering.privately(render.message("digests/weekly", shown, seal=runtime.seal.sealed)))


async def explain(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """Each figure with its definition and the rows behind it."""
    now = runtime.clock.now()
    team, until = reasons.opened(runtime.seal.open(action["value"]), now=now)
    shown = await runtime.database.read(lambda session: reasons.why(session, person, team, until=until, now=now))
    await doing.open("digests/why", shown)
