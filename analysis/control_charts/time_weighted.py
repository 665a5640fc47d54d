"""Charts with a memory, for small shifts that last: EWMA and tabular CUSUM."""

from typing import Any

import numpy as np
from scipy import signal

from analysis.control_charts.arrays import Floats, divided, in_sigmas, mean, unvarying
from analysis.control_charts.individuals import sigma_from_moving_ranges
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart
from analysis.control_charts.subgroups import centre_of, gathered, known_spread

LAMBDA = 0.2
"""Weight of the newest point; 0.2 finds shifts of about 1 sigma soon (Montgomery, chapter 9.2)."""

ALLOWANCE, DECISION = 0.5, 5.0
"""k and h of the CUSUM in sigma: tuned to a shift of 1 sigma, 465 points between two false alarms (Montgomery 9.1)."""


def ewma(request: Request, *, lambda_: float = LAMBDA, limits: str = "varying") -> Chart:
    """Exponentially weighted moving average: z_i = lambda x_i + (1 - lambda) z_{i-1}, starting at the centre.

    *lambda_* (``lambda`` on the command line) is the weight of the newest point, above 0 and at most 1. *limits* are
    ``"varying"`` by the exact variance, narrow at the start, or ``"fixed"`` at the variance it tends to.

    Limits do not restart at Phase II. A missing point leaves z and its variance as they are.
    Source: Lucas and Saccucci (1990), Technometrics 32; NIST/SEMATECH e-Handbook 6.3.2.4.
    """
    if not 0 < lambda_ <= 1:
        raise ValueError(f"lambda lies above 0 and at most at 1, not at {lambda_}.")
    if limits not in {"varying", "fixed"}:
        raise ValueError(f"limits is 'varying' or 'fixed', not {limits!r}.")
    points, size, centre, sigma = _readings(request)
    smooth = _smoothed(points - centre, lambda_) + centre
    variance = divided(sigma**2, size)
    share = lambda_ / (2 - lambda_) * variance if limits == "fixed" else _accumulated(points, variance, lambda_)
    settings = _settings(width=request.width, lambda_=lambda_, varying=float(limits == "varying"))
    return request.on(
        smooth,
        fit="limits",
        centre=centre,
        spread=np.sqrt(share),
        process_sigma=sigma,
        traces={"readings": points},
        measures=settings,
    )


def cusum(request: Request, *, k: float = ALLOWANCE, h: float = DECISION, headstart: float = 0.0) -> Chart:
    """Tabular CUSUM, two-sided, in units of the sigma of a plotted reading.

    high_i = max(0, high_{i-1} + z_i - k), low_i = max(0, low_{i-1} - z_i - k), both starting at *headstart*.
    A signal is a sum above *h*. The plotted point is the larger of the two sums, the low one below zero; centre 0,
    limits -h and h, sigma 1. Where the baseline does not vary, a point off its centre is endlessly many sigmas away:
    it signals by itself, and the sums go on behind it as behind a missing point. Source: Montgomery, chapter 9.1; Lucas
    and Crosier (1982) for the head start.
    """
    if not (k >= 0 and h > 0 and 0 <= headstart <= h):
        raise ValueError("A CUSUM has k >= 0, h > 0 and a headstart from 0 to h, all in sigma.")
    points, size, centre, sigma = _readings(request)
    scores = in_sigmas(points, centre, divided(sigma, np.sqrt(size)))
    high, low = _summed(scores - k, headstart), _summed(-scores - k, headstart)
    one, zero = np.ones((1, 1)), np.zeros((1, 1))
    return request.drawn(
        np.where(high >= low, high, -low),
        fit="limits",
        centre=zero,
        lower=-h * one,
        upper=h * one,
        sigma=one,
        process_sigma=sigma,
        traces={"cusum_high": high, "cusum_low": low, "readings": points},
        measures=_settings(k=k, h=h, headstart=headstart),
        notes=("sums are in units of sigma",),
    )


def _settings(**values: float) -> dict[str, Floats]:
    """How the chart was set, for whoever asks for its run length."""
    return {name.rstrip("_"): np.asarray(value, dtype=np.float64) for name, value in values.items()}


def _readings(request: Request) -> tuple[Floats, Floats, Floats, Floats]:
    """Points, their sizes, centre and process sigma: of single readings, or of subgroup means."""
    if request.subgroup is not None:
        groups = gathered(request.values, request.subgroup)
        return groups.mean, groups.size, centre_of(request, groups), known_spread(request, groups)
    points = request.values
    phase_one = request.phase_one(points)
    known, spread = request.known_centre(points), request.known_sigma(points)
    sigma = sigma_from_moving_ranges(phase_one) if spread is None else spread
    centre = unvarying(mean(phase_one), sigma, phase_one) if known is None else known
    if np.isnan(sigma).all():
        raise ValueError("A spread needs two neighbouring points in the baseline; wait for more, or give sigma=.")
    return points, np.ones((1, 1)), centre, sigma


def _filtered(values: Floats, weight: float, keep: float) -> Floats:
    return np.asarray(signal.lfilter([weight], [1.0, -keep], values, axis=-1), dtype=np.float64)


def _smoothed(deviations: Floats, weight: float) -> Floats:
    """Exponential smoothing from zero; NaN where a point is missing, carried on behind it."""
    return _over_seen(deviations, lambda row: _filtered(row, weight, 1 - weight))


def _accumulated(points: Floats, variance: Floats, weight: float) -> Floats:
    """Variance of the smoothed points: v_i = lambda^2 var_i + (1 - lambda)^2 v_{i-1}."""
    spread = np.where(np.isnan(points), np.nan, variance)
    return _over_seen(spread, lambda row: _filtered(row, weight**2, (1 - weight) ** 2))


def _over_seen(values: Floats, recursion: Any) -> Floats:
    missing = np.isnan(values)
    found = np.full(values.shape, np.nan)
    whole = ~missing.any(axis=1)
    found[whole] = recursion(values[whole])
    for row in np.flatnonzero(~whole):
        seen = ~missing[row]
        found[row, seen] = recursion(values[row, seen])
    return found


def _summed(excess: Floats, start: float) -> Floats:
    """max(0, sum) recursively, by the lowest point that the plain sum has reached so far (Lindley).

    What is not finite shows at its own place and leaves the sums behind it as they are.
    """
    plain = np.cumsum(np.where(np.isfinite(excess), excess, 0.0), axis=1)
    sums = plain - np.minimum(np.minimum.accumulate(plain, axis=1), -start)
    return np.asarray(np.where(np.isneginf(excess) | np.isfinite(excess), sums, excess), dtype=np.float64)
