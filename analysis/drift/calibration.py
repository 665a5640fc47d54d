"""How large an effect size chance alone makes it: the null distribution at the very sizes and shapes at hand."""

import numpy as np

from analysis import conventions
from analysis.drift import distances, measures, tables
from analysis.drift.distances import Sorted
from analysis.drift.tables import Table

ENOUGH_ROWS = conventions.ENOUGH_ROWS

ENOUGH_PER_CATEGORY = 100
"""The same for each category: a hundred categories make a total variation of 0.18 out of nothing at n = 1,000."""

SHUFFLES = 499

USUAL = 0.9
"""Share of null comparisons that stay below a threshold. The test has judged significance; this keeps out what chance
often does."""

WIDEST_SHUFFLE = 4_000
"""Pooled points that are shuffled as they are; of more, evenly spaced ones stand for all, and the result is scaled by
size."""


def needed_for_numbers(n: int, m: int) -> bool:
    return min(n, m) < ENOUGH_ROWS


def needed_for_categories(table: Table) -> bool:
    return bool(table.sum(axis=1).min() < max(ENOUGH_ROWS, ENOUGH_PER_CATEGORY * table.shape[1]))


def of_numbers(reference: Sorted, current: Sorted) -> tuple[float, float]:
    """Kolmogorov-Smirnov and Wasserstein (in sigma) that a tenth of null comparisons reach.

    Parameters
    ----------
    reference, current
        Sorted samples of shapes (n,) and (m,).

    Returns
    -------
    tuple[float, float]
        Thresholds, the Wasserstein one in robust standard deviations of the pooled values.
    """
    pooled, gaps, shrink = _null(reference, current)
    apart = np.append(np.diff(pooled) > 0, True)
    shares = gaps[:, apart].max(axis=1)
    moved = np.einsum("ij,j->i", gaps[:, :-1], np.diff(pooled))
    sigma = distances.spread(pooled) or 1.0
    return _upper(shares) * shrink, _upper(moved / sigma) * shrink


def energies(reference: Sorted, current: Sorted) -> Sorted:
    """Energy distances when all values are dealt anew between the windows, shape (shuffles,)."""
    pooled, gaps, shrink = _null(reference, current)
    squares = np.square(gaps, out=gaps)[:, :-1]
    found: Sorted = np.sqrt(2 * np.einsum("ij,j->i", squares, np.diff(pooled))) * shrink
    return found


def _null(reference: Sorted, current: Sorted) -> tuple[Sorted, Sorted, float]:
    """Pooled values, shuffled differences behind each, and the factor from their size to the real one."""
    pooled = np.sort(np.concatenate([reference, current]))
    n, m = reference.size, current.size
    if pooled.size <= WIDEST_SHUFFLE:
        return pooled, _shuffled_gaps(n, m), 1.0
    half = WIDEST_SHUFFLE // 2
    pooled = pooled[np.linspace(0, pooled.size - 1, WIDEST_SHUFFLE).astype(int)]
    return pooled, _shuffled_gaps(half, half), float(np.sqrt((1 / n + 1 / m) / (2 / half)))


def _shuffled_gaps(n: int, m: int) -> Sorted:
    """Absolute differences of the two distribution functions behind each pooled point, shape (shuffles, n + m)."""
    steps = np.repeat([1 / n, -1 / m], [n, m])
    dealing = np.random.default_rng([tables.SEED, n, m])
    gaps: Sorted = dealing.permuted(np.broadcast_to(steps, (SHUFFLES, n + m)), axis=1)
    np.cumsum(gaps, axis=1, out=gaps)
    return np.abs(gaps, out=gaps)


def of_categories(table: Table) -> tuple[float, float]:
    """Total variation and PSI that a tenth of null comparisons of this table reach.

    Parameters
    ----------
    table
        Counts of shape (2, categories).
    """
    first = tables.shuffles(table, SHUFFLES)
    second = table.sum(axis=0) - first
    p, q = first / table[0].sum(), second / table[1].sum()
    shares = np.abs(p - q).sum(axis=1) / 2
    half = measures.HALF_A_CASE
    p, q = (
        (first + half) / (first + half).sum(axis=1, keepdims=True),
        (second + half) / (second + half).sum(axis=1, keepdims=True),
    )
    return _upper(shares), _upper(((q - p) * np.log(q / p)).sum(axis=1))


def _upper(null: Sorted) -> float:
    return float(np.quantile(null, USUAL))
