"""The cases that are not closed, for whoever asks."""

from sqlmodel import Session

from kaizen.people import Person
from message_templates.alerts import views
from storage import alerts as stored
from storage import monitors


def listed(session: Session, person: Person) -> views.Listed:
    """The unresolved cases that *person* may see."""
    if person.stranger:
        return views.Listed(())
    found = stored.listed(session, person.workspace, user=person.user, guest=person.guest)
    watched = {case.monitor_id: monitors.monitor(session, person.workspace, case.monitor_id) for case in found}
    models = {number: monitor.model for number, monitor in watched.items() if monitor}
    return views.Listed(
        tuple(
            views.Line(
                case.number,
                case.title,
                case.state,
                case.severity,
                models.get(case.monitor_id, ""),
                case.last_at,
                case.seen,
            )
            for case in found
        )
    )
