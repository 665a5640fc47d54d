"""When did it begin? The most likely moment of a lasting step, with its interval, beside when it was noticed."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from analysis.control_charts import Chart

Floats = npt.NDArray[np.float64]

CONFIDENCE = 0.95

NOTICED = 0.5
"""Log-likelihood that the interval of :func:`began` allows for the signal having been chosen for lying far off.

Steps of half a sigma are often noticed by a point that chance has added to: without it their intervals hold the start
in 93% instead of 95% (8,000 simulated steps each; limits, Western Electric, Nelson).
"""

DRAWS, SEED = 2000, 20_260_102
"""Random orders behind the p-value of :func:`strongest_step`; the smallest p-value is then 1/2001."""


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """The first point after a step, the interval of first points that the data cannot rule out, and the step.

    ``likelihood_ratio`` compares the best step with none, in log units; ``shift_sigma`` is the step in standard
    deviations of a plotted point. ``p_value`` is given where the step was searched for without a known centre.
    """

    index: int
    first: int
    last: int
    before: float
    after: float
    shift_sigma: float
    likelihood_ratio: float
    p_value: float | None = None


def began(chart: Chart, noticed: int | None = None, *, confidence: float = CONFIDENCE) -> ChangePoint:
    """Maximum-likelihood start of a step away from a chart's centre, given that it was noticed.

    Parameters
    ----------
    chart
        One series with known or frozen limits; plotted points are taken as normal with the chart's sigma, or by their
        ``traces["scores"]`` where limits were found on another scale than they are drawn on.
    noticed
        Index of the signal: points after it are not used. None: the last point.
    confidence
        Of the interval, which holds every start whose likelihood is not too far below the best.

    Returns
    -------
    ChangePoint
        ``index`` is the first point of the new level, ``before`` the chart's centre there, ``after`` the new level:
        the mean, or the median where the chart has scores, whose centre is a median as well.

    Notes
    -----
    The start maximises (sum of w d)^2 / sum of w over the points from it on, with d the distance from the centre and
    w = 1 / sigma^2. Excluded points say nothing, and no start lies in or before a baseline from which limits were
    frozen: it is what they call quiet. The interval inverts the likelihood ratio: away from the true start it rises
    like a random walk on both sides, so that the best start beats the true one by more than x with probability
    1 - (1 - exp(-x))^2 at most (Siegmund 1988, Confidence sets in change-point problems, International Statistical
    Review 56), and it is widened by :data:`NOTICED`. Measured at 95% and known limits: 95% to 96% at a step of 0.5
    sigma, 97% at 0.7, 98% at 1; below half a sigma it promises too much (93% at 0.35, 88% at 0.25). Limits from 30
    points move the start as well, which the interval does not know: then 92% at 1 sigma, 96% at 1.5.

    Examples
    --------
    >>> from analysis import control_charts
    >>> values = np.r_[np.tile([-1.0, 1.0], 10), np.tile([1.0, 3.0], 5)]
    >>> found = began(control_charts.chart(values, centre=0, sigma=1))
    >>> found.index, round(found.after, 2)
    (21, 2.11)

    References
    ----------
    Samuel, Pignatiello and Calvin (1998), Identifying the time of a step change, Quality Engineering 10.
    """
    seen = _standing(chart, noticed)
    if not len(seen.places):
        raise ValueError(
            "Nothing can be dated: a change point needs points behind the baseline, not excluded, with a sigma above "
            "zero."
        )
    gain = _gain(seen.distances, seen.weights)
    best = int(gain.argmax())
    possible = seen.places[gain >= gain[best] - _drop(confidence) - NOTICED]
    step = float((seen.weights * seen.distances)[best:].sum() / seen.weights[best:].sum())
    start = int(seen.places[best])
    centre = float(chart.centre[start])
    return ChangePoint(
        index=start,
        first=int(possible[0]),
        last=int(possible[-1]),
        before=centre,
        after=float(np.median(chart.points[seen.places[best:]])) if seen.scored else centre + step,
        shift_sigma=step * math.sqrt(seen.weights[best]),
        likelihood_ratio=float(gain[best]),
    )


def datable(chart: Chart, noticed: int | None = None) -> bool:
    """Whether :func:`began` has any point to go by: none on a flat baseline, nor in the baseline itself."""
    return len(_standing(chart, noticed).places) > 0


@dataclass(frozen=True, slots=True)
class _Standing:
    """Indices of the points at which a step may begin, their distances from the centre, and weights."""

    places: npt.NDArray[np.intp]
    distances: Floats
    weights: Floats
    scored: bool


def _standing(chart: Chart, noticed: int | None) -> _Standing:
    if chart.points.ndim != 1:
        raise ValueError("A change point belongs to one series; pick a row of the chart.")
    end = len(chart.points) if noticed is None else int(noticed) + 1
    if not 0 < end <= len(chart.points):
        raise ValueError(f"The signal is named by its index from 0 to {len(chart.points) - 1}.")
    scores = chart.traces.get("scores")
    distances, sigma = (chart.points - chart.centre, chart.sigma) if scores is None else (scores, np.ones(len(scores)))
    usable = np.isfinite(distances) & (sigma > 0) & ~chart.excluded
    usable[: _behind_baseline(chart, end)] = False
    places = np.flatnonzero(usable[:end])
    return _Standing(places, distances[places], 1 / sigma[places] ** 2, scored=scores is not None)


def _behind_baseline(chart: Chart, end: int) -> int:
    """The first place behind the baseline, if limits were frozen from a part of the points."""
    if chart.baseline.all():
        return 0
    (inside,) = np.nonzero(chart.baseline[:end])
    return int(inside[-1]) + 1 if len(inside) else 0


def _gain(distances: Floats, weights: Floats) -> Floats:
    """Log-likelihood gained by a step that begins at each point, over no step."""
    pulled = np.cumsum((weights * distances)[::-1])[::-1]
    return np.asarray(pulled**2 / (2 * np.cumsum(weights[::-1])[::-1]), dtype=np.float64)


def _drop(confidence: float) -> float:
    """How far below the best a start may lie in likelihood and still be possible."""
    if not 0 < confidence < 1:
        raise ValueError("Confidence lies between 0 and 1.")
    return -math.log1p(-math.sqrt(confidence))


def strongest_step(values: Any, *, confidence: float = CONFIDENCE) -> ChangePoint:
    """The most likely single step in a series whose level and spread are both unknown, with a p-value.

    Parameters
    ----------
    values
        One series, shape (points,), NaN where missing; at least six finite points.
    confidence
        Of the interval, as in :func:`began`.

    Returns
    -------
    ChangePoint
        ``p_value`` is the share of random orders of the same points with a step at least as strong: it assumes
        independent points and nothing about their distribution.

    Examples
    --------
    >>> found = strongest_step([5, 6, 5, 7, 6, 5, 6, 9, 10, 9, 11, 10, 9])
    >>> found.index, found.p_value < 0.01
    (7, True)
    """
    given = np.asarray(values, dtype=np.float64)
    places = np.flatnonzero(np.isfinite(given))
    if given.ndim != 1 or len(places) < 6:
        raise ValueError("A step is searched for in one series of at least six finite points.")
    seen = given[places]
    split = _split_gain(seen[None, :])[0]
    best = int(split.argmax())
    rng = np.random.default_rng(SEED)
    shuffled = rng.permuted(np.broadcast_to(seen, (DRAWS, len(seen))), axis=1)
    stronger = int((_split_gain(shuffled).max(axis=1) >= split[best]).sum())
    possible = places[1:][split >= split[best] - _drop(confidence)]
    before, after = float(seen[: best + 1].mean()), float(seen[best + 1 :].mean())
    spread = float(
        np.sqrt((np.var(seen[: best + 1]) * (best + 1) + np.var(seen[best + 1 :]) * (len(seen) - best - 1)) / len(seen))
    )
    return ChangePoint(
        index=int(places[best + 1]),
        first=int(possible[0]),
        last=int(possible[-1]),
        before=before,
        after=after,
        shift_sigma=(after - before) / spread if spread > 0 else math.copysign(math.inf, after - before),
        likelihood_ratio=float(split[best]),
        p_value=(stronger + 1) / (DRAWS + 1),
    )


def _split_gain(rows: Floats) -> Floats:
    """Log-likelihood gained by two levels over one, for each place of the step, with a common unknown spread."""
    count = rows.shape[1]
    left = np.arange(1, count)
    total = rows.sum(axis=1, keepdims=True)
    ahead = np.cumsum(rows, axis=1)[:, :-1]
    between = ahead**2 / left + (total - ahead) ** 2 / (count - left) - total**2 / count
    all_of_it = ((rows - rows.mean(axis=1, keepdims=True)) ** 2).sum(axis=1, keepdims=True)
    share = np.clip(between / np.where(all_of_it > 0, all_of_it, 1.0), 0.0, 1 - 1e-15)
    return np.asarray(-count / 2 * special.log1p(-share), dtype=np.float64)
