"""One call for every control chart: ``chart(values, kind=...)``."""

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any

import numpy as np

from analysis.control_charts import (
    attributes,
    individuals,
    rare_events,
    selecting,
    several_variables,
    short_run,
    subgroups,
    time_weighted,
)
from analysis.control_charts.arrays import Floats, refuse_infinite, series_of
from analysis.control_charts.constants import WIDTH
from analysis.control_charts.phases import phased
from analysis.control_charts.request import Request
from analysis.control_charts.result import SETTLED, Chart, standing
from analysis.control_charts.subgroups import GATHERED


@dataclass(frozen=True, slots=True)
class Kind:
    """A chart by name: how it is drawn, and what it is for, in a line."""

    draw: Callable[..., Chart]
    purpose: str

    @property
    def options(self) -> dict[str, Any]:
        """What it offers beyond what all charts have, and the defaults."""
        parameters = inspect.signature(self.draw).parameters.values()
        return {each.name: each.default for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY}


KINDS: Mapping[str, Kind] = {
    "i-mr": Kind(individuals.individuals, "single readings: latency, cost, a score per day"),
    "run": Kind(individuals.run, "any readings, without assumptions: runs around the median"),
    "xbar-r": Kind(subgroups.ranges, "small subgroups (2-8 readings at a time): mean and range"),
    "xbar-s": Kind(subgroups.deviations, "larger or varying subgroups: mean and standard deviation"),
    "p": Kind(attributes.proportions, "share of cases: accuracy, error rate"),
    "np": Kind(attributes.numbers, "number of cases out of a sample"),
    "c": Kind(attributes.defects, "events per period of constant size"),
    "u": Kind(attributes.defects_per_unit, "events per unit, where the number of units varies"),
    "laney-p": Kind(attributes.laney_proportions, "share of many cases that varies more than counting explains"),
    "laney-u": Kind(attributes.laney_defects, "events per unit that vary more than counting explains"),
    "g": Kind(rare_events.opportunities_between, "rare events: number of opportunities between two of them"),
    "t": Kind(rare_events.time_between, "rare events: time between two of them"),
    "ewma": Kind(time_weighted.ewma, "small lasting shifts: exponentially weighted mean"),
    "cusum": Kind(time_weighted.cusum, "small lasting shifts: cumulative sum of what exceeds an allowance"),
    "short-run": Kind(short_run.standardised, "few readings each of many parts, put on one scale"),
    "t2": Kind(several_variables.hotelling, "several variables at once: Hotelling's T squared"),
    "mewma": Kind(several_variables.mewma, "small shifts of several variables at once"),
}
"""Every kind of chart. In ``t2`` and ``mewma`` the rows of *values* are the variables of one process."""

SEVERAL_VARIABLES = frozenset({"t2", "mewma"})

WITHOUT_SIGMA = frozenset({"run", "t2", "mewma"})
"""Kinds that have no use for a known sigma: no limits, or limits by the covariance."""

WITHOUT_WIDTH = frozenset({"run", "cusum", "t2", "mewma"})
"""Kinds whose limits, if any, stand at no width of sigmas."""

SIZED = frozenset({"p", "np", "u", "laney-p", "laney-u"})
"""Kinds of charts with sample sizes."""


def chart(  # noqa: PLR0917 - the positions are part of the promised interface
    values: Any,
    kind: str = "i-mr",
    baseline: Any = None,
    centre: Any = None,
    sigma: Any = None,
    size: Any = None,
    subgroup: Any = None,
    *,
    width: float = WIDTH,
    phases: Sequence[int] | None = None,
    excluded: Any = None,
    time: Any = None,
    settled: int = SETTLED,
    **options: Any,
) -> Chart:
    """Draw the control limits of one series, or of many at once.

    Parameters
    ----------
    values
        Readings of shape ``(points,)`` or ``(series, points)``, NaN where one is missing. Counts for p, np, c, u and
        Laney's charts. With *subgroup*, one reading per row, and one plotted point per subgroup.
    kind
        A name of :data:`KINDS`.
    baseline
        Phase I, from which limits are taken and then frozen: a number of points (subgroups), a slice, flags, or a
        pair of dates (with *time*). None: all points.
    centre, sigma
        Known values instead of estimates; scalars, or arrays that broadcast to the points (a seasonal baseline).
        ``sigma`` is that of the process (a single reading); on attribute charts that of the plotted point.
    size
        Sample sizes of p, np, u and Laney's charts.
    subgroup
        Label of each reading's subgroup (of its part, in a short-run chart), or a whole number: so many in a row.
    width
        Distance of the limits from the centre in standard deviations.
    phases
        Indices of the plotted points (subgroups) at which a new phase begins; each phase gets limits of its own, from
        all its points but the excluded ones.
    excluded
        Points left out of the estimates, still drawn and judged: {index: reason}, flags, or indices.
    time
        Times of the points, ascending; needed for a baseline by dates.
    settled
        Baselines of fewer points are noted as too few, provisional or rough.
    **options
        What the kind itself offers; an unknown one is refused with the list of those known.

    Returns
    -------
    Chart
        Frozen; ``points``, ``centre``, ``lower``, ``upper`` and ``sigma`` all have the shape of the plotted points.

    Examples
    --------
    >>> drawn = chart([10.0, 12.0, 11.0, 13.0])
    >>> round(float(drawn.centre[0]), 3), round(float(drawn.lower[0]), 3), round(float(drawn.upper[0]), 3)
    (11.5, 7.069, 15.931)
    >>> chart([3, 5, 4], kind="p", size=[50, 50, 40]).upper.round(4).tolist()
    [0.2045, 0.2045, 0.2185]
    """
    if kind not in KINDS:
        raise ValueError(f"There is no chart {kind!r}; choose one of {', '.join(KINDS)}.")
    series = series_of(values)
    _check(series, kind, width, settled, baseline)
    if time is not None:
        time = _ordered(time, series.shape[1], subgroup if kind in GATHERED else None)
    request = Request(kind, series, baseline, centre, sigma, size, subgroup, excluded, time, float(width))
    drawn = phased(request, phases, KINDS[kind].draw, _known(kind, options))
    drawn = _noted(drawn, settled, known=centre is not None and sigma is not None)
    drawn = replace(drawn, notes=(*drawn.notes, *_unused(request)))
    flat = np.ndim(values) == 1 or kind in SEVERAL_VARIABLES
    return _shaped(drawn, flat=flat)


def _check(series: Floats, kind: str, width: float, settled: int, baseline: Any) -> None:
    if not np.isfinite(series[0, 0]) and np.isnan(series).all():
        raise ValueError("All values are missing; a chart needs at least two points.")
    if kind != "i-mr" or baseline is not None:  # an i-mr chart finds infinity in its means, without a pass of its own
        refuse_infinite(series)
    if not (isinstance(width, Real) and 0 < width < math.inf):
        raise ValueError(f"The width of limits is a number above zero, not {width!r}.")
    if not (isinstance(settled, Real) and settled >= 0):
        raise ValueError(f"Limits are settled from a number of points on, not {settled!r}.")


def _ordered(time: Any, points: int, subgroup: Any) -> Any:
    """Times that ascend, one for each plotted point: readings of one subgroup may share theirs, its first counts."""
    found = selecting.moments(time, points)
    if not found.is_monotonic_increasing or (subgroup is None and not found.is_unique):
        raise ValueError("Times must ascend without duplicates; sort the rows by time and keep one for each time.")
    return found if subgroup is None else found[subgroups.firsts(subgroup, points)]


def _known(kind: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options by the names of the parameters: ``lambda`` is a word of Python's own."""
    offered = {name.rstrip("_"): default for name, default in KINDS[kind].options.items()}
    for written, value in options.items():
        name = written.rstrip("_")
        if name not in offered:
            listed = ", ".join([*offered, *(["width"] if kind not in WITHOUT_WIDTH else [])]) or "none of its own"
            raise ValueError(f"{called(kind).capitalize()} has no option {written!r}; it has {listed}.")
        if not _alike(value, offered[name]):
            word = {bool: "yes or no", str: "a word"}.get(type(offered[name]), "a finite number")
            raise ValueError(f"Option {name} of {called(kind)} is {word}, not {value!r}.")
    return {"lambda_" if name.rstrip("_") == "lambda" else name: value for name, value in options.items()}


def called(kind: str) -> str:
    """A chart of some kind with its article, as it is spoken.

    Examples
    --------
    >>> called("i-mr"), called("np"), called("u")
    ('an i-mr chart', 'an np chart', 'a u chart')
    """
    return f"{'an' if kind.startswith(('i', 'e', 'np', 'x')) else 'a'} {kind} chart"


def _alike(value: Any, default: Any) -> bool:
    """Whether a value is of the kind of the default: words, numbers, or yes and no."""
    if isinstance(default, bool | str):
        return isinstance(value, (bool, np.bool_) if isinstance(default, bool) else str)
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _noted(drawn: Chart, settled: int, *, known: bool) -> Chart:
    fewest = int(drawn.baseline_points.min())
    if known or drawn.fit == "median" or standing(fewest, settled) == "settled":
        return drawn
    words = {"too few": "too few points for alerts", "provisional": "limits provisional", "rough": "limits still rough"}
    points = "1 point" if fewest == 1 else f"{fewest} points"
    return replace(drawn, notes=(*drawn.notes, f"{words[standing(fewest, settled)]} ({points})"))


def _unused(request: Request) -> tuple[str, ...]:
    """What was given and says nothing to such a chart."""
    kind = request.kind
    given = {
        "sample sizes are": request.size is not None and kind not in SIZED,
        "subgroups are": request.subgroup is not None and kind not in GATHERED | {"short-run"},
        "a known sigma is": request.sigma is not None and kind in WITHOUT_SIGMA,
        "a width of limits is": request.width != WIDTH and kind in WITHOUT_WIDTH,
    }
    return tuple(f"{what} not used by {called(kind)}" for what, unused in given.items() if unused)


def _shaped(drawn: Chart, *, flat: bool) -> Chart:
    """Everything broadcast to the points and read-only; without the axis of series where there is one only."""
    shape = drawn.points.shape

    def fit(figures: Floats) -> Floats:
        spread = np.broadcast_to(figures, shape)
        return spread[0] if flat else spread

    def single(figures: Floats) -> Floats:
        column = np.asarray(figures).reshape(-1)
        return column[0] if flat else column

    return replace(
        drawn,
        points=fit(drawn.points),
        centre=fit(drawn.centre),
        lower=fit(drawn.lower),
        upper=fit(drawn.upper),
        sigma=fit(drawn.sigma),
        process_sigma=None if drawn.process_sigma is None else fit(drawn.process_sigma),
        traces={name: fit(trace) for name, trace in drawn.traces.items()},
        measures={name: single(measure) for name, measure in drawn.measures.items()},
        dispersion=None if drawn.dispersion is None else _shaped(drawn.dispersion, flat=flat),
    )
