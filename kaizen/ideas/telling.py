"""What people are told of an idea in direct messages: its author where it stands, and all who care of each move."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen.announcements import Announcement, Outcome, ToPerson
from kaizen.ideas import lifecycle, promising
from kaizen.teams import defaults, hours, zones
from kaizen.teams.hours import Worker
from message_templates.ideas import views
from storage import facilitators as absences
from storage import ideas as stored
from storage import jobs, people, teams
from storage.ideas import IdeaState, Move
from storage.people import SlackPerson

TELL: Final = "ideas.tell"

LONGEST_WAIT: Final = timedelta(days=60)
"""Who works at no time until then is told at once; an absence of two months has not been planned here yet."""


def author(session: Session, idea: stored.Idea, *, now: datetime) -> list[Announcement]:
    """The one message to an author with a name, as it is now; said again, it edits what they were told."""
    if not idea.author:
        return []
    view = _mine(session, idea, now=now)
    return [Announcement("ideas/saved", f"ideas:{idea.id}:saved", ToPerson(idea.author), view)]


def of_move(session: Session, idea: stored.Idea, move: Move, *, but: str, now: datetime) -> list[Announcement]:
    """One direct message to each who cares, *but* for who moved it.

    Who is not at work hears of it when they are, in one message of all that happened until then.
    """
    interested = {*stored.voters(session, idea.id or 0), *([idea.author] if idea.author else [])} - {but}
    begins = {user: _begins_work(worker, now) for user, worker in _workers(session, idea, sorted(interested)).items()}
    for user, at in begins.items():
        if at > now:
            _plan(session, idea, [move.id or 0], user, at)
    return [_told(idea, [move], user) for user, at in begins.items() if at <= now]


def say(session: Session, workspace: str, payload: Mapping[str, Any], *, now: datetime) -> Outcome:
    """What was kept for somebody's working hours; one that comes late waits for the next ones."""
    idea, user = stored.idea(session, workspace, payload["idea"]), payload["user"]
    numbers = payload.get("moves") or [payload["move"]]  # one, as it was kept before they were told together
    moves = [move for number in numbers if (move := stored.move(session, workspace, number))]
    if idea is None or not moves:
        return Outcome(workspace)
    worker = _workers(session, idea, [user]).get(user)
    if worker is None:
        return Outcome(workspace)
    at = _begins_work(worker, now)
    if at > now:
        _plan(session, idea, numbers, user, at)
        return Outcome(workspace)
    return Outcome(workspace, [_told(idea, moves, user)])


def moved(idea: stored.Idea, move: Move, *, earlier: Sequence[Move] = ()) -> views.Moved:
    """A change of status, for people; with *earlier* ones, of which they hear at the same time."""
    before, after = lifecycle.words(move.before), lifecycle.words(move.after)
    return views.Moved(
        idea.id or 0,
        idea.number,
        idea.title,
        before[0],
        after[0],
        after[1],
        move.mover,
        move.reason,
        idea.channel,
        tuple(moved(idea, one) for one in earlier),
    )


def _mine(session: Session, idea: stored.Idea, *, now: datetime) -> views.Mine:
    status, emoji = lifecycle.words(idea.state)
    kept = promising.promise(session, idea) if idea.state == IdeaState.NEW else None
    team = teams.team(session, idea.workspace, idea.team_id) if idea.team_id else None
    return views.Mine(
        id=idea.id or 0,
        number=idea.number,
        title=idea.title,
        channel=idea.channel,
        team=team.name if team else "",
        status=status,
        status_emoji=emoji,
        new=idea.state == IdeaState.NEW,
        triager=kept.triager.user if kept else "",
        away=kept.away if kept else "",
        own_triage=kept is not None and kept.triager.user == idea.author,
        triage_by=kept.day if kept else None,
        overdue=kept is not None and kept.over(now),
        reminded=kept is not None and kept.reminded(now),
        reminded_one=kept.reminded_one.user if kept else "",
        editable=lifecycle.is_editable(idea.state),
        open=lifecycle.is_open(idea.state),
    )


def _told(idea: stored.Idea, moves: Sequence[Move], user: str) -> Announcement:
    *earlier, last = moves
    key = f"ideas:{idea.id}:move:{last.id}:{user}"
    return Announcement("ideas/moved", key, ToPerson(user), moved(idea, last, earlier=earlier))


def _plan(session: Session, idea: stored.Idea, moves: Sequence[int], user: str, at: datetime) -> None:
    """Tell of some moves at that hour, together with those that wait for it already."""
    key = f"idea:{idea.id}:tell:{user}:{at:%Y-%m-%dT%H:%M}"
    planned = jobs.waiting(session, workspace=idea.workspace, key=key)
    payload = {"idea": idea.id, "moves": [*(planned.payload["moves"] if planned else []), *moves], "user": user}
    if not jobs.enqueue(session, workspace=idea.workspace, kind=TELL, key=key, run_at=at, payload=payload):
        # What is planned for that hour has begun: of these is told apart.
        apart = f"{key}:{moves[-1]}"
        jobs.enqueue(session, workspace=idea.workspace, kind=TELL, key=apart, run_at=at, payload=payload)


def _begins_work(worker: Worker, now: datetime) -> datetime:
    return worker.first_moment(now, now + LONGEST_WAIT) or now


def _workers(session: Session, idea: stored.Idea, users: Sequence[str]) -> dict[str, Worker]:
    """The working hours of each who may see the idea: as its team knows them, else the usual ones in their zone."""
    team = teams.team(session, idea.workspace, idea.team_id) if idea.team_id else None
    teammates = hours.workers(session, team) if team else {}
    described = {person.user: person for person in people.known(session, idea.workspace, users)}
    here = [user for user in users if _may_hear(session, idea, user, described.get(user))]
    away: dict[str, list[tuple[date, date]]] = {user: [] for user in here}
    for absence in absences.absences(session, idea.workspace, here):
        away[absence.user].append((absence.first, absence.last))
    starts, ends = time.fromisoformat(defaults.DAY_STARTS), time.fromisoformat(defaults.DAY_ENDS)
    zone = {user: described[user].zone if user in described else zones.UNKNOWN for user in here}
    usual = {user: Worker(user, zone[user], starts, ends, tuple(away[user])) for user in here}
    return {user: teammates.get(user, usual[user]) for user in here}


def _may_hear(session: Session, idea: stored.Idea, user: str, described: SlackPerson | None) -> bool:
    """Whether somebody is there and may see the idea: who voted once may be off its private team's roster by now."""
    if described and described.gone:
        return False
    guest = bool(described and described.guest)
    return stored.seen_by(session, idea.workspace, idea.id or 0, user, guest=guest) is not None
