"""A monitor is stopped with a reason, and started again. What it found so far stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import permissions, schedules
from kaizen.announcements import Announcement
from kaizen.monitors import changing, finding, registering
from kaizen.monitors.changing import Thread
from kaizen.monitors.references import Reference
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates.choices import Choice
from message_templates.monitors import views
from storage import alerts
from storage import monitors as stored

STAY: Final = "stay"
"""Open cases are left to people."""


@dataclass(frozen=True)
class Stopped:
    """What whoever stopped it hears, what is said below its open cases, and which of these they want closed."""

    said: views.Stopped
    announcements: tuple[Announcement, ...]
    cases: tuple[int, ...]


def form(session: Session, person: Person, reference: Reference, outcomes: dict[str, str]) -> views.Stop:
    """Why, and what becomes of the cases that are open: *outcomes* are what they may have been."""
    monitor = finding.monitor(session, person, reference.monitor)
    permissions.require(person, "monitors.stop", also=finding.roles_for(session, person, monitor))
    if monitor.stopped_at is not None:
        raise Refusal("monitors/stopped_already", name=monitor.name, who=monitor.stopped_by)
    cases = tuple(finding.open_cases(session, monitor))
    fates = (
        Choice(STAY, "Stays open; somebody resolves it"),
        *(Choice(key, f"Close: {words}") for key, words in outcomes.items()),
    )
    return views.Stop(monitor.id or 0, monitor.version, monitor.name, cases, fates)


def stop(
    session: Session, person: Person, reference: Reference, *, reason: str, fate: str, thread: Thread, now: datetime
) -> Stopped:
    """Read it no more, and say so wherever somebody waits for it."""
    monitor = finding.for_change(session, person, reference)
    permissions.require(person, "monitors.stop", also=finding.roles_for(session, person, monitor))
    if monitor.stopped_at is not None:
        raise Refusal("monitors/stopped_already", name=monitor.name, who=monitor.stopped_by)
    finding.check_version(monitor, reference)
    why = " ".join(reason.split())
    cases = alerts.under_way(session, monitor.workspace, monitor.id or 0)
    if not why:
        raise Refusal("monitors/reason_missing", field="reason")
    if cases and not fate:
        raise Refusal("monitors/fate_missing", field="fate")
    changes = {"stopped_at": now, "stopped_by": person.user, "stop_reason": why}
    stored.rewrite(session, monitor, changes | {"version": monitor.version + 1, "changed_by": person.user})
    schedules.forget(
        session, workspace=monitor.workspace, kind=registering.SWEEP, subject=registering.subject_of(monitor)
    )
    changing.record(session, person.user, monitor, "monitors.stop", now, reason=why)
    closes = bool(cases) and fate != STAY
    told = [changing.noted(person.user, monitor, case, thread, what="stopped", why=why) for case in cases]
    said = views.Stopped(monitor.id or 0, monitor.name, why, tuple(f"A-{case.number}" for case in cases), closes)
    return Stopped(said, tuple(told), tuple(case.id or 0 for case in cases) if closes else ())


def start(session: Session, person: Person, reference: Reference, *, thread: Thread, now: datetime) -> changing.Done:
    """Read it again from now on. What came meanwhile is read too, and is history."""
    monitor = finding.for_change(session, person, reference)
    permissions.require(person, "monitors.stop", also=finding.roles_for(session, person, monitor))
    if monitor.stopped_at is None:
        raise Refusal("monitors/not_stopped", name=monitor.name)
    since = monitor.stopped_at
    changes = {"stopped_at": None, "stopped_by": None, "stop_reason": None, "resumed_at": now}
    fresh = {
        "failing_since": None,
        "failure": "",
        "judged_until": max(monitor.newest_at or since, monitor.judged_until or since),
    }
    stored.rewrite(session, monitor, changes | fresh | {"version": monitor.version + 1, "changed_by": person.user})
    registering.plan(session, monitor, now=now)
    changing.record(session, person.user, monitor, "monitors.start", now)
    cases = alerts.under_way(session, monitor.workspace, monitor.id or 0)
    told = tuple(changing.noted(person.user, monitor, case, thread, what="started") for case in cases)
    said = views.Changed(monitor.id or 0, monitor.name, (), tuple(f"A-{case.number}" for case in cases), started=True)
    return changing.Done(said, told)
