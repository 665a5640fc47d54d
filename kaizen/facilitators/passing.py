"""A turn goes to the next fairest: because somebody is away, has not answered, or found nobody to swap with."""

from datetime import datetime

from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.facilitators import seats, telling, turns
from storage.facilitators import Because, Turn, TurnState


def on(session: Session, turn: Turn, because: Because, *, actor: str | None, now: datetime) -> Outcome:
    """Give the turn to the next fairest, who is told why in their own hours; where there is nobody, it stays."""
    team, before = telling.team_of(session, turn), turn.facilitator
    following = next(iter(turns.others(session, team, turn)), "")
    if not following:
        return Outcome(turn.workspace, telling.everybody(session, turn, before, now=now))
    turn.passed, turn.facilitator, turn.state = [*turn.passed, before], following, TurnState.ASKED
    turn.because = because
    session.add(turn)
    session.flush()
    telling.plan(session, turn, now)
    turns.record(session, turn, "facilitators.pass_on", actor, now=now)
    said = telling.everybody(session, turn, before, now=now)
    return Outcome(turn.workspace, said, seats.rise(session, turn, before))
