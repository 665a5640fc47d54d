"""What somebody should know about a chart before believing it, as short notes that name a way out."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis import baselines
from analysis.control_charts import Chart
from analysis.false_alarms import share_beyond
from bot.analysing.adjusting import SEASONAL

OVERDISPERSED = 1.3
"""sigma_z from here on: limits of plain counting then have four times their false alarms, or more."""

LEAST = 20
"""Points below which autocorrelation and overdispersion are noise."""


def advice(drawn: Chart, times: npt.NDArray[Any] | None = None, *, adjusted: bool = False) -> tuple[str, ...]:
    """Notes about the assumptions of the chart that its own baseline contradicts.

    A way out is an adjustment, of which a chart has one at most; a cycle explains alike neighbours and tails as well.
    """
    if not adjusted and (cycle := _cyclic(drawn, times)):
        return (cycle,)
    offered = drawn.kind == "i-mr" and not adjusted
    found = (_alike(drawn, offered=offered), _skewed(drawn, offered=offered), _overdispersed(drawn))
    return tuple(note for note in found if note)


def _cyclic(drawn: Chart, times: npt.NDArray[Any] | None) -> str:
    if drawn.kind != "i-mr" or times is None or times.dtype.kind != "M":
        return ""
    kept = np.where(drawn.excluded, math.nan, drawn.points)[drawn.baseline]
    shares = {cycle: baselines.regularity(kept, times[drawn.baseline], cycle=cycle) for cycle in baselines.CYCLES}
    best = max(shares, key=lambda cycle: np.nan_to_num(shares[cycle], nan=-math.inf))
    if not shares[best] > baselines.NOTABLE_CYCLE:
        return ""
    frozen = "" if drawn.baseline.all() else ", with --option weeks=N instead of --baseline"
    return (
        f"readings follow the {best}, which explains {shares[best]:.0%} of their usual distance from the median; "
        f"--option adjust=season --option cycle={best} allows for it{frozen}"
    )


def _alike(drawn: Chart, *, offered: bool) -> str:
    kept = _distances(drawn)
    if drawn.fit not in {"zones", "sides"} or drawn.kind == "short-run" or len(kept) < LEAST:
        return ""
    correlation = float(baselines.lag1(kept))
    if not correlation > max(baselines.NOTABLE, 2 / math.sqrt(len(kept))) or "autocorrelation" in drawn.measures:
        return ""
    measured = f"neighbouring points are alike (lag-1 autocorrelation {correlation:.2f})"
    if drawn.kind != "i-mr":  # sigma does not come from moving ranges, which neighbours alike make too small
        return f"{measured}: signals come in clusters"
    times = share_beyond(3.0, min(correlation, 0.95)) / share_beyond(3.0)
    way_out = "; --option adjust=autocorrelation or residuals allows for it" if offered else ""
    return f"{measured}: about {times:.0f} times the false alarms{way_out}"


def _skewed(drawn: Chart, *, offered: bool) -> str:
    kept = _distances(drawn)
    kept = kept[np.isfinite(kept)]
    if drawn.kind not in {"i-mr", SEASONAL} or len(kept) < LEAST or np.ptp(kept) == 0:
        return ""
    skewness = baselines.skewness(kept)
    if abs(skewness) < max(baselines.NOTABLE_SKEWNESS, 3 * math.sqrt(6 / len(kept))):  # its standard error, if normal
        return ""
    side = "above" if skewness > 0 else "below"
    way_out = "; --option adjust=transformation or percentiles allows for it" if offered else ""
    return f"readings have a long tail {side} (skewness {skewness:.1f}), with false alarms on that side{way_out}"


def _distances(drawn: Chart) -> npt.NDArray[np.float64]:
    """Points of the baseline as distances from their centre, which may vary; excluded ones are gaps.

    So are past incidents on a seasonal chart, whose limits they do not widen.
    """
    kept = drawn.baseline & np.isfinite(drawn.centre)
    away = np.where(drawn.excluded, math.nan, drawn.points - drawn.centre)
    if drawn.kind == SEASONAL:
        away = np.where((drawn.points < drawn.lower) | (drawn.points > drawn.upper), math.nan, away)
    away = away[kept]
    return np.asarray(away if np.isfinite(away).sum() >= LEAST else away[:0], dtype=np.float64)


def _overdispersed(drawn: Chart) -> str:
    sigma_z = float(drawn.measures.get("sigma_z", np.asarray(math.nan)))
    if drawn.kind not in {"p", "u"} or not sigma_z > OVERDISPERSED or drawn.baseline_points.min() < LEAST:
        return ""
    return f"more variation than counting explains (sigma_z {sigma_z:.2f}): laney-{drawn.kind} fits better"
