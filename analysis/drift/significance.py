"""How likely a difference between ordered values is when nothing has changed."""

import functools
import math

import numpy as np
import numpy.typing as npt
from scipy import special

Figures = npt.NDArray[np.float64]

EXACT_UP_TO = 100
"""Points in both windows together up to which the paths of the Kolmogorov-Smirnov test are counted one by one."""

FINITE_UP_TO = 500
"""Effective size up to which scipy's finite distribution is asked; beyond it the corrected limit is within 4e-5 of it,
and a thousand times faster."""

LEAST_KNOWN = 1e-6
"""Down to here the limiting distributions of Anderson-Darling and Cramer-von Mises were held against shuffles.

Of Anderson-Darling: 1.5 to 3 million shuffles of 30 and 30, 28 and 72, 100 and 100, 10 and 50, 10 and 500, 3 and 300,
30 and 300 values. From p = 0.01 down the limiting one is at most a seventh too small, and up to five times too large
at 1e-5. Nobody has looked further out, and scipy's series for Cramer-von Mises rounds to noise near 1e-9."""

SPANS, SPAN_NODES = 20, 64
"""Intervals of Smirnov's formula, and Chebyshev nodes in each: 1e-12 of the p from z = 0.1 on."""

SMALLEST = 0.05
"""Statistic below which the p is 1 to within 1e-9."""


@functools.lru_cache(maxsize=4_096)
def kolmogorov_smirnov(statistic: float, n: int, m: int) -> float:
    """Two-sided p of the Kolmogorov-Smirnov statistic of two samples without ties.

    Up to 100 points in both together the lattice paths are counted exactly; then it is the one-sample distribution at
    the effective size n m / (n + m) (scipy's ``kstwo``), and from 500 on the limiting one with Vrbik's correction.

    Parameters
    ----------
    statistic
        From 0 to 1.
    n, m
        Sizes of the samples.

    References
    ----------
    Hodges (1958); Vrbik (2020), Deriving CDF of Kolmogorov-Smirnov test statistic.

    Examples
    --------
    >>> round(kolmogorov_smirnov(0.0607, 1000, 1000), 3)
    0.048
    """
    if n + m <= EXACT_UP_TO:
        return _paths_outside(statistic, n, m)
    size = n * m / (n + m)
    if size <= FINITE_UP_TO:
        from scipy import stats  # noqa: PLC0415 – 50 MB that large windows never need

        return float(stats.kstwo.sf(statistic, round(size)))
    root = math.sqrt(size)
    scaled = statistic * root
    return float(special.kolmogorov(scaled + 1 / (6 * root) + (scaled - 1) / (4 * size)))


def _paths_outside(statistic: float, n: int, m: int) -> float:
    """Share of the orders of n and m points whose distribution functions part by the statistic somewhere."""
    taken = np.arange(n + 1)
    inside = np.zeros(n + 1)
    inside[0] = 1.0
    outside = 0.0
    for step in range(n + m):
        other = step - taken
        next_is_ours = np.clip((n - taken) / (n + m - step), 0, 1)
        moved = inside * (1 - next_is_ours)
        moved[1:] += (inside * next_is_ours)[:-1]
        other = step + 1 - taken
        left = np.abs(taken / n - other / m) >= statistic - 1e-12
        outside += float(moved[left].sum())
        inside = np.where(left, 0.0, moved)
    return min(outside, 1.0)


def anderson_darling(statistic: float) -> float:
    """Upper tail of the limiting Anderson-Darling distribution, that of a sum of Y_j^2 / (j (j + 1)) with normal Y_j.

    By Smirnov's formula: with mu_j = j (j + 1) and D(u) = prod(1 - u / mu_j) = -cos(pi sqrt(1 + 4 u) / 2) / (pi u),
    the tail is the alternating sum over k of integrals of exp(-z u / 2) / (pi u sqrt(-D(u))) from mu_2k-1 to mu_2k.
    Far out that is sqrt(3) erfc(sqrt(z)), a factor e for each unit of z.

    Parameters
    ----------
    statistic
        A^2, of one sample, of two samples (not standardised), or of its limit.

    References
    ----------
    Anderson and Darling (1952), Annals of Mathematical Statistics 23; Smirnov (1937); Durbin and Knott (1972),
    Components of Cramer-von Mises statistics, Journal of the Royal Statistical Society B 34.

    Examples
    --------
    >>> [round(anderson_darling(z), 4) for z in (1.933, 2.492, 3.857)]  # tables print 0.1, 0.05, 0.01
    [0.1, 0.05, 0.0102]
    """
    if statistic < SMALLEST:
        return 1.0
    places, weights = _smirnov()
    return float(np.clip((np.exp(-statistic * places / 2) * weights).sum(), 0.0, 1.0))


@functools.cache
def _smirnov() -> tuple[Figures, Figures]:
    """Places u and weights of the integrals, whose ends have the square roots that Chebyshev's nodes take away."""
    first = 2 * np.arange(1, SPANS + 1)[:, None] - 1
    low, high = first * (first + 1), (first + 1) * (first + 2)
    angles = (np.arange(SPAN_NODES) + 0.5) * math.pi / SPAN_NODES
    places = (low + high) / 2 + (high - low) / 2 * np.cos(angles)
    determinants = np.cos(math.pi / 2 * np.sqrt(1 + 4 * places)) / (math.pi * places)  # -D(u), above zero in each span
    signs = np.where(np.arange(SPANS) % 2, -1, 1)[:, None]
    return places, signs * np.sqrt((places - low) * (high - places) / determinants) / places / SPAN_NODES


def outside_range(outside: int, n: int, m: int) -> float:
    """Probability of at least so many of m current values beyond the smallest and the largest of n reference values.

    Exact for any continuous distribution: only the order counts. Conservative with ties.

    Parameters
    ----------
    outside
        Current values beyond the reference's ends, on both sides together.
    n, m
        Sizes of the reference and of the current sample.

    References
    ----------
    Wilks (1941), Determination of sample sizes for setting tolerance limits.

    Examples
    --------
    >>> round(outside_range(1, 1, 1), 6), round(outside_range(3, 99, 100), 4)
    (1.0, 0.3144)
    """
    if outside == 0 or n == 1:
        return 1.0
    whole = _log_choose(n + m, n)
    one_side = np.exp(_log_choose(n + m - outside, n) - whole)
    both = outside * np.exp(_log_choose(n + m - outside - 1, n - 1) - whole)
    return float(min(one_side + both, 1.0))


def _log_choose(whole: int, part: int) -> float:
    if part > whole:
        return -math.inf
    return math.lgamma(whole + 1) - math.lgamma(part + 1) - math.lgamma(whole - part + 1)
