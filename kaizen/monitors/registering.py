"""New monitors: all lines of a table, or none of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions, schedules
from kaizen.monitors import pasting
from kaizen.monitors.pasting import MonitorForm, PastedWrong
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.schedules import Interval
from kaizen.teams import roles, showing
from message_templates.monitors import views
from sources.base import Source
from storage import jobs, models
from storage import monitors as stored
from storage.monitors import Monitor
from storage.teams import Team

SWEEP: Final = "monitors.sweep"

AT_A_FIELD: Final = 280
"""Letters that can be read below a field."""

WEEKS_BEGIN: Final = datetime(1970, 1, 5, tzinfo=UTC)
"""A Monday at midnight, from which intervals are counted."""

AFTER_MIDNIGHT: Final = timedelta(minutes=5)
"""A sweep looks a little after an interval is over, so that the source has it too."""


def register(
    session: Session,
    person: Person,
    text: str,
    *,
    channel: str,
    sources: Mapping[str, Source],
    now: datetime,
    field: str = "table",
) -> views.Registered:
    """Keep every monitor of a table, and plan its sweeps; *field* is where its mistakes are shown."""
    team = showing.here(session, person, channel)
    if team is None:
        raise Refusal("monitors/no_team")
    permissions.require(person, "monitors.register", also=roles.in_team(session, team.id, person))
    forms = _read(text, sources, field)
    ids = [_keep(session, person, team, form, now=now, field=field) for form in forms]
    names, unregistered = tuple(form.name for form in forms), _unregistered(session, person, forms)
    return views.Registered(names, team.name, unregistered=unregistered, ids=tuple(ids))


def require(session: Session, person: Person, channel: str) -> None:
    """Refuse before anything is typed what would be refused after."""
    team = showing.here(session, person, channel)
    held = roles.in_team(session, team.id, person) if team else frozenset()
    if team is not None:
        permissions.require(person, "monitors.register", also=held)


def _unregistered(session: Session, person: Person, forms: Sequence[MonitorForm]) -> tuple[str, ...]:
    named = dict.fromkeys(form.model for form in forms if form.model)
    return tuple(name for name in named if models.named(session, person.workspace, pasting.key(name)) is None)


def name_taken(session: Session, workspace: str, name: str, *, field: str) -> Refusal:
    """Said with the name as it is written where it is taken, and whether that monitor is only stopped."""
    known = stored.named(session, workspace, pasting.key(name))
    stopped = known is not None and known.stopped_at is not None
    return Refusal("monitors/name_taken", field=field, name=known.name if known else name, stopped=stopped)


def _read(text: str, sources: Mapping[str, Source], field: str) -> list[MonitorForm]:
    """The forms, or what is wrong: what fits at the field, and more of it as a list over the modal."""
    try:
        return pasting.read(text, sources)
    except PastedWrong as wrong:
        if len(" ".join(wrong.mistakes)) > AT_A_FIELD:
            raise Refusal("monitors/many_mistakes", mistakes=wrong.mistakes) from wrong
        raise Refusal("monitors/pasted_wrong", field=field, mistakes=wrong.mistakes) from wrong


def _keep(session: Session, person: Person, team: Team, form: MonitorForm, *, now: datetime, field: str) -> int:
    """Keep one and plan its sweeps; its number."""
    monitor = _monitor(person, team, form, now)
    if not stored.register(session, monitor):
        raise name_taken(session, person.workspace, form.name, field=field)
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="monitors.register",
        subject=f"monitor:{monitor.id}",
        details={"name": form.name, "source": form.source, "question": form.question, "model": form.model},
        now=now,
    )
    plan(session, monitor, now=now)
    return monitor.id or 0


def _monitor(person: Person, team: Team, form: MonitorForm, now: datetime) -> Monitor:
    dated = None if isinstance(form.baseline, int) else form.baseline
    return Monitor(
        workspace=person.workspace,
        team_id=team.id or 0,
        channel=team.channel,
        name=form.name,
        key=pasting.key(form.name),
        source=form.source,
        question=form.question,
        chart=form.chart,
        every_seconds=form.every // timedelta(seconds=1),
        baseline_points=form.baseline if isinstance(form.baseline, int) else None,
        baseline_first=dated[0] if dated else None,
        baseline_last=dated[1] if dated else None,
        rules=" ".join(form.rules),
        watched=" ".join(form.watched),
        model=form.model,
        severity=form.severity,
        label_delay_seconds=form.label_delay // timedelta(seconds=1),
        owner=person.user,
        created_by=person.user,
        created_at=now,
    )


def plan(session: Session, monitor: Monitor, *, now: datetime) -> None:
    """Sweep it now, and again a little after each of its intervals."""
    every, subject = timedelta(seconds=monitor.every_seconds), subject_of(monitor)
    since = WEEKS_BEGIN + min(AFTER_MIDNIGHT, every / 10 // timedelta(seconds=1) * timedelta(seconds=1))
    at = Interval(every, since)
    schedules.plan(session, workspace=monitor.workspace, kind=SWEEP, subject=subject, at=at, now=now)
    occurrence = "first" if monitor.version == 1 else f"version {monitor.version}"
    payload = {"subject": subject, "occurrence": occurrence}
    key = f"{SWEEP}:{subject}:{occurrence}"
    jobs.enqueue(session, workspace=monitor.workspace, kind=SWEEP, key=key, run_at=now, payload=payload)


def subject_of(monitor: Monitor) -> str:
    """What a schedule calls it."""
    return f"monitor:{monitor.id}"


def monitor_of(subject: str) -> int:
    """The monitor that a schedule names."""
    return int(subject.removeprefix("monitor:"))
