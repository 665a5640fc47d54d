"""The Kolmogorov-Smirnov p of many rows with few distinct values, where the usual one is far too large.

Between two distinct values the distribution functions cannot part, so the largest gap is looked for at fewer places and
is smaller by chance. In the limit of many rows the gaps are a Brownian bridge that is seen only at the cumulative
shares of the distinct values; how likely it is to stay within the observed distance there is an integral from place to
place.
"""

import functools
import math

import numpy as np
import numpy.typing as npt
from scipy import special

from analysis.drift.distances import Sorted

Figures = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]

STEP = 0.07
"""Distinct values closer to each other are taken together. In half logits of the cumulative share: a thirtieth of the
rows in the middle, less towards the ends."""

FAR = 5.0
"""Standard deviations beyond which a bridge is never met."""

NODES = 32
"""Points at which the density is known at each place."""

BETWEEN_LOOKS = 0.5825971579390107
"""A walk seen now and then passes a bound as often as one seen always passes one that is farther by so many standard
deviations of what happens between two looks: -zeta(1/2) / sqrt(2 pi)."""


def p_value(statistic: float, reference: Sorted, current: Sorted) -> float:
    """Probability of the Kolmogorov-Smirnov statistic given the ties of the samples, in the limit of many rows.

    Parameters
    ----------
    statistic
        From 0 to 1.
    reference, current
        Sorted finite samples of shapes (n,) and (m,).

    Returns
    -------
    float
        From about 1,000 rows in each sample, where it is 0.1 or less, within 0.005 of what endless shuffling gives.

    References
    ----------
    Noether (1963), Note on the Kolmogorov statistic in the discrete case; Broadie, Glasserman and Kou (1997), A
    continuity correction for discrete barrier options, for distinct values that are taken together.

    Examples
    --------
    >>> coin = np.repeat([0.0, 1.0], [1000, 1000])
    >>> round(p_value(0.031, coin, coin), 3)
    0.05
    """
    n, m = reference.size, current.size
    distance = statistic * math.sqrt(n * m / (n + m))
    ends = _last_of_each(reference)
    looks = _first_in_each_step((ends[:-1] + 1) / n)
    upto = sum(np.searchsorted(side, reference[ends[looks]], side="right") for side in (reference, current))
    times = np.asarray(upto) / (n + m)
    seen = _worth_a_look(times, distance)
    if not seen:
        return 1.0 if distance == 0 else _at_one_place(times, distance)
    times, looks = times[seen], looks[seen]
    widths = np.diff(times, prepend=0.0)
    nearer = BETWEEN_LOOKS * np.maximum(np.sqrt(widths) - _roots_between(ends, looks), 0.0)
    if (nearer >= distance).any():
        return 1.0
    return max(1.0 - _staying(times, distance - nearer), _at_one_place(times, distance))


def _last_of_each(values: Sorted) -> Indexes:
    """Index of the last row of each distinct value."""
    return np.append(np.flatnonzero(values[1:] != values[:-1]), values.size - 1)


def _first_in_each_step(shares: Figures) -> Indexes:
    # The first, because that is where a value ends that many rows have.
    steps = np.floor(special.logit(shares) / (2 * STEP))
    return np.flatnonzero(np.diff(steps, prepend=-np.inf))


def _worth_a_look(times: Figures, distance: float) -> list[int]:
    """Indexes of the times at which the bridge may be so far away, half a step apart."""
    far = distance > FAR * np.sqrt(times * (1 - times))
    seen: list[int] = []
    for place in np.flatnonzero(~far).tolist():
        if not seen or special.logit(times[place]) - special.logit(times[seen[-1]]) >= STEP:
            seen.append(place)
    return seen


def _roots_between(ends: Indexes, looks: Indexes) -> Figures:
    """The usual root of the share between two distinct values on the way to each look."""
    shares = np.diff(ends[: looks[-1] + 1], prepend=-1) / (ends[-1] + 1)
    firsts = np.append(0, looks[:-1] + 1)
    roots: Figures = np.add.reduceat(shares * np.sqrt(shares), firsts) / np.add.reduceat(shares, firsts)
    return roots


def _at_one_place(times: Figures, distance: float) -> float:
    """Probability that the bridge is beyond the distance where it is likeliest to be: a bound from below."""
    widest = math.sqrt(float((times * (1 - times)).max()))
    return float(2 * special.ndtr(-distance / widest))


def _staying(times: Figures, bounds: Figures) -> float:
    """Probability that a Brownian bridge is within plus and minus each bound at its time."""
    points, weights = _nodes()
    ranges = np.minimum(bounds, FAR * np.sqrt(times * (1 - times)))
    places = ranges[:, None] * points
    moves = _bell(places[1:, :, None] - places[:-1, None, :], np.diff(times)[:, None, None])
    density = _bell(places[0], times[0])
    for move, width in zip(moves, ranges[:-1], strict=True):
        density = move @ (density * weights * width)
    home = _bell(places[-1], 1 - times[-1]) * weights * ranges[-1]
    return float((density * home).sum() * math.sqrt(2 * math.pi))


def _bell(distance: Figures, time: npt.ArrayLike) -> Figures:
    """Density of having gone so far in the time."""
    found: Figures = np.exp(-np.square(distance) / (2 * np.asarray(time))) / np.sqrt(2 * math.pi * np.asarray(time))
    return found


@functools.cache
def _nodes() -> tuple[Figures, Figures]:
    """Gauss-Legendre nodes and weights from -1 to 1."""
    points, weights = np.polynomial.legendre.leggauss(NODES)
    return points, weights
