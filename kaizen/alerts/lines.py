"""Cases, one line each."""

from collections.abc import Iterable

from sqlmodel import Session

from kaizen import taken
from kaizen.alerts import outcomes
from message_templates.alerts import views
from message_templates.moments import Moment
from storage import monitors
from storage.alerts import Alert, AlertState
from storage.monitors import Monitor


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
        last_at=_last_at(case, monitor),
        seen=case.seen,
        acked_by=case.acked_by or "",
        snoozed_by=case.snoozed_by or "",
        snoozed_until=case.snoozed_until if case.state == AlertState.SNOOZED else None,
        proposed_by=case.proposed_by or "",
        resolved_by=case.resolved_by or "",
        agreed_by=case.agreed_by or "",
        outcome=outcomes.OUTCOMES.get(case.outcome, ""),
    )


def _last_at(case: Alert, monitor: Monitor | None) -> Moment:
    """When its newest reading was taken; that data are missing was found at a moment."""
    return taken.told(monitor, case.last_at) if monitor and case.facts.get("kind") != "no_data" else case.last_at
