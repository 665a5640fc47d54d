"""Charts of single observations: individuals with moving ranges, and the run chart."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis import cache_lines
from analysis.control_charts import constants
from analysis.control_charts.arrays import Floats, Whole, mean, median, refuse_infinite, unvarying
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart

BLOCK, WIDTH = 65_536, 8_192
"""Points that are read together, which stay in a core's own cache, and of how many one sum is taken at most: longer
ones would be given to the threads of the algebra library, which wait for each other on a busy machine."""


def individuals(request: Request, *, moving_range: str = "mean", screening: bool = False) -> Chart:
    """Individuals and moving ranges (i-mr, XmR).

    *moving_range* ``"mean"``: sigma = mean moving range / d2(2) (2/sqrt(pi) = 1.128...); ``"median"``: median moving
    range / d4(2) (0.9539), which a few outliers cannot inflate. *screening* leaves out moving ranges beyond their own
    upper limit, once, before sigma is taken (off by default).

    A moving range is taken between neighbours only, never across a gap. Source: Montgomery, chapter 6.4;
    NIST/SEMATECH e-Handbook 6.3.2.2.
    """
    points = request.values
    found = _estimated(request, request.phase_one(points), moving_range=moving_range, screening=screening)
    centre, sigma = request.known_centre(points), request.known_sigma(points)
    sigma = found.sigma if sigma is None else sigma
    centre = unvarying(found.centre, sigma, request.phase_one(points)) if centre is None else centre
    return request.on(
        points,
        fit="zones",
        centre=centre,
        spread=sigma,
        process_sigma=sigma,
        notes=found.notes,
        baseline_points=found.seen,
    )


@dataclass(frozen=True, slots=True)
class _Estimate:
    """Centre and sigma of each series, shape (series, 1), and the points that there were to find them."""

    centre: Floats
    sigma: Floats
    seen: Whole
    notes: tuple[str, ...] = ()


def _estimated(request: Request, phase_one: Floats, *, moving_range: str, screening: bool) -> _Estimate:
    found = _from_means(phase_one)
    if request.sigma is not None:
        return replace(found, sigma=np.full_like(found.centre, np.nan))
    if moving_range != "mean" or screening:
        found = replace(found, sigma=sigma_from_moving_ranges(phase_one, moving_range, screening=screening))
    lonely = np.isnan(found.sigma[:, 0])
    if not lonely.any():
        return found
    closed_up = _closed_up(phase_one[lonely])
    found.sigma[lonely] = sigma_from_moving_ranges(closed_up, moving_range, screening=screening)
    hopeless = np.isnan(found.sigma[:, 0])
    if hopeless.all():
        raise ValueError("A spread needs at least two finite points in the baseline; wait for more, or give sigma=.")
    return replace(found, notes=(_about(lonely, hopeless),))


def _from_means(values: Floats) -> _Estimate:
    """By means all at once; series with gaps, which have none, take their time."""
    centre, steps = _means(values)
    seen = np.full(len(values), values.shape[1])
    odd = ~np.isfinite(centre[:, 0])
    if odd.any():
        centre[odd], steps[odd] = mean(values[odd]), _mean_range(values[odd])
        seen[odd] = np.isfinite(values[odd]).sum(axis=1)
    return _Estimate(centre, steps / constants.d2(2), seen)


def _mean_range(values: Floats) -> Floats:
    if values.shape[1] < 2:
        return np.full((len(values), 1), np.nan)
    return mean(moving_ranges(values)[:, 1:])


def _about(lonely: Any, hopeless: Any) -> str:
    if hopeless.any():
        return f"no limits for {int(hopeless.sum())} of {len(hopeless)} series: fewer than two finite points"
    return f"sigma taken across gaps in {int(lonely.sum())} series: no two neighbouring points"


def _closed_up(values: Floats) -> Floats:
    """The same series with their gaps moved to the end."""
    order = np.argsort(np.isnan(values), axis=1, kind="stable")
    return np.take_along_axis(values, order, axis=1)


def moving_ranges(values: Floats) -> Floats:
    """Distance of each point from the one before, NaN at the first and beside gaps."""
    found = np.full(values.shape, np.nan)
    np.abs(values[:, 1:] - values[:, :-1], out=found[:, 1:])
    return found


def sigma_from_moving_ranges(values: Floats, moving_range: str = "mean", *, screening: bool = False) -> Floats:
    """Standard deviation of each series from its moving ranges, shape (series, 1); NaN where there is none.

    Examples
    --------
    >>> sigma_from_moving_ranges(np.array([[10.0, 12.0, 11.0, 13.0]])).round(4).tolist()
    [[1.477]]
    """
    if moving_range not in {"mean", "median"}:
        raise ValueError(f"moving_range is 'mean' or 'median', not {moving_range!r}.")
    ranges = moving_ranges(values)[:, 1:]
    if screening:
        highest = constants.upper_range_factor(2) * mean(ranges)
        ranges = np.where(ranges > highest, np.nan, ranges)
    if ranges.shape[1] == 0:
        return np.full((len(values), 1), np.nan)
    return mean(ranges) / constants.d2(2) if moving_range == "mean" else median(ranges) / constants.d4(2)


def _means(values: Floats) -> tuple[Floats, Floats]:
    """Mean and mean moving range of each series, read once: block by block, so that the differences stay in cache."""
    series, points = values.shape
    totals, travelled = np.zeros((series, 1)), np.zeros((series, 1))
    width = min(points, WIDTH)
    rows = max(1, BLOCK // width)
    buffer, ones = cache_lines.aligned(rows * width), cache_lines.aligned(width)
    ones.fill(1.0)
    with np.errstate(invalid="ignore"):
        for first in range(0, series, rows):
            part = slice(first, first + rows)
            for begin in range(0, points, width):
                block = values[part, begin : begin + width]
                totals[part, 0] += np.vecdot(block, ones[: block.shape[1]])
                travelled[part, 0] += _travelled(block, buffer, ones)
                if begin:
                    travelled[part, 0] += np.abs(block[:, 0] - values[part, begin - 1])
    steps = travelled / (points - 1) if points > 1 else np.full_like(travelled, np.nan)
    return totals / points, steps


def _travelled(block: Floats, buffer: Floats, ones: Floats) -> Floats:
    """Sum of moving ranges within each row; rows lie behind each other, and what spans two of them is set to zero."""
    flat = np.ascontiguousarray(block).ravel()
    gaps = buffer[: flat.size]
    np.subtract(flat[1:], flat[:-1], out=gaps[:-1])
    np.abs(gaps, out=gaps)
    rows = gaps.reshape(block.shape)
    rows[:, -1] = 0.0
    return np.asarray(np.vecdot(rows, ones[: block.shape[1]]), dtype=np.float64)


def ranges_of(chart: Chart) -> Chart:
    """The moving range chart beside an individuals chart, drawn from the same sigma."""
    flat = chart.points.ndim == 1
    ranges = moving_ranges(np.atleast_2d(chart.points))
    sigma = chart.sigma
    return replace(
        chart,
        kind="moving-range",
        points=ranges[0] if flat else ranges,
        centre=sigma * constants.d2(2),
        lower=np.zeros_like(sigma),
        upper=sigma * constants.d2(2) * constants.upper_range_factor(2),
        sigma=sigma * constants.d3(2),
        fit="sides",
        process_sigma=sigma,
        traces={"size": np.full_like(sigma, 2.0)},
        notes=(),
    )


def run(request: Request) -> Chart:
    """Run chart: the points around their median, without limits; judged by the lengths of runs (Anhoej)."""
    points = request.values
    refuse_infinite(points)
    known = request.known_centre(points)
    centre = median(request.phase_one(points)) if known is None else known
    nothing = np.full((1, 1), np.nan)
    return request.drawn(points, fit="median", centre=centre, lower=nothing, upper=nothing, sigma=nothing)
