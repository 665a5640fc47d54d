"""Capability: how well a stable process fits between specification limits, with confidence intervals."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from analysis.control_charts.arrays import Floats, floats
from analysis.control_charts.individuals import sigma_from_moving_ranges
from analysis.control_charts.request import Request
from analysis.control_charts.subgroups import gathered, known_spread


@dataclass(frozen=True, slots=True)
class Index:
    """One index with its confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Capability:
    """Indices by the variation within subgroups (``cp`` ...) and by all variation (``pp`` ...).

    Where only one specification limit is given, the two-sided indices are None.
    """

    cp: Index | None
    cp_lower: Index | None
    cp_upper: Index | None
    cpk: Index
    cpm: Index | None
    pp: Index | None
    pp_lower: Index | None
    pp_upper: Index | None
    ppk: Index
    ppm: Index | None


def capability(
    values: Any,
    lower: float | None = None,
    upper: float | None = None,
    *,
    target: float | None = None,
    subgroup: Any = None,
    confidence: float = 0.95,
) -> Capability:
    """Capability indices of one stable series.

    Parameters
    ----------
    values
        Readings of shape (points,), NaN where missing.
    lower, upper
        Specification limits in the units of the readings: at least one.
    target
        Wanted value for Cpm; the middle of the limits where both are given.
    subgroup
        Labels or size of subgroups; sigma within is then Rbar/d2, otherwise mean moving range / d2.
    confidence
        Of the intervals: chi-squared for Cp and Cpm, Bissell's normal approximation for the others, one-sided for
        ``cp_lower`` and ``cp_upper``.

    Examples
    --------
    >>> found = capability([9.0, 10.0, 11.0, 10.0, 9.0, 11.0], 4.0, 16.0)
    >>> round(found.cp.value, 3), round(found.cpk.value, 3)
    (1.881, 1.881)

    References
    ----------
    Montgomery, *Introduction to Statistical Quality Control*, chapter 8; Bissell (1990), Applied Statistics 39.
    """
    readings = floats(values)
    if lower is None and upper is None:
        raise ValueError("Capability needs a specification limit: give lower=, upper= or both.")
    if lower is not None and upper is not None and lower >= upper:
        raise ValueError("The lower specification limit must be below the upper one.")
    seen = readings[~np.isnan(readings)]
    if readings.ndim != 1 or len(seen) < 2 or np.ptp(seen) == 0:
        raise ValueError("Capability needs one series of at least two readings that differ.")
    if target is None and lower is not None and upper is not None:
        target = (lower + upper) / 2
    centre, count = float(seen.mean()), len(seen)
    within = _Indices(centre, _within(readings, subgroup), count, lower, upper, confidence)
    overall = _Indices(centre, float(seen.std(ddof=1)), count, lower, upper, confidence)
    return Capability(*within.all(target), *overall.all(target))


def _within(readings: Floats, subgroup: Any) -> float:
    rows = readings[None, :]
    if subgroup is None:
        return float(sigma_from_moving_ranges(rows)[0, 0])
    request = Request("xbar-r", rows, subgroup=subgroup)
    return float(known_spread(request, gathered(rows, subgroup))[0, 0])


@dataclass(frozen=True, slots=True)
class _Indices:
    centre: float
    sigma: float
    count: int
    lower: float | None
    upper: float | None
    confidence: float

    def all(self, target: float | None) -> tuple[Any, ...]:
        sides = [None if limit is None else self._side(limit) for limit in (self.lower, self.upper)]
        worst = min(each for each in sides if each is not None)
        one_sided = stats.norm.ppf(self.confidence)
        named = [None if each is None else self._normal(each, one_sided) for each in sides]
        both = None if self.lower is None or self.upper is None else (self.upper - self.lower) / (6 * self.sigma)
        potential = None if both is None else self._chi_squared(both, self.count - 1)
        hit = None if both is None or target is None else self._on_target(both, target)
        return potential, named[0], named[1], self._normal(worst, stats.norm.ppf(0.5 + self.confidence / 2)), hit

    def _side(self, limit: float) -> float:
        distance = self.centre - limit if limit == self.lower else limit - self.centre
        return distance / (3 * self.sigma)

    def _normal(self, value: float, quantile: float) -> Index:
        half = quantile * math.sqrt(1 / (9 * self.count) + value**2 / (2 * (self.count - 1)))
        return Index(value, float(value - half), float(value + half))

    def _chi_squared(self, value: float, freedom: float) -> Index:
        tail = (1 - self.confidence) / 2
        low, high = stats.chi2.ppf([tail, 1 - tail], freedom)
        return Index(value, value * math.sqrt(low / freedom), value * math.sqrt(high / freedom))

    def _on_target(self, potential: float, target: float) -> Index:
        off = ((self.centre - target) / self.sigma) ** 2
        freedom = self.count * (1 + off) ** 2 / (1 + 2 * off)
        return self._chi_squared(potential / math.sqrt(1 + off), freedom)
