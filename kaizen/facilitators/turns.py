"""Who facilitates next: whoever has not done it for longest, and is there."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.teams import defaults, hours, rosters
from kaizen.teams.hours import Worker
from storage import facilitators
from storage.facilitators import Turn, TurnState
from storage.teams import Team

LASTS: Final = timedelta(
    hours=sum(
        setting.value
        for setting in (defaults.COLLECT_HOURS, defaults.GROUP_HOURS, defaults.VOTE_HOURS, defaults.DISCUSS_HOURS)
    )
)
"""How long a retro usually runs: who has no working hours in it cannot lead it."""

NEVER: Final = date.min


def next_facilitator(session: Session, team: Team, day: date) -> str:
    """Who facilitates the retro of that day: whose turn it is already, else the fairest; empty if nobody can."""
    planned = facilitators.turn_on(session, team.workspace, team.id or 0, day)
    if planned is not None:
        return planned.facilitator
    return next(iter(in_order(session, team, day)), "")


def in_order(session: Session, team: Team, day: date, *, but: Collection[str] = ()) -> list[str]:
    """Everybody who can facilitate on that day, the fairest first.

    Fair is longest since the last turn, never before anything. Who passed a turn has not served it, so that they
    stay first: that is the debt.
    """
    duties = facilitators.last_duties(session, team.workspace, team.id or 0, day)
    begin = datetime.combine(day, time.min, UTC)
    present = [user for user, worker in _pool(session, team).items() if can_lead(worker, begin) and user not in but]
    return sorted(present, key=lambda user: duties.get(user, NEVER))


def can_lead(worker: Worker, begin: datetime) -> bool:
    """Whether they are at work while a retro that begins then would run, and not away when it does."""
    return worker.first_moment(begin, begin + LASTS) is not None and not _is_away(worker, begin.date())


def last_done(session: Session, team: Team, before: date) -> Mapping[str, date]:
    """When each facilitator's last turn was."""
    return facilitators.last_duties(session, team.workspace, team.id or 0, before)


def begin(session: Session, team: Team, *, now: datetime, wished: str = "") -> str:
    """A retro begins now: whoever leads it has served their turn. *wished* leads it if they facilitate."""
    day = now.astimezone(UTC).date()
    turn = facilitators.turn_on(session, team.workspace, team.id or 0, day)
    if turn is None:
        user = wished if wished in _pool(session, team) else next_facilitator(session, team, day)
        if not user:
            return ""
        turn = Turn(
            workspace=team.workspace, team_id=team.id or 0, day=day, retro_at=now, fallback_at=now, facilitator=user
        )
    turn.state = TurnState.SERVED
    session.add(turn)
    session.flush()
    return turn.facilitator


def _pool(session: Session, team: Team) -> Mapping[str, Worker]:
    """Who facilitates at all, by name."""
    pool = {teammate.user for teammate in rosters.of_team(session, team) if teammate.facilitates}
    return {user: worker for user, worker in hours.workers(session, team).items() if user in pool}


def _is_away(worker: Worker, day: date) -> bool:
    return any(first <= day <= last for first, last in worker.away)
