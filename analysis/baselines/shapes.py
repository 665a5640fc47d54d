"""Readings that are not symmetric, or not level: latencies with a long tail, growth that is expected."""

from dataclasses import replace
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from analysis.control_charts import Chart, chart
from analysis.control_charts.arrays import divided, floats, series_of
from analysis.control_charts.constants import WIDTH
from analysis.control_charts.request import Request

Floats = npt.NDArray[np.float64]

NOTABLE_SKEWNESS = 1.0
"""From here on three-sigma limits have about 1% false alarms above and none below, where 0.27% is nominal."""

RANK_DIGITS = 9
"""A rank that misses a whole number by rounding alone is that number: its reading is the limit, and not beyond it."""


def skewness(values: Any) -> float:
    """Sample skewness of one series, adjusted for its size (0 for symmetric, 2 for exponential readings).

    Examples
    --------
    >>> round(skewness([1, 1, 1, 2, 2, 3, 9]), 1)
    2.3
    """
    readings = floats(values)
    seen = readings[np.isfinite(readings)]
    if len(seen) < 3 or np.ptp(seen) == 0:
        raise ValueError("Skewness needs at least three readings that differ.")
    return float(stats.skew(seen, bias=False))


def transformed(values: Any, baseline: Any = None, **options: Any) -> Chart:
    """An i-mr chart of Box-Cox transformed readings, drawn in the readings' own units.

    y = (x^lambda - 1) / lambda (log x at 0), lambda by maximum likelihood from the baseline; limits are those of y,
    transformed back, and therefore not symmetric. Rules about sigma zones do not apply to what is drawn.

    Parameters
    ----------
    values
        One series of positive readings, NaN where missing.
    baseline, **options
        As in :func:`analysis.control_charts.chart`.

    Examples
    --------
    >>> tail = np.exp(np.random.default_rng(1).normal(size=300))
    >>> drawn = transformed(tail)
    >>> bool(drawn.lower[0] > 0), bool(drawn.upper[0] > chart(tail).upper[0])
    (True, True)

    References
    ----------
    Box and Cox (1964), Journal of the Royal Statistical Society B 26; Montgomery, chapter 6.4.
    """
    readings = floats(values)
    if readings.ndim != 1:
        raise ValueError("A transformation is found for one series at a time.")
    if (readings <= 0).any():
        raise ValueError("A Box-Cox transformation needs readings above zero; use percentile limits instead.")
    seen = _seen(readings, baseline, options)
    if len(seen) < 3 or np.ptp(seen) == 0:
        raise ValueError("A transformation needs at least three readings that differ in the baseline.")
    power = float(stats.boxcox_normmax(seen, method="mle"))
    inner = chart(special.boxcox(readings, power), baseline=baseline, **options)
    note = f"limits by a Box-Cox transformation with lambda {power:.2f}, drawn in the readings' own units"
    shape = readings.shape
    return replace(
        inner,
        kind="transformed",
        points=readings,
        centre=_back(inner.centre, power),
        lower=_back(inner.lower, power),
        upper=_back(inner.upper, power),
        sigma=np.broadcast_to(np.float64(seen.std(ddof=1)), shape),
        fit="sides",
        notes=(*inner.notes, note),
        traces={"scores": divided(inner.points - inner.centre, inner.sigma)},
        measures={
            "lambda": np.asarray(power),
            "share_beyond": np.asarray(2 * stats.norm.sf(options.get("width", WIDTH))),
        },
    )


def _seen(readings: Floats, baseline: Any, options: dict[str, Any]) -> Floats:
    """The finite readings of the baseline."""
    rows = series_of(readings)
    request = Request("i-mr", rows, baseline, excluded=options.get("excluded"), time=options.get("time"))
    kept = request.phase_one(rows)
    return kept[np.isfinite(kept)]


def _back(line: Floats, power: float) -> Floats:
    """Transformed back; beyond the range of the transformation there is no limit on that side."""
    with np.errstate(invalid="ignore"):
        found = special.inv_boxcox(line, power)
    return np.asarray(np.where(np.isnan(found), 0.0 if power > 0 else np.inf, found), dtype=np.float64)


def percentiles(values: Any, baseline: Any = None, *, share: float = 0.0027, **options: Any) -> Chart:
    """An individuals chart whose limits are percentiles of the baseline: no distribution is assumed.

    Limits are the *share* / 2 and 1 - *share* / 2 quantiles, centre the median. The quantile p of n ordered readings
    has rank p (n + 1), between two ranks a line joins them: a quiet point then falls below rank r with probability
    r / (n + 1) on average. A baseline of n points knows no quantile beyond 1 / (n + 1): below about 740 points for the
    default, the limits are the smallest and the largest reading themselves, and the note says how many quiet points
    fall outside.

    Parameters
    ----------
    values
        Readings of one series, shape (points,), NaN where missing.
    share
        Of quiet points outside the limits, half on each side; between 0 and 1.
    baseline, **options
        As in :func:`analysis.control_charts.chart`.

    References
    ----------
    Weibull (1939), A statistical theory of the strength of materials; David and Nagaraja (2003), *Order Statistics*,
    chapter 2.

    Examples
    --------
    >>> drawn = percentiles(np.arange(1.0, 100.0))
    >>> float(drawn.lower[0]), float(drawn.upper[0]), drawn.notes[-1]
    (1.0, 99.0, 'limits are percentiles of 99 points; about 2.00% of quiet points fall outside')
    """
    readings = floats(values)
    if readings.ndim != 1:
        raise ValueError("Percentile limits are found for one series at a time.")
    if not (isinstance(share, Real) and 0 < share < 1):
        raise ValueError(f"The share of points outside the limits lies between 0 and 1, not at {share!r}.")
    inner = chart(readings, baseline=baseline, **options)
    seen = _seen(readings, baseline, options)
    outside = max(share, 2 / (len(seen) + 1))
    lower, upper = _beyond_which(seen, share / 2)
    note = f"limits are percentiles of {len(seen)} points; about {outside:.2%} of quiet points fall outside"
    shape = readings.shape
    return replace(
        inner,
        kind="percentiles",
        centre=np.broadcast_to(np.median(seen), shape),
        lower=np.broadcast_to(lower, shape),
        upper=np.broadcast_to(upper, shape),
        sigma=np.broadcast_to(np.float64(seen.std(ddof=1)), shape),
        fit="sides",
        notes=(*inner.notes, note),
        traces={"scores": _normal_scores(readings, seen)},
        measures={"share_beyond": np.asarray(outside)},
    )


def _normal_scores(readings: Floats, seen: Floats) -> Floats:
    """Quantiles of the normal distribution at the readings' ranks among the baseline (van der Waerden)."""
    ordered = np.sort(seen)
    below = np.searchsorted(ordered, readings, "left"), np.searchsorted(ordered, readings, "right")
    scores = special.ndtri((sum(below) + 1) / (2 * len(seen) + 2))
    return np.asarray(np.where(np.isfinite(readings), scores, np.nan), dtype=np.float64)


def _beyond_which(seen: Floats, tail: float) -> tuple[float, float]:
    """Readings, or places between two of them, with the share *tail* of quiet points below, and above."""
    count = len(seen)
    rank = max(round(tail * (count + 1), RANK_DIGITS), 1.0)
    lower, upper = np.interp([rank, count + 1 - rank], np.arange(1, count + 1), np.sort(seen))
    return float(lower), float(upper)


def trending(values: Any, baseline: Any = None, **options: Any) -> Chart:
    """An i-mr chart around a straight line, for growth that is expected: least squares through the baseline.

    The line is carried on unchanged; points are judged by their distance from it. sigma is that of moving ranges of
    the distances. The further behind the baseline, the less a line means.

    Examples
    --------
    >>> drawn = trending([1.0, 2.1, 2.9, 4.0, 5.1, 5.9])
    >>> round(float(drawn.centre[5] - drawn.centre[0]), 2)
    4.94
    """
    readings = floats(values)
    if readings.ndim != 1:
        raise ValueError("A line is found for one series at a time.")
    request = Request("i-mr", series_of(readings), baseline, excluded=options.get("excluded"), time=options.get("time"))
    use = request.baseline_flags(len(readings)) & np.isfinite(readings)
    use[list(request.reasons(len(readings)))] = False
    if use.sum() < 3:
        raise ValueError("A line needs at least three finite points in the baseline.")
    places = np.arange(len(readings), dtype=np.float64)
    slope, start = np.polyfit(places[use], readings[use], 1)
    line = start + slope * places
    found = chart(readings - line, baseline=baseline, centre=0.0, **options)
    return replace(
        found,
        points=readings,
        centre=line,
        lower=found.lower + line,
        upper=found.upper + line,
        notes=(*found.notes, f"around a line that changes by {slope:.3g} per point"),
        measures={"slope": np.asarray(slope)},
    )
