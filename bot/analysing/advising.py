"""What somebody should know about a chart before believing it, as short notes."""

import math

import numpy as np

from analysis import baselines
from analysis.control_charts import Chart
from analysis.false_alarms import share_beyond

OVERDISPERSED = 1.3
"""sigma_z from here on: limits of plain counting then have four times their false alarms, or more."""

LEAST = 20
"""Points below which autocorrelation and overdispersion are noise."""


def advice(drawn: Chart) -> tuple[str, ...]:
    """Notes about the assumptions of the chart that its own baseline contradicts."""
    return tuple(note for note in (_alike(drawn), _overdispersed(drawn)) if note)


def _alike(drawn: Chart) -> str:
    kept = drawn.points[drawn.baseline & ~drawn.excluded]
    if drawn.fit not in {"zones", "sides"} or drawn.kind == "short-run" or np.isfinite(kept).sum() < LEAST:
        return ""
    correlation = float(baselines.lag1(kept))
    if not correlation > max(baselines.NOTABLE, 2 / math.sqrt(len(kept))):
        return ""
    times = share_beyond(3.0, min(correlation, 0.95)) / share_beyond(3.0)
    measured = f"neighbouring points are alike (lag-1 autocorrelation {correlation:.2f})"
    return f"{measured}: about {times:.0f} times the false alarms"


def _overdispersed(drawn: Chart) -> str:
    sigma_z = float(drawn.measures.get("sigma_z", np.asarray(math.nan)))
    if drawn.kind not in {"p", "u"} or not sigma_z > OVERDISPERSED or drawn.baseline_points.min() < LEAST:
        return ""
    return f"more variation than counting explains (sigma_z {sigma_z:.2f}): laney-{drawn.kind} fits better"
