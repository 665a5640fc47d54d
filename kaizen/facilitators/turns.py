"""Who facilitates next: whoever has not done it for longest, and is there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import audit
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

LATEST: Final = timedelta(days=2)
"""A retro that begins later than planned, after an outage, still is the retro of that turn."""


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


def others(session: Session, team: Team, turn: Turn) -> Sequence[str]:
    """Who could lead in place of whoever has the turn and of who passed it on, the fairest first."""
    return in_order(session, team, turn.day, but=[turn.facilitator, *turn.passed])


def can_lead(worker: Worker, begin: datetime) -> bool:
    """Whether they are at work while a retro that begins then would run, and not away when it does."""
    return worker.first_moment(begin, begin + LASTS) is not None and not _is_away(worker, begin.date())


def last_done(session: Session, team: Team, before: date) -> Mapping[str, date]:
    """When each facilitator's last turn was."""
    return facilitators.last_duties(session, team.workspace, team.id or 0, before)


def begin(session: Session, team: Team, *, now: datetime, wished: str = "") -> Turn | None:
    """A retro begins now: whoever leads it has served their turn. *wished* leads it if they facilitate."""
    day = now.astimezone(UTC).date()
    turn = due(session, team, day)
    if turn is None:
        user = wished if wished in _pool(session, team) else next_facilitator(session, team, day)
        if not user:
            return None
        turn = Turn(
            workspace=team.workspace, team_id=team.id or 0, day=day, retro_at=now, fallback_at=now, facilitator=user
        )
    turn.state = TurnState.SERVED
    session.add(turn)
    session.flush()
    return turn


def record(session: Session, turn: Turn, deed: str, actor: str | None, *, now: datetime) -> None:
    """Keep for good what became of a turn; whose it is stands in its row, and can be erased there."""
    audit.record(
        session,
        workspace=turn.workspace,
        actor=actor,
        action=deed,
        subject=f"turn:{turn.id}",
        details={"day": turn.day.isoformat(), "state": str(turn.state)},
        now=now,
    )


def due(session: Session, team: Team, day: date) -> Turn | None:
    """The turn of that day, or one of the days before whose retro has not begun yet."""
    today = facilitators.turn_on(session, team.workspace, team.id or 0, day)
    waiting = facilitators.unserved(session, team.workspace, team.id or 0)
    late = [turn for turn in waiting if day - LATEST <= turn.day < day]
    return today or next(reversed(late), None)


def _pool(session: Session, team: Team) -> Mapping[str, Worker]:
    """Who facilitates at all, by name."""
    pool = {teammate.user for teammate in rosters.of_team(session, team) if teammate.facilitates}
    return {user: worker for user, worker in hours.workers(session, team).items() if user in pool}


def is_away(session: Session, workspace: str, user: str, day: date) -> bool:
    """Whether somebody has said that they are away on a day."""
    return any(one.first <= day <= one.last for one in facilitators.absences(session, workspace, [user]))


def _is_away(worker: Worker, day: date) -> bool:
    return any(first <= day <= last for first, last in worker.away)
