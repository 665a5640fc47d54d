"""A monitor is changed: what becomes of its limits, and of what was judged by the old ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from kaizen import audit, permissions, taken
from kaizen.announcements import Announcement, InThread
from kaizen.monitors import entering, finding, registering
from kaizen.monitors.entering import Entered, Reach
from kaizen.monitors.references import Reference
from kaizen.people import Person
from message_templates.monitors import views
from sources.base import Source
from storage import alerts
from storage import monitors as stored
from storage.alerts import Alert
from storage.monitors import ChartKind, Monitor

Thread = Callable[[Alert], str]
"""The message below which is said what people do about a case."""

READ_BY: Final = frozenset({"source", "question", "every_seconds"})
BASELINE: Final = frozenset({"baseline_points", "baseline_first", "baseline_last"})
JUDGED_BY: Final = READ_BY | BASELINE | {"chart", "rules", "watched"}

WORDS: Final = {
    "name": "name",
    "source": "source",
    "question": "question",
    "chart": "chart",
    "every_seconds": "interval",
    "baseline_points": "baseline",
    "baseline_first": "baseline",
    "baseline_last": "baseline",
    "rules": "rules that alert",
    "watched": "rules for the digest",
    "model": "model",
    "severity": "severity",
    "label_delay_seconds": "how late labels come",
    "owner": "owner",
    "channel": "channel",
}
"""What people call a column."""


@dataclass(frozen=True)
class Done:
    """What a change leads to: what whoever made it hears, and what is said below open cases."""

    said: views.Changed
    announcements: Sequence[Announcement] = ()


def change(
    session: Session,
    person: Person,
    reference: Reference,
    entered: Entered,
    *,
    sources: Mapping[str, Source],
    reach: Reach,
    thread: Thread,
    now: datetime,
) -> Done:
    """Keep what was entered, and look at once. What was judged before keeps its judgement."""
    monitor = finding.for_change(session, person, reference)
    permissions.require(person, "monitors.change", also=finding.roles_for(session, person, monitor))
    finding.check_version(monitor, reference)
    wanted = entering.columns(monitor, entered, sources, reach)
    changed = {name for name, value in wanted.items() if getattr(monitor, name) != value}
    cases = alerts.under_way(session, monitor.workspace, monitor.id or 0)
    effects = _effects(monitor, wanted, changed)
    said = views.Changed(
        id=monitor.id or 0,
        name=entered.name.strip(),
        fields=tuple(dict.fromkeys(words for name, words in WORDS.items() if name in changed)),
        cases=tuple(f"A-{case.number}" for case in cases),
        until=taken.told(monitor, until) if (until := monitor.newest_at or monitor.judged_until) else None,
        stopped=monitor.stopped_at is not None,
        **effects,
    )
    if not changed:
        return Done(said)
    before = {name: _plain(getattr(monitor, name)) for name in sorted(changed - {"owner"})}
    values = (
        wanted | _judged_anew(monitor, now, **effects) | {"version": monitor.version + 1, "changed_by": person.user}
    )
    if not stored.rewrite(session, monitor, values):
        raise registering.name_taken(session, monitor.workspace, entered.name, field="name")
    if effects["read_anew"]:
        stored.forget_readings(session, monitor.id or 0)
    if monitor.stopped_at is None:
        registering.plan(session, monitor, now=now)
    record(session, person.user, monitor, "monitors.change", now, details={"fields": said.fields, "before": before})
    told = cases if effects["judged_anew"] else ()
    return Done(
        said, tuple(noted(person.user, monitor, case, thread, what="changed", words=said.fields) for case in told)
    )


def noted(
    who: str, monitor: Monitor, case: Alert, thread: Thread, *, what: str, words: Sequence[str] = (), why: str = ""
) -> Announcement:
    """What happened to a monitor, said below a case that is open."""
    view = views.Noted(monitor.name, case.number, who, what, tuple(words), why)
    key = f"monitors:{monitor.id}:note:{monitor.version}:{case.id}"
    return Announcement("monitors/noted", key, InThread(thread(case)), view)


def record(
    session: Session,
    who: str,
    monitor: Monitor,
    action: str,
    now: datetime,
    *,
    reason: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Prove later who did what to a monitor, and what it was before."""
    audit.record(
        session,
        workspace=monitor.workspace,
        actor=who,
        action=action,
        subject=f"monitor:{monitor.id}",
        reason=reason,
        details={"name": monitor.name, "version": monitor.version, **(details or {})},
        now=now,
    )


def _effects(monitor: Monitor, wanted: Mapping[str, Any], changed: set[str]) -> dict[str, bool]:
    """How far a change goes: to the readings, to the limits, or only to what they are judged by."""
    drift = ChartKind.DRIFT in {monitor.chart, wanted["chart"]} and "chart" in changed
    read_anew = bool(changed & READ_BY) or drift
    return {
        "read_anew": read_anew,
        "baseline_anew": read_anew or bool(changed & BASELINE),
        "judged_anew": bool(changed & JUDGED_BY),
    }


def _judged_anew(
    monitor: Monitor, now: datetime, *, read_anew: bool, baseline_anew: bool, judged_anew: bool
) -> dict[str, Any]:
    """The columns that follow. An unstable baseline stays said until the next look, which edits that message."""
    follow: dict[str, Any] = {}
    if judged_anew:
        follow |= {"judged_since": now, "judged_until": monitor.newest_at or monitor.judged_until}
    if baseline_anew:
        follow |= {"swept_at": None, "power": "", "expected_a_month": None, "expected_a_month_watched": None}
        if monitor.standing != "unstable":
            follow |= {"standing": "new", "verdict": ""}
    if read_anew:
        follow |= {"newest_at": None, "failing_since": None, "failure": ""}
    return follow


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value
