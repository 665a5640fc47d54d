"""Several variables of one process at once: Hotelling's T squared and the multivariate EWMA."""

import numpy as np
from scipy import stats

from analysis.control_charts.arrays import Flags, Floats, divided
from analysis.control_charts.mewma_run_lengths import mewma_limit
from analysis.control_charts.request import Request
from analysis.control_charts.result import Chart

FALSE_ALARM = 0.0027
"""Chance of a false alarm at one point: that of three-sigma limits on one normal variable."""

MEWMA_LAMBDA, MEWMA_ARL = 0.1, 200.0
"""Lowry et al. (1992), Technometrics 34, tabulate lambda 0.1 and an in-control run length of 200."""


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


def mewma(request: Request, *, lambda_: float = MEWMA_LAMBDA, arl: float = MEWMA_ARL, limits: str = "varying") -> Chart:
    """Multivariate EWMA: the squared length of the smoothed vector, in its own covariance.

    *limits* are ``"varying"``: the statistic is divided by its exact variance, which is small at the start, so that an
    early shift is found sooner (as Lowry et al. advise); or ``"fixed"``: by the variance that it tends to, as in all
    printed tables (Lowry et al. 1992; Prabhu and Runger 1997, Journal of Quality Technology 29). The limit is the one
    whose in-control average run length is *arl* on the chart as it is drawn: 8.78 and 8.63 for two variables, lambda
    0.1 and 200 points. A missing point leaves the vector and its variance as they are.
    """
    if not 0 < lambda_ <= 1:
        raise ValueError(f"lambda lies above 0 and at most at 1, not at {lambda_}.")
    if limits not in {"varying", "fixed"}:
        raise ValueError(f"limits is 'varying' or 'fixed', not {limits!r}.")
    if not arl > 1:
        raise ValueError(f"An in-control run length is above 1 point, not {arl}; 200 and 370 are usual.")
    values = request.values
    _usable, centre, covariance = _phase_one(request)
    lengths = _smoothed_lengths(values - centre[:, None], covariance, lambda_)
    steady = lambda_ / (2 - lambda_)
    points = np.cumsum(np.isfinite(lengths))
    variance = steady * (1 - (1 - lambda_) ** (2 * points)) if limits == "varying" else steady
    variables = len(values)
    chi = stats.chi2(variables)
    return request.drawn(
        divided(lengths, variance)[None, :],
        fit="limits",
        centre=np.full((1, 1), float(chi.median())),
        lower=np.zeros((1, 1)),
        upper=np.full((1, 1), mewma_limit(variables, float(lambda_), float(arl), limits)),
        sigma=np.full((1, 1), float(chi.std())),
        measures={"run_length": np.asarray(arl)},
        notes=(f"{variables} variables; limit for {arl:g} points between two false alarms",),
    )


def _smoothed_lengths(deviations: Floats, covariance: Floats, lambda_: float) -> Floats:
    """Squared length of the exponentially smoothed vector at each point, by the covariance of one reading."""
    found = np.full(deviations.shape[1], np.nan)
    smooth, inverse = np.zeros(len(deviations)), np.linalg.inv(covariance)
    for index in np.flatnonzero(~np.isnan(deviations).any(axis=0)):
        smooth = lambda_ * deviations[:, index] + (1 - lambda_) * smooth
        found[index] = float(smooth @ inverse @ smooth)
    return found


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
