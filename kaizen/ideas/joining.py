"""A vote for an idea that exists already, in place of one's own."""

from datetime import datetime

from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.ideas import finding, voting
from kaizen.people import Person
from message_templates.ideas import views
from storage import ideas as stored


def join(session: Session, person: Person, idea_id: int, *, now: datetime) -> tuple[Outcome, views.Joined]:
    """Vote for the idea; what was begun stays until the person says that they are done with it."""
    outcome = voting.vote(session, person, idea_id, now=now)
    idea = finding.idea(session, person, idea_id)
    return outcome, views.Joined(idea_id, idea.number, idea.title, stored.count_votes(session, idea_id))


def drop(session: Session, person: Person, source: str = "") -> None:
    """Forget one's own draft: it is said already."""
    begun = stored.draft(session, person.workspace, person.user, source)
    if begun:
        session.delete(begun)
