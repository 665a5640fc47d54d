"""The one result that every chart returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from analysis import conventions
from analysis.control_charts.arrays import Flags, Floats, Whole

Fit = Literal["zones", "sides", "limits", "median"]
"""Which run rules a chart can bear: all; those without sigma zones; the limits only; those of a run chart."""

ROUGH, SETTLED, ALERTING = conventions.ROUGH, conventions.SETTLED, conventions.ALERTING


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """Points, centre, limits and spread of one series or of many, all of the same shape.

    ``sigma`` is the standard deviation of a *plotted* point; ``process_sigma`` that of a single observation, where
    the two differ (Xbar, EWMA, CUSUM) and None where a process has none (attribute charts).
    ``centre_known`` where the centre was given and not estimated from the points.
    ``traces`` hold further figures per point, ``measures`` figures per series (``sigma_z``, ``autocorrelation``).
    ``traces["scores"]`` are the points in sigmas from the centre, on the scale on which limits were found, where that
    is not the scale on which they are drawn.
    All arrays are read-only. Of arrays of floats that were given the chart keeps views, no copies: for a million points
    a copy takes as long as judging them. Whoever goes on writing into such an array gives a copy of it.
    """

    kind: str
    points: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats
    fit: Fit
    baseline: Flags
    excluded: Flags
    baseline_points: Whole
    process_sigma: Floats | None = None
    phases: Whole | None = None
    notes: tuple[str, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    traces: Mapping[str, Floats] = field(default_factory=dict)
    measures: Mapping[str, Floats] = field(default_factory=dict)
    dispersion: "Chart | None" = None
    centre_known: bool = False

    def __post_init__(self) -> None:
        for name in ("points", "centre", "lower", "upper", "sigma", "process_sigma"):
            line = getattr(self, name)
            object.__setattr__(self, name, None if line is None else _read_only(line))
        for name in ("traces", "measures"):
            kept = {each: _read_only(figures) for each, figures in getattr(self, name).items()}
            object.__setattr__(self, name, kept)

    @property
    def standing(self) -> str:
        """How far the limits can be trusted, by the smallest baseline: too few, provisional, rough or settled."""
        return standing(int(self.baseline_points.min()))


def _read_only(figures: Floats) -> Floats:
    """The same figures, seen through an array that nobody can write to."""
    seen = np.asarray(figures).view()
    seen.flags.writeable = False
    return seen


def standing(points: int, settled: int = SETTLED) -> str:
    if points < min(ALERTING, settled):
        return "too few"
    if points < min(ROUGH, settled):
        return "provisional"
    return "rough" if points < settled else "settled"
