"""A turn goes to the next fairest: somebody is away, has not answered, found nobody to swap with, or has left."""

from datetime import datetime

from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.facilitators import seats, telling, turns
from kaizen.teams import hours
from storage import facilitators
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
    also = () if because == Because.LEFT else (before,)  # nothing new is said to who is not in the team
    said = telling.everybody(session, turn, *also, now=now)
    return Outcome(turn.workspace, said, seats.rise(session, turn, before))


def left(session: Session, workspace: str, user: str, *, now: datetime) -> Outcome:
    """Somebody is not in a team any more: the turns that lay before them there go on."""
    gone_on = [
        _without(session, turn, now)
        for turn in facilitators.turns_of(session, workspace, user)
        if user not in hours.workers(session, telling.team_of(session, turn))
    ]
    said = [said for outcome in gone_on for said in outcome.announcements]
    return Outcome(workspace, said, [seat for outcome in gone_on for seat in outcome.seats])


def _without(session: Session, turn: Turn, now: datetime) -> Outcome:
    """The turn of somebody who is not there goes to the next; where there is nobody, it is nobody's."""
    if turns.others(session, telling.team_of(session, turn), turn):
        return on(session, turn, Because.LEFT, actor=None, now=now)
    turns.record(session, turn, "facilitators.drop", None, now=now)
    said, seats_left = telling.everybody(session, turn, now=now), seats.rise(session, turn, turn.facilitator)
    session.delete(turn)
    session.flush()
    return Outcome(turn.workspace, said, seats_left)
