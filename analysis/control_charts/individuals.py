"""Charts of single observations: individuals with moving ranges, and the run chart."""

from dataclasses import replace
from typing import Any

import numpy as np

from analysis.control_charts import constants
from analysis.control_charts.arrays import BLOCK, Floats, mean, median, refuse_infinite, unvarying
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart


def individuals(request: Request, *, moving_range: str = "mean", screening: bool = False) -> Chart:
    """Individuals and moving ranges (i-mr, XmR).

    *moving_range* ``"mean"``: sigma = mean moving range / d2(2) (2/sqrt(pi) = 1.128...); ``"median"``: median moving
    range / d4(2) (0.9539), which a few outliers cannot inflate. *screening* leaves out moving ranges beyond their own
    upper limit, once, before sigma is taken (off by default).

    A moving range is taken between neighbours only, never across a gap. Source: Montgomery, chapter 6.4;
    NIST/SEMATECH e-Handbook 6.3.2.2.
    """
    points = request.values
    phase_one = request.phase_one(points)
    found_centre, found_sigma, notes = _estimated(request, phase_one, moving_range=moving_range, screening=screening)
    centre = request.known_centre(points)
    sigma = request.known_sigma(points)
    sigma = found_sigma if sigma is None else sigma
    centre = unvarying(found_centre, sigma, phase_one) if centre is None else centre
    return request.on(points, fit="zones", centre=centre, spread=sigma, process_sigma=sigma, notes=notes)


def _estimated(request: Request, phase_one: Floats, **how: Any) -> tuple[Floats, Floats, tuple[str, ...]]:
    if request.sigma is not None:
        centre = mean(phase_one)
        return centre, np.full_like(centre, np.nan), ()
    centre, sigma = _centre_and_sigma(phase_one, **how)
    lonely = np.isnan(sigma[:, 0])
    if not lonely.any():
        return centre, sigma, ()
    sigma[lonely] = sigma_from_moving_ranges(_closed_up(phase_one[lonely]), **how)
    if np.isnan(sigma).all():
        raise ValueError("A spread needs at least two finite points in the baseline; wait for more, or give sigma=.")
    return centre, sigma, (_about(lonely, np.isnan(sigma[:, 0])),)


def _centre_and_sigma(values: Floats, *, moving_range: str, screening: bool) -> tuple[Floats, Floats]:
    """Both at once where that is all: series with gaps, medians and screening take their time."""
    if moving_range != "mean" or screening:
        return mean(values), sigma_from_moving_ranges(values, moving_range, screening=screening)
    centre, steps = _means(values)
    odd = ~np.isfinite(centre[:, 0])
    if odd.any():
        centre[odd], steps[odd] = mean(values[odd]), _mean_range(values[odd])
    return centre, steps / constants.d2(2)


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
    rows, width = max(1, BLOCK // points), min(points, BLOCK)
    buffer = np.empty(rows * width)
    with np.errstate(invalid="ignore"):
        for first in range(0, series, rows):
            for begin in range(0, points, width):
                block = values[first : first + rows, begin : begin + width]
                totals[first : first + rows, 0] += np.add.reduce(block, axis=1)
                travelled[first : first + rows, 0] += _travelled(block, buffer)
                if begin:
                    travelled[first : first + rows, 0] += np.abs(block[:, 0] - values[first : first + rows, begin - 1])
        steps = travelled / (points - 1) if points > 1 else np.full_like(travelled, np.nan)
    return totals / points, steps


def _travelled(block: Floats, buffer: Floats) -> Floats:
    """Sum of moving ranges within each row; rows lie behind each other, and what spans two of them is set to zero."""
    flat = np.ascontiguousarray(block).ravel()
    gaps = buffer[: flat.size]
    np.subtract(flat[1:], flat[:-1], out=gaps[1:])
    np.abs(gaps, out=gaps)
    rows = gaps.reshape(block.shape)
    rows[:, 0] = 0.0
    return np.asarray(np.add.reduce(rows, axis=1), dtype=np.float64)


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
