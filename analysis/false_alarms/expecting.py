"""How many signals chance alone will bring, for one monitor and for a fleet."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from analysis import run_rules
from analysis.control_charts import Chart
from analysis.control_charts.constants import d2
from analysis.false_alarms.integrals import cusum_run_length, ewma_run_length
from analysis.false_alarms.run_lengths import average_run_length
from analysis.run_rules import Rule

Floats = npt.NDArray[np.float64]
Method = Literal["exact", "simulated", "approximate"]

MONTH = timedelta(days=30)

BASELINES, BASELINE_SEED = 4000, 7
"""Simulated baselines behind :func:`spread_of_false_alarms`; its quantiles then move by a few percent at most."""


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """Signals to be expected from chance alone in one period.

    ``expected`` may be a small fraction; ``run_length`` is the average number of points between two of them on one
    series (the harmonic mean over a fleet), ``points`` the number of points of all series in the period.
    """

    expected: float
    run_length: float
    standard_error: float
    method: Method
    points: float
    series: int = 1

    def chance_of(self, least: int) -> float:
        """Chance of at least so many signals in a quiet period, as of independent rare events (Poisson)."""
        return float(stats.poisson.sf(least - 1, self.expected))


def expected_false_alarms(
    chart: Chart | Sequence[Chart],
    rules: str | Rule | Iterable[str | Rule] = "limits",
    interval: timedelta = timedelta(days=1),
    *,
    period: timedelta = MONTH,
) -> FalseAlarms:
    """Signals per period on a quiet process, by the in-control average run length.

    Parameters
    ----------
    chart
        A chart, of one series or many, or several charts: then the sum over the fleet.
    rules
        As in :func:`analysis.run_rules.violations`; those that the chart cannot bear are left out.
    interval
        Time between two points.
    period
        Over which signals are counted.

    Returns
    -------
    FalseAlarms
        ``exact``: limits of normal, binomial, Poisson and geometric points, zone rules, EWMA and CUSUM with known
        parameters. ``simulated``: with trends or alternation. ``approximate``: run rules on counts, taken as normal.

    Notes
    -----
    Limits are taken as they stand. Estimated from a short baseline they are off, and so is the true number: see
    :func:`spread_of_false_alarms`.

    Examples
    --------
    >>> from analysis import control_charts
    >>> known = control_charts.chart(np.zeros((41, 20)), centre=0, sigma=1)
    >>> week = expected_false_alarms(known, "limits", timedelta(days=1), period=timedelta(days=7))
    >>> round(week.expected, 1), round(week.chance_of(2), 2)
    (0.8, 0.18)
    """
    if not isinstance(chart, Chart):
        return together([expected_false_alarms(each, rules, interval, period=period) for each in chart])
    if interval <= timedelta(0):
        raise ValueError("The interval between two points must be above zero.")
    chosen, _left_out = run_rules.fitting(run_rules.named(rules), chart.fit)
    rate, error, method = _rate(chart, chosen)
    series = 1 if chart.points.ndim == 1 else len(chart.points)
    points = period / interval
    length = 1 / rate if rate > 0 else math.inf
    return FalseAlarms(rate * points * series, length, error, method, points * series, series)


def together(alarms: Sequence[FalseAlarms]) -> FalseAlarms:
    """The fleet's sum."""
    if not alarms:
        raise ValueError("A fleet needs at least one chart.")
    expected, points = sum(each.expected for each in alarms), sum(each.points for each in alarms)
    methods = {each.method for each in alarms}
    method: Method = "approximate" if "approximate" in methods else "simulated" if "simulated" in methods else "exact"
    length = points / expected if expected > 0 else math.inf
    error = math.sqrt(sum((each.standard_error * each.expected) ** 2 for each in alarms)) / max(expected, 1e-300)
    return FalseAlarms(expected, length, error, method, points, sum(each.series for each in alarms))


def _rate(chart: Chart, rules: Sequence[Rule]) -> tuple[float, float, Method]:
    """Signals per point and series, the standard error of the run length, and how it was found."""
    if not rules or any(rule.pattern in {"longest-run", "crossings"} for rule in rules):
        return 0.0, 0.0, "exact"
    weighted = _weighted(chart)
    if weighted is not None:
        return 1 / weighted, 0.0, "exact"
    if all(rule.pattern == "limits" for rule in rules):
        share, method = share_beyond_limits(chart)
        return share, 0.0, method
    length = average_run_length(tuple(rules), width=_width(chart))
    return 1 / length.points, length.standard_error, length.method if chart.fit == "zones" else "approximate"


def _weighted(chart: Chart) -> float | None:
    """Run length of a chart with a memory, by the settings that it carries."""
    settings = {name: float(np.max(value)) for name, value in chart.measures.items()}
    if chart.kind == "ewma":
        limits = "varying" if settings["varying"] else "fixed"
        return ewma_run_length(settings["lambda"], settings["width"], limits=limits)
    if chart.kind == "cusum":
        return cusum_run_length(settings["k"], settings["h"], headstart=settings["headstart"])
    return settings.get("run_length")


def _width(chart: Chart) -> float:
    if (share := _share_as_set(chart)) is not None:
        return float(special.ndtri(1 - share / 2))
    widths = (chart.upper - chart.centre) / np.where(chart.sigma > 0, chart.sigma, np.nan)
    return float(np.nanmedian(widths)) if np.isfinite(widths).any() else 3.0


def _share_as_set(chart: Chart) -> float | None:
    """The share of quiet points beyond limits that were not set by sigmas of what is drawn, where the chart says it."""
    said = chart.measures.get("share_beyond", chart.traces.get("share_beyond"))
    return None if said is None else float(np.nanmean(said))


def share_beyond_limits(chart: Chart) -> tuple[float, Method]:
    """Chance that a quiet point falls beyond its limits, the mean over points; exact for its distribution.

    Counts are discrete and skewed: a p chart of 30 cases around 3% has 4.4 times the 0.27% of a normal one.
    """
    if (known := _share_as_set(chart)) is not None:
        return known, "approximate"
    lower, upper, centre = (np.asarray(line, dtype=np.float64) for line in (chart.lower, chart.upper, chart.centre))
    count = chart.traces.get("size")
    method: Method = "exact"
    if chart.kind in {"p", "np"} and count is not None:
        scale = count if chart.kind == "p" else np.ones_like(count)
        share = centre if chart.kind == "p" else centre / count
        chances = _outside(stats.binom(count, share), lower * scale, upper * scale)
    elif chart.kind in {"c", "u"} and count is not None:
        chances = _outside(stats.poisson(centre * count), lower * count, upper * count)
    elif chart.kind == "g":
        chances = (centre / (centre + 1)) ** (np.floor(upper + ON_THE_LINE) + 1)  # geometric; none lies below zero
    else:
        sigma = np.where(chart.sigma > 0, chart.sigma, np.nan)
        below = np.where((chart.fit == "sides") & (lower <= 0), 0.0, special.ndtr((lower - centre) / sigma))
        above = np.where((chart.kind == "laney-p") & (upper >= 1), 0.0, special.ndtr(-(upper - centre) / sigma))
        chances = np.where(np.isnan(sigma), np.nan, below + above)
        method = "exact" if chart.fit == "zones" else "approximate"
    seen = chances[np.isfinite(chances) & ~np.isnan(chart.points)]
    return (float(seen.mean()) if len(seen) else 0.0), method


ON_THE_LINE = 1e-9
"""Limits meet whole counts only by rounding; a count on its limit is inside."""


def _outside(distribution: Any, lower: Floats, upper: Floats) -> Floats:
    below = distribution.cdf(np.ceil(lower - ON_THE_LINE) - 1)
    return np.asarray(below + distribution.sf(np.floor(upper + ON_THE_LINE)), dtype=np.float64)


def spread_of_false_alarms(baseline_points: int, points: float, width: float = 3.0) -> tuple[float, float]:
    """Between which numbers the expected false alarms of an i-mr chart lie, in 90% of baselines of so many points.

    Examples
    --------
    >>> low, high = spread_of_false_alarms(30, 365)
    >>> low < 0.2, 5 < high < 12
    (True, True)
    """
    if baseline_points < 2:
        raise ValueError("A baseline has at least two points.")
    baselines = np.random.default_rng(BASELINE_SEED).standard_normal((BASELINES, baseline_points))
    centre = baselines.mean(axis=1)
    sigma = np.abs(np.diff(baselines, axis=1)).mean(axis=1) / d2(2)
    share = special.ndtr(centre - width * sigma) + special.ndtr(-centre - width * sigma)
    low, high = np.quantile(share * points, [0.05, 0.95])
    return float(low), float(high)
