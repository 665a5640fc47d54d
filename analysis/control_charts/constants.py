"""The factors of control charts, computed for any subgroup size instead of looked up in a table that stops at 25.

All of them describe *n* independent normal observations with standard deviation 1. They agree with the printed tables
(Montgomery, *Introduction to Statistical Quality Control*, appendix VI) to the printed digits, and with numerical
integration to better than 1e-9.

Examples
--------
>>> round(d2(5), 3), round(d3(5), 3), round(c4(5), 3)
(2.326, 0.864, 0.94)
>>> round(upper_range_factor(5), 3), round(upper_deviation_factor(5), 3)
(2.114, 2.089)
"""

import math
from functools import cache

import numpy as np
from scipy import optimize, special

from analysis import conventions
from analysis.control_charts.arrays import Floats

WIDTH = conventions.WIDTH

LOWEST, HIGHEST, STEP = -12.0, 12.0, 0.02
"""The trapezoid grid of the normal axis; beyond 12 sigma lies less than 1e-32, and the rule converges geometrically."""

WIDEST_RANGE, RANGE_NODES = 24.0, 400
"""Gauss-Legendre nodes over the range; a range of 24 sigma is as good as impossible for any n below 1e30."""

LARGE_SAMPLE = 1000
"""From here on c4 is taken from its series, because differences of log-gammas lose digits (error below 1e-12)."""


def _axis() -> Floats:
    return np.arange(LOWEST, HIGHEST + STEP / 2, STEP)


def _require_pair(n: int) -> None:
    if n < 2:
        raise ValueError(f"A spread needs at least two observations in a subgroup, not {n}: use an i-mr chart.")


def probability_of_range(width: Floats, n: int) -> Floats:
    """P(range of n standard normal observations <= width), by Hartley's integral."""
    x = _axis()
    between = special.ndtr(x + width[:, None]) - special.ndtr(x)
    density = np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    return np.asarray(n * STEP * (density * between ** (n - 1)).sum(axis=1), dtype=np.float64)


@cache
def d2(n: int) -> float:
    """Expected range of *n* standard normal observations (Tippett 1925)."""
    _require_pair(n)
    below = special.ndtr(_axis())
    return float(STEP * (1 - below**n - (1 - below) ** n).sum())


@cache
def d3(n: int) -> float:
    """Standard deviation of the range of *n* standard normal observations."""
    _require_pair(n)
    nodes, weights = np.polynomial.legendre.leggauss(RANGE_NODES)
    widths = (nodes + 1) * WIDEST_RANGE / 2
    exceeded = 1 - probability_of_range(widths, n)
    mean_square = WIDEST_RANGE / 2 * float((weights * 2 * widths * exceeded).sum())
    return math.sqrt(mean_square - d2(n) ** 2)


@cache
def d4(n: int) -> float:
    """Median range of *n* standard normal observations: 0.9539 for the moving ranges of an individuals chart."""
    _require_pair(n)
    if n == 2:
        return float(math.sqrt(2) * special.ndtri(0.75))
    half = optimize.brentq(lambda width: float(probability_of_range(np.array([width]), n)[0]) - 0.5, 0.0, WIDEST_RANGE)
    return float(half)


@cache
def c4(n: int) -> float:
    """Expected sample standard deviation of *n* standard normal observations."""
    _require_pair(n)
    if n >= LARGE_SAMPLE:
        return 1 - 1 / (4 * n) - 7 / (32 * n**2) - 19 / (128 * n**3)
    return math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))


def relative_spread_of_range(n: int) -> float:
    return d3(n) / d2(n)


def relative_spread_of_deviation(n: int) -> float:
    return math.sqrt(1 - c4(n) ** 2) / c4(n)


def lower_range_factor(n: int, width: float = WIDTH) -> float:
    """D3: lower limit of a range chart as a multiple of the mean range."""
    return max(0.0, 1 - width * relative_spread_of_range(n))


def upper_range_factor(n: int, width: float = WIDTH) -> float:
    """D4: upper limit of a range chart as a multiple of the mean range."""
    return 1 + width * relative_spread_of_range(n)


def lower_deviation_factor(n: int, width: float = WIDTH) -> float:
    """B3: lower limit of a standard deviation chart as a multiple of the mean standard deviation."""
    return max(0.0, 1 - width * relative_spread_of_deviation(n))


def upper_deviation_factor(n: int, width: float = WIDTH) -> float:
    """B4: upper limit of a standard deviation chart as a multiple of the mean standard deviation."""
    return 1 + width * relative_spread_of_deviation(n)


def range_to_limits(n: int, width: float = WIDTH) -> float:
    """A2: half the width of an Xbar chart as a multiple of the mean range."""
    return width / (d2(n) * math.sqrt(n))


def deviation_to_limits(n: int, width: float = WIDTH) -> float:
    """A3: half the width of an Xbar chart as a multiple of the mean standard deviation."""
    return width / (c4(n) * math.sqrt(n))
