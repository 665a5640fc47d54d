"""Several variables of one process at once: Hotelling's T squared and the multivariate EWMA."""

import math
from functools import lru_cache

import numpy as np
from scipy import optimize, stats

from analysis.control_charts.arrays import Flags, Floats
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart

FALSE_ALARM = 0.0027
"""Chance of a false alarm at one point: that of three-sigma limits on one normal variable."""

MEWMA_LAMBDA, MEWMA_ARL = 0.1, 200.0
"""Lowry et al. (1992), Technometrics 34, tabulate lambda 0.1 and an in-control run length of 200."""

STATES = 200
"""Steps into which the length of the MEWMA vector is cut; 200 give the run length to about 0.1%."""


def hotelling(request: Request, *, alpha: float = FALSE_ALARM) -> Chart:
    """Squared distance of each point from the mean, in the data's own shape (Hotelling); a row is a variable.

    Phase I limits come from the beta distribution, (m-1)^2/m B(p/2, (m-p-1)/2); Phase II limits from F,
    p(m+1)(m-1)/(m^2 - mp) F(p, m-p). Source: Tracy, Young and Mason (1992), Journal of Quality Technology 24.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha is the chance of a false alarm at one point, between 0 and 1, not {alpha}.")
    values = request.values
    usable, centre, covariance = _phase_one(request)
    count, variables = int(usable.sum()), len(values)
    squared = _distances(values - centre[:, None], covariance)
    phase_one = request.baseline_flags(values.shape[1])
    first = stats.beta(variables / 2, (count - variables - 1) / 2)
    first_scale = (count - 1) ** 2 / count
    later = stats.f(variables, count - variables)
    later_scale = variables * (count + 1) * (count - 1) / (count**2 - count * variables)

    def of(beta: float, f: float) -> Floats:
        return np.where(phase_one, first_scale * beta, later_scale * f)[None, :]

    return request.drawn(
        squared,
        fit="limits",
        centre=of(float(first.median()), float(later.median())),
        lower=np.zeros((1, 1)),
        upper=of(float(first.isf(alpha)), float(later.isf(alpha))),
        sigma=of(float(first.std()), float(later.std())),
        measures={"run_length": np.asarray(1 / alpha)},
        notes=(f"{variables} variables; centre is the median of the reference distribution",),
    )


def mewma(request: Request, *, lambda_: float = MEWMA_LAMBDA, arl: float = MEWMA_ARL) -> Chart:
    """Multivariate EWMA: the squared length of the smoothed vector, in its own covariance.

    The limit is the one whose in-control average run length is *arl*, by the Markov chain of Runger and Prabhu
    (1996), Statistics in Medicine 15. Exact variances are used from the first point on.
    """
    if not 0 < lambda_ <= 1:
        raise ValueError(f"lambda lies above 0 and at most at 1, not at {lambda_}.")
    if not arl > 1:
        raise ValueError(f"An in-control run length is above 1 point, not {arl}; 200 and 370 are usual.")
    values = request.values
    _usable, centre, covariance = _phase_one(request)
    deviations = values - centre[:, None]
    seen = ~np.isnan(deviations).any(axis=0)
    squared = np.full(values.shape[1], np.nan)
    smooth, spread = np.zeros(len(values)), 0.0
    inverse = np.linalg.inv(covariance)
    for index in np.flatnonzero(seen):
        smooth = lambda_ * deviations[:, index] + (1 - lambda_) * smooth
        spread = lambda_**2 + (1 - lambda_) ** 2 * spread
        squared[index] = float(smooth @ inverse @ smooth) / spread
    variables = len(values)
    chi = stats.chi2(variables)
    return request.drawn(
        squared[None, :],
        fit="limits",
        centre=np.full((1, 1), float(chi.median())),
        lower=np.zeros((1, 1)),
        upper=np.full((1, 1), mewma_limit(variables, lambda_, arl)),
        sigma=np.full((1, 1), float(chi.std())),
        measures={"run_length": np.asarray(arl)},
        notes=(f"{variables} variables; limit for {arl:g} points between two false alarms",),
    )


def _phase_one(request: Request) -> tuple[Flags, Floats, Floats]:
    """Which points are used, their mean and covariance; refused where the covariance cannot be inverted."""
    values = request.values
    out = np.isin(np.arange(values.shape[1]), list(request.reasons(values.shape[1])))
    usable = request.baseline_flags(values.shape[1]) & ~np.isnan(values).any(axis=0) & ~out
    if len(values) < 2 or usable.sum() < len(values) + 2:
        raise ValueError("Give at least two variables as rows, and at least two more complete points than variables.")
    covariance = np.cov(values[:, usable])
    if np.linalg.matrix_rank(covariance) < len(values):
        raise ValueError("One variable is a combination of the others; leave it out.")
    return usable, values[:, usable].mean(axis=1), np.asarray(covariance, dtype=np.float64)


def _distances(deviations: Floats, covariance: Floats) -> Floats:
    solved = np.linalg.solve(covariance, deviations)
    return np.asarray((deviations * solved).sum(axis=0)[None, :], dtype=np.float64)


@lru_cache(maxsize=64)
def mewma_limit(variables: int, lambda_: float, arl: float) -> float:
    """Limit of the squared MEWMA statistic for an in-control average run length.

    Examples
    --------
    >>> round(mewma_limit(3, 0.1, 200.0), 1)  # Lowry et al. print 10.8
    10.8
    """
    too_low, high = 0.0, float(variables)
    while mewma_run_length(high, variables, lambda_) < arl:  # far above the answer the chain cannot be solved any more
        too_low, high = high, 1.5 * high
    found = optimize.brentq(lambda limit: mewma_run_length(limit, variables, lambda_) - arl, too_low, high, xtol=1e-4)
    return float(found)


def mewma_run_length(limit: float, variables: int, lambda_: float) -> float:
    """In-control average run length with the variance at its steady state.

    The length of the vector is a Markov chain: given length r, the next squared length over lambda^2 is noncentral
    chi-squared with noncentrality ((1 - lambda) r / lambda)^2.
    """
    longest = math.sqrt(limit * lambda_ / (2 - lambda_))
    step = 2 * longest / (2 * STATES + 1)
    lengths = np.arange(STATES + 1) * step
    edges = (np.concatenate([[0.0], lengths + step / 2]) / lambda_) ** 2
    noncentrality = ((1 - lambda_) * lengths / lambda_) ** 2
    reached = stats.ncx2.cdf(edges[None, :], variables, np.maximum(noncentrality, 1e-12)[:, None])
    moves = np.diff(reached, axis=1)
    lengths_of_runs = np.linalg.solve(np.eye(STATES + 1) - moves, np.ones(STATES + 1))
    return float(lengths_of_runs[0])
