"""Where each figure of a digest comes from, so that whoever doubts it can count again."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from kaizen.digests.weekly import DECIDED, UNDECIDED, WEEK
from kaizen.ideas import lifecycle
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import showing
from message_templates.digests import views
from storage import ideas as stored
from storage.ideas import Idea


def why(session: Session, person: Person, team_id: int, *, now: datetime) -> views.Why:
    """The figures of the last seven days with their definitions and the ideas behind each."""
    team = showing.known(session, person, team_id)
    if team.id is None:
        raise Refusal("refusals/not_found", what="team")
    every = stored.of_team(session, team.workspace, team.id)
    by_id = {idea.id: idea for idea in every}
    moves = stored.moves_of_team(session, team.workspace, team.id, since=now - WEEK, until=now)
    return views.Why(
        as_of=now,
        figures=(
            _figure(
                "New", "Ideas submitted in the last seven days.", (i for i in every if i.submitted_at >= now - WEEK)
            ),
            _figure(
                "Decided",
                "Ideas approved or declined in the last seven days; one that was moved twice counts once.",
                (by_id[move.idea_id] for move in moves if move.after in DECIDED),
            ),
            _figure(
                "Done",
                "Ideas that reached Done in the last seven days.",
                (by_id[move.idea_id] for move in moves if move.after == "done"),
            ),
            _figure(
                "Undecided",
                "Ideas that are New or Triaged. Their age counts working days, Monday to Friday, in the team's zone; "
                "public holidays are not left out.",
                (idea for idea in every if idea.state in UNDECIDED),
            ),
            _figure(
                "Finished: median",
                "Days from submitting to Done, over all ideas that are Done.",
                (idea for idea in every if idea.state == "done"),
            ),
            _figure(
                "Open: median age",
                "Days since submitting, over all ideas that are open. It stands beside the finished ones, "
                "which alone would look better than the whole.",
                (idea for idea in every if lifecycle.is_open(idea.state)),
            ),
        ),
    )


def _figure(name: str, meaning: str, behind: Iterable[Idea]) -> views.Figure:
    numbers = sorted({idea.number for idea in behind})
    listed = ", ".join(f"K-{number}" for number in numbers) or "none"
    return views.Figure(name, meaning, f"From this team's ideas and their moves. Rows behind it: {listed}.")
