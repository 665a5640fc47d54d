"""Tests of two samples of numbers, each with a statistic and a p, to choose from.

Kolmogorov-Smirnov is the default of :func:`analysis.drift.compare`: it feels shifts of the middle, needs no shuffling,
and its statistic is an effect size. Anderson-Darling and Cramer-von Mises add up differences everywhere and find small
shifts and wider tails sooner; the energy test weighs by distance.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.drift import calibration, distances, significance
from analysis.drift.distances import Sorted

FEWEST = 2
"""Values in each sample."""


class Tested(NamedTuple):
    """Result of a test."""

    statistic: float
    p_value: float


def kolmogorov_smirnov(reference: npt.ArrayLike, current: npt.ArrayLike) -> Tested:
    """Kolmogorov-Smirnov: the largest difference of the distribution functions.

    Parameters
    ----------
    reference, current
        Finite samples of shapes (n,) and (m,), in any order.

    References
    ----------
    Hodges (1958); see :func:`analysis.drift.significance.kolmogorov_smirnov`.

    Examples
    --------
    >>> kolmogorov_smirnov(range(10), range(5, 15)).statistic
    0.5
    """
    a, b = _samples(reference, current)
    statistic = distances.kolmogorov_smirnov(a, b)
    return Tested(statistic, significance.kolmogorov_smirnov(statistic, a.size, b.size))


def cramer_von_mises(reference: npt.ArrayLike, current: npt.ArrayLike) -> Tested:
    """Cramer-von Mises: the mean squared difference of the distribution functions, by ranks (scipy's implementation).

    Exact up to 20 values in each sample, then the limiting distribution; a p below 1e-6 is given as 1e-6.

    Parameters
    ----------
    reference, current
        Finite samples of shapes (n,) and (m,), in any order.

    References
    ----------
    Anderson (1962), On the distribution of the two-sample Cramer-von Mises criterion.

    Examples
    --------
    >>> round(cramer_von_mises(range(10), range(5, 15)).p_value, 3)
    0.005
    """
    from scipy import stats  # noqa: PLC0415 – 50 MB that the usual test never needs

    found = stats.cramervonmises_2samp(*_samples(reference, current))
    return Tested(float(found.statistic), max(float(found.pvalue), significance.LEAST_KNOWN))


def anderson_darling(reference: npt.ArrayLike, current: npt.ArrayLike) -> Tested:
    """Anderson-Darling: squared differences weighed up in the tails; ties by midranks.

    The p is that of the limiting distribution, within 0.005 from 30 values in each sample. Far out it is cautious, and
    a p below 1e-6 is given as 1e-6 (:data:`analysis.drift.significance.LEAST_KNOWN` says what was tried).

    Parameters
    ----------
    reference, current
        Finite samples of shapes (n,) and (m,), in any order.

    References
    ----------
    Pettitt (1976); Scholz and Stephens (1987), K-sample Anderson-Darling tests, equation 7;
    :func:`analysis.drift.significance.anderson_darling`.

    Examples
    --------
    >>> round(anderson_darling(range(10), range(5, 15)).statistic, 3)
    4.546
    """
    a, b = _samples(reference, current)
    whole = a.size + b.size
    values, times = np.unique(np.concatenate([a, b]), return_counts=True)
    middle = np.cumsum(times) - times / 2
    weight = times / whole / (middle * (whole - middle) - whole * times / 4)
    total = 0.0
    for sample in (a, b):
        below = (np.searchsorted(sample, values, side="left") + np.searchsorted(sample, values, side="right")) / 2
        total += float((weight * np.square(whole * below - sample.size * middle)).sum()) / sample.size
    statistic = total * (whole - 1) / whole
    return Tested(statistic, max(significance.anderson_darling(statistic), significance.LEAST_KNOWN))


def energy(reference: npt.ArrayLike, current: npt.ArrayLike) -> Tested:
    """Energy distance, with the p of 499 shuffles of the pooled values.

    Parameters
    ----------
    reference, current
        Finite samples of shapes (n,) and (m,), in any order.

    References
    ----------
    Szekely and Rizzo (2004), Testing for equal distributions in high dimension.

    Examples
    --------
    >>> energy(range(10), range(5, 15)).p_value < 0.05
    True
    """
    a, b = _samples(reference, current)
    statistic = distances.energy(a, b)
    null = calibration.energies(a, b)
    return Tested(statistic, float((1 + np.count_nonzero(null >= statistic - 1e-12)) / (null.size + 1)))


def mann_whitney(reference: npt.ArrayLike, current: npt.ArrayLike) -> Tested:
    """Mann-Whitney's U of the reference, two-sided (scipy's p): whether one sample tends to larger values.

    Parameters
    ----------
    reference, current
        Finite samples of shapes (n,) and (m,), in any order.

    References
    ----------
    Mann and Whitney (1947).

    Examples
    --------
    >>> mann_whitney([2.0, 3.0], [1.0, 2.0]).statistic
    3.5
    """
    from scipy import stats  # noqa: PLC0415 – as above

    a, b = _samples(reference, current)
    return Tested(distances.rank_sum(a, b), float(stats.mannwhitneyu(a, b).pvalue))


def _samples(reference: npt.ArrayLike, current: npt.ArrayLike) -> tuple[Sorted, Sorted]:
    a, b = (np.sort(np.asarray(sample, dtype=float)) for sample in (reference, current))
    for sample in (a, b):
        if sample.ndim != 1 or sample.size < FEWEST or not np.isfinite(sample).all():
            raise ValueError("Each sample must be a list of at least two finite numbers; drop missing values first.")
    return a, b


TESTS: Mapping[str, Callable[[Sorted, Sorted], Tested]] = {
    "ks": kolmogorov_smirnov,
    "cvm": cramer_von_mises,
    "ad": anderson_darling,
    "energy": energy,
    "mann_whitney": mann_whitney,
}
"""Tests by the name under which their statistic is reported."""

FLOORED = frozenset({"cvm", "ad"})
"""Tests whose p is not known below :data:`analysis.drift.significance.LEAST_KNOWN`."""
