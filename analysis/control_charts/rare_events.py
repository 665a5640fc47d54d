"""Charts of rare events: how many opportunities, or how much time, lies between two of them."""

import math

import numpy as np

from analysis.control_charts.arrays import Flags, Floats, counts, divided, mean, unvarying
from analysis.control_charts.individuals import sigma_from_moving_ranges
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart

NELSON_EXPONENT = 1 / 3.6
"""An exponential time raised to this power is nearly normal (Nelson 1994, A control chart for parts-per-million)."""

HERMITE_NODES = 40
"""Nodes that integrate a power of a normal variable to better than 1e-10."""


def opportunities_between(request: Request) -> Chart:
    """The g chart: number of opportunities between two events, geometric.

    centre = mean; sigma = sqrt(mean (mean + 1)); lower limit at zero. A point above the upper limit is good news where
    the event is bad. Source: Benneyan (2001), Health Care Management Science 4.
    """
    points = counts(request.values)
    known, spread = request.known_centre(points), request.known_sigma(points)
    centre = mean(request.phase_one(points)) if known is None else known
    sigma = np.sqrt(centre * (centre + 1)) if spread is None else spread
    return request.on(points, fit="sides", centre=centre, spread=sigma, floor=0.0)


def time_between(request: Request) -> Chart:
    """The t chart: time between two events, exponential, judged on the scale t^(1/3.6) and drawn on its own.

    On the transformed scale it is an individuals chart; its centre and limits are raised back to the power 3.6.
    ``traces["share_beyond"]`` is the share of exponential times that lie beyond the limits, ``traces["scores"]`` the
    distance of each transformed time from its centre in sigmas;
    ``process_sigma`` is the sigma of the transformed times; ``sigma`` that of a time whose transform is normal.
    """
    points = request.values
    if (points < 0).any():
        raise ValueError("A time between events must not be negative; check the order of the events.")
    scaled = request.phase_one(points**NELSON_EXPONENT)
    known, spread = request.known_centre(points), request.known_sigma(points)
    centre = mean(scaled) if known is None else known**NELSON_EXPONENT
    sigma = sigma_from_moving_ranges(scaled) if spread is None else spread
    if np.isnan(sigma).all():
        raise ValueError("A t chart needs two neighbouring times in its baseline; wait for more.")
    level = unvarying(centre ** (1 / NELSON_EXPONENT), sigma, request.phase_one(points))
    flat = sigma == 0  # raised and raised back, equal times would lie beyond themselves by rounding
    lower = np.where(flat, level, np.maximum(centre - request.width * sigma, 0.0) ** (1 / NELSON_EXPONENT))
    upper = np.where(flat, level, (centre + request.width * sigma) ** (1 / NELSON_EXPONENT))
    mean_time = (centre / math.gamma(1 + NELSON_EXPONENT)) ** (1 / NELSON_EXPONENT)
    return request.drawn(
        points,
        fit="sides",
        centre=level,
        lower=lower,
        upper=upper,
        sigma=_spread_of_power(centre, sigma),
        process_sigma=sigma,
        traces={
            "share_beyond": _share_beyond(lower, upper, np.where(flat | (mean_time == 0), np.nan, mean_time), flat),
            "scores": divided(points**NELSON_EXPONENT - centre, sigma),
        },
        notes=("sigma is that of the times raised to 1/3.6; limits are raised back",),
    )


def _spread_of_power(centre: Floats, sigma: Floats) -> Floats:
    """Standard deviation of Y^3.6 for normal Y (cut at zero), by Gauss-Hermite integration."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(HERMITE_NODES)
    weights = weights / weights.sum()
    times = np.maximum(centre[..., None] + sigma[..., None] * nodes, 0.0) ** (1 / NELSON_EXPONENT)
    first = (weights * times).sum(axis=-1)
    second = (weights * (times - first[..., None]) ** 2).sum(axis=-1)
    return np.asarray(np.sqrt(second), dtype=np.float64)


def _share_beyond(lower: Floats, upper: Floats, mean_time: Floats, flat: Flags) -> Floats:
    """Of exponential times; none beyond limits without width, and unknown where the mean is zero."""
    return np.asarray(np.where(flat, 0.0, np.exp(-upper / mean_time) - np.expm1(-lower / mean_time)), dtype=np.float64)
