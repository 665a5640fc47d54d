"""After each look: how far the open cases of a monitor are back, said on their cards; nothing closes by itself."""

from datetime import datetime

from sqlmodel import Session

from kaizen.alerts import asking, cards, recovery
from kaizen.announcements import Announcement
from message_templates.alerts import views
from storage import alerts as stored
from storage.alerts import Alert, AlertState
from storage.monitors import Monitor


def looked(session: Session, monitor: Monitor, *, now: datetime) -> list[Announcement]:
    """The cards that have something new to say about it; whoever answers for a case that is back is asked what it was.

    Whoever was asked before reads what the card says. An edit bumps nothing, but a metric of minutes would bring one a
    minute: each point is said up to the eighth, then twice as many.
    """
    said: dict[str, Announcement] = {}
    for case in stored.under_way(session, monitor.workspace, monitor.id or 0):
        found = recovery.of(session, case, monitor)
        if _is_news(case, found):
            case.recovery, case.within = (found.stage, found.points) if found else (None, None)
            session.add(case)
            session.flush()
            said |= {one.key: one for one in (cards.announced(session, case), *asking.moved_on(session, case))}
        if found and found.stage == "back" and case.state != AlertState.SNOOZED:
            asking.what_it_was(session, case, now=now)
    return list(said.values())


def _is_news(case: Alert, found: views.Recovery | None) -> bool:
    if found is None:
        return case.recovery is not None
    told = case.within or 0
    further = found.points != told and (found.points <= recovery.ENOUGH or found.points >= 2 * told)
    return found.stage != case.recovery or further
