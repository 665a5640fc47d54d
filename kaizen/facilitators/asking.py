"""The one whose turn it is hears of it days before; without a yes the next one is asked in time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.facilitators import passing, seats, telling, turns
from kaizen.teams import defaults, hours
from storage import facilitators
from storage.facilitators import Because, Turn, TurnState
from storage.teams import Team

FALL_BACK: Final = "facilitators.fall_back"
FALLBACK: Final = timedelta(hours=defaults.FACILITATOR_FALLBACK.value)


def ask(session: Session, team: Team, *, retro_at: datetime, now: datetime) -> Outcome:
    """Give the turn to the fairest, who is told in their own hours; nobody is asked twice for one retro."""
    day = retro_at.date()
    dropped = _drop_what_never_came(session, team, but=retro_at)
    if facilitators.turn_on(session, team.workspace, team.id or 0, day):
        return dropped
    fairest = turns.next_facilitator(session, team, day)
    if not fairest:
        return dropped
    turn = Turn(
        workspace=team.workspace,
        team_id=team.id or 0,
        day=day,
        retro_at=retro_at,
        fallback_at=retro_at - FALLBACK,
        facilitator=fairest,
    )
    session.add(turn)
    session.flush()
    telling.plan(session, turn, now)
    telling.enqueue(session, turn, FALL_BACK, "fall_back", turn.fallback_at)
    return dropped


def tell(session: Session, workspace: str, turn_id: int, user: str, *, now: datetime) -> Outcome:
    """The direct message with the question, if it still is theirs; one that comes late waits for their hours.

    Who was asked at the last moment may come to work when the retro has opened already: they hear that they lead it.
    """
    turn = facilitators.turn(session, workspace, turn_id)
    if turn is None or turn.facilitator != user:
        return Outcome(workspace)
    worker = hours.workers(session, telling.team_of(session, turn)).get(user)
    if worker is None or not worker.works_at(now):
        telling.plan(session, turn, now, again=f":{now:%Y-%m-%d}")
        return Outcome(workspace)
    return Outcome(workspace, [telling.told(session, turn, user, now=now)])


def fall_back(session: Session, workspace: str, turn_id: int, *, now: datetime) -> Outcome:
    """A day before, nobody has said yes: the next fairest is asked; if there is nobody else, it stays as it is."""
    turn = facilitators.turn(session, workspace, turn_id)
    if turn is None or turn.state not in {TurnState.ASKED, TurnState.OPEN}:
        return Outcome(workspace)
    because = Because.OFFERED if turn.state == TurnState.OPEN else Because.SILENT
    return passing.on(session, turn, because, actor=None, now=now)


def begin(session: Session, team: Team, *, now: datetime, wished: str = "") -> tuple[str, Outcome]:
    """A retro begins now: who leads it, in the user group as well, and with no question left open to anybody."""
    turn = turns.begin(session, team, now=now, wished=wished)
    if turn is None:
        return "", Outcome(team.workspace)
    said = telling.everybody(session, turn, now=now)
    return turn.facilitator, Outcome(team.workspace, said, seats.sit(session, turn))


def skip(session: Session, team: Team, *, now: datetime) -> Outcome:
    """The retro of today does not open: nobody serves its turn, and whoever was told of it reads so."""
    turn = turns.due(session, team, now.astimezone(UTC).date())
    return _drop(session, team, [turn] if turn else [])


def _drop_what_never_came(session: Session, team: Team, *, but: datetime) -> Outcome:
    """The retros of these turns never opened, or were moved to another day: nobody has served them."""
    over = [
        turn
        for turn in facilitators.unserved(session, team.workspace, team.id or 0)
        if turn.day != but.date() and turn.day <= but.date()
    ]
    return _drop(session, team, over)


def _drop(session: Session, team: Team, over: Sequence[Turn]) -> Outcome:
    said = [said for turn in over for said in telling.dropped(session, turn)]
    for turn in over:
        session.delete(turn)
    session.flush()
    return Outcome(team.workspace, said)
