"""The share of quiet points that fall beyond the limits of a chart, by the distribution of what it plots."""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from analysis.control_charts import Chart, constants
from analysis.control_charts.arrays import divided

Floats = npt.NDArray[np.float64]
Method = Literal["exact", "simulated", "approximate"]

ON_THE_LINE = 1e-9
"""Limits meet whole counts only by rounding; a count on its limit is inside."""

DIGITS = 9
"""Limits in sigmas that agree to so many digits are one, so that a fleet asks each question once."""


def share_beyond_limits(chart: Chart) -> tuple[float, Method]:
    """Chance that a quiet point falls beyond its limits, the mean over points, and how it was found.

    Exact for normal readings (their means, ranges, moving ranges and standard deviations), binomial, Poisson and
    geometric ones; approximate for the others. Counts and ranges are skewed: a p chart of 30 cases around 3% has 4.4
    times the 0.27% of a normal one, a range chart of five readings 1.7 times.

    Examples
    --------
    >>> from analysis import control_charts
    >>> drawn = control_charts.chart(np.arange(60.0) % 7, "xbar-r", subgroup=5).dispersion
    >>> round(share_beyond_limits(drawn)[0], 5), share_beyond_limits(drawn)[1]
    (0.0046, 'exact')
    """
    if (known := _as_set(chart)) is not None:
        return known, "approximate"
    chances, method = _of_each_point(chart)
    seen = chances[np.isfinite(chances) & ~np.isnan(chart.points)]
    return (float(seen.mean()) if len(seen) else 0.0), method


def equivalent_width(chart: Chart) -> float:
    """Width in sigmas of the limits beyond which as many normal points would fall.

    Examples
    --------
    >>> from analysis import control_charts
    >>> equivalent_width(control_charts.chart([1.0, 2.0, 4.0], width=2.5))
    2.5
    """
    return float(np.round(-special.ndtri(share_beyond_limits(chart)[0] / 2), DIGITS))


def _as_set(chart: Chart) -> float | None:
    """The share of quiet points beyond limits that were not set by sigmas of what is drawn, where the chart says it."""
    said = chart.measures.get("share_beyond", chart.traces.get("share_beyond"))
    return None if said is None or np.isnan(said).all() else float(np.nanmean(said))


def _of_each_point(chart: Chart) -> tuple[Floats, Method]:
    lower, upper, centre = (np.asarray(line, dtype=np.float64) for line in (chart.lower, chart.upper, chart.centre))
    count = chart.traces.get("size")
    if count is None or chart.kind not in COUNTED:
        if chart.kind == "g":  # geometric; none lies below zero
            return (centre / (centre + 1)) ** (np.floor(upper + ON_THE_LINE) + 1), "exact"
        return _normal(chart, lower, upper, centre)
    if chart.kind in {"range", "moving-range", "deviation"}:
        return _of_spread(chart, count), "exact"
    if chart.kind in {"p", "np"}:
        scale = count if chart.kind == "p" else np.ones_like(count)
        share = centre if chart.kind == "p" else centre / count
        return _outside(stats.binom(count, share), lower * scale, upper * scale), "exact"
    return _outside(stats.poisson(centre * count), lower * count, upper * count), "exact"


COUNTED = frozenset({"p", "np", "c", "u", "range", "moving-range", "deviation"})
"""Kinds whose distribution is known by the number of cases or readings behind each point."""


def _normal(chart: Chart, lower: Floats, upper: Floats, centre: Floats) -> tuple[Floats, Method]:
    sigma = np.where(chart.sigma > 0, chart.sigma, np.nan)
    below = np.where((chart.fit == "sides") & (lower <= 0), 0.0, special.ndtr((lower - centre) / sigma))
    above = np.where((chart.kind == "laney-p") & (upper >= 1), 0.0, special.ndtr(-(upper - centre) / sigma))
    return np.where(np.isnan(sigma), np.nan, below + above), "exact" if chart.fit == "zones" else "approximate"


def _outside(distribution: Any, lower: Floats, upper: Floats) -> Floats:
    below = distribution.cdf(np.ceil(lower - ON_THE_LINE) - 1)
    return np.asarray(below + distribution.sf(np.floor(upper + ON_THE_LINE)), dtype=np.float64)


def _of_spread(chart: Chart, count: Floats) -> Floats:
    """Of a range or a standard deviation of so many normal readings: by the limits in sigmas of one reading."""
    sigma = np.asarray(chart.process_sigma, dtype=np.float64)
    lines = [np.round(divided(line, sigma), DIGITS) for line in (chart.lower, chart.upper)]
    asked, back = np.unique(np.stack([count, *lines]).reshape(3, -1), axis=1, return_inverse=True)
    chances = np.full(asked.shape[1], np.nan)
    for place, (readings, low, high) in enumerate(asked.T):
        if readings >= 2 and np.isfinite(high):
            within = _spread_within(chart.kind, int(readings), np.array([low, high]))
            chances[place] = 1 - (within[1] - within[0])
    return chances[back].reshape(count.shape)


def _spread_within(kind: str, readings: int, lines: Floats) -> Floats:
    """P(spread <= line) for standard normal readings."""
    if kind == "deviation":
        return np.asarray(stats.chi2(readings - 1).cdf((readings - 1) * lines**2), dtype=np.float64)
    return constants.probability_of_range(lines, readings)
