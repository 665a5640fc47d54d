"""Anhoej's two rules, which judge a whole series by its runs and by how often it crosses the centre."""

import math

import numpy as np
import numpy.typing as npt
from scipy import stats

from analysis.run_rules.rules import Rule

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CROSSING_LEVEL = 0.05
"""Share of random series with fewer crossings than the limit, at most (Chen 2010, formula 7)."""


def longest_allowed(useful: int) -> int:
    """Longest run to be expected among *useful* points: round(log2 n) + 3 (Schilling 2012).

    Examples
    --------
    >>> longest_allowed(20), longest_allowed(24)
    (7, 8)
    """
    return round(math.log2(useful)) + 3


def fewest_allowed(steps: int) -> int:
    """Fewest crossings to be expected in *steps* steps between useful points: the 5% quantile of a fair coin.

    Examples
    --------
    >>> fewest_allowed(23)
    8
    """
    return int(stats.binom.ppf(CROSSING_LEVEL, steps, 0.5))


def judge(values: Floats, centre: Floats, rule: Rule, mark: str) -> Flags:
    """Signals of one rule in rows of values.

    Points on the centre are dropped, and runs go on behind them; a missing point breaks a run. The longest-run rule
    marks the points by which a run is too long (``mark="every"``: the whole run), the crossings rule the last point
    (``mark="every"``: all useful points).
    """
    found = np.zeros(values.shape, dtype=np.bool_)
    sides = np.sign(values - centre)
    for row, side in zip(found, sides, strict=True):
        useful = np.flatnonzero((side != 0) & ~np.isnan(side))
        if len(useful) < 2:
            continue
        gaps = np.cumsum(np.isnan(side))[useful]
        together = gaps[1:] == gaps[:-1]
        crossed = side[useful][1:] != side[useful][:-1]
        if rule.pattern == "longest-run":
            row[useful] = _too_long(crossed | ~together, len(useful), mark)
        elif (crossed & together).sum() < fewest_allowed(int(together.sum())):
            row[useful if mark == "every" else useful[-1:]] = True
    return found


def _too_long(begins: Flags, useful: int, mark: str) -> Flags:
    """Flags of the useful points that stand in a run that is too long, by the flags of the points that begin one."""
    starts = np.concatenate([[0], np.flatnonzero(begins) + 1])
    lengths = np.diff(np.concatenate([starts, [useful]]))
    limit = longest_allowed(useful)
    place = np.arange(useful) - np.repeat(starts, lengths)
    long = np.repeat(lengths > limit, lengths)
    return np.asarray(long if mark == "every" else long & (place >= limit), dtype=np.bool_)
