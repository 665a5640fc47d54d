"""In-control run lengths of MEWMA charts, and the limits that have them.

The length of the smoothed vector, in the readings' own covariance, is a Markov process: the next one over lambda is
noncentral chi with as many degrees of freedom as variables, and noncentrality (1 - lambda) / lambda times the length
now. Its integral equation (Rigdon 1995, Journal of Statistical Computation and Simulation 52) is solved on
Gauss-Legendre nodes, to better than 1e-6 of the run length; Runger and Prabhu (1996) cut the length into steps instead.
Readings are normal and independent, their mean and covariance known.
"""

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy import interpolate, optimize, special, stats

from analysis.control_charts.arrays import Floats

FEWEST_NODES, NODES_PER_STEP = 30, 1.5
"""Nodes between zero and the limit: a kernel is one step (lambda) wide. Twice as many move the run length by 1e-8."""

BESSEL_PLACES = 1_500
"""Places of the table from which a spline takes Bessel functions, in a hundredth of the time (error below 1e-10)."""

SETTLED = 1e-8
"""The exact variance is taken as steady when it differs by this share."""

Kernel = Callable[[Floats, Floats], Floats]


@lru_cache(maxsize=64)
def mewma_limit(variables: int, lambda_: float, arl: float, limits: str = "varying") -> float:
    """Limit of the squared MEWMA statistic for an in-control average run length.

    Parameters
    ----------
    variables
        Two or more.
    lambda_
        Weight of the newest point, above 0 and at most 1.
    arl
        Points until the first false alarm, on average; above 1.
    limits
        As in :func:`mewma_run_length`.

    Examples
    --------
    >>> round(mewma_limit(3, 0.1, 200.0, "fixed"), 2)  # Prabhu and Runger (1997) print 10.78, Lowry et al. (1992) 10.79
    10.78
    >>> round(mewma_limit(3, 0.1, 200.0), 2)
    10.95
    """
    widest = float(stats.chi2(variables).isf(1 / arl))  # of a chart without memory, which signals sooner

    def missed(limit: float) -> float:
        return math.log(mewma_run_length(limit, variables, lambda_, limits) / arl)

    return float(optimize.brentq(missed, 1e-9, widest * (1 + 1e-6), xtol=1e-7))


def mewma_run_length(limit: float, variables: int, lambda_: float, limits: str = "varying") -> float:
    """In-control average run length of a MEWMA chart, in points, from the first point on.

    Parameters
    ----------
    limit
        Of the squared statistic, above 0.
    variables, lambda_
        As in :func:`mewma_limit`.
    limits
        ``"varying"``: the statistic is divided by its exact variance, small at the start. ``"fixed"``: by the one it
        tends to, as in the printed tables.

    Examples
    --------
    >>> [round(mewma_run_length(8.64, 2, 0.1, limits), 1) for limits in ("fixed", "varying")]
    [200.5, 187.4]
    """
    far = math.sqrt(limit * lambda_ / (2 - lambda_))
    count = FEWEST_NODES + math.ceil(NODES_PER_STEP * far / lambda_)
    kernel = _kernel(variables, lambda_, far)
    nodes, weights = _nodes(far, count)
    later: Floats = np.asarray(np.linalg.solve(np.eye(count) - kernel(nodes, nodes) * weights, np.ones(count)))
    remaining = 0.0 if limits == "fixed" else (1 - lambda_) ** 2
    place, density, length = np.zeros(1), np.ones(1), 1.0  # density already times the weights of its nodes
    while remaining > SETTLED:
        following, share = _nodes(far * math.sqrt(1 - remaining), count)
        density = (density @ kernel(following, place)) * share
        place, length, remaining = following, length + float(density.sum()), remaining * (1 - lambda_) ** 2
    return length + float((density @ kernel(nodes, place) * weights) @ later)


def _nodes(far: float, count: int) -> tuple[Floats, Floats]:
    nodes, weights = _legendre(count)
    return (nodes + 1) * far / 2, weights * far / 2


@lru_cache(maxsize=16)
def _legendre(count: int) -> tuple[Floats, Floats]:
    return np.polynomial.legendre.leggauss(count)


def _kernel(variables: int, lambda_: float, far: float) -> Kernel:
    """Density of the next length at *to*, by rows of the length now: noncentral chi, by the Bessel function I."""
    bessel = _log_bessel(variables / 2 - 1, (1 - lambda_) * (far / lambda_) ** 2)

    def density(to: Floats, start: Floats) -> Floats:
        x, away = to[None, :] / lambda_, (1 - lambda_) / lambda_ * start[:, None]
        logarithm = (variables - 1) * np.log(x) - (x - away) ** 2 / 2 + bessel(np.sqrt(x * away))
        return np.asarray(np.exp(logarithm) / lambda_, dtype=np.float64)

    return density


def _log_bessel(order: float, largest: float) -> Callable[[Floats], Floats]:
    """log(exp(-z) I(z) / z^order) as a function of the root of z, up to the *largest* z; by its series at the start."""
    roots = np.linspace(0.0, math.sqrt(largest) * (1 + 1e-9) + 1e-9, BESSEL_PLACES)
    z = roots**2
    near = z < order + 1
    found = np.empty(BESSEL_PLACES)
    series = special.hyp0f1(order + 1, z[near] ** 2 / 4)
    found[near] = np.log(series) - z[near] - order * math.log(2) - math.lgamma(order + 1)
    found[~near] = np.log(special.ive(order, z[~near])) - order * np.log(z[~near])
    return interpolate.CubicSpline(roots, found)  # type: ignore[no-any-return]
