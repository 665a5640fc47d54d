"""Cases, one line each."""

from collections.abc import Iterable

from sqlmodel import Session

from message_templates.alerts import views
from storage import monitors
from storage.alerts import Alert


def of(session: Session, workspace: str, cases: Iterable[Alert]) -> tuple[views.Line, ...]:
    """The lines of some cases, in their order."""
    return tuple(_line(session, workspace, case) for case in cases)


def _line(session: Session, workspace: str, case: Alert) -> views.Line:
    monitor = monitors.monitor(session, workspace, case.monitor_id)
    return views.Line(
        id=case.id or 0,
        number=case.number,
        title=case.title,
        state=case.state,
        severity=case.severity,
        model=monitor.model if monitor else "",
        last_at=case.last_at,
        seen=case.seen,
        acked_by=case.acked_by or "",
    )
