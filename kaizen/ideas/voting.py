"""One voice a person and idea; it can be taken back."""

from datetime import datetime

from sqlmodel import Session

from kaizen import permissions
from kaizen.announcements import Outcome
from kaizen.ideas import cards, finding, lifecycle
from kaizen.people import Person
from kaizen.refusals import Refusal
from storage import ideas as stored


def vote(session: Session, person: Person, idea_id: int, *, now: datetime) -> Outcome:
    """Count *person*'s voice for the idea, once."""
    idea = _votable(session, person, idea_id)
    if not stored.cast(session, idea_id, person.user, now):
        raise Refusal("ideas/already_voted", id=idea_id, number=idea.number)
    return Outcome(person.workspace, [cards.announced(session, idea)])


def take_back(session: Session, person: Person, idea_id: int) -> Outcome:
    """Remove *person*'s voice again."""
    idea = _votable(session, person, idea_id)
    if not stored.take_back(session, idea_id, person.user):
        raise Refusal("ideas/not_voted", number=idea.number)
    return Outcome(person.workspace, [cards.announced(session, idea)])


def _votable(session: Session, person: Person, idea_id: int) -> stored.Idea:
    idea = finding.idea_for_change(session, person, idea_id)
    permissions.require(person, "ideas.vote", also=finding.roles_for(session, person, idea))
    if not lifecycle.is_open(idea.state):
        raise Refusal("ideas/closed", number=idea.number, status=lifecycle.words(idea.state)[0])
    return idea
