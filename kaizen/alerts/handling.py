"""People take up a case, or let it rest."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import permissions
from kaizen.alerts import finding, telling
from kaizen.announcements import Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import defaults, settings
from message_templates.alerts import views
from message_templates.choices import Choice
from storage import alerts as stored
from storage import jobs
from storage.alerts import AlertState

SNOOZE_OVER: Final = "alerts.snooze_over"

LENGTHS: Final = (4, 24, 72, 168)
"""Hours that a case may rest, beside those that its team settled on; never longer than is promised to everybody."""

DAY: Final = 24


def acknowledge(session: Session, person: Person, alert_id: int, *, now: datetime) -> Outcome:
    """Somebody has got it; the first one counts."""
    alert = finding.alert_for_change(session, person, alert_id)
    permissions.require(person, "alerts.acknowledge", also=finding.roles_for(session, person, alert))
    if alert.state == AlertState.SNOOZED:
        raise Refusal("alerts/snoozed_already", number=alert.number, who=alert.snoozed_by, until=alert.snoozed_until)
    if alert.acked_by is not None:
        raise Refusal("alerts/acked_already", number=alert.number, who=alert.acked_by)
    alert.state, alert.acked_by, alert.acked_at = AlertState.ACKNOWLEDGED, person.user, now
    telling.record(session, person, alert, "alerts.acknowledge", now)
    note = telling.note(alert, person.user, "has got it", now)
    return Outcome(person.workspace, telling.changed(session, alert, note))


def snooze_form(session: Session, person: Person, alert_id: int) -> views.SnoozeView:
    """For how long a case may rest."""
    alert = finding.alert(session, person, alert_id)
    permissions.require(person, "alerts.snooze", also=finding.roles_for(session, person, alert))
    finding.require_open(alert)
    usual = settings.of_team(session, alert.workspace, alert.team_id)[defaults.SNOOZE_HOURS]
    lengths = tuple(Choice(str(hours), _length(hours)) for hours in sorted({*LENGTHS, usual}) if _bearable(hours))
    return views.SnoozeView(alert.number, alert.title, lengths, usual=str(usual))


def snooze(session: Session, person: Person, alert_id: int, *, hours: str, reason: str, now: datetime) -> Outcome:
    """Let a case rest; it comes back by itself, visibly."""
    alert = finding.alert_for_change(session, person, alert_id)
    permissions.require(person, "alerts.snooze", also=finding.roles_for(session, person, alert))
    if not hours.isdecimal() or not _bearable(int(hours)):
        raise Refusal("alerts/length_missing", field="length")
    if not reason.strip():
        raise Refusal("alerts/reason_missing", field="reason")
    until = now + timedelta(hours=int(hours))
    alert.state, alert.snoozed_by, alert.snoozed_until = AlertState.SNOOZED, person.user, until
    alert.snooze_reason = reason.strip()
    telling.record(session, person, alert, "alerts.snooze", now, reason=alert.snooze_reason)
    key = f"{SNOOZE_OVER}:{alert.id}:{until.isoformat()}"
    jobs.enqueue(
        session, workspace=alert.workspace, kind=SNOOZE_OVER, key=key, run_at=until, payload={"alert": alert.id}
    )
    note = telling.note(alert, person.user, "snoozed it", now, until=until, words=alert.snooze_reason)
    return Outcome(person.workspace, telling.changed(session, alert, note))


def wake(session: Session, workspace: str, alert_id: int, *, now: datetime) -> Outcome:
    """The rest is over, unless somebody prolonged it or closed the case."""
    alert = stored.alert_for_change(session, workspace, alert_id)
    if alert is None or alert.state != AlertState.SNOOZED or (alert.snoozed_until or now) > now:
        return Outcome(workspace)
    alert.state = AlertState.ACKNOWLEDGED if alert.acked_by else AlertState.OPEN
    session.add(alert)
    session.flush()
    note = telling.note(alert, "", "am bringing it back: the snooze is over", now)
    return Outcome(workspace, telling.changed(session, alert, note))


def _bearable(hours: int) -> bool:
    """Whether nobody has forgotten a case by then."""
    return 0 < hours <= DAY * defaults.LONGEST_SNOOZE.value


def _length(hours: int) -> str:
    """A span of time as people say it.

    >>> _length(1), _length(24), _length(72)
    ('1 hour', '24 hours', '3 days')
    """
    if hours > DAY and hours % DAY == 0:
        return f"{hours // DAY} days"
    return "1 hour" if hours == 1 else f"{hours} hours"
