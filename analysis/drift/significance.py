"""How likely a difference between ordered values is when nothing has changed."""

import functools
import math

import numpy as np
from scipy import special

EXACT_UP_TO = 100
"""Points in both windows together up to which the paths of the Kolmogorov-Smirnov test are counted one by one."""

FINITE_UP_TO = 500
"""Effective size up to which scipy's finite distribution is asked; beyond it the corrected limit is within 4e-5 of it,
and a thousand times faster."""


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
