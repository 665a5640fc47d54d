"""How many signals chance alone will bring, for one monitor and for a fleet."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import numpy as np
from scipy import special, stats

from analysis import run_rules
from analysis.control_charts import Chart
from analysis.control_charts.constants import d2
from analysis.false_alarms import whole_series
from analysis.false_alarms.integrals import cusum_run_length, ewma_run_length
from analysis.false_alarms.run_lengths import average_run_length
from analysis.false_alarms.shares import Method, equivalent_width, share_beyond_limits
from analysis.run_rules import Rule

MONTH = timedelta(days=30)

BASELINES, BASELINE_SEED = 4000, 7
"""Simulated baselines behind :func:`spread_of_false_alarms`; its quantiles then move by a few percent at most."""


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """Signals to be expected from chance alone in one period.

    ``expected`` may be a small fraction; ``run_length`` is the average number of points between two of them on one
    series (the harmonic mean over a fleet), with its ``standard_error`` in points (0 where it is exact), ``points`` the
    number of points of all series in the period.
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
        ``exact``: limits of normal, binomial, Poisson and geometric points, of ranges and standard deviations, zone
        rules, EWMA, CUSUM and MEWMA with known parameters. ``simulated``: with trends, alternation or Anhoej's rules.
        ``approximate``: run rules on counts and ranges, taken as normal with as many points beyond the limits.

    Notes
    -----
    Limits are taken as they stand. Estimated from a short baseline they are off, and so is the true number: see
    :func:`spread_of_false_alarms`.

    Anhoej's rules judge a series as a whole: what they bring is the chance that a quiet series as long as the chart
    signals (:func:`chance_of_signal`), for as many such series as the period has room for. In a period of as many
    points as the chart it is that chance itself.

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
    rate = _rate(chart, chosen)
    series = 1 if chart.points.ndim == 1 else len(chart.points)
    points = period / interval * series
    length, error = (
        (1 / rate.signals, rate.error / rate.signals / rate.signals) if rate.signals > 0 else (math.inf, 0.0)
    )
    return FalseAlarms(rate.signals * points, length, error, rate.method, points, series)


def together(alarms: Sequence[FalseAlarms]) -> FalseAlarms:
    """The fleet's sum."""
    if not alarms:
        raise ValueError("A fleet needs at least one chart.")
    expected, points = sum(each.expected for each in alarms), sum(each.points for each in alarms)
    length = points / expected if expected > 0 else math.inf
    shares = [each.expected / expected * each.standard_error / each.run_length for each in alarms if each.expected > 0]
    error = length * math.hypot(*shares) if shares else 0.0
    series = sum(each.series for each in alarms)
    return FalseAlarms(expected, length, error, _loosest(each.method for each in alarms), points, series)


def _loosest(methods: Iterable[Method]) -> Method:
    found = set(methods)
    return "approximate" if "approximate" in found else "simulated" if "simulated" in found else "exact"


class _Rate(NamedTuple):
    """Signals per point and series, their standard error, and how they were found."""

    signals: float
    error: float
    method: Method


def _rate(chart: Chart, rules: Sequence[Rule]) -> _Rate:
    of_points = tuple(rule for rule in rules if rule.pattern not in run_rules.WHOLE_SERIES)
    of_series = tuple(rule for rule in rules if rule.pattern in run_rules.WHOLE_SERIES)
    found = [_of_points(chart, of_points), _of_series(chart, of_series)]
    error = math.hypot(*(each.error for each in found))
    return _Rate(sum(each.signals for each in found), error, _loosest(each.method for each in found))


def _of_points(chart: Chart, rules: tuple[Rule, ...]) -> _Rate:
    if not rules:
        return _Rate(0.0, 0.0, "exact")
    weighted = _weighted(chart)
    if weighted is not None:
        return _Rate(1 / weighted, 0.0, "exact")
    if all(rule.pattern == "limits" for rule in rules):
        share, method = share_beyond_limits(chart)
        return _Rate(share, 0.0, method)
    # Runs of counts are approximate; rounded, charts that are nearly alike share what was simulated.
    width = equivalent_width(chart) if chart.fit == "zones" else round(equivalent_width(chart), 2)
    length = average_run_length(rules, width=width)
    error = length.standard_error / length.points**2
    return _Rate(1 / length.points, error, length.method if chart.fit == "zones" else "approximate")


def _of_series(chart: Chart, rules: tuple[Rule, ...]) -> _Rate:
    if not rules:
        return _Rate(0.0, 0.0, "exact")
    signals, error = whole_series.per_point(chart, rules)
    return _Rate(signals, error, "simulated" if chart.fit in {"zones", "median"} else "approximate")


def _weighted(chart: Chart) -> float | None:
    """Run length of a chart with a memory, by the settings that it carries."""
    settings = {name: float(np.max(value)) for name, value in chart.measures.items()}
    if chart.kind == "ewma":
        limits = "varying" if settings["varying"] else "fixed"
        return ewma_run_length(settings["lambda"], settings["width"], limits=limits)
    if chart.kind == "cusum":
        return cusum_run_length(settings["k"], settings["h"], headstart=settings["headstart"])
    return settings.get("run_length")


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
