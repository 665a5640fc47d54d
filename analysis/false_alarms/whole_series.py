"""How often rules that judge a whole series (Anhoej's) signal on a quiet one."""

import math
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from analysis import run_rules
from analysis.control_charts import Chart
from analysis.run_rules import Rule, runs

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Centre = Literal["median", "mean", "known"]

SERIES = 40_000
"""Simulated quiet series: the standard error is then 0.1 percentage points, or less."""

TOGETHER = 1_000_000
"""Points simulated at a time."""

SEED = 20_260_102
"""The same question gets the same answer."""


class Chance(NamedTuple):
    """A simulated probability and its standard error."""

    value: float
    standard_error: float


def chance_of_signal(
    points: int,
    rules: str | Rule | tuple[str | Rule, ...] = "anhoej",
    *,
    baseline: int | None = None,
    centre: Centre = "median",
) -> Chance:
    """Probability that a quiet series of so many points signals by any of Anhoej's rules, by simulation.

    Parameters
    ----------
    points
        Of the series, without missing ones.
    rules
        ``"anhoej"``, one of its two rules, or both.
    baseline
        Points at the beginning from which the centre is taken; None for all.
    centre
        ``"median"`` of the baseline (a run chart), its ``"mean"`` (other charts; of normal points), or ``"known"``
        beforehand. A median of the points themselves parts them evenly and halves the false alarms of 40 points.

    Examples
    --------
    >>> found = chance_of_signal(40)
    >>> round(found.value, 2), found.standard_error < 0.002
    (0.04, True)

    References
    ----------
    Anhoej and Olesen (2014), Run charts revisited, PLoS ONE 9, give the rules; the chances are simulated here.
    """
    chosen = run_rules.named(rules)
    if not chosen or any(rule.pattern not in run_rules.WHOLE_SERIES for rule in chosen):
        raise ValueError("Only Anhoej's rules judge a whole series; ask average_run_length for the others.")
    resting = points if baseline is None else baseline
    if points < 2 or not 1 <= resting <= points or centre not in {"median", "mean", "known"}:
        raise ValueError("Give two points or more, a baseline among them, and a centre: median, mean or known.")
    return _simulated(frozenset(rule.pattern for rule in chosen), int(points), int(resting), centre)


def per_point(chart: Chart, rules: tuple[Rule, ...]) -> Chance:
    """Signals per point of the chart, and their standard error: each phase is a series, signalling once at most.

    The series of one chart are taken to be as long as they are on average, with their gaps closed.
    """
    seen = np.isfinite(np.atleast_2d(chart.points))
    labels = np.zeros(seen.shape[1]) if chart.phases is None else chart.phases
    resting = chart.baseline & ~chart.excluded
    chances, points = [], 0
    for label in np.unique(labels):
        count, used = (
            round(seen[:, flags].sum() / len(seen)) for flags in (labels == label, (labels == label) & resting)
        )
        points += count
        if count >= 2:
            chances.append(chance_of_signal(count, rules, baseline=used or None, centre=_centre(chart, used)))
    if not chances:
        return Chance(0.0, 0.0)
    error = math.hypot(*(chance.standard_error for chance in chances))
    return Chance(sum(chance.value for chance in chances) / points, error / points)


def _centre(chart: Chart, used: int) -> Centre:
    if chart.centre_known or not used:
        return "known"
    return "median" if chart.kind in {"run", "percentiles"} else "mean"


@lru_cache(maxsize=1_024)
def _simulated(patterns: frozenset[str], points: int, baseline: int, centre: Centre) -> Chance:
    rng = np.random.default_rng(SEED)
    rows = max(1, min(SERIES, TOGETHER // points))
    rounds = math.ceil(SERIES / rows)
    signals = sum(int(_fired(patterns, _sides(rng, (rows, points), baseline, centre)).sum()) for _ in range(rounds))
    share = signals / (rows * rounds)
    return Chance(share, math.sqrt(share * (1 - share) / (rows * rounds)))


def _sides(rng: np.random.Generator, shape: tuple[int, int], baseline: int, centre: Centre) -> Flags:
    """Which points of quiet series lie above the centre; the one that is the median itself is left out."""
    values = rng.standard_normal(shape)
    if centre == "known":
        return np.asarray(values > 0, dtype=np.bool_)
    find = np.median if centre == "median" else np.mean
    away = values - find(values[:, :baseline], axis=1, keepdims=True)
    above: Flags = away[away != 0] > 0
    return above.reshape(len(away), -1)


def _fired(patterns: frozenset[str], sides: Flags) -> Flags:
    """Which series signal: what :func:`analysis.run_rules.runs.judge` finds one by one, also with gaps and ties."""
    crossed = sides[:, 1:] != sides[:, :-1]
    fired = np.zeros(len(sides), dtype=np.bool_)
    if "crossings" in patterns:
        fired |= crossed.sum(axis=1) < runs.fewest_allowed(crossed.shape[1])
    if "longest-run" in patterns:
        fired |= _run_of(~crossed, runs.longest_allowed(sides.shape[1]))
    return fired


def _run_of(flags: Flags, length: int) -> Flags:
    """Which rows hold so many flags in a row."""
    if length > flags.shape[1]:
        return np.zeros(len(flags), dtype=np.bool_)
    so_far = np.cumsum(np.pad(flags, ((0, 0), (1, 0))), axis=1)
    return np.asarray((so_far[:, length:] - so_far[:, :-length] == length).any(axis=1), dtype=np.bool_)
