"""What was asked of a chart, checked once, and the steps that all kinds share."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.control_charts import selecting
from analysis.control_charts.arrays import Flags, Floats, Whole, fitted
from analysis.control_charts.constants import WIDTH
from analysis.control_charts.result import Chart, Fit


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of :func:`analysis.control_charts.chart`, with values as ``(series, points)``."""

    kind: str
    values: Floats
    baseline: Any = None
    centre: Any = None
    sigma: Any = None
    size: Any = None
    subgroup: Any = None
    excluded: Any = None
    time: Any = None
    width: float = WIDTH

    def known_centre(self, points: Floats) -> Floats | None:
        return None if self.centre is None else fitted(self.centre, points, "centre")

    def known_sigma(self, points: Floats) -> Floats | None:
        if self.sigma is None:
            return None
        found = fitted(self.sigma, points, "sigma")
        if (found < 0).any():
            raise ValueError("Sigma must not be negative.")
        return found

    def baseline_flags(self, points: int) -> Flags:
        """Which plotted points are Phase I."""
        return selecting.baseline_flags(self.baseline, points, self.time)

    def reasons(self, points: int) -> dict[int, str]:
        """Excluded points and why."""
        return selecting.reasons_of(self.excluded, points)

    def phase_one(self, points: Floats) -> Floats:
        """The plotted points from which limits may be estimated: those of the baseline, excluded ones as gaps."""
        flags, out = self.baseline_flags(points.shape[1]), self.reasons(points.shape[1])
        if out:
            points = points.copy()
            points[:, list(out)] = np.nan
        return points if flags.all() else points[:, _span(flags)]

    def on(self, points: Floats, *, fit: Fit, spread: Floats, centre: Floats, **more: Any) -> Chart:
        """The finished chart with limits at *width* times *spread*, cut at *floor* and *ceiling* where given."""
        floor, ceiling = more.pop("floor", None), more.pop("ceiling", None)
        lower, upper = centre - self.width * spread, centre + self.width * spread
        if floor is not None:
            lower = np.maximum(lower, floor)
        if ceiling is not None:
            upper = np.minimum(upper, ceiling)
        return self.drawn(points, fit=fit, centre=centre, lower=lower, upper=upper, sigma=spread, **more)

    def drawn(self, points: Floats, *, fit: Fit, **figures: Any) -> Chart:
        count = points.shape[1]
        reasons = self.reasons(count)
        seen = figures.pop("baseline_points", None)
        return Chart(
            kind=self.kind,
            points=points,
            fit=fit,
            baseline=self.baseline_flags(count),
            excluded=np.isin(np.arange(count), list(reasons)),
            baseline_points=self.seen(points) if seen is None else seen,
            reasons=reasons,
            centre_known=self.centre is not None,
            **figures,
        )

    def seen(self, points: Floats) -> Whole:
        """How many points of each series the limits rest on."""
        return np.asarray((~np.isnan(self.phase_one(points))).sum(axis=1), dtype=np.intp)

    def but(self, **changes: Any) -> "Request":
        return replace(self, **changes)


def _span(flags: Flags) -> Flags | slice:
    """A slice where the flags are one stretch: a view costs nothing, a mask copies."""
    (where,) = np.nonzero(flags)
    first, last = int(where[0]), int(where[-1])
    return slice(first, last + 1) if last - first + 1 == len(where) else flags
