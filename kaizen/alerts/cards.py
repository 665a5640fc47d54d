"""What the channel sees of a case: one message, edited in place."""

import math
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen import taken
from kaizen.alerts import finding, outcomes, recovery, storms
from kaizen.announcements import Announcement, InChannel, Picture
from message_templates.alerts import views
from storage import alerts as stored
from storage import models, monitors
from storage.alerts import Alert, AlertState
from storage.models import Model
from storage.monitors import Monitor

RECORD: Final = timedelta(days=90)
"""How far back a rule's earlier cases still say something about it."""

Z: Final = 1.96
"""Of a 95% interval."""

CALLED: Final = "alerts/called"
"""The direct message with which somebody is called."""

SHARES: Final = ("outside", "missing", "missing_before", "unseen")
"""Figures of a column that are kept as shares and shown in percent."""

SHOWN: Final = {field.name for field in fields(views.Card)}
OF_A_COLUMN: Final = {field.name for field in fields(views.Column)}
"""What cards know: facts that an older version of the bot kept otherwise are left out."""


def key(alert_id: int) -> str:
    """The message that is a case's card."""
    return f"alerts:{alert_id}:card"


def thread(alert: Alert) -> str:
    """The message below which is said what people do about a case."""
    return alert.umbrella or key(alert.id or 0)


def announced(session: Session, alert: Alert, *, picture: Picture | None = None) -> Announcement:
    """The card as it is now, or in a storm the list; said again, it edits the one that is posted."""
    if alert.umbrella:
        return storms.announced(session, alert)
    pictures = (picture,) if picture else ()
    return Announcement("alerts/card", key(alert.id or 0), InChannel(alert.channel), card(session, alert), pictures)


def card(session: Session, alert: Alert) -> views.Card:
    """Everything that the card shows."""
    monitor = monitors.monitor(session, alert.workspace, alert.monitor_id)
    assert monitor is not None
    model = model_of(session, monitor)
    return views.Card(
        id=alert.id or 0,
        monitor=alert.monitor_id,
        number=alert.number,
        title=alert.title,
        state=alert.state,
        severity=alert.severity,
        model=monitor.model,
        version=model.version if model else "",
        tier=model.tier if model else "",
        model_owner=model.owner if model else "",
        steward=model.steward if model else "",
        owner=alert.owner,
        seen=alert.seen,
        **_facts(alert, monitor),
        record=_record(stored.of_rule(session, alert.workspace, alert.monitor_id, alert.rule), until=alert.last_at),
        recovery=recovery.of(session, alert, monitor),
        duplicates=tuple(one.number for one in stored.duplicates(session, alert.workspace, alert.id or 0)),
        duplicate_of=_number(session, alert),
        called=tuple(called(session, alert)),
        **_handled(alert),
    )


def called(session: Session, alert: Alert) -> Sequence[str]:
    """Who was called because nobody had taken it up, the first one first."""
    asked = [one.person for one in stored.requests(session, alert.workspace, alert.id or 0) if one.asked == CALLED]
    return list(dict.fromkeys(asked or ([alert.called] if alert.called else [])))


def _handled(alert: Alert) -> dict[str, Any]:
    """What people did about it."""
    outcome = alert.outcome or alert.proposed_outcome or ""
    return {
        "acked_by": alert.acked_by or "",
        "acked_at": alert.acked_at,
        "acked_minutes": _minutes(alert.opened_at, alert.acked_at),
        "snoozed_by": alert.snoozed_by or "",
        "snoozed_until": alert.snoozed_until if alert.state == AlertState.SNOOZED else None,
        "snooze_reason": alert.snooze_reason,
        "proposed_by": (alert.proposed_by or "") if alert.open_key else "",
        "proposal": finding.proposal(alert),
        "resolved_by": alert.resolved_by or "",
        "agreed_by": alert.agreed_by or "",
        "resolved_at": alert.resolved_at,
        "resolved_minutes": _minutes(alert.opened_at, alert.resolved_at),
        "outcome": outcomes.OUTCOMES.get(outcome, ""),
        "sentence": alert.sentence or alert.proposed_sentence or "",
        "data_back": alert.outcome == "data_back",
    }


def _minutes(opened: datetime, then: datetime | None) -> int | None:
    return (then - opened) // timedelta(minutes=1) if then else None


def _number(session: Session, alert: Alert) -> int | None:
    """Of the case that it repeats, once that is settled."""
    original = stored.alert(session, alert.workspace, alert.duplicate_of) if alert.duplicate_of else None
    return original.number if original else None


def model_of(session: Session, monitor: Monitor) -> Model | None:
    """The model of a monitor, if the register has it; another team's own entry is not shown here."""
    name = " ".join(monitor.model.casefold().split())
    found = models.named(session, monitor.workspace, name) if name else None
    return found if found and found.team_id in {None, monitor.team_id} else None


def _facts(alert: Alert, monitor: Monitor) -> dict[str, Any]:
    """The facts of the newest finding, as they were kept, in the shape of the card."""
    facts = {name: fact for name, fact in alert.facts.items() if name in SHOWN}
    facts["final_at"], newest_at = (_moment(facts.get(name)) for name in ("final_at", "newest_at"))
    facts["newest_at"] = taken.told(monitor, newest_at) if newest_at else None
    if facts.get("size") is not None:
        facts["size"] = round(facts["size"])
    sides = alert.facts.get("sides") or {}
    facts |= {"above": sides.get("above"), "below": sides.get("below")}
    facts["columns"] = tuple(_column(column) for column in facts.get("columns", ()))
    since = _moment(alert.facts.get("since"))
    facts["last"] = taken.told(monitor, at) if (at := _moment(alert.facts.get("at"))) else alert.last_at
    facts["since"] = taken.told(monitor, since) if since else None
    return facts


def _column(kept: dict[str, Any]) -> views.Column:
    figures = {name: figure for name, figure in kept.items() if name in OF_A_COLUMN}
    in_percent = {name: figures[name] * 100 for name in SHARES if figures.get(name) is not None}
    if figures.get("as_shares"):
        in_percent |= {name: figures[name] * 100 for name in ("before", "now")}
    return views.Column(**figures | in_percent)


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _record(cases: Sequence[Alert], *, until: datetime) -> views.Record | None:
    """How the cases of the rule in the 90 days before ended."""
    judged = [case for case in cases if case.outcome in outcomes.JUDGED and case.opened_at >= until - RECORD]
    if not judged:
        return None
    real = sum(case.outcome in outcomes.REAL for case in judged)
    low, high = _interval(real, len(judged))
    return views.Record(real, len(judged), 100 * low, 100 * high)


def _interval(real: int, total: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share (1927).

    >>> [round(end, 2) for end in _interval(4, 6)]
    [0.3, 0.9]
    """
    share, z2 = real / total, Z * Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    reach = Z * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - reach), min(1.0, middle + reach)
