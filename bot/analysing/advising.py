"""What somebody should know about a chart before believing it, as short notes that name a way out."""

import math

import numpy as np
import numpy.typing as npt

from analysis import baselines
from analysis.control_charts import Chart
from analysis.false_alarms import share_beyond

OVERDISPERSED = 1.3
"""sigma_z from here on: limits of plain counting then have four times their false alarms, or more."""

LEAST = 20
"""Points below which autocorrelation and overdispersion are noise."""


def advice(drawn: Chart) -> tuple[str, ...]:
    """Notes about the assumptions of the chart that its own baseline contradicts."""
    return tuple(note for note in (_alike(drawn), _skewed(drawn), _overdispersed(drawn)) if note)


def _alike(drawn: Chart) -> str:
    kept = _distances(drawn)
    if drawn.fit not in {"zones", "sides"} or drawn.kind == "short-run" or len(kept) < LEAST:
        return ""
    correlation = float(baselines.lag1(kept))
    if not correlation > max(baselines.NOTABLE, 2 / math.sqrt(len(kept))) or "autocorrelation" in drawn.measures:
        return ""
    times = share_beyond(3.0, min(correlation, 0.95)) / share_beyond(3.0)
    measured = f"neighbouring points are alike (lag-1 autocorrelation {correlation:.2f})"
    way_out = "; --option adjust=autocorrelation or residuals allows for it" if drawn.kind == "i-mr" else ""
    return f"{measured}: about {times:.0f} times the false alarms{way_out}"


def _skewed(drawn: Chart) -> str:
    kept = _distances(drawn)
    kept = kept[np.isfinite(kept)]
    if drawn.kind != "i-mr" or len(kept) < LEAST or np.ptp(kept) == 0:
        return ""
    skewness = baselines.skewness(kept)
    if abs(skewness) < max(baselines.NOTABLE_SKEWNESS, 3 * math.sqrt(6 / len(kept))):  # its standard error, if normal
        return ""
    side = "above" if skewness > 0 else "below"
    way_out = "--option adjust=transformation or percentiles allows for it"
    return f"readings have a long tail {side} (skewness {skewness:.1f}), with false alarms on that side; {way_out}"


def _distances(drawn: Chart) -> npt.NDArray[np.float64]:
    """Points of the baseline as distances from their centre, which may vary; excluded ones are gaps."""
    kept = drawn.baseline & np.isfinite(drawn.centre)
    away = np.where(drawn.excluded, math.nan, drawn.points - drawn.centre)[kept]
    return np.asarray(away if np.isfinite(away).sum() >= LEAST else away[:0], dtype=np.float64)


def _overdispersed(drawn: Chart) -> str:
    sigma_z = float(drawn.measures.get("sigma_z", np.asarray(math.nan)))
    if drawn.kind not in {"p", "u"} or not sigma_z > OVERDISPERSED or drawn.baseline_points.min() < LEAST:
        return ""
    return f"more variation than counting explains (sigma_z {sigma_z:.2f}): laney-{drawn.kind} fits better"
