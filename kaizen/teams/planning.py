"""A team's rhythms as schedules: planned when the team begins, and anew whenever what they follow from changes."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import schedules
from kaizen.teams import defaults, rhythms, rosters, settings
from storage.teams import Team

RETRO: Final = "retros.start"
DIGEST: Final = "digests.weekly"
NOTICE: Final = "facilitators.ask"


def subject(team_id: int) -> str:
    """How a schedule names its team."""
    return f"team:{team_id}"


def team_of(subject: str) -> int:
    """The team that a schedule names."""
    return int(subject.removeprefix("team:"))


def plan(session: Session, team: Team, *, now: datetime) -> None:
    """See that the team's retros and digests come in its own rhythm from now on."""
    chosen = settings.of_team(session, team.workspace, team.id or 0)
    lived_in = {teammate.zone for teammate in rosters.of_team(session, team)}
    retro = rhythms.retro(chosen, since=team.created_at)
    rhythm = {
        RETRO: retro,
        NOTICE: rhythms.notice(retro, working_days=chosen[defaults.FACILITATOR_NOTICE]),
        DIGEST: rhythms.digest(chosen, zone=team.zone, lived_in=lived_in, since=team.created_at, now=now),
    }
    for kind, at in rhythm.items():
        schedules.plan(session, workspace=team.workspace, kind=kind, subject=subject(team.id or 0), at=at, now=now)
