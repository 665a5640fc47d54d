"""Intervals of shares and of their ratio."""

import math
from numbers import Real

import numpy as np
import numpy.typing as npt
from scipy import special

Resampled = npt.NDArray[np.float64]


def wilson(hits: int, cases: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a share: honest for small counts and near 0 and 1, where the usual one fails.

    Parameters
    ----------
    hits, cases
        Counts; no cases give (0, 1): everything is possible.
    confidence
        Between 0 and 1.

    Returns
    -------
    tuple[float, float]
        Lower and upper limit, from 0 to 1.

    References
    ----------
    Wilson (1927); Newcombe (1998), Two-sided confidence intervals for the single proportion, method 3.

    Examples
    --------
    >>> low, high = wilson(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if not 0 <= hits <= cases:
        raise ValueError(f"{hits} of {cases} is no share; hits lie between 0 and the number of cases.")
    if cases == 0:
        return 0.0, 1.0
    z = normal_quantile(confidence)
    share, weight = hits / cases, z * z / cases
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / cases + weight / (4 * cases))
    return (0.0 if hits == 0 else middle - half), (1.0 if hits == cases else middle + half)


def ratio(lower: tuple[int, int], upper: tuple[int, int], confidence: float = 0.95) -> tuple[float, float]:
    """Interval of the ratio of two shares, made of the Wilson intervals of both (MOVER-R): honest at 0 and 1 as well.

    Parameters
    ----------
    lower, upper
        (hits, cases) of the numerator and of the denominator, whose hits are above 0.
    confidence
        Between 0 and 1.

    References
    ----------
    Donner and Zou (2012), Closed-form confidence intervals for functions of the normal mean and standard deviation,
    section 2; Fagerland and Newcombe (2013), Confidence intervals for odds ratio and relative risk based on the inverse
    hyperbolic sine transformation, for its comparison with others.

    Examples
    --------
    >>> low, high = ratio((30, 100), (50, 100))
    >>> round(low, 3), round(high, 3)
    (0.419, 0.852)
    """
    (a, n), (b, m) = lower, upper
    if b == 0:
        raise ValueError("Nothing is a multiple of 0; the denominator needs a hit.")
    (low, high), (low_below, high_below) = wilson(a, n, confidence), wilson(b, m, confidence)
    above, below = a / n, b / m
    product = above * below
    least = low * (2 * above - low)
    most = low_below * (2 * below - low_below)
    rooted = math.sqrt(max(product**2 - least * high_below * (2 * below - high_below), 0.0))
    ended = math.sqrt(max(product**2 - high * (2 * above - high) * most, 0.0))
    return (least / (product + rooted) if a else 0.0), (product + ended) / most


def normal_quantile(confidence: float) -> float:
    """Two-sided quantile of the normal distribution."""
    if not (isinstance(confidence, Real) and 0 < confidence < 1):
        raise ValueError(f"confidence is a share between 0 and 1 (usually 0.95), not {confidence!r}.")
    return float(special.ndtri((1 + confidence) / 2))


def percentiles(resampled: Resampled, confidence: float) -> tuple[float, float]:
    """Percentile interval of resampled figures; NaN ones (no cases drawn) are left out."""
    known = resampled[~np.isnan(resampled)]
    if not known.size:
        return math.nan, math.nan
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
