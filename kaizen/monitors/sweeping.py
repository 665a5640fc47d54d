"""A sweep: plan what to read, and afterwards write down what was read and what it means.

Between the two, outside of any transaction, the source is asked and the child process calculates.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen.announcements import Announcement, InChannel, Picture
from kaizen.monitors import judgements
from kaizen.monitors.judgements import Asked, Judged, Signal
from message_templates.monitors import views
from sources.base import Series, Window
from storage import monitors as stored
from storage.monitors import ChartKind, Finding, Monitor, Reading

HISTORY: Final = 400
"""Intervals read at the first sweep: more than a year of days."""

OVERLAP: Final = 2
"""Intervals read again at every sweep: what comes late is corrected."""

MISSED: Final = 2
"""Missed intervals from which on silence is a finding: one hiccup is tolerated."""

RECENT: Final = 3
"""Intervals before a monitor was made of which a signal still is news; what lies before is history."""

NO_DATA: Final = "no-data"


@dataclass(frozen=True)
class Plan:
    """What to read, and what is known already."""

    monitor: Monitor
    window: Window
    times: tuple[datetime, ...]
    values: tuple[float, ...]
    sizes: tuple[float, ...] | None
    known: frozenset[tuple[str, datetime]]


@dataclass(frozen=True)
class Seen:
    """What a sweep brought: readings, or why there are none."""

    series: Series = field(default_factory=Series)
    failure: str = ""
    judged: Judged | None = None
    lag: timedelta = timedelta()
    """How long after its stamp a reading comes at the earliest."""


@dataclass(frozen=True)
class Found:
    """News for the alerts: *rule* has fired on *monitor*, the last at *at*; or its data are missing."""

    monitor: Monitor
    rule: str
    title: str
    facts: dict[str, Any]
    at: datetime
    times: int = 1
    picture: Picture | None = None


@dataclass(frozen=True)
class Swept:
    """What is to be opened, what is over, and what is to be said beside it."""

    monitor: Monitor
    found: tuple[Found, ...] = ()
    data_are_back: bool = False
    announcements: tuple[Announcement, ...] = ()


def plan(session: Session, workspace: str, monitor_id: int, *, now: datetime) -> Plan | None:
    """What to read of a monitor now."""
    monitor = stored.monitor(session, workspace, monitor_id)
    if monitor is None:
        return None
    kept = stored.readings(session, monitor_id)
    every = timedelta(seconds=monitor.every_seconds)
    sizes = tuple(reading.size for reading in kept if reading.size is not None)
    return Plan(
        monitor=monitor,
        window=Window(_since(monitor, kept, every, now), now, every),
        times=tuple(reading.at for reading in kept),
        values=tuple(reading.value for reading in kept),
        sizes=sizes if kept and len(sizes) == len(kept) else None,
        known=frozenset((finding.rule, finding.at) for finding in stored.found_already(session, monitor_id)),
    )


def _since(monitor: Monitor, kept: Sequence[Reading], every: timedelta, now: datetime) -> datetime:
    """From where to read: the baseline at first; later what may still change, but never the frozen baseline again."""
    if not kept:
        return monitor.baseline_first or now - HISTORY * every
    changing = kept[-1].at - OVERLAP * every - timedelta(seconds=monitor.label_delay_seconds)
    frozen = _frozen_until(monitor, kept)
    return max(changing, frozen + timedelta(seconds=1)) if frozen else changing


def _frozen_until(monitor: Monitor, kept: Sequence[Reading]) -> datetime | None:
    """The last moment of a baseline that is complete."""
    if monitor.baseline_last is not None:
        return monitor.baseline_last if kept[-1].at > monitor.baseline_last else None
    wanted = monitor.baseline_points or 0
    return kept[wanted - 1].at if len(kept) > wanted else None


def asked(plan: Plan, series: Series) -> Asked:
    """The question for the child: what was known and what is new, together."""
    values = dict(zip(plan.times, plan.values, strict=True)) | dict(zip(series.times, series.values, strict=True))
    sizes = dict(zip(plan.times, plan.sizes or (), strict=False)) | dict(
        zip(series.times, series.sizes or (), strict=False)
    )
    times = tuple(sorted(values))
    monitor = plan.monitor
    every = plan.window.every
    return Asked(
        title=monitor.name,
        chart=monitor.chart,
        times=times,
        values=tuple(values[time] for time in times),
        sizes=tuple(sizes[time] for time in times) if sizes and len(sizes) == len(times) else None,
        baseline=_baseline(monitor),
        every=every,
        rules=tuple(monitor.rules.split()),
        watched=tuple(monitor.watched.split()),
        known=plan.known,
        since=monitor.created_at - RECENT * every,
        pictured=monitor.standing in {"new", "too few"},
    )


def _baseline(monitor: Monitor) -> int | tuple[datetime, datetime]:
    if monitor.baseline_first is not None and monitor.baseline_last is not None:
        return monitor.baseline_first, monitor.baseline_last
    return monitor.baseline_points or 0


def record(session: Session, plan: Plan, seen: Seen, *, now: datetime) -> Swept | None:
    """Write down what was read and what was found in it."""
    monitor = stored.monitor_for_change(session, plan.monitor.workspace, plan.monitor.id or 0)
    if monitor is None:
        return None
    was_failing, standing = monitor.failing_since is not None, monitor.standing
    _keep_readings(session, monitor, seen, now)
    silent = _silent(monitor, lag=seen.lag, now=now)
    found = [*_signals(session, monitor, seen.judged, now)]
    if silent is not None:
        found.append(silent)
        _keep(session, monitor, NO_DATA, monitor.newest_at or monitor.created_at, now, words=seen.failure)
    session.add(monitor)
    session.flush()
    return Swept(
        monitor,
        found=tuple(found),
        data_are_back=silent is None and (bool(seen.series.times) or was_failing),
        announcements=_said(monitor, seen.judged, before=standing),
    )


def _keep_readings(session: Session, monitor: Monitor, seen: Seen, now: datetime) -> None:
    monitor.swept_at = now
    if seen.failure:
        monitor.failure, monitor.failing_since = seen.failure, monitor.failing_since or now
        return
    monitor.failure, monitor.failing_since = "", None
    series, sizes = seen.series, seen.series.sizes or (None,) * len(seen.series.times)
    new = [
        Reading(monitor_id=monitor.id or 0, at=at, value=value, size=size)
        for at, value, size in zip(series.times, series.values, sizes, strict=True)
    ]
    stored.keep_readings(session, monitor.id or 0, new)
    if series.times:
        monitor.newest_at = max(series.times[-1], monitor.newest_at or series.times[-1])


def _silent(monitor: Monitor, *, lag: timedelta, now: datetime) -> Found | None:
    """A finding of its own when as many readings are missing as are not tolerated any more."""
    every = timedelta(seconds=monitor.every_seconds)
    since = monitor.newest_at or monitor.created_at - every
    missed = (now - since - lag) // every
    if missed < MISSED:
        return None
    facts = {"kind": "no_data", "newest_at": _iso(monitor.newest_at), "missed": missed, "failure": monitor.failure}
    return Found(monitor, NO_DATA, "No data", facts, at=now, times=missed)


def _signals(session: Session, monitor: Monitor, judged: Judged | None, now: datetime) -> list[Found]:
    """The newest new signal of each alerting rule; all new ones are kept, also those that only the digest tells."""
    if judged is None:
        return []
    monitor.standing, monitor.verdict, monitor.power = judged.standing, judged.reason, judged.power
    monitor.expected_a_month, monitor.expected_a_month_watched = judged.expected_a_month, judged.expected_watched
    fresh = [s for s in judged.signals if _keep(session, monitor, s.rule, s.at, now, value=s.value, words=s.says)]
    recent = monitor.created_at - RECENT * timedelta(seconds=monitor.every_seconds)
    found = []
    for rule in monitor.rules.split():
        news = [signal for signal in fresh if signal.rule == rule and signal.at >= recent]
        if news and judged.alerts:
            found.append(_alert(monitor, judged, news, now))
    return found


def _keep(
    session: Session,
    monitor: Monitor,
    rule: str,
    at: datetime,
    now: datetime,
    *,
    value: float | None = None,
    words: str = "",
) -> bool:
    """Keep a finding; False if it is known. What was history when the monitor was made is found back then."""
    recent = monitor.created_at - RECENT * timedelta(seconds=monitor.every_seconds)
    finding = Finding(
        workspace=monitor.workspace,
        monitor_id=monitor.id or 0,
        rule=rule,
        at=at,
        found_at=now if at >= recent else at,
        value=value,
        words=words,
    )
    return stored.keep_finding(session, monitor.id or 0, finding)


def _alert(monitor: Monitor, judged: Judged, news: list[Signal], now: datetime) -> Found:
    newest = news[-1]
    picture = judged.picture
    return Found(
        monitor,
        newest.rule,
        f"{monitor.name} {newest.direction}",
        _facts(monitor, judged, newest, now),
        at=newest.at,
        times=len(news),
        picture=_picture(picture, monitor) if picture else None,
    )


def _facts(monitor: Monitor, judged: Judged, signal: Signal, now: datetime) -> dict[str, Any]:
    """What the message shows, as JSON keeps it."""
    matures = signal.at + timedelta(seconds=monitor.every_seconds + monitor.label_delay_seconds)
    below = signal.value < signal.centre
    return {
        "kind": "signal",
        "at": signal.at.isoformat(),
        "value": signal.value,
        "limit": signal.lower if below else signal.upper,
        "beyond": not signal.lower <= signal.value <= signal.upper,
        "centre": signal.centre,
        "size": signal.size,
        "says": signal.says,
        "basis": judged.reason,
        "expected_a_month": judged.expected_a_month,
        "final_at": matures.isoformat() if matures > now else None,
        "alt_text": judged.picture.alt_text if judged.picture else "",
    }


def _picture(picture: judgements.Picture, monitor: Monitor) -> Picture:
    return Picture("chart", f"monitor-{monitor.id}.png", picture.png, picture.alt_text)


def _said(monitor: Monitor, judged: Judged | None, *, before: str) -> tuple[Announcement, ...]:
    """That there is no stable baseline is said once, when it is seen; it is never alarmed about."""
    if judged is None or judged.standing != "unstable" or before == "unstable" or monitor.chart == ChartKind.DRIFT:
        return ()
    picture = judged.picture
    view = views.Unstable(
        name=monitor.name,
        model=monitor.model,
        reason=judged.reason,
        points=judged.baseline_points,
        owner=monitor.owner,
        alt_text=picture.alt_text if picture else "",
    )
    pictures = (_picture(picture, monitor),) if picture else ()
    key = f"monitors:{monitor.id}:unstable"
    return (Announcement("monitors/unstable", key, InChannel(monitor.channel), view, pictures),)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
