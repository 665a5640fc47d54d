"""Points that follow their neighbours: how much, and limits that allow for it.

Moving ranges see only what changes between neighbours. Where neighbours are alike, sigma from moving ranges is too
small by sqrt(1 - r), and false alarms multiply: 4.5 times at r = 0.3, 12.6 times at 0.5.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis import conventions
from analysis.control_charts import Chart, chart
from analysis.control_charts.arrays import divided, mean, series_of
from analysis.control_charts.individuals import sigma_from_moving_ranges
from analysis.control_charts.request import Request

Floats = npt.NDArray[np.float64]

NOTABLE = conventions.ALIKE

LEAST = 15
"""Fewer points cannot tell 0.3 from 0 (its standard error is about 1 / sqrt(n))."""

HIGHEST = 0.95
"""An estimate above is a random walk rather than a process with limits; adjusting by it would widen without bounds."""


def lag1(values: Any) -> Floats:
    """Lag-1 autocorrelation of each series, from neighbouring finite points.

    Parameters
    ----------
    values
        ``(points,)`` or ``(series, points)``, NaN where missing.

    Returns
    -------
    ndarray
        One figure per series (a scalar array for one series): the mean product of neighbouring distances from the
        mean over the mean squared distance; NaN where the series is constant. Biased towards zero by about
        (1 + 4 r) / n, standard error about 1 / sqrt(n).

    Examples
    --------
    >>> float(lag1([1, 2, 1, 2, 1, 2]))
    -1.0
    """
    rows = series_of(values)
    away = rows - mean(rows)
    products = away[:, 1:] * away[:, :-1]
    found = divided(_mean(products), _mean(away**2))
    return found[0, 0] if np.ndim(values) == 1 else found[:, 0]


def _mean(rows: Floats) -> Floats:
    if rows.shape[1] == 0:
        return np.full((len(rows), 1), np.nan)
    return mean(rows)


def adjusted(values: Any, baseline: Any = None, **options: Any) -> Chart:
    """An i-mr chart whose sigma is corrected for autocorrelation: sigma = (mean moving range / d2) / sqrt(1 - r).

    Points outside such limits are as rare as on a chart of independent points, but come in clusters. Series whose
    autocorrelation is below 0 are left as they are. Takes the arguments of :func:`analysis.control_charts.chart`.

    Examples
    --------
    >>> wave = np.sin(np.arange(60) / 3)
    >>> bool(adjusted(wave).sigma[0] > 3 * chart(wave).sigma[0])
    True
    """
    plain, kept = chart(values, baseline=baseline, **options), _phase_one(values, baseline, options)
    correlation = np.clip(np.nan_to_num(lag1(kept)), 0.0, HIGHEST)
    sigma = sigma_from_moving_ranges(kept) / np.sqrt(1 - correlation[:, None])
    found = chart(values, baseline=baseline, sigma=sigma if np.ndim(values) == 2 else sigma[0], **options)
    notes = (f"limits widened for a lag-1 autocorrelation of {_range(correlation)}",) if correlation.max() > 0 else ()
    measures = {"autocorrelation": correlation[0] if np.ndim(values) == 1 else correlation}
    return replace(found, notes=(*plain.notes, *notes), measures=measures)


def _phase_one(values: Any, baseline: Any, options: dict[str, Any]) -> Floats:
    rows = series_of(values)
    request = Request("i-mr", rows, baseline, excluded=options.get("excluded"), time=options.get("time"))
    return request.phase_one(rows)


def _range(figures: Floats) -> str:
    low, high = float(figures.min()), float(figures.max())
    return f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"


def residuals(values: Any, baseline: Any = None, **options: Any) -> Chart:
    """A chart of what is new in each point: e_t = x_t - c - r (x_{t-1} - c), with r and c from the baseline.

    Residuals of a first-order autoregression are independent, so that false alarms are as rare as they should be; a
    lasting shift shows fully in the first residual only, and by (1 - r) of its size after it. The first point and
    those behind a gap have no residual.

    Examples
    --------
    >>> drawn = residuals([1.0, 2.0, 3.0, 2.0, 1.0, 2.0, 3.0, 2.0, 1.0])
    >>> bool(np.isnan(drawn.points[0])), round(float(drawn.centre[0]), 6)
    (True, 0.0)
    """
    rows, kept = series_of(values), _phase_one(values, baseline, options)
    correlation = np.clip(np.nan_to_num(lag1(kept)), -HIGHEST, HIGHEST)[:, None]
    centre = mean(kept)
    away = rows - centre
    fresh = np.full(rows.shape, np.nan)
    fresh[:, 1:] = away[:, 1:] - correlation * away[:, :-1]
    flat = np.ndim(values) == 1
    found = chart(fresh[0] if flat else fresh, baseline=baseline, centre=0.0, **options)
    note = f"residuals of a first-order autoregression with lag-1 autocorrelation {_range(correlation)}"
    measures = {"autocorrelation": correlation[0, 0] if flat else correlation[:, 0]}
    return replace(found, kind="residuals", notes=(*found.notes, note), measures=measures)
