"""The one whose turn it is hears of it days before, and answers: yes, swap, or away; the next one is asked in time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, InChannel, Outcome, ToPerson
from kaizen.facilitators import seats, turns
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import defaults, hours, roles, showing
from message_templates.facilitators import views
from storage import facilitators, jobs, teams
from storage.facilitators import Turn, TurnState
from storage.teams import Team

TELL: Final = "facilitators.tell"
FALL_BACK: Final = "facilitators.fall_back"
FALLBACK: Final = timedelta(hours=defaults.FACILITATOR_FALLBACK.value)


def opened(travelled: str) -> int:
    """The turn that a button carries.

    >>> opened("turn:3")
    3
    """
    kind, _, number = travelled.partition(":")
    if kind != "turn" or not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(number)


def ask(session: Session, team: Team, *, retro_at: datetime, now: datetime) -> None:
    """Give the turn to the fairest, who is told in their own hours; nobody is asked twice for one retro."""
    day = retro_at.date()
    if facilitators.turn_on(session, team.workspace, team.id or 0, day):
        return
    fairest = turns.next_facilitator(session, team, day)
    if not fairest:
        return
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
    _plan_telling(session, turn, team, now)
    _enqueue(session, turn, FALL_BACK, "fall_back", turn.fallback_at)


def tell(session: Session, workspace: str, turn_id: int, user: str, *, now: datetime) -> Outcome:
    """The direct message with the question, if it still is theirs; one that comes late waits for their hours."""
    turn = facilitators.turn(session, workspace, turn_id)
    if turn is None or turn.facilitator != user or turn.state == TurnState.SERVED:
        return Outcome(workspace)
    team = _team(session, turn)
    worker = hours.workers(session, team).get(user)
    if worker is None or not worker.works_at(now):
        _plan_telling(session, turn, team, now, again=f":{now:%Y-%m-%d}")
        return Outcome(workspace)
    return Outcome(workspace, [told(session, turn, user, now=now)])


def accept(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """Yes."""
    turn = _own(session, person, turn_id)
    turn.state = TurnState.ACCEPTED
    session.add(turn)
    session.flush()
    _record(session, turn, "facilitators.accept", person.user, now=now)
    said = [told(session, turn, person.user, now=now), *_swap(session, turn)]
    return Outcome(person.workspace, said, seats.sit(session, turn))


def swap(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """Somebody else may take it; until then it stays theirs."""
    turn = _own(session, person, turn_id)
    if now >= turn.fallback_at:
        return _pass_on(session, turn, person.user, now=now)
    turn.state, turn.offered_by = TurnState.OPEN, person.user
    session.add(turn)
    session.flush()
    _record(session, turn, "facilitators.swap", person.user, now=now)
    return Outcome(person.workspace, [told(session, turn, person.user, now=now), *_swap(session, turn)])


def away(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """They cannot; the next fairest is asked at once."""
    return _pass_on(session, _own(session, person, turn_id), person.user, now=now)


def take(session: Session, person: Person, turn_id: int, *, now: datetime) -> Outcome:
    """Take an open turn from somebody."""
    turn = facilitators.turn(session, person.workspace, turn_id)
    if turn is None:
        raise Refusal("refusals/not_found", what="turn")
    showing.known(session, person, turn.team_id)
    permissions.require(person, "facilitators.take", also=roles.in_team(session, turn.team_id, person))
    if turn.state != TurnState.OPEN or person.user == turn.facilitator:
        raise Refusal("refusals/too_late")
    before = turn.facilitator
    turn.passed, turn.facilitator, turn.state = [*turn.passed, before], person.user, TurnState.ACCEPTED
    session.add(turn)
    session.flush()
    _record(session, turn, "facilitators.take", person.user, now=now)
    both = [told(session, turn, user, now=now) for user in (before, person.user)]
    return Outcome(person.workspace, [*both, *_swap(session, turn)], seats.sit(session, turn))


def fall_back(session: Session, workspace: str, turn_id: int, *, now: datetime) -> Outcome:
    """A day before, nobody has said yes: the next fairest is asked; if there is nobody else, it stays as it is."""
    turn = facilitators.turn(session, workspace, turn_id)
    if turn is None or turn.state not in {TurnState.ASKED, TurnState.OPEN}:
        return Outcome(workspace)
    return _pass_on(session, turn, None, now=now)


def absent(session: Session, person: Person, first: date, last: date, *, now: datetime) -> Outcome:
    """Somebody is away on those days: their turns on them are passed on."""
    permissions.require(person, "facilitators.away")
    if last < first:
        raise Refusal("facilitators/ends_before_it_begins", field="last")
    facilitators.be_away(session, person.workspace, person.user, first, last)
    on_those_days = [turn for turn in _upcoming(session, person) if first <= turn.day <= last]
    passed = [_pass_on(session, turn, person.user, now=now) for turn in on_those_days]
    said = [said for outcome in passed for said in outcome.announcements]
    return Outcome(person.workspace, said, [seat for outcome in passed for seat in outcome.seats])


def _pass_on(session: Session, turn: Turn, actor: str | None, *, now: datetime) -> Outcome:
    team, before = _team(session, turn), turn.facilitator
    following = next(iter(turns.in_order(session, team, turn.day, but=[before, *turn.passed])), "")
    if not following:
        return Outcome(turn.workspace)
    turn.passed, turn.facilitator, turn.state = [*turn.passed, before], following, TurnState.ASKED
    session.add(turn)
    session.flush()
    _plan_telling(session, turn, team, now)
    _record(session, turn, "facilitators.pass_on", actor, now=now)
    said = [told(session, turn, before, now=now), *_swap(session, turn)]
    return Outcome(turn.workspace, said, seats.rise(session, turn, before))


def told(session: Session, turn: Turn, user: str, *, now: datetime) -> Announcement:
    """What one person is told of a turn; said again, it edits what they were told."""
    team = _team(session, turn)
    view = views.Asked(
        turn=turn.id or 0,
        team=team.name,
        channel=team.channel,
        retro_at=turn.retro_at,
        fallback_at=turn.fallback_at if turn.fallback_at > now else None,
        state=turn.state if turn.facilitator == user else "passed",
        facilitator=turn.facilitator,
        last_done=turns.last_done(session, team, turn.day).get(user),
    )
    return Announcement("facilitators/asked", f"facilitators:{turn.id}:{user}", ToPerson(user), view)


def _swap(session: Session, turn: Turn) -> list[Announcement]:
    """The open swap in the channel: posted when it opens, and edited when it is over."""
    if not turn.offered_by:
        return []
    team = _team(session, turn)
    taken_by = "" if turn.state == TurnState.OPEN else turn.facilitator
    view = views.Swap(turn.id or 0, team.name, turn.retro_at, turn.fallback_at, turn.offered_by, taken_by)
    key = f"facilitators:{turn.id}:swap:{turn.offered_by}"
    return [Announcement("facilitators/open_swap", key, InChannel(team.channel), view)]


def _own(session: Session, person: Person, turn_id: int) -> Turn:
    turn = facilitators.turn(session, person.workspace, turn_id)
    if turn is None:
        raise Refusal("refusals/not_found", what="turn")
    permissions.require(person, "facilitators.answer", also=roles.in_team(session, turn.team_id, person))
    if turn.facilitator != person.user or turn.state == TurnState.SERVED:
        raise Refusal("refusals/too_late")
    return turn


def _upcoming(session: Session, person: Person) -> Sequence[Turn]:
    return facilitators.turns_of(session, person.workspace, person.user)


def _team(session: Session, turn: Turn) -> Team:
    team = teams.team(session, turn.workspace, turn.team_id)
    if team is None:
        raise LookupError(f"Turn {turn.id} belongs to no team.")
    return team


def _plan_telling(session: Session, turn: Turn, team: Team, now: datetime, *, again: str = "") -> None:
    worker = hours.workers(session, team).get(turn.facilitator)
    at = worker.first_moment(now, turn.retro_at + turns.LASTS) if worker else None
    if at is not None:
        _enqueue(session, turn, TELL, f"tell:{turn.facilitator}{again}", at)


def _enqueue(session: Session, turn: Turn, kind: str, what: str, at: datetime) -> None:
    payload = {"turn": turn.id, "user": turn.facilitator}
    key = f"turn:{turn.id}:{what}"
    jobs.enqueue(session, workspace=turn.workspace, kind=kind, key=key, run_at=at, payload=payload)


def _record(session: Session, turn: Turn, deed: str, actor: str | None, *, now: datetime) -> None:
    audit.record(
        session,
        workspace=turn.workspace,
        actor=actor,
        action=deed,
        subject=f"turn:{turn.id}",
        details={"day": turn.day.isoformat(), "state": str(turn.state)},
        now=now,
    )
