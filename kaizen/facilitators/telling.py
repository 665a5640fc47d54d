"""What people are told of a turn: one direct message each, edited while the turn changes; and the open swap."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen.announcements import Announcement, InChannel, ToPerson
from kaizen.facilitators import turns
from kaizen.refusals import Refusal
from kaizen.teams import hours
from message_templates.facilitators import views
from storage import jobs, messages, teams
from storage.facilitators import Turn, TurnState
from storage.teams import Team

TELL: Final = "facilitators.tell"


def plan(session: Session, turn: Turn, now: datetime, *, again: str = "") -> None:
    """See that whoever has the turn hears of it, as soon as they are at work."""
    worker = hours.workers(session, team_of(session, turn)).get(turn.facilitator)
    at = worker.first_moment(now, turn.retro_at + turns.LASTS) if worker else None
    if at is not None:
        enqueue(session, turn, TELL, f"tell:{turn.facilitator}{again}", at)


def enqueue(session: Session, turn: Turn, kind: str, what: str, at: datetime) -> None:
    """Something is to happen to the turn, once."""
    payload = {"turn": turn.id, "user": turn.facilitator}
    key = f"turn:{turn.id}:{what}"
    jobs.enqueue(session, workspace=turn.workspace, kind=kind, key=key, run_at=at, payload=payload)


def told(session: Session, turn: Turn, user: str, *, now: datetime) -> Announcement:
    """What one person is told of a turn; said again, it edits what they were told."""
    team = team_of(session, turn)
    there = user in hours.workers(session, team)
    own = there and turn.facilitator == user
    view = views.Asked(
        turn=turn.id or 0,
        team=team.name,
        channel=team.channel,
        retro_at=turn.retro_at,
        fallback_at=turn.fallback_at if turn.fallback_at > now else None,
        state=turn.state if own else "passed" if there else "left",
        facilitator=turn.facilitator,
        last_done=turns.last_done(session, team, turn.day).get(user),
        instead_of=turn.passed[-1] if own and turn.passed else "",
        because=(turn.because or "") if own else "",
        sure=turn.state in {TurnState.ACCEPTED, TurnState.SERVED},
        last=own and not turns.others(session, team, turn),
        begun=turn.state == TurnState.SERVED,
    )
    return Announcement("facilitators/asked", _key(turn, user), ToPerson(user), view)


def everybody(session: Session, turn: Turn, *also: str, now: datetime) -> list[Announcement]:
    """What everybody has been told, as it is now, so that no button outlives what it does; and told to these *also*.

    Whoever has not heard of the turn yet hears of it in their own hours, and not from here.
    """
    users = dict.fromkeys([*turn.passed, turn.facilitator])
    known = [user for user in users if user in also or messages.by_key(session, turn.workspace, _key(turn, user))]
    return [told(session, turn, user, now=now) for user in known] + _swap(session, turn)


def dropped(session: Session, turn: Turn) -> list[Announcement]:
    """No retro opened on the day of this turn, and none will: whoever was told of it reads so."""
    team, said = team_of(session, turn), everybody(session, turn, now=turn.fallback_at)
    view = views.Dropped(team.name, team.channel, turn.retro_at)
    return [Announcement("facilitators/dropped", one.key, one.audience, view) for one in said]


def settled(session: Session, turn: Turn, user: str) -> Refusal:
    """A button is pressed that does nothing any more: what is so now."""
    team = team_of(session, turn)
    return Refusal(
        "facilitators/settled",
        team=team.name,
        retro_at=turn.retro_at,
        state=str(turn.state),
        facilitator=turn.facilitator,
        own=turn.facilitator == user,
    )


def team_of(session: Session, turn: Turn) -> Team:
    """The team whose retro is to be facilitated."""
    team = teams.team(session, turn.workspace, turn.team_id)
    if team is None:
        raise LookupError(f"Turn {turn.id} belongs to no team.")
    return team


def _key(turn: Turn, user: str) -> str:
    return f"facilitators:{turn.id}:{user}"


def _swap(session: Session, turn: Turn) -> list[Announcement]:
    """The open swap in the channel: posted when it opens, and edited when it is over."""
    if not turn.offered_by:
        return []
    team = team_of(session, turn)
    taken_by = "" if turn.state == TurnState.OPEN else turn.facilitator
    asked = turn.state == TurnState.ASKED
    view = views.Swap(turn.id or 0, team.name, turn.retro_at, turn.fallback_at, turn.offered_by, taken_by, asked)
    key = f"facilitators:{turn.id}:swap:{turn.offered_by}"
    return [Announcement("facilitators/open_swap", key, InChannel(team.channel), view)]
