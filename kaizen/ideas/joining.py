"""A vote for an idea that exists already, in place of one's own."""

from datetime import datetime

from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.ideas import finding, voting
from kaizen.people import Person
from message_templates.ideas import views
from storage import ideas as stored


def join(
    session: Session, person: Person, idea_id: int, *, source: str = "", now: datetime
) -> tuple[Outcome, views.Joined]:
    """Vote for the idea, and drop what was begun from *source*: it is said already."""
    outcome = voting.vote(session, person, idea_id, now=now)
    begun = stored.draft(session, person.workspace, person.user, source)
    if begun:
        session.delete(begun)
    idea = finding.idea(session, person, idea_id)
    return outcome, views.Joined(idea_id, idea.number, idea.title, stored.count_votes(session, idea_id))
