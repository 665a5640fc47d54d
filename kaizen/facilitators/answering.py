"""What somebody answers when it is their turn: yes, swap, or away; and what others answer to an open swap."""

from datetime import date, datetime

from sqlmodel import Session

from kaizen import permissions
from kaizen.announcements import Outcome
from kaizen.facilitators import passing, seats, telling, turns
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import roles, rosters, showing
from storage import facilitators
from storage.facilitators import Because, Turn, TurnState


def opened(travelled: str) -> int:
    """The turn that a button carries.

    >>> opened("turn:3")
    3
    """
    kind, _, number = travelled.partition(":")
    if kind != "turn" or not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(number)


def accept(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """Yes."""
    turn = _own(session, person, turn_id)
    turn.state = TurnState.ACCEPTED
    session.add(turn)
    session.flush()
    turns.record(session, turn, "facilitators.accept", person.user, now=now)
    said = telling.everybody(session, turn, person.user, now=now)
    return Outcome(person.workspace, said, seats.sit(session, turn))


def swap(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """Somebody else may take it; until then it stays theirs. The day before, it goes to the next one at once."""
    turn = _own(session, person, turn_id)
    if now >= turn.fallback_at:
        return _pass(session, turn, Because.OFFERED, person, now=now)
    turn.state, turn.offered_by = TurnState.OPEN, person.user
    session.add(turn)
    session.flush()
    turns.record(session, turn, "facilitators.swap", person.user, now=now)
    return Outcome(person.workspace, telling.everybody(session, turn, person.user, now=now))


def away(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """They cannot; the next fairest is asked at once."""
    return _pass(session, _own(session, person, turn_id), Because.AWAY, person, now=now)


def take(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """Take an open turn from somebody."""
    turn = _found(session, person, turn_id)
    showing.known(session, person, turn.team_id)
    permissions.require(person, "facilitators.take", also=roles.in_team(session, turn.team_id, person))
    if turn.state != TurnState.OPEN or person.user == turn.facilitator:
        raise telling.settled(session, turn, person.user)
    if turns.is_away(session, person.workspace, person.user, turn.day):
        raise Refusal("facilitators/away_then", retro_at=turn.retro_at)
    before = turn.facilitator
    turn.passed, turn.facilitator, turn.state = [*turn.passed, before], person.user, TurnState.ACCEPTED
    turn.because = None
    session.add(turn)
    session.flush()
    turns.record(session, turn, "facilitators.take", person.user, now=now)
    said = telling.everybody(session, turn, before, person.user, now=now)
    return Outcome(person.workspace, said, seats.sit(session, turn))


def absent(session: Session, person: Person, first: date, last: date, *, now: datetime) -> Outcome:
    """Somebody is away on those days: their turns on them are passed on, and they hear to whom."""
    permissions.require(person, "facilitators.away")
    if last < first:
        raise Refusal("facilitators/ends_before_it_begins", field="last")
    if last < rosters.today(session, person, now):
        raise Refusal("facilitators/over_already", field="last")
    facilitators.be_away(session, person.workspace, person.user, first, last)
    before_them = facilitators.turns_of(session, person.workspace, person.user)
    on_those_days = [turn for turn in before_them if first <= turn.day <= last]
    passed = [passing.on(session, turn, Because.AWAY, actor=person.user, now=now) for turn in on_those_days]
    said = [said for outcome in passed for said in outcome.announcements]
    return Outcome(person.workspace, said, [seat for outcome in passed for seat in outcome.seats])


def back(session: Session, person: Person, *, now: datetime) -> Outcome:
    """Somebody is not away after all, from today on; what was passed on stays with whoever has it."""
    permissions.require(person, "facilitators.away")
    facilitators.be_back(session, person.workspace, person.user, rosters.today(session, person, now))
    return Outcome(person.workspace)


def _pass(session: Session, turn: Turn, because: Because, person: Person, *, now: datetime) -> Outcome:
    team = telling.team_of(session, turn)
    if not turns.others(session, team, turn):
        raise Refusal("facilitators/nobody_else", team=team.name, retro_at=turn.retro_at)
    return passing.on(session, turn, because, actor=person.user, now=now)


def _own(session: Session, person: Person, turn_id: int) -> Turn:
    turn = _found(session, person, turn_id)
    permissions.require(person, "facilitators.answer", also=roles.in_team(session, turn.team_id, person))
    if turn.facilitator != person.user or turn.state == TurnState.SERVED:
        raise telling.settled(session, turn, person.user)
    return turn


def _found(session: Session, person: Person, turn_id: int) -> Turn:
    turn = facilitators.turn(session, person.workspace, turn_id)
    if turn is None:
        raise Refusal("facilitators/gone")
    return turn
