"""What the channel sees of a case: one message, edited in place."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen.alerts import outcomes
from kaizen.announcements import Announcement, InChannel, Picture
from message_templates.alerts import views
from storage import alerts as stored
from storage import models, monitors
from storage.alerts import Alert, AlertState
from storage.monitors import Monitor

DAY: Final = 86_400
Z: Final = 1.645
"""Of a 90% interval."""


def key(alert_id: int) -> str:
    """The message that is a case's card."""
    return f"alerts:{alert_id}:card"


def announced(session: Session, alert: Alert, *, picture: Picture | None = None) -> Announcement:
    """The card as it is now; said again, it edits the one that is posted."""
    pictures = (picture,) if picture else ()
    return Announcement("alerts/card", key(alert.id or 0), InChannel(alert.channel), card(session, alert), pictures)


def card(session: Session, alert: Alert) -> views.Card:
    """Everything that the card shows."""
    monitor = monitors.monitor(session, alert.workspace, alert.monitor_id)
    assert monitor is not None
    version, tier = _registered(session, monitor)
    waited = alert.acked_at - alert.opened_at if alert.acked_at else None
    return views.Card(
        id=alert.id or 0,
        number=alert.number,
        title=alert.title,
        state=alert.state,
        severity=alert.severity,
        model=monitor.model,
        version=version,
        tier=tier,
        owner=alert.owner,
        seen=alert.seen,
        last_at=alert.last_at,
        **_facts(alert, monitor),
        record=_record(stored.of_rule(session, alert.workspace, alert.monitor_id, alert.rule)),
        acked_by=alert.acked_by or "",
        acked_minutes=waited // timedelta(minutes=1) if waited is not None else None,
        snoozed_until=alert.snoozed_until if alert.state == AlertState.SNOOZED else None,
        snooze_reason=alert.snooze_reason,
        resolved_by=alert.resolved_by or "",
        outcome=outcomes.OUTCOMES.get(alert.outcome, ""),
        sentence=alert.sentence,
        data_back=alert.outcome == "data_back",
    )


def _registered(session: Session, monitor: Monitor) -> tuple[str, str]:
    """Version and tier of the model, if the team has it in the register."""
    wanted = " ".join(monitor.model.casefold().split())
    known = models.of_team(session, monitor.workspace, monitor.team_id) if wanted else ()
    found = next((model for model in known if model.key == wanted), None)
    return (found.version, found.tier) if found else ("", "")


def _facts(alert: Alert, monitor: Monitor) -> dict[str, Any]:
    """The facts of the newest finding, as they were kept, in the shape of the card."""
    facts = dict(alert.facts)
    at = _moment(facts.pop("at", None))
    facts.pop("missed", None)
    for name in ("final_at", "newest_at", "since"):
        facts[name] = _moment(facts.get(name))
    if facts.get("size") is not None:
        facts["size"] = round(facts["size"])
    if at is not None and monitor.every_seconds >= DAY:
        facts["day"] = at.date()
    facts["columns"] = tuple(views.Column(**column) for column in facts.get("columns", ()))
    return facts


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _record(cases: Sequence[Alert]) -> str:
    """How earlier cases of the rule ended, with the interval that so few of them leave."""
    judged = [case for case in cases if case.outcome in outcomes.JUDGED]
    if not judged:
        return ""
    real, total = sum(case.outcome in outcomes.REAL for case in judged), len(judged)
    low, high = _interval(real, total)
    return f"This rule so far: {real} of {total} judged real ({low:.0%}-{high:.0%}); missed cases unknown."


def _interval(real: int, total: int) -> tuple[float, float]:
    """Wilson's 90% interval of a share."""
    share, z2 = real / total, Z * Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    reach = Z * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - reach), min(1.0, middle + reach)
