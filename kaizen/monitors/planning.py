"""What a sweep of a monitor reads, and what it asks of the arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.monitors.judgements import NEWEST, TOO_OFTEN, Asked, DriftAsked
from kaizen.teams import defaults
from sources.base import Series, Window
from storage import alerts
from storage import monitors as stored
from storage.monitors import Monitor, Reading

HISTORY: Final = 400
"""Intervals read at the first sweep, or more if the baseline needs it: more than a year of days."""

GAPS: Final = 1.4
"""Times as many intervals as points, for a source may be silent at weekends."""

EARLIEST: Final = datetime(1700, 1, 1, tzinfo=UTC)
"""No source has readings from before, and pandas counts no times from before 1678."""

OVERLAP: Final = 2
"""Intervals read again at every sweep: what comes late is corrected."""

RECENT: Final = 3
"""Intervals before a monitor was made, changed or started again of which a signal is news; before lies history."""

DRIFT: Final = "drift"

NOTHING_NEW: Final = Series()

SAME_DRIFT: Final = 4
"""Intervals within which drift seen again is the same, and needs no new picture in a message that is open."""


@dataclass(frozen=True)
class Plan:
    """What to read, and what is known already."""

    monitor: Monitor
    window: Window
    times: tuple[datetime, ...]
    values: tuple[float, ...]
    sizes: tuple[float, ...] | None
    known: frozenset[tuple[str, datetime]]
    told: bool = False
    """Whether a message about its drift is open, which keeps its picture."""


def plan(session: Session, workspace: str, monitor_id: int, *, now: datetime) -> Plan | None:
    """What to read of a monitor now."""
    monitor = stored.monitor(session, workspace, monitor_id)
    if monitor is None or monitor.stopped_at is not None:
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
        told=any(case.open_key for case in alerts.of_rule(session, workspace, monitor_id, DRIFT)),
    )


def _since(monitor: Monitor, kept: Sequence[Reading], every: timedelta, now: datetime) -> datetime:
    """From where to read: the baseline at first; later what may still change, but never the frozen baseline again."""
    if not kept or monitor.swept_at is None:
        return monitor.baseline_first or _long_ago(monitor, now)
    changing = kept[-1].at - OVERLAP * every - timedelta(seconds=monitor.label_delay_seconds)
    frozen = _frozen_until(monitor, kept)
    return max(changing, frozen + timedelta(seconds=1)) if frozen else changing


def _long_ago(monitor: Monitor, now: datetime) -> datetime:
    """Far enough back for the points of the baseline, and for as many after it as a picture shows."""
    intervals = max(HISTORY, round(GAPS * ((monitor.baseline_points or 0) + NEWEST)))
    seconds = min(intervals * monitor.every_seconds, (now - EARLIEST).total_seconds())
    return now - timedelta(seconds=seconds)


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
        since=news_since(monitor),
        pictured=monitor.standing in {"new", "too few", TOO_OFTEN} or monitor.swept_at is None,
    )


def news_since(monitor: Monitor) -> datetime:
    """The first moment of which a signal is news. Points that were judged before keep their judgement."""
    begun = max(
        monitor.created_at, monitor.judged_since or monitor.created_at, monitor.resumed_at or monitor.created_at
    )
    recent = begun - RECENT * timedelta(seconds=monitor.every_seconds)
    return max(recent, monitor.judged_until + timedelta(seconds=1)) if monitor.judged_until else recent


def drift_asked(plan: Plan, *, folder: str) -> DriftAsked:
    """The question for the child about the inputs."""
    monitor = plan.monitor
    if monitor.baseline_first is None or monitor.baseline_last is None:
        raise ValueError("A drift monitor has a reference of two dates.")
    newest = max((at for rule, at in plan.known if rule == DRIFT), default=None)
    return DriftAsked(
        title=monitor.name,
        folder=folder,
        question=monitor.question,
        reference=(monitor.baseline_first, monitor.baseline_last),
        every=plan.window.every,
        until=plan.window.until,
        pictured=not plan.told or newest is None or newest < plan.window.until - SAME_DRIFT * plan.window.every,
        q=defaults.DRIFT_Q.value,
        share=defaults.DRIFT_SHARE.value / 100,
        distance=defaults.DRIFT_DISTANCE.value,
        psi=defaults.DRIFT_PSI.value,
    )


def _baseline(monitor: Monitor) -> int | tuple[datetime, datetime]:
    if monitor.baseline_first is not None and monitor.baseline_last is not None:
        return monitor.baseline_first, monitor.baseline_last
    return monitor.baseline_points or 0
