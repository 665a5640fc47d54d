"""The monitors that somebody may see, with their state and what chance alone will bring."""

from typing import Final

from sqlmodel import Session

from kaizen.monitors import budgeting
from kaizen.people import Person
from message_templates.monitors import views
from storage import monitors as stored
from storage.monitors import Monitor

SHOWN: Final = 30


def listed(session: Session, person: Person) -> views.Listed:
    """Every monitor that *person* may see, by name."""
    if person.stranger:
        return views.Listed((), 0, None, 0)
    found = stored.listed(session, person.workspace, user=person.user, guest=person.guest)
    expected = [monitor.expected_a_month for monitor in found if monitor.expected_a_month is not None]
    lines = tuple(_line(monitor) for monitor in found[:SHOWN])
    budget = budgeting.of_teams(session, person.workspace, (monitor.team_id for monitor in found))
    return views.Listed(lines, len(found), sum(expected) if expected else None, budget)


def _line(monitor: Monitor) -> views.Line:
    emoji, state = _state(monitor)
    return views.Line(
        name=monitor.name,
        model=monitor.model,
        emoji=emoji,
        state=state,
        newest_at=monitor.newest_at,
        expected_a_month=monitor.expected_a_month,
        power=monitor.power,
        failure=monitor.failure,
    )


def _state(monitor: Monitor) -> tuple[str, str]:
    """A sign and the words beside it; a failed source comes before whatever was known before."""
    if monitor.failing_since is not None:
        return "🔌", "Not read: its source fails, so nothing is known of it"
    if monitor.swept_at is None:
        return "⏳", "Not looked at yet"
    if monitor.standing == "unstable":
        return "〰️", f"No alerts: {monitor.verdict}"
    if monitor.standing in {"new", "too few"}:
        return "⏳", f"Learning: {monitor.verdict or 'no readings yet'}"
    return "📈", monitor.verdict
