"""Is there a stable baseline at all? If not, limits mean nothing, and that is what should be said."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import stats

from analysis import run_rules
from analysis.baselines.autocorrelation import NOTABLE, lag1
from analysis.change_points import strongest_step
from analysis.control_charts import ALERTING, Chart
from analysis.false_alarms import expected_false_alarms, share_beyond

Floats = npt.NDArray[np.float64]
Cause = Literal["signals", "autocorrelation", "step", "spread"]

LEVEL = 0.005
"""Chance of each of four checks to object to a quiet baseline; together they object to at most 2% of them."""


@dataclass(frozen=True, slots=True)
class Stability:
    """A verdict about the baseline of one chart.

    ``stable`` is None where too few points, or none that vary, leave nothing to say. ``signals`` points of the
    baseline lie beyond its own limits where ``expected`` would by chance. ``causes`` name what speaks against it,
    ``reason`` says it in a sentence.
    """

    stable: bool | None
    reason: str
    causes: tuple[Cause, ...]
    points: int
    signals: int
    expected: float
    autocorrelation: float


def stability(chart: Chart) -> Stability:
    """Whether the baseline of a chart is a process with one level and one spread.

    Four checks, each at a level of 0.5%: more points beyond the limits than chance explains (Poisson); a lag-1
    autocorrelation above 0.3 that chance does not explain; a step in the level (permutation); a change of spread
    between the halves (Brown-Forsythe). Points are compared in sigmas, so that varying sample sizes do not matter.

    Parameters
    ----------
    chart
        One series with sigma: not a run chart, nor one with a memory.

    Examples
    --------
    >>> from analysis import control_charts
    >>> values = np.random.default_rng(3).normal(size=60)
    >>> stability(control_charts.chart(values)).stable
    True
    >>> values[30:] += 4
    >>> stability(control_charts.chart(values)).causes
    ('signals', 'autocorrelation', 'step')
    """
    if chart.points.ndim != 1 or chart.fit not in {"zones", "sides"}:
        raise ValueError("Stability is judged for one series, on a chart with sigma limits.")
    if not (chart.sigma > 0).any():
        reason = "The baseline does not vary at all; limits of no width say nothing about stability."
        return Stability(None, reason, (), 0, _beyond(chart), 0.0, math.nan)
    scores = _scores(chart)
    seen = scores[np.isfinite(scores)]
    points, beyond = len(seen), _beyond(chart)
    expected = points / expected_false_alarms(chart).run_length
    correlation = float(lag1(scores)) if points > 1 else math.nan
    if points < ALERTING:
        reason = f"Too few points to say whether there is a stable baseline ({points}; {ALERTING} are needed)."
        return Stability(None, reason, (), points, beyond, expected, correlation)
    checks: Sequence[tuple[Cause, Callable[[], str]]] = (
        ("signals", lambda: _too_many(beyond, points, expected)),
        ("autocorrelation", lambda: _too_alike(chart, correlation, points)),
        ("step", lambda: _stepped(chart, scores)),
        ("spread", lambda: _uneven(seen)),
    )
    found = {cause: said for cause, check in checks if (said := check())}
    causes = tuple(found)
    return Stability(not found, _sentence(list(found.values()), points), causes, points, beyond, expected, correlation)


def _scores(chart: Chart) -> Floats:
    """Points of the baseline in sigmas from the centre, NaN where excluded."""
    sigma = np.where(chart.sigma > 0, chart.sigma, np.nan)
    scores = np.where(chart.excluded, np.nan, (chart.points - chart.centre) / sigma)
    return np.asarray(scores[chart.baseline], dtype=np.float64)


def _beyond(chart: Chart) -> int:
    flags = run_rules.violations(chart.points, chart, "limits")[0]
    return int((flags & chart.baseline & ~chart.excluded).sum())


def _too_many(beyond: int, points: int, expected: float) -> str:
    if stats.poisson.sf(beyond - 1, expected) > LEVEL or beyond < 2:
        return ""
    return f"{beyond} of {points} points lie beyond the limits where {expected:.1f} would by chance"


def _too_alike(chart: Chart, correlation: float, points: int) -> str:
    explained = stats.norm.isf(LEVEL) / math.sqrt(points)
    if not correlation > max(NOTABLE, explained):
        return ""
    measured = f"autocorrelation {correlation:.2f}"
    if chart.kind != "i-mr":  # sigma does not come from moving ranges, which neighbours alike make too small
        return f"neighbouring points are alike ({measured}), so that signals come in clusters"
    times = share_beyond(3.0, min(correlation, 0.99)) / share_beyond(3.0)
    return f"neighbouring points are alike ({measured}, about {times:.0f} times the false alarms)"


def _stepped(chart: Chart, scores: Floats) -> str:
    step = strongest_step(scores)
    if step.p_value is None or step.p_value > LEVEL:
        return ""
    levels = chart.points[chart.baseline]
    before, after = np.nanmean(levels[: step.index]), np.nanmean(levels[step.index :])
    return f"the level steps from {before:.4g} to {after:.4g}"


def _uneven(seen: Floats) -> str:
    halves = np.array_split(seen, 2)
    if any(np.ptp(half) == 0 for half in halves):
        return ""
    if stats.levene(*halves, center="median").pvalue > LEVEL:
        return ""
    first, second = (half.std(ddof=1) for half in halves)
    return f"the spread changes {second / first:.1f}-fold from the first half to the second"


def _sentence(objections: Sequence[str], points: int) -> str:
    if objections:
        return f"No stable baseline: {'; '.join(objections)}."
    return f"Nothing in {points} points speaks against a stable baseline."
