"""What is said and written down whenever somebody did something about a case."""

from datetime import datetime

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.alerts import asking, cards, finding
from kaizen.announcements import Announcement, InThread
from kaizen.people import Person
from message_templates.alerts import views
from storage.alerts import Alert


def changed(session: Session, alert: Alert, note: Announcement) -> list[Announcement]:
    """The card as it is now, the note in its thread, and the direct messages about it."""
    return [cards.announced(session, alert), note, *asking.moved_on(session, alert)]


def note(
    alert: Alert, who: str, what: str, now: datetime, *, until: datetime | None = None, words: str = ""
) -> Announcement:
    """One line in the thread; nobody's is the bot's own."""
    view = views.Note(alert.number, alert.title, who, what, until, words, in_storm=alert.umbrella is not None)
    key = f"alerts:{alert.id}:note:{now.isoformat()}"
    return Announcement("alerts/note", key, InThread(cards.thread(alert)), view)


def record(
    session: Session, person: Person, alert: Alert, action: str, now: datetime, *, reason: str | None = None
) -> None:
    """Keep the case as it is now, and who made it so; each deed has asked for its own permission before."""
    permissions.require(person, "alerts.resolve", also=finding.roles_for(session, person, alert))
    session.add(alert)
    session.flush()
    audit.record(
        session,
        workspace=alert.workspace,
        actor=person.user,
        action=action,
        subject=f"alert:{alert.id}",
        reason=reason,
        details={"number": alert.number, "rule": alert.rule, "outcome": alert.outcome or alert.proposed_outcome or ""},
        now=now,
    )
