"""How likely a difference between two rows of counts is when nothing has changed."""

import math

import numpy as np
import numpy.typing as npt
from scipy import special

Table = npt.NDArray[np.int64]
"""Counts of shape (2, categories): the reference above, the current window below."""

ROUNDING = 1e-7
"""Two tables as likely as each other may differ by this share through rounding."""

RESAMPLES = 999
"""Shuffles of a permutation test: p in steps of 0.001."""

TOO_MANY_TO_SHUFFLE = 200
"""Distinct values or categories beyond which ties hardly matter, or are lumped, and shuffling would be slow."""

EXPECTED_IN_A_CELL = 5.0
"""Cochran (1954): the chi2 approximation wants at least 5 expected cases in nearly every cell, and 1 in each."""

SEED = 20_260_101
"""Shuffles begin here and at the data, so that the same data give the same answer, and different data independent
ones."""


def tied_kolmogorov_smirnov(statistic: float, table: Table) -> float:
    """Probability of the Kolmogorov-Smirnov statistic of few distinct values, by shuffling rows between the windows.

    With ties the usual p is far too large: ten distinct values alarm in 2% where 5% are meant. The statistic has few
    possible values then, so an outcome as large as the observed one counts half (mid-p).

    Parameters
    ----------
    statistic
        From 0 to 1.
    table
        Counts of the distinct values in ascending order, shape (2, values).

    References
    ----------
    Lancaster (1961), Significance tests in discrete distributions.
    """
    reference, current = table.sum(axis=1)
    shuffled = shuffles(table)
    gaps = shuffled.cumsum(axis=1) / reference - (table.sum(axis=0) - shuffled).cumsum(axis=1) / current
    largest = np.abs(gaps).max(axis=1)
    return (_share_as_large(largest, statistic) + _share_larger(largest, statistic)) / 2


def shuffles(table: Table, times: int = RESAMPLES) -> Table:
    """Rows of the reference when all rows are dealt anew between the windows, shape (times, categories)."""
    dealing = np.random.default_rng([SEED, *table.ravel()])
    return dealing.multivariate_hypergeometric(table.sum(axis=0), int(table[0].sum()), size=times, method="marginals")


def _share_as_large(shuffled: npt.NDArray[np.float64], observed: float) -> float:
    return float((1 + np.count_nonzero(shuffled >= observed - 1e-12)) / (shuffled.size + 1))


def _share_larger(shuffled: npt.NDArray[np.float64], observed: float) -> float:
    return float(np.count_nonzero(shuffled > observed + 1e-12) / (shuffled.size + 1))


def is_sparse(table: Table) -> bool:
    """Whether the table has too few expected cases for chi2 (Cochran's rule)."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    return bool((expected < 1).any() or (expected < EXPECTED_IN_A_CELL).mean() > 0.2)


def chi2(table: Table) -> tuple[float, float]:
    """Contingency chi2 (both windows are samples) and its p, without Yates's correction.

    A goodness-of-fit chi2 against the reference's shares takes them for known and alarms in a third of quiet windows of
    the same size.

    Parameters
    ----------
    table
        Counts of shape (2, categories).

    References
    ----------
    Pearson (1900); Agresti (2013), Categorical Data Analysis, section 3.2.

    Examples
    --------
    >>> statistic, p = chi2(np.array([[10, 10, 20], [20, 20, 20]]))
    >>> round(statistic, 6), round(p, 6)
    (2.777778, 0.249352)
    """
    used = table[:, table.sum(axis=0) > 0]
    expected = used.sum(axis=1, keepdims=True) * used.sum(axis=0) / used.sum()
    statistic = float((np.square(used - expected) / expected).sum())
    return statistic, float(special.chdtrc(used.shape[1] - 1, statistic)) if used.shape[1] > 1 else 1.0


def goodness_of_fit(observed: npt.ArrayLike, shares: npt.ArrayLike) -> tuple[float, float]:
    """chi2 of counts against shares that are *known* (a contract, a fair split), and its p.

    Parameters
    ----------
    observed
        Counts, shape (categories,).
    shares
        Known shares, shape (categories,); scaled to a sum of 1.

    References
    ----------
    Pearson (1900).

    Examples
    --------
    >>> statistic, p = goodness_of_fit([16, 18, 16, 14, 12, 12], np.ones(6))
    >>> round(statistic, 6), round(p, 6)
    (2.0, 0.849145)
    """
    counts, known = np.asarray(observed, dtype=float), np.asarray(shares, dtype=float)
    if counts.shape != known.shape or counts.size < 2 or (known <= 0).any() or (counts < 0).any():
        raise ValueError(
            "Give one count (0 or more) and one known share (above 0) for each of at least two categories."
        )
    expected = counts.sum() * known / known.sum()
    statistic = float((np.square(counts - expected) / expected).sum())
    return statistic, float(special.chdtrc(counts.size - 1, statistic))


def fisher(table: Table) -> float:
    """Fisher's exact two-sided p of two by two counts: of all tables with these margins, the share no likelier than it.

    Exact for any size: the chances of the tables follow from one another, so that no factorial is needed, and those
    too small for a floating-point number are not asked for.

    Parameters
    ----------
    table
        Counts of shape (2, 2).

    References
    ----------
    Fisher (1934), Statistical Methods for Research Workers, 5th edition.

    Examples
    --------
    >>> round(fisher(np.array([[8, 2], [1, 5]])), 6)
    0.034965
    """
    (row, other_row), (column, _), whole = table.sum(axis=1).tolist(), table.sum(axis=0).tolist(), int(table.sum())
    if 0 in (row, other_row, column, whole - column):
        return 1.0
    firsts = _imaginable(int(table[0, 0]), row, column, whole)
    steps = (row - firsts[:-1]) * ((column - firsts[:-1]) / (firsts[1:] * (other_row - column + firsts[1:])))
    logs = np.concatenate([[0.0], np.log(steps).cumsum()])
    chances = np.exp(logs - logs.max())
    as_likely = chances <= chances[table[0, 0] - firsts[0]] * (1 + ROUNDING)
    return float(min(chances[as_likely].sum() / chances.sum(), 1.0))


def _imaginable(observed: int, row: int, column: int, whole: int) -> npt.NDArray[np.int64]:
    """Counts of the first cell as far from the middle as the observed one, and ten standard deviations more.

    What lies beyond adds nothing that a floating-point number could hold.
    """
    middle = row * column / whole
    reach = abs(observed - middle) + 10 * math.sqrt(middle * (1 - row / whole) * (1 - column / whole)) + 40
    least = max(0, row + column - whole, math.floor(middle - reach))
    most = min(row, column, math.ceil(middle + reach))
    return np.arange(least, most + 1)


def shuffled_chi2(table: Table) -> float:
    """Probability of the contingency chi2 of a sparse table, by shuffling the rows between the windows.

    When no shuffle comes near, the tail of a gamma distribution with the shuffles' mean and variance is read instead,
    so that a huge difference is not stuck at 1 / 1000.

    Parameters
    ----------
    table
        Counts of shape (2, categories), each category with a case somewhere.

    References
    ----------
    Berry and Mielke (1986), for the moment-matched tail.
    """
    observed = chi2(table)[0]
    pooled = table.sum(axis=0)
    expected = pooled * (table[0].sum() / table.sum())
    share = table[1].sum() / table.sum()
    shuffled = (np.square(shuffles(table) - expected) / (expected * share)).sum(axis=1)
    p = _share_as_large(shuffled, observed)
    if p > 1 / (RESAMPLES + 1) or shuffled.var() == 0:
        return p
    scale = shuffled.var() / shuffled.mean()
    return min(p, float(special.gammaincc(shuffled.mean() / scale, observed / scale)))


def unseen(here: npt.NDArray[np.int64], there: npt.NDArray[np.int64]) -> float:
    """Bound on the p of so many cases here in categories that do not occur there.

    Were the rows dealt by chance, a category of c cases in all would miss the other window with a known probability.
    The number of cases in missed categories is a sum of such chances; Chernoff's bound of that sum holds for one big
    new category and for many small ones, and is 1 for identifiers, of which each is new.

    Parameters
    ----------
    here, there
        Counts of all categories in the window with the unseen ones and in the other, shape (categories,).

    References
    ----------
    Chernoff (1952); Joag-Dev and Proschan (1983) for sampling without replacement.

    Examples
    --------
    >>> unseen(np.array([970, 30]), np.array([1000, 0])) < 1e-7
    True
    >>> unseen(np.array([1, 1, 1, 0]), np.array([0, 0, 0, 1]))
    1.0
    """
    pooled = here + there
    cases = here[there == 0].sum()
    whole, other = int(pooled.sum()), int(there.sum())
    sizes, times = np.unique(pooled, return_counts=True)  # alike categories share their chance
    missed = _log_missed(sizes, whole, other)
    tilts = np.linspace(0.0, 3 * math.log1p(whole / max(whole - other, 1)), 120)[:, None]
    chances = np.logaddexp(np.log1p(-np.exp(np.minimum(missed, -1e-12))), missed + tilts * sizes)
    return float(np.exp(min(((chances * times).sum(axis=1) - tilts[:, 0] * cases).min(), 0.0)))


def _log_missed(pooled: npt.NDArray[np.int64], whole: int, other: int) -> npt.NDArray[np.float64]:
    """Log of the probability that a category of each pooled count has none of the *other* rows."""
    possible = pooled <= whole - other
    room = np.where(possible, whole - pooled, whole)
    logs = (
        special.gammaln(room + 1) - special.gammaln(room - other + 1)
        - special.gammaln(whole + 1) + special.gammaln(whole - other + 1)
    )  # fmt: skip
    return np.where(possible, logs, -np.inf)
