"""Whether a metric is back within its limits: what its newest points say, and what chance alone would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from statistics import NormalDist, fmean
from typing import Final

from sqlmodel import Session

from kaizen import taken
from message_templates.alerts import views
from storage import monitors
from storage.alerts import Alert
from storage.monitors import ChartKind, Monitor, Reading

WIDTH: Final = 3.0
"""Standard deviations from the mean to a limit."""

FEWEST: Final = 3
"""Points before anything is said: fewer say nothing."""

ENOUGH: Final = 8
"""Points from which their mean is known to a third of a standard deviation."""

NEAR: Final = 0.5
"""Standard deviations within which the mean of those points lies if the metric is back at its old level."""

STILL_OFF: Final = 2.0
"""Standard deviations by which a metric may still be off while most of its points lie within the limits."""

STILL_OFF_WITHIN: Final = NormalDist().cdf(WIDTH - STILL_OFF) - NormalDist().cdf(-WIDTH - STILL_OFF)
"""The share of its points that do."""


@dataclass(frozen=True)
class Lines:
    """The mean and the standard deviation of a chart as they stood at a signal, from so many cases if it counts."""

    centre: float
    sigma: float
    size: float | None

    def apart(self, value: float, size: float | None) -> float:
        """How far a reading lies from the mean, in standard deviations of readings of its size."""
        sigma = self.sigma * (self.size / size) ** 0.5 if self.size and size else self.sigma
        return (value - self.centre) / sigma


def stage(apart: Sequence[float]) -> views.Stage | None:
    """What so many points in a row, so far from the mean, say about whether a metric is back.

    Points are counted from the newest signal on, all of them within the limits. Fewer than three say nothing. Eight
    whose mean lies within half a standard deviation of the old one are called *back*: where a shift of one standard
    deviation remains, that comes once in about 330 points, nearly as rarely as a false alarm of the chart (370); where
    it is two, once in more than 10,000. A metric that is back is called so at once in 5 of 6 cases. Neighbours that
    are alike make both more frequent. A shift below half a standard deviation cannot be told from none.

    Parameters
    ----------
    apart
        Distances from the mean of the baseline in standard deviations, oldest first; within -3 to 3.

    Returns
    -------
    ``None``, ``"few"`` (below eight points), ``"off"`` (enough, but not at the old level) or ``"back"``.

    References
    ----------
    The average run lengths are simulated in the tests; for run length as the measure of a rule see D. C. Montgomery,
    *Introduction to Statistical Quality Control*, chapter 5.

    Examples
    --------
    >>> stage([0.1, -0.4]), stage([0.1, -0.4, 1.2])
    (None, 'few')
    >>> stage([0.1, -0.4, 1.2, 0.3, -1.1, 0.9, -0.2, 0.4]), stage([1.5, 2.1, 1.7, 0.8, 2.4, 1.1, 1.9, 2.0])
    ('back', 'off')
    """
    if len(apart) < FEWEST:
        return None
    if len(apart) < ENOUGH:
        return "few"
    return "back" if abs(fmean(apart)) < NEAR else "off"


def by_chance(points: int) -> float:
    """How often so many points in a row lie within the limits of a metric that still is two sigma off, in percent.

    >>> round(by_chance(3)), round(by_chance(8))
    (60, 25)
    """
    return 100.0 * STILL_OFF_WITHIN**points


def of(session: Session, case: Alert, monitor: Monitor) -> views.Recovery | None:
    """What is known of a case that is not closed; None where nothing can be said."""
    if case.open_key is None or (monitor.judged_since and monitor.judged_since > case.last_at):
        return None  # closed; or its chart has other limits now than those that it left
    if case.rule == ChartKind.DRIFT:
        return _of_drift(_since(session, case, monitor), monitor)
    lines = _lines(case)
    return _of_chart(lines, _since(session, case, monitor), monitor) if lines else None


def _lines(case: Alert) -> Lines | None:
    """The chart's lines from the facts of the newest signal; None if it is none, or an older version kept too few."""
    value, centre, apart = (case.facts.get(name) for name in ("value", "centre", "apart"))
    if case.facts.get("kind") != "signal" or value is None or centre is None or not apart or value == centre:
        return None
    return Lines(centre, abs(value - centre) / apart, case.facts.get("size"))


def _since(session: Session, case: Alert, monitor: Monitor) -> list[Reading]:
    """The readings after the newest signal that were final at the last look; what labels may change does not count."""
    matures = timedelta(seconds=monitor.every_seconds + monitor.label_delay_seconds)
    looked = monitor.swept_at or case.last_at
    kept = monitors.readings(session, monitor.id or 0)
    return [reading for reading in kept if case.last_at < reading.at <= looked - matures]


def _of_chart(lines: Lines, since: Sequence[Reading], monitor: Monitor) -> views.Recovery | None:
    apart = [lines.apart(reading.value, reading.size) for reading in since]
    within = list(takewhile(lambda distance: abs(distance) <= WIDTH, reversed(apart)))[::-1]
    found = stage(within)
    if found is None:
        return None
    newest = since[-len(within) :]
    return views.Recovery(
        stage=found,
        points=len(within),
        until=taken.told(monitor, newest[-1].at),
        mean=fmean(reading.value for reading in newest),
        apart=fmean(within),
        by_chance=by_chance(len(within)),
    )


def _of_drift(since: Sequence[Reading], monitor: Monitor) -> views.Recovery | None:
    """Windows that do not differ; a reading of a drift monitor is the number of columns that do."""
    alike = list(takewhile(lambda reading: reading.value == 0, reversed(since)))
    if len(alike) < FEWEST:
        return None
    return views.Recovery(stage="alike", points=len(alike), until=taken.told(monitor, alike[0].at))
