"""The answer as JSON, in the form that the documentation promises."""

import json
import math
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.analysing.charting import Case

Floats = npt.NDArray[np.float64]


def as_json(case: Case) -> str:
    """The chart with one entry per point, null where there is none."""
    shown = _as_dict(case)
    if case.spread is not None:
        shown["dispersion"] = _as_dict(case.spread)
    return json.dumps(shown, indent=2, allow_nan=False)


def _as_dict(case: Case) -> dict[str, Any]:
    drawn = case.chart
    shown: dict[str, Any] = {
        "chart": case.asked,
        "points": _listed(drawn.points),
        "centre": _listed(drawn.centre),
        "lower": _listed(drawn.lower),
        "upper": _listed(drawn.upper),
        "sigma": _single(drawn.sigma if drawn.process_sigma is None else drawn.process_sigma),
        "violations": case.violations,
        "notes": list(case.notes),
    }
    return shown | {name: _listed(trace) for name, trace in drawn.traces.items() if name.startswith("cusum_")}


def _listed(figures: Floats) -> list[float | None]:
    return [value if math.isfinite(value) else None for value in figures.tolist()]


def _single(figures: Floats) -> float | list[float | None] | None:
    """One figure where all points share it, else one for each."""
    listed = _listed(figures)
    distinct = {value for value in listed if value is not None}
    return listed if len(distinct) > 1 else next(iter(distinct), None)
