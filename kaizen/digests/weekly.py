"""One team's week, from what happened to its ideas; lines whose data do not exist are left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen import schedules
from kaizen.announcements import Announcement, InChannel, Outcome, Picture
from kaizen.digests import accounting, ended, needs, noise, working_days
from kaizen.facilitators import turns
from kaizen.ideas import lifecycle, promising
from kaizen.teams import defaults, hours, planning, settings
from message_templates.digests import views
from storage import actions, retros
from storage import ideas as stored
from storage.actions import ActionState
from storage.ideas import Idea, IdeaState, Move
from storage.teams import Team

WEEK: Final = timedelta(days=7)

NOTICEABLY_LATE: Final = timedelta(hours=1)
"""A digest that comes later than this says so."""

MOST_WANTED: Final = 3
FEWEST_VOTES: Final = 2
"""One vote is often the author's own."""

UNDECIDED: Final = (IdeaState.NEW, IdeaState.TRIAGED)
DECIDED: Final = (IdeaState.APPROVED, IdeaState.DECLINED)


def announced(
    session: Session, team: Team, *, occurrence: str, due: datetime, now: datetime, charts: Picture | None = None
) -> Outcome:
    """The digest of the week before *due*, to be said once for each *occurrence*; *charts* show its monitors."""
    view = replace(week(session, team, until=due, now=now), charts=charts.alt_text if charts else "")
    key = f"digests:{team.id}:{occurrence}"
    pictures = (charts,) if charts else ()
    return Outcome(team.workspace, [Announcement("digests/weekly", key, InChannel(team.channel), view, pictures)])


def week(session: Session, team: Team, *, until: datetime, now: datetime) -> views.Weekly:
    """What the seven days before *until* brought."""
    since, team_id = until - WEEK, team.id or 0
    limit = settings.of_team(session, team.workspace, team_id)[defaults.DECIDED_WITHIN]
    every = [idea for idea in stored.of_team(session, team.workspace, team_id) if idea.submitted_at < until]
    zone = ZoneInfo(team.zone)
    waiting = [_waiting(idea, zone, until) for idea in every if idea.state in UNDECIDED]
    new = [idea for idea in every if idea.submitted_at >= since]
    moves = stored.moves_of_team(session, team.workspace, team_id, since=since, until=until)
    long = _long(every, waiting, limit)
    others = [idea for idea in every if idea.number not in {need.number for need in long}]
    return views.Weekly(
        team_id=team_id,
        team=team.name,
        first_day=since,
        until=until,
        needs=needs.of(session, team, [*long, *_untriaged(session, team, others, until)], until=until, now=now),
        flow=_flow(every, new, waiting, moves=moves, until=until, limit=limit),
        wanted=_wanted(session, every),
        contributors=len({idea.author for idea in new if idea.author}),
        unnamed=sum(not idea.author for idea in new),
        retro_at=(retro_at := _next_retro(session, team)),
        facilitator=turns.next_facilitator(session, team, retro_at.astimezone(UTC).date()) if retro_at else "",
        retros=tuple(ended.within(session, team, since=since, until=until)),
        under_way=running.number if (running := retros.running(session, team.workspace, team_id)) else None,
        actions=_actions(session, team, until),
        models=accounting.of(session, team, since=since, until=until),
        noise=noise.spent(session, team, since=since, until=until),
        due_at=until if now - until > NOTICEABLY_LATE else None,
    )


def _flow(
    every: Sequence[Idea],
    new: Sequence[Idea],
    waiting: Sequence[views.Waiting],
    *,
    moves: Sequence[Move],
    until: datetime,
    limit: int,
) -> views.Flow | None:
    if not (moves or new or waiting):
        return None
    finished = [(idea.moved_at - idea.submitted_at) / timedelta(days=1) for idea in every if idea.state == "done"]
    unfinished = [(until - idea.submitted_at) / timedelta(days=1) for idea in every if lifecycle.is_open(idea.state)]
    return views.Flow(
        new=len(new),
        decided=len({move.idea_id for move in moves if move.after in DECIDED}),
        done=len({move.idea_id for move in moves if move.after == IdeaState.DONE}),
        oldest_undecided=max(waiting, key=lambda idea: idea.days, default=None),
        limit=limit,
        finished_days=median(finished) if finished else None,
        finished=len(finished),
        unfinished_days=median(unfinished) if unfinished else None,
        unfinished=len(unfinished),
    )


def _long(every: Sequence[Idea], waiting: Sequence[views.Waiting], limit: int) -> list[views.Need]:
    """Ideas that wait longer for a decision than the team settled on."""
    ids = {idea.number: idea.id or 0 for idea in every}
    return [
        views.Need("idea", one.title, id=ids[one.number], number=one.number, days=one.days)
        for one in waiting
        if one.days > limit
    ]


def _untriaged(session: Session, team: Team, found: Sequence[Idea], until: datetime) -> list[views.Need]:
    """Together one thing: the new ones of *found* that were to be triaged by now."""
    new = [idea for idea in found if idea.state == IdeaState.NEW]
    late = [idea for idea in new if promising.by(session, team, idea.submitted_at) <= until]
    numbers = tuple(idea.number for idea in sorted(late, key=lambda idea: idea.submitted_at))
    return [views.Need("triage", "", numbers=numbers)] if numbers else []


def _waiting(idea: Idea, zone: ZoneInfo, until: datetime) -> views.Waiting:
    days = working_days.between(idea.submitted_at.astimezone(zone).date(), until.astimezone(zone).date())
    return views.Waiting(idea.number, idea.title, days)


def _wanted(session: Session, every: Sequence[Idea]) -> tuple[views.Wanted, ...]:
    wishes = [
        views.Wanted(idea.number, idea.title, stored.count_votes(session, idea.id or 0))
        for idea in every
        if lifecycle.is_open(idea.state)
    ]
    most = sorted(wishes, key=lambda wish: (-wish.votes, wish.number))[:MOST_WANTED]
    return tuple(wish for wish in most if wish.votes >= FEWEST_VOTES)


def _actions(session: Session, team: Team, until: datetime) -> tuple[views.DigestAction, ...]:
    """What is unfinished; late by the calendar of the team's zone."""
    today, present = until.astimezone(ZoneInfo(team.zone)).date(), hours.workers(session, team)
    return tuple(
        views.DigestAction(
            action.text,
            action.owner,
            action.due,
            late=action.due < today,
            accepted=action.state == ActionState.ACCEPTED,
            owner_left=action.owner not in present,
        )
        for action in actions.unfinished(session, team.workspace, team.id or 0)
    )


def _next_retro(session: Session, team: Team) -> datetime | None:
    subject = planning.subject(team.id or 0)
    return schedules.next_at(session, workspace=team.workspace, kind=planning.RETRO, subject=subject)
