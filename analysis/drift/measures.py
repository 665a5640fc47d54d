"""How far apart two tables of counts are: PSI, Jensen-Shannon, total variation.

All three take the counts of the same bins or categories in the reference and in the current window, and look only at
shares.
"""

import math

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]

HALF_A_CASE = 0.5
"""Added to every cell of both windows when one window has an empty cell, where PSI is infinite otherwise (Haldane
1956)."""


def psi(reference: npt.ArrayLike, current: npt.ArrayLike) -> float:
    r"""Population stability index: the symmetric Kullback-Leibler divergence.

    .. math:: \sum_i (q_i - p_i) \ln(q_i / p_i)

    with the shares p of the reference and q of the current window. If a cell is empty in one window only, half a case
    is added to every cell of both. Without any drift it is about (1/n + 1/m) chi2 with bins - 1 degrees of freedom,
    that is 0.18 for ten bins of 100 cases: the usual "0.1 is a warning" knows no n.

    Parameters
    ----------
    reference, current
        Counts, shape (bins,).

    Returns
    -------
    float
        In nats; 0 for equal shares.

    Raises
    ------
    ValueError
        If the shapes differ, a count is negative, or a window is empty.

    References
    ----------
    Siddiqi (2006), Credit Risk Scorecards; Yurdakul and Naranjo (2020), Statistical properties of the PSI.

    Examples
    --------
    >>> round(psi([50, 50], [60, 40]), 6)
    0.040547
    """
    p, q = _shares(*_filled(*_counts(reference, current)))
    return float(np.sum((q - p) * np.log(q / p)))


def jensen_shannon(reference: npt.ArrayLike, current: npt.ArrayLike) -> float:
    """Jensen-Shannon distance: the square root of the divergence in bits, from 0 (equal) to 1 (nothing in common).

    Empty cells need no repair.

    Parameters
    ----------
    reference, current
        Counts, shape (bins,).

    Raises
    ------
    ValueError
        As :func:`psi`.

    References
    ----------
    Endres and Schindelin (2003), A new metric for probability distributions.

    Examples
    --------
    >>> jensen_shannon([10, 0], [0, 30])
    1.0
    """
    p, q = _shares(*_counts(reference, current))
    middle = (p + q) / 2
    divergence = (_entropy_against(p, middle) + _entropy_against(q, middle)) / 2
    return float(np.sqrt(max(divergence, 0.0)))


def total_variation(reference: npt.ArrayLike, current: npt.ArrayLike) -> float:
    """Total variation distance: the share of rows that would have to change their category, from 0 to 1.

    Parameters
    ----------
    reference, current
        Counts, shape (categories,).

    Raises
    ------
    ValueError
        As :func:`psi`.

    Examples
    --------
    >>> round(total_variation([50, 50], [60, 40]), 6)
    0.1
    """
    p, q = _shares(*_counts(reference, current))
    return float(np.abs(p - q).sum() / 2)


def _counts(reference: npt.ArrayLike, current: npt.ArrayLike) -> tuple[Counts, Counts]:
    first, second = np.asarray(reference, dtype=float), np.asarray(current, dtype=float)
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError(
            f"Counts must be two lists of the same bins; these have shapes {first.shape} and {second.shape}."
        )
    totals = first.sum(), second.sum()
    if not all(map(math.isfinite, totals)) or min(first.min(initial=0), second.min(initial=0)) < 0:
        raise ValueError("Counts must be finite and not negative; give the number of cases in each bin.")
    if 0 in totals:
        raise ValueError("A window without any case cannot be compared; choose a longer window.")
    return first, second


def _filled(reference: Counts, current: Counts) -> tuple[Counts, Counts]:
    used = (reference + current) > 0
    reference, current = reference[used], current[used]
    if reference.all() and current.all():
        return reference, current
    return reference + HALF_A_CASE, current + HALF_A_CASE


def _shares(reference: Counts, current: Counts) -> tuple[Counts, Counts]:
    return reference / reference.sum(), current / current.sum()


def _entropy_against(shares: Counts, middle: Counts) -> float:
    used = shares > 0
    return float(np.sum(shares[used] * np.log2(shares[used] / middle[used])))
