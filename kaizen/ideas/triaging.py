"""A new idea that nobody has looked at by the promised day: the team's lead or their deputy is reminded once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from kaizen.announcements import Announcement, Outcome, ToPerson
from kaizen.ideas import promising, telling
from kaizen.ideas.promising import Promise
from message_templates.ideas import views
from storage import ideas as stored
from storage import jobs
from storage.ideas import IdeaState

KIND: Final = "ideas.triage"


def plan(session: Session, idea: stored.Idea) -> None:
    """See that somebody is reminded, if a triage was promised."""
    kept = promising.promise(session, idea)
    if kept:
        _enqueue(session, idea, kept.by)


def come_due(session: Session, workspace: str, payload: Mapping[str, Any], *, now: datetime) -> Outcome:
    """The promised day is over: if the idea still is new, its author reads so, and whoever triages is reminded."""
    idea = stored.idea(session, workspace, payload["idea"])
    if idea is None or idea.state != IdeaState.NEW:
        return Outcome(workspace)
    kept = promising.promise(session, idea)
    if kept is None:  # nobody is left who could triage it; the author's message says it
        return Outcome(workspace, telling.author(session, idea, now=now))
    if not kept.over(now):  # the team has given itself more time since
        _enqueue(session, idea, kept.by)
        return Outcome(workspace)
    said = telling.author(session, idea, now=now)
    if kept.reminded_one.works_at(now):
        return Outcome(workspace, [_reminder(session, idea, kept), *said])
    _enqueue(
        session, idea, kept.reminded_one.first_moment(now, now + telling.LONGEST_WAIT) or now + telling.LONGEST_WAIT
    )
    return Outcome(workspace, said)


def _reminder(session: Session, idea: stored.Idea, kept: Promise) -> Announcement:
    """One message for all ideas of the team that were to be triaged by the same day."""
    waiting = [
        views.Untriaged(other.id or 0, other.number, other.title, other.author, other.submitted_at)
        for other in stored.untriaged(session, idea.workspace, kept.team.id or 0)
        if other.id == idea.id or promising.by(session, kept.team, other.submitted_at) == kept.by
    ]
    key = f"ideas:untriaged:{kept.team.id}:{kept.day}:{kept.reminded_one.user}"
    view = views.Reminder(kept.team.name, kept.day, tuple(waiting))
    return Announcement("ideas/untriaged", key, ToPerson(kept.reminded_one.user), view)


def _enqueue(session: Session, idea: stored.Idea, at: datetime) -> None:
    jobs.enqueue(
        session,
        workspace=idea.workspace,
        kind=KIND,
        key=f"idea:{idea.id}:triage:{at:%Y-%m-%dT%H:%M}",
        run_at=at,
        payload={"idea": idea.id},
    )
