"""Drift that goes on after its case was closed: the same drift, so it began when it began, and may be settled."""

from itertools import takewhile

from sqlmodel import Session

from storage import alerts as stored
from storage import monitors
from storage.alerts import Alert
from storage.monitors import ChartKind, Monitor


def before(session: Session, monitor: Monitor, rule: str) -> Alert | None:
    """The last case of this drift, if no look since has found the inputs like the reference."""
    if monitor.chart != ChartKind.DRIFT or rule != ChartKind.DRIFT:
        return None  # a point beyond a limit is over with its interval; missing data end when they come
    cases = stored.of_rule(session, monitor.workspace, monitor.id or 0, rule)
    if not cases or (monitor.judged_since and cases[-1].opened_at < monitor.judged_since):
        return None  # what was settled was drift from another reference
    newest_first = reversed(monitors.readings(session, monitor.id or 0))
    since = takewhile(lambda reading: reading.at > cases[-1].last_at, newest_first)
    return cases[-1] if all(reading.value > 0 for reading in since) else None
