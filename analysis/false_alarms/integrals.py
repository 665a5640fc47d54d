"""Run lengths of EWMA and CUSUM charts, by their integral equations (Nystroem's method on Gauss-Legendre nodes).

Page (1954) and Crowder (1987) wrote the equations; with smooth kernels the nodes give six digits and more. Normal,
independent points with known parameters; shifts in sigmas of a plotted reading, from the first point on.
"""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]

NODES = 120
"""Gauss-Legendre nodes between the limits; doubling them changes the run lengths below by less than 1e-9 of them."""

SETTLED = 1e-13
"""Varying EWMA limits are taken as constant when they differ by this share."""


def ewma_run_length(weight: float, width: float, shift: float = 0.0, limits: str = "varying") -> float:
    """Average run length of a two-sided EWMA chart that starts at its centre.

    Parameters
    ----------
    weight
        lambda, above 0 and at most 1.
    width
        Distance of the limits in standard deviations of the plotted mean.
    shift
        Of the readings' mean, in their own sigmas.
    limits
        ``"fixed"`` or ``"varying"``, as in the chart.

    Examples
    --------
    >>> round(ewma_run_length(0.2, 2.962, limits="fixed"), 2), round(ewma_run_length(0.2, 2.962), 2)
    (499.74, 494.39)
    """
    far = width * math.sqrt(weight / (2 - weight))
    nodes, weights = _nodes(-far, far)
    kernel = _smoothing(nodes, nodes, weight, shift) * weights
    later: Floats = np.asarray(np.linalg.solve(np.eye(NODES) - kernel, np.ones(NODES)), dtype=np.float64)
    if limits == "fixed":
        return float(1 + (_smoothing(nodes, np.zeros(1), weight, shift)[0] * weights) @ later)
    return _varying(weight, width, shift, (nodes, weights, later))


def _smoothing(to: Floats, start: Floats, weight: float, shift: float) -> Floats:
    """Density of the next mean at *to*, by rows of where the mean stands."""
    steps = (to[None, :] - (1 - weight) * start[:, None]) / weight - shift
    return np.asarray(np.exp(-steps * steps / 2) / (math.sqrt(2 * math.pi) * weight), dtype=np.float64)


def _varying(weight: float, width: float, shift: float, settled: tuple[Floats, Floats, Floats]) -> float:
    """The density of means without a signal, step by step until the limits stand still."""
    length, place, density = 1.0, np.zeros(1), np.ones(1)  # density already times the weights of its nodes
    remaining, step = 1.0, 0
    while remaining > SETTLED:
        step += 1
        remaining = (1 - weight) ** (2 * step)
        far = width * math.sqrt(weight / (2 - weight) * (1 - remaining))
        nodes, weights = _nodes(-far, far)
        density = (density @ _smoothing(nodes, place, weight, shift)) * weights
        place = nodes
        length += float(density.sum())
    nodes, weights, later = settled
    following = (density @ _smoothing(nodes, place, weight, shift)) * weights
    return length + float(following @ later)


def cusum_run_length(k: float, h: float, shift: float = 0.0, headstart: float = 0.0) -> float:
    """Average run length of a two-sided tabular CUSUM.

    The two sides never stand above zero together for k > 0, so that their run lengths combine exactly, also with a
    head start (Lucas and Crosier 1982, Technometrics 24).

    Examples
    --------
    >>> round(cusum_run_length(0.5, 5.0), 2), round(cusum_run_length(0.5, 4.0, shift=1.0), 2)
    (465.44, 8.38)
    """
    high, low = _one_sided(k, h, shift), _one_sided(k, h, -shift)
    high_from, low_from = high(headstart), low(headstart)
    high_zero, low_zero = high(0.0), low(0.0)
    return (high_from * low_zero + high_zero * low_from - high_zero * low_zero) / (high_zero + low_zero)


def one_sided_cusum_run_length(k: float, h: float, shift: float = 0.0, headstart: float = 0.0) -> float:
    """Average run length of the upper sum alone."""
    return _one_sided(k, h, shift)(headstart)


class _one_sided:  # noqa: N801 - used as the function that it is
    """Run length of the upper sum as a function of where it starts."""

    def __init__(self, k: float, h: float, shift: float) -> None:
        self.allowance = k - shift
        self.nodes, self.weights = _nodes(0.0, h)
        places = np.concatenate([[0.0], self.nodes])
        system = np.eye(NODES + 1) - self._steps(places)
        self.lengths = np.linalg.solve(system, np.ones(NODES + 1))

    def _steps(self, start: Floats) -> Floats:
        """From each start: the chance to fall to zero, and the density at each node times its weight."""
        zero = special.ndtr(self.allowance - start)[:, None]
        steps = self.nodes[None, :] - start[:, None] + self.allowance
        density = np.exp(-steps * steps / 2) / math.sqrt(2 * math.pi) * self.weights
        return np.concatenate([zero, density], axis=1)

    def __call__(self, start: float) -> float:
        return float(1 + (self._steps(np.array([start])) @ self.lengths)[0])


@cache
def _legendre() -> tuple[Floats, Floats]:
    return np.polynomial.legendre.leggauss(NODES)


def _nodes(low: float, high: float) -> tuple[Floats, Floats]:
    nodes, weights = _legendre()
    return low + (nodes + 1) * (high - low) / 2, weights * (high - low) / 2
