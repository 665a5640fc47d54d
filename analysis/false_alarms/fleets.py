"""Many monitors at once: which of them signal, when the share of false ones among the signals is to stay small."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from analysis.control_charts import Chart
from analysis.control_charts.rare_events import NELSON_EXPONENT

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FALSE_DISCOVERIES = 0.05
"""Accepted share of false signals among all signals of a sweep."""


def benjamini_hochberg(p_values: Any) -> Floats:
    """Adjusted p-values (q-values): the smallest false discovery rate at which each would count.

    Parameters
    ----------
    p_values
        Any shape; all of it is one family. NaN stays NaN and does not count.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.005]).tolist()
    [0.02, 0.04, 0.04, 0.02]

    References
    ----------
    Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.
    """
    given = np.asarray(p_values, dtype=np.float64)
    seen = ~np.isnan(given)
    p = given[seen]
    if ((p < 0) | (p > 1)).any():
        raise ValueError("P-values lie between 0 and 1.")
    order = np.argsort(p)
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    lowest = np.minimum.accumulate(scaled[::-1])[::-1]
    adjusted = np.full(given.shape, np.nan)
    back = np.empty(len(p))
    back[order] = np.minimum(lowest, 1.0)
    adjusted[seen] = back
    return adjusted


def p_values(chart: Chart) -> Floats:
    """Two-sided p-value of each point, were the process quiet: exact for p, np, c and u, normal for the others.

    Of a discrete count it is twice the smaller tail, at most 1. Limits are taken as known; a short baseline makes
    p-values too small.
    """
    points, count, centre = chart.points, chart.traces.get("size"), chart.centre
    if chart.kind in {"p", "np"} and count is not None:
        share = centre if chart.kind == "p" else centre / count
        events = points * count if chart.kind == "p" else points
        return _two_sided(stats.binom(count, share), np.round(events))
    if chart.kind in {"c", "u"} and count is not None:
        return _two_sided(stats.poisson(centre * count), np.round(points * count))
    scores = (points - centre) / np.where(chart.sigma > 0, chart.sigma, np.nan)
    if chart.kind == "t" and chart.process_sigma is not None:
        scores = (points**NELSON_EXPONENT - centre**NELSON_EXPONENT) / chart.process_sigma
    return np.asarray(2 * special.ndtr(-np.abs(scores)), dtype=np.float64)


def _two_sided(distribution: Any, events: Floats) -> Floats:
    smaller = np.minimum(distribution.cdf(events), distribution.sf(events - 1))
    return np.asarray(np.where(np.isnan(events), np.nan, np.minimum(1.0, 2 * smaller)), dtype=np.float64)


def signalling(chart: Chart, share: float = FALSE_DISCOVERIES) -> Flags:
    """Series whose newest point signals, with at most *share* of false ones among them expected.

    *chart* holds many series, shape (series, points).

    Examples
    --------
    >>> from analysis import control_charts
    >>> values = np.zeros((4, 3)); values[2, -1] = 6.0
    >>> signalling(control_charts.chart(values, centre=0, sigma=1)).tolist()
    [False, False, True, False]
    """
    newest = p_values(chart)[..., -1]
    return np.asarray(benjamini_hochberg(np.atleast_1d(newest)) <= share, dtype=np.bool_)
