"""Many cases within minutes often have one cause: one message lists them, and each keeps its own record."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.alerts import lines
from kaizen.announcements import Announcement, InChannel
from kaizen.teams import defaults
from message_templates.alerts import views
from storage import alerts as stored
from storage.alerts import Alert

WITHIN: Final = timedelta(minutes=10)

ALWAYS_SAID: Final = 1
"""The severity that has a message of its own even in a storm: it harms somebody now."""


def key(alert_id: int) -> str:
    """The message that lists a storm, named for the first case which has no card because of it."""
    return f"alerts:storm:{alert_id}"


def umbrella(session: Session, case: Alert, *, now: datetime) -> str | None:
    """The message under which a new case belongs; None while there are few enough for cards of their own."""
    recent = stored.opened_in_channel(session, case.workspace, case.channel, since=now - WITHIN)
    if case.severity == ALWAYS_SAID or len(recent) <= defaults.STORM.value:
        return None
    return next((other.umbrella for other in recent if other.umbrella), key(case.id or 0))


def announced(session: Session, case: Alert) -> Announcement:
    """The list as it is now; said again, it edits the one that is posted."""
    assert case.umbrella is not None
    cases = stored.under_umbrella(session, case.workspace, case.umbrella)
    view = views.Storm(cases[0].opened_at, lines.of(session, case.workspace, cases))
    return Announcement("alerts/storm", case.umbrella, InChannel(case.channel), view)
