"""How many points until a signal, exactly where that is known and by simulation, with its error, where it is not."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import special

from analysis import run_rules
from analysis.false_alarms import chains
from analysis.run_rules import Lines, Rule

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

RUNS = 20_000
"""Simulated runs: the standard error is then 0.7% of the run length."""

SEED = 20_260_101
"""The same question gets the same answer."""

STRETCH = 256
"""Points simulated at a time; series that have signalled are dropped before the next stretch."""

LONGEST = 40_000
"""Where a simulated run is cut: rules that fire less often than that are as good as silent."""


@dataclass(frozen=True, slots=True)
class RunLength:
    """Average number of points until a signal, its standard error (0 if exact), and how it was found."""

    points: float
    standard_error: float
    method: Literal["exact", "simulated"]


def average_run_length(
    rules: str | Rule | Iterable[str | Rule] = "limits",
    *,
    width: float = 3.0,
    shift: float = 0.0,
    autocorrelation: float = 0.0,
) -> RunLength:
    """Average run length of run rules on a chart of normal points.

    Parameters
    ----------
    rules
        As in :func:`analysis.run_rules.violations`.
    width
        Distance of the limits in sigmas.
    shift
        Of the mean, in sigmas; 0 is the quiet process, whose every signal is a false alarm.
    autocorrelation
        Lag-1 correlation of the points; sigma is then taken to come from moving ranges, which such points narrow.

    Examples
    --------
    >>> average_run_length("western-electric", shift=1.0).points.__round__(2)
    9.22
    >>> average_run_length("nelson").method
    'simulated'
    """
    chosen = run_rules.named(rules)
    if not chosen:
        return RunLength(math.inf, 0.0, "exact")
    if any(rule.pattern in run_rules.WHOLE_SERIES for rule in chosen):
        raise ValueError("Anhoej's rules judge a whole series and have no run length; ask chance_of_signal instead.")
    if not -1 < autocorrelation < 1:
        raise ValueError("An autocorrelation lies between -1 and 1.")
    if autocorrelation == 0 and all(rule.pattern in run_rules.ZONE_PATTERNS for rule in chosen):
        return RunLength(chains.average_run_length(chosen, float(width), float(shift)), 0.0, "exact")
    return _simulated(chosen, float(width), float(shift), float(autocorrelation))


@lru_cache(maxsize=64)
def _simulated(rules: tuple[Rule, ...], width: float, shift: float, autocorrelation: float) -> RunLength:
    lengths = simulated_runs(rules, width=width, shift=shift, autocorrelation=autocorrelation)
    return RunLength(float(lengths.mean()), float(lengths.std(ddof=1) / math.sqrt(len(lengths))), "simulated")


def simulated_runs(
    rules: tuple[Rule, ...],
    *,
    width: float = 3.0,
    shift: float = 0.0,
    autocorrelation: float = 0.0,
    runs: int = RUNS,
    seed: int = SEED,
) -> Floats:
    """Lengths of simulated runs, judged by the very code that judges real points."""
    rng = np.random.default_rng(seed)
    sigma = math.sqrt(1 - autocorrelation)  # what moving ranges see of a standard deviation of 1
    lines = SimpleNamespace(centre=0.0, lower=-width * sigma, upper=width * sigma, sigma=sigma)
    reach = max(rule.window for rule in rules) - 1
    lengths, seen = np.full(runs, float(LONGEST)), 0
    alive, tail = np.arange(runs), np.empty((runs, 0))
    while len(alive) and seen < LONGEST:
        fresh = _points(rng, tail, len(alive), autocorrelation)
        points = np.concatenate([tail, fresh], axis=1)
        fired = _fired(points + shift, lines, rules, started=seen > 0)[:, tail.shape[1] :]
        hit = fired.any(axis=1)
        lengths[alive[hit]] = seen + fired[hit].argmax(axis=1) + 1
        alive, seen = alive[~hit], seen + STRETCH
        tail = points[~hit, points.shape[1] - max(reach, 1) :]
    return lengths


def _fired(points: Floats, lines: Lines, rules: tuple[Rule, ...], *, started: bool) -> Flags:
    """Points at which any rule fires; as in the exact chains, k-of-m windows see quiet points before the first."""
    if started:
        return _any(points, lines, rules)
    windows = [rule for rule in rules if rule.pattern == "beyond"]
    others = [rule for rule in rules if rule.pattern != "beyond"]
    quiet = max((rule.window for rule in windows), default=1) - 1
    before = np.concatenate([np.zeros((len(points), quiet)), points], axis=1)
    fired = _any(before, lines, windows)[:, quiet:]
    return fired | _any(points, lines, others)


def _any(points: Floats, lines: Lines, rules: Sequence[Rule]) -> Flags:
    return np.asarray(run_rules.violations(points, lines, rules).any(axis=0), dtype=np.bool_)


def _points(rng: np.random.Generator, tail: Floats, series: int, autocorrelation: float) -> Floats:
    """The next stretch of a normal process with standard deviation 1, going on from *tail*."""
    noise = rng.standard_normal((series, STRETCH))
    if autocorrelation == 0:
        return noise
    last = tail[:, -1] if tail.shape[1] else rng.standard_normal(series)
    share = math.sqrt(1 - autocorrelation**2)
    for step in range(STRETCH):
        last = autocorrelation * last + share * noise[:, step]
        noise[:, step] = last
    return noise


def share_beyond(width: float, autocorrelation: float = 0.0) -> float:
    """Share of quiet points beyond limits of *width* sigmas, when sigma comes from moving ranges.

    Examples
    --------
    >>> round(share_beyond(3.0), 5), round(share_beyond(3.0, 0.3) / share_beyond(3.0), 1)
    (0.0027, 4.5)
    """
    return float(2 * special.ndtr(-width * math.sqrt(1 - autocorrelation)))
