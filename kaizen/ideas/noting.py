"""Evidence for an idea: a note, perhaps with a link, in the thread of its card."""

from datetime import datetime
from urllib.parse import urlsplit

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, InThread, Outcome
from kaizen.ideas import cards, finding
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates.ideas import views


def form(session: Session, person: Person, idea_id: int) -> views.EvidenceView:
    """What is asked of who has seen something."""
    idea = finding.idea(session, person, idea_id)
    permissions.require(person, "ideas.add_evidence", also=finding.roles_for(session, person, idea))
    return views.EvidenceView(idea.number, idea.title)


def note(session: Session, person: Person, idea_id: int, *, words: str, link: str = "", now: datetime) -> Outcome:
    """Keep what somebody has seen, below the idea's card."""
    idea = finding.idea(session, person, idea_id)
    permissions.require(person, "ideas.add_evidence", also=finding.roles_for(session, person, idea))
    if not words.strip():
        raise Refusal("ideas/evidence_missing", field="words")
    if link and not _is_address(link):
        raise Refusal("ideas/no_address", field="link")
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="ideas.add_evidence",
        subject=f"idea:{idea_id}",
        reason=words.strip(),
        details={"number": idea.number, "link": link},
        now=now,
    )
    key = f"ideas:{idea_id}:evidence:{person.user}:{now:%Y-%m-%dT%H:%M:%S.%f}"
    view = views.Evidence(idea.number, idea.title, person.user, words.strip(), link)
    return Outcome(person.workspace, [Announcement("ideas/evidence_added", key, InThread(cards.key(idea_id)), view)])


def _is_address(link: str) -> bool:
    parts = urlsplit(link)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
