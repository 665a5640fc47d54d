"""What a sweep saw is written down: readings, findings, and what is new in them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen.announcements import Announcement, InChannel, Picture
from kaizen.monitors import expecting, judgements, planning
from kaizen.monitors.judgements import TOO_OFTEN, Drifted, Judged, Signal
from kaizen.sides import together
from kaizen.teams import defaults, settings
from message_templates.monitors import views
from sources.base import Series
from storage import monitors as stored
from storage.monitors import ChartKind, Finding, Monitor, Reading

NAMED: Final = 3
"""Drifted columns that a message names; the others are counted."""

NO_DATA: Final = "no-data"


@dataclass(frozen=True)
class Seen:
    """What a sweep brought: readings, or why there are none."""

    series: Series = field(default_factory=Series)
    failure: str = ""
    judged: Judged | None = None
    drifted: Drifted | None = None
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


def record(session: Session, plan: planning.Plan, seen: Seen, *, now: datetime) -> Swept | None:
    """Write down what was read and what was found in it; nothing if the monitor was changed or stopped meanwhile."""
    monitor = stored.monitor_for_change(session, plan.monitor.workspace, plan.monitor.id or 0)
    if monitor is None or monitor.stopped_at is not None or monitor.version != plan.monitor.version:
        return None
    was_failing, before = monitor.failing_since is not None, (monitor.standing, monitor.swept_at is None)
    _keep_readings(session, monitor, seen, now)
    silent = _silent(session, monitor, (*plan.times, *seen.series.times), until=now - seen.lag, now=now)
    found = [*_signals(session, monitor, seen.judged, now), *_drift(session, monitor, seen.drifted, now)]
    if silent is not None:
        found.append(silent)
        _keep(session, monitor, NO_DATA, monitor.newest_at or monitor.created_at, now, words=seen.failure)
    session.add(monitor)
    session.flush()
    return Swept(
        monitor,
        found=tuple(found),
        data_are_back=silent is None and not seen.failure and (bool(seen.series.times) or was_failing),
        announcements=_said(monitor, seen.judged, before=before[0], anew=before[1]),
    )


def _keep_readings(session: Session, monitor: Monitor, seen: Seen, now: datetime) -> None:
    monitor.swept_at, monitor.looked_version = now, monitor.version
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


def _silent(
    session: Session, monitor: Monitor, taken: Sequence[datetime], *, until: datetime, now: datetime
) -> Found | None:
    """A finding of its own when as many readings are missing as the team does not tolerate any more."""
    every = timedelta(seconds=monitor.every_seconds)
    since = monitor.newest_at or (monitor.judged_since or monitor.created_at) - every
    if monitor.resumed_at is not None:
        since = max(since, monitor.resumed_at - every)
    missed = expecting.missed(taken, since=since, until=until, every=every)
    chosen = settings.of_team(session, monitor.workspace, monitor.team_id)
    if missed < chosen[defaults.MISSED_INTERVALS]:
        return None
    facts = {
        "kind": "no_data",
        "newest_at": _iso(monitor.newest_at),
        "missed": missed,
        "failure": monitor.failure.rstrip("."),
    }
    return Found(monitor, NO_DATA, f"{monitor.name}: no data", facts, at=now, times=missed)


def _signals(session: Session, monitor: Monitor, judged: Judged | None, now: datetime) -> list[Found]:
    """The newest new signal of each alerting rule; all new ones are kept, also those that only the digest tells."""
    if judged is None:
        return []
    monitor.standing, monitor.verdict, monitor.power = judged.standing, judged.reason, judged.power
    monitor.expected_a_month, monitor.expected_a_month_watched = judged.expected_a_month, judged.expected_watched
    open_ones = [signal for signal in judged.signals if not _judged_before(monitor, signal.at)]
    fresh = [s for s in open_ones if _keep(session, monitor, s.rule, s.at, now, value=s.value, words=s.says)]
    recent = planning.news_since(monitor)
    found = []
    for rule in monitor.rules.split():
        news = [signal for signal in fresh if signal.rule == rule and signal.at >= recent]
        if news and judged.alerts:
            found.append(_alert(monitor, judged, news, now))
    return found


def _drift(session: Session, monitor: Monitor, drifted: Drifted | None, now: datetime) -> list[Found]:
    """Columns that differ from the reference in two windows, one after the other."""
    if drifted is None:
        return []
    monitor.standing, monitor.verdict = drifted.standing, drifted.reason
    names = ", ".join(column.name for column in drifted.columns)
    if (
        not drifted.columns
        or _judged_before(monitor, drifted.begins[1])
        or not _keep(session, monitor, planning.DRIFT, drifted.begins[1], now, words=names)
    ):
        return []
    picture = drifted.picture
    facts = {
        "kind": "drift",
        "at": drifted.begins[1].isoformat(),
        "since": drifted.begins[0].isoformat(),
        "columns": [asdict(column) for column in drifted.columns[:NAMED]],
        "columns_drifted": len(drifted.columns),
        "columns_tested": drifted.tested,
        "q": max(column.q for column in drifted.columns),
        "rows": [drifted.reference_rows, drifted.earlier_rows, drifted.rows],
        "quiet": drifted.quiet,
        "alt_text": picture.alt_text if picture else "",
    }
    shown = _picture(picture, monitor) if picture else None
    return [Found(monitor, planning.DRIFT, f"{monitor.name}: drift", facts, at=drifted.begins[1], picture=shown)]


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
    finding = Finding(
        workspace=monitor.workspace,
        monitor_id=monitor.id or 0,
        rule=rule,
        at=at,
        found_at=now if at >= planning.news_since(monitor) else at,
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
        f"{monitor.name} {together(signal.sides for signal in news).words}",
        _facts(monitor, judged, news, now),
        at=newest.at,
        times=len(news),
        picture=_picture(picture, monitor) if picture else None,
    )


def _facts(monitor: Monitor, judged: Judged, news: list[Signal], now: datetime) -> dict[str, Any]:
    """What the message shows of the newest signal, as JSON keeps it."""
    signal = news[-1]
    matures = signal.at + timedelta(seconds=monitor.every_seconds + monitor.label_delay_seconds)
    return {
        "kind": "signal",
        "at": signal.at.isoformat(),
        "value": signal.value,
        "limit": signal.lower if signal.sides.below else signal.upper,
        "beyond": signal.sides.beyond,
        "sides": asdict(together(one.sides for one in news)),
        "centre": signal.centre,
        "apart": signal.apart,
        "since": news[0].at.isoformat(),
        "size": signal.size,
        "says": signal.says,
        "basis": judged.reason,
        "expected_a_month": judged.expected_a_month,
        "final_at": matures.isoformat() if matures > now else None,
        "alt_text": judged.picture.alt_text if judged.picture else "",
    }


def _picture(picture: judgements.Picture, monitor: Monitor) -> Picture:
    return Picture("chart", f"monitor-{monitor.id}.png", picture.png, picture.alt_text)


def _judged_before(monitor: Monitor, at: datetime) -> bool:
    """Whether a point was judged before what it is judged by was changed: it keeps that judgement."""
    return monitor.judged_until is not None and at <= monitor.judged_until


def _said(monitor: Monitor, judged: Judged | None, *, before: str, anew: bool) -> tuple[Announcement, ...]:
    """That there is no stable baseline is said once, when it is seen; the message follows when another is chosen."""
    if judged is None or monitor.chart == ChartKind.DRIFT:
        return ()
    was, is_now = before == "unstable", judged.standing == "unstable"
    if not (was or is_now) or (was and is_now and not anew):
        return ()
    picture = judged.picture
    view = views.Unstable(
        id=monitor.id or 0,
        now=_instead(judged),
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


def _instead(judged: Judged) -> str:
    """What became of an unstable baseline; nothing if it is one still."""
    if judged.alerts:
        return "alerting"
    return {"unstable": "", TOO_OFTEN: "refused"}.get(judged.standing, "learning")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
