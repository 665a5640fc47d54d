"""Charts of subgroup means with ranges (Xbar-R) or standard deviations (Xbar-S), for equal and unequal sizes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.control_charts import constants
from analysis.control_charts.arrays import Floats, Whole, distinct, divided, floats, unvarying
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart

GATHERED = frozenset({"xbar-r", "xbar-s", "ewma", "cusum"})
"""Kinds that plot one point for each subgroup, where there are subgroups."""


@dataclass(frozen=True, slots=True)
class Subgroups:
    """Readings gathered by subgroup: everything of shape (series, subgroups)."""

    size: Floats
    mean: Floats
    range: Floats
    deviation: Floats


def ranges(request: Request) -> Chart:
    """Xbar and R chart.

    sigma = mean of R_i / d2(n_i); centre = mean of all observations; limits centre +- 3 sigma / sqrt(n_i).
    The range chart has centre d2(n_i) sigma and sigma d3(n_i) sigma. Source: Montgomery, chapter 6.2.
    """
    groups = gathered(request.values, request.subgroup)
    sigma = _sigma(request, groups.range, groups.size, constants.d2)
    expected, deviation = by_size(groups.size, constants.d2), by_size(groups.size, constants.d3)
    spread = _dispersion(request.but(kind="range"), groups, groups.range, sigma, (expected, deviation))
    return _location(request, groups, sigma, spread)


def deviations(request: Request) -> Chart:
    """Xbar and S chart.

    sigma = mean of s_i / c4(n_i); the deviation chart has centre c4(n_i) sigma and sigma sqrt(1 - c4(n_i)^2) sigma.
    Source: Montgomery, chapter 6.3.
    """
    groups = gathered(request.values, request.subgroup)
    sigma = _sigma(request, groups.deviation, groups.size, constants.c4)
    expected = by_size(groups.size, constants.c4)
    factors = expected, np.sqrt(1 - expected**2)
    spread = _dispersion(request.but(kind="deviation"), groups, groups.deviation, sigma, factors)
    return _location(request, groups, sigma, spread)


def gathered(values: Floats, subgroup: Any) -> Subgroups:
    """Size, mean, range and standard deviation of each subgroup, in the order in which they first appear."""
    codes = codes_of(subgroup, values.shape[1])
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(codes.max() + 1))
    ordered = values[:, order]
    seen = ~np.isnan(ordered)
    size = np.add.reduceat(seen.astype(np.float64), starts, axis=1)
    mean = divided(np.add.reduceat(np.where(seen, ordered, 0.0), starts, axis=1), size)
    highest = np.maximum.reduceat(np.where(seen, ordered, -np.inf), starts, axis=1)
    lowest = np.minimum.reduceat(np.where(seen, ordered, np.inf), starts, axis=1)
    mean = np.where(highest == lowest, highest, mean)  # equal readings are their own mean, without rounding
    residual = np.where(seen, ordered - mean[:, codes[order]], 0.0)
    squares = np.add.reduceat(residual**2, starts, axis=1)
    spread = np.where(size > 1, highest - lowest, np.nan)
    return Subgroups(size, mean, spread, np.sqrt(divided(squares, np.where(size > 1, size - 1, 0))))


def codes_of(subgroup: Any, points: int) -> Whole:
    """The subgroup of each reading, counted from 0 in the order in which they first appear."""
    if subgroup is None:
        raise ValueError(
            "This chart needs subgroups: give subgroup=, a label per reading (--subgroup COLUMN) or a number of "
            "readings in a row."
        )
    if np.ndim(subgroup) == 0:
        count = float(floats(subgroup, "subgroup"))
        if not (count.is_integer() and count >= 2):
            raise ValueError(f"A subgroup holds two readings or more, not {subgroup!r}; for single ones use i-mr.")
        return np.arange(points) // int(count)
    codes, _labels = distinct(subgroup)
    if codes.shape != (points,):
        raise ValueError(f"There are {points} readings but {len(codes)} subgroup labels; give one for each reading.")
    return codes


def firsts(subgroup: Any, points: int) -> Whole:
    """Place of the first reading of each subgroup."""
    return np.asarray(np.unique(codes_of(subgroup, points), return_index=True)[1], dtype=np.intp)


def by_size(size: Floats, factor: Callable[[int], float]) -> Floats:
    """A factor for each subgroup by its size, NaN where a single reading (or none) has no spread."""
    found = np.full(size.shape, np.nan)
    for n in np.unique(size):
        if n >= 2:
            found[size == n] = factor(int(n))
    return found


def _sigma(request: Request, spread: Floats, size: Floats, factor: Callable[[int], float]) -> Floats:
    known = request.known_sigma(spread)
    if known is not None:
        return known
    single = request.phase_one(divided(spread, by_size(size, factor)))
    seen = ~np.isnan(single)
    sigma = divided(np.nansum(single, axis=1, keepdims=True), seen.sum(axis=1, keepdims=True))
    if np.isnan(sigma).all():
        raise ValueError("Every subgroup holds one reading only; use an i-mr chart, or larger subgroups.")
    return sigma


def known_spread(request: Request, groups: Subgroups) -> Floats:
    """Process sigma of subgrouped readings by their ranges (Rbar/d2), as EWMA and CUSUM charts take it."""
    return _sigma(request, groups.range, groups.size, constants.d2)


def centre_of(request: Request, groups: Subgroups) -> Floats:
    known = request.known_centre(groups.mean)
    if known is not None:
        return known
    total = request.phase_one(np.where(groups.size > 0, groups.mean * groups.size, np.nan))
    size = np.where(np.isnan(total), 0.0, request.phase_one(groups.size))
    centre = divided(np.nansum(total, axis=1, keepdims=True), size.sum(axis=1, keepdims=True))
    means = request.phase_one(groups.mean)
    span = np.fmax.reduce(means, axis=1, keepdims=True) - np.fmin.reduce(means, axis=1, keepdims=True)
    return unvarying(centre, span, means)


def _location(request: Request, groups: Subgroups, sigma: Floats, spread: Chart) -> Chart:
    of_mean = divided(sigma, np.sqrt(groups.size))
    return request.on(
        groups.mean,
        fit="zones",
        centre=centre_of(request, groups),
        spread=of_mean,
        process_sigma=sigma,
        traces={"size": groups.size},
        dispersion=spread,
    )


def _dispersion(
    request: Request, groups: Subgroups, points: Floats, sigma: Floats, factors: tuple[Floats, Floats]
) -> Chart:
    expected, deviation = factors
    return request.on(
        points,
        fit="sides",
        centre=sigma * expected,
        spread=sigma * deviation,
        floor=0.0,
        process_sigma=sigma,
        traces={"size": groups.size},
    )
