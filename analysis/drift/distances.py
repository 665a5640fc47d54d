"""How far apart two sorted samples of numbers are."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Sorted = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]

STEPS = (128, 32, 8, 1)
"""Points between two looks at a sample: coarse first, then only where the largest difference can still be."""

CHUNK = 32_768
"""Differences summed at a time, so that they stay in the nearest cache."""

SHARE_BINS = 10
"""Quantile bins of PSI and Jensen-Shannon, as scorecards have them."""

IQR_PER_SIGMA = 1.3489795003921634
"""Interquartile range of a normal distribution in standard deviations: twice its upper quartile."""


def kolmogorov_smirnov(reference: Sorted, current: Sorted) -> float:
    """Largest difference between the two empirical distribution functions, from 0 to 1.

    Exact, ties included, without looking every point up: both functions only rise, so the difference inside a block of
    points is bounded by its two ends, and only blocks that could still beat the best one are searched.

    Parameters
    ----------
    reference, current
        Sorted finite samples of shapes (n,) and (m,).

    References
    ----------
    Smirnov (1939); Hodges (1958), The significance probability of the Smirnov two-sample test.

    Examples
    --------
    >>> kolmogorov_smirnov(np.array([1.0, 2.0, 3.0, 4.0]), np.array([3.0, 4.0, 5.0, 6.0]))
    0.5
    """
    points, ranks = _distinct(current)
    last, best = points.size - 1, 0.0
    starts, span = np.zeros(1, dtype=np.intp), points.size
    for step in STEPS:
        looks = np.minimum(starts[:, None] + np.arange(0, span + step, step), last)
        below, upto = _shares_at(reference, points[looks])
        before, after = ranks(looks) / current.size, ranks(looks + 1) / current.size
        best = max(best, float((below - before).max()), float((after - upto).max()))
        rise = np.maximum(upto[:, 1:] - before[:, :-1], after[:, 1:] - below[:, :-1])
        starts, span = looks[:, :-1][rise > best], step
        if not starts.size:
            break
    return best


def _distinct(values: Sorted) -> tuple[Sorted, Callable[[Indexes], Indexes]]:
    """The values without long ties, and how many of all lie before the one at an index.

    Inside a tie nothing can be ruled out, so that all of it would be looked up. Short ones are not worth the search.
    """
    coarse = values[:: STEPS[0]]
    if not (coarse[1:] == coarse[:-1]).any():
        return values, np.asarray
    firsts = np.append(0, np.flatnonzero(values[1:] != values[:-1]) + 1)
    return values[firsts], np.append(firsts, values.size).__getitem__


def _shares_at(reference: Sorted, points: Sorted) -> tuple[Sorted, Sorted]:
    """Shares of the reference below each point, and below or equal to it."""
    below = np.searchsorted(reference, points, side="left")
    tied = reference[np.minimum(below, reference.size - 1)] == points
    upto = np.searchsorted(reference, points, side="right") if tied.any() else below
    return below / reference.size, upto / reference.size


def wasserstein(reference: Sorted, current: Sorted) -> float:
    """Mean distance that the values have to move, in their own unit (Wasserstein-1, the earth mover's distance).

    Parameters
    ----------
    reference, current
        Sorted finite samples of shapes (n,) and (m,).

    References
    ----------
    Vallender (1974), Calculation of the Wasserstein distance between probability distributions on the line.

    Examples
    --------
    >>> wasserstein(np.array([0.0, 1.0, 3.0]), np.array([5.0, 6.0, 8.0]))
    5.0
    """
    longer, shorter = (reference, current) if reference.size >= current.size else (current, reference)
    moved = _moved_in_step if longer.size == shorter.size else _moved_unevenly
    return sum(moved(longer, shorter, start) for start in range(0, longer.size, CHUNK)) / longer.size


def _moved_in_step(one: Sorted, other: Sorted, start: int) -> float:
    piece = slice(start, start + CHUNK)
    apart = one[piece] - other[piece]
    return float(np.abs(apart, out=apart).sum())


def _moved_unevenly(longer: Sorted, shorter: Sorted, start: int) -> float:
    """Sum of the ways of the longer sample's values, each of which weighs at most one step of the shorter one.

    Weighed in whole numbers: a value of the longer sample is *m* parts, one of the shorter *n*, of n m in all. So the
    parts of each go to one value of the shorter sample or to two neighbours, and which they are is a division.
    """
    n, m = longer.size, shorter.size
    values = longer[start : start + CHUNK]
    begins = np.arange(start, start + values.size) * m
    places = begins // n
    here = np.abs(values - shorter[places])
    places += 1
    beyond = np.abs(values - shorter.take(places, mode="clip"))
    first = np.minimum(places * n - begins, m)
    here -= beyond
    here *= first
    return float(here.sum() / m + beyond.sum())


def energy(reference: Sorted, current: Sorted) -> float:
    """Energy distance, in the square root of the values' unit.

    Parameters
    ----------
    reference, current
        Sorted finite samples of shapes (n,) and (m,).

    References
    ----------
    Szekely and Rizzo (2013), Energy statistics: a class of statistics based on distances.

    Examples
    --------
    >>> energy(np.array([0.0, 8.0]), np.array([0.0, 8.0]))
    0.0
    """
    values, difference = differences(reference, current)
    return float(np.sqrt(2 * np.dot(np.square(difference[:-1]), np.diff(values))))


def rank_sum(reference: Sorted, current: Sorted) -> float:
    """Mann-Whitney's U of the reference: pairs in which its value is the larger one; a tie counts half.

    Parameters
    ----------
    reference, current
        Sorted finite samples of shapes (n,) and (m,).

    References
    ----------
    Mann and Whitney (1947), On a test of whether one of two random variables is stochastically larger than the other.

    Examples
    --------
    >>> rank_sum(np.array([2.0, 3.0]), np.array([1.0, 2.0]))
    3.5
    """
    smaller = np.searchsorted(current, reference, side="left") + np.searchsorted(current, reference, side="right")
    return float(smaller.sum() / 2)


def differences(reference: Sorted, current: Sorted) -> tuple[Sorted, Sorted]:
    """Pooled sorted values, and behind each the reference's distribution function less the current one's."""
    places = np.searchsorted(reference, current, side="right") + np.arange(current.size)
    from_current = np.zeros(reference.size + current.size, dtype=bool)
    from_current[places] = True
    values = np.empty(from_current.size)
    values[from_current], values[~from_current] = current, reference
    steps = np.where(from_current, -1 / current.size, 1 / reference.size)
    difference: Sorted = steps.cumsum()
    return values, difference


def spread(values: Sorted) -> float:
    """Standard deviation as the middle half of the values shows it; where that has no width, the usual one."""
    width = interquartile_range(values)
    return width / IQR_PER_SIGMA if width > 0 else float(values.std())


def interquartile_range(values: Sorted) -> float:
    return quantile(values, 0.75) - quantile(values, 0.25)


def quantile(values: Sorted, share: float) -> float:
    """Quantile of sorted values, on the line between the two nearest (numpy's default, without sorting again)."""
    place = (values.size - 1) * share
    below = int(place)
    above = min(below + 1, values.size - 1)
    return float(values[below] + (values[above] - values[below]) * (place - below))


def quantile_bins(values: Sorted) -> Sorted:
    """Upper edges of bins with about equally many of the values in each; the last bin is open.

    Of a constant the bins are: less, the same, more.
    """
    if values[0] == values[-1]:
        return np.array([np.nextafter(values[0], -np.inf), values[0]])
    places = [max(values.size * share // SHARE_BINS - 1, 0) for share in range(1, SHARE_BINS)]
    inner = values[places]
    edges: Sorted = inner[(inner < values[-1]) & np.append(inner[1:] != inner[:-1], True)]
    return edges


def counts_in(values: Sorted, edges: Sorted) -> Sorted:
    """How many of the sorted values lie in each bin, the upper edge included."""
    upto = [0, *np.searchsorted(values, edges, side="right").tolist(), values.size]
    return np.array([end - start for start, end in pairwise(upto)], dtype=float)
