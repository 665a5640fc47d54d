"""Which points of a chart break which rule."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from analysis.control_charts.arrays import floats
from analysis.run_rules import cutting, marking, runs
from analysis.run_rules.blocks import Block, Rows, sights
from analysis.run_rules.codes import Buffers
from analysis.run_rules.patterns import Conventions
from analysis.run_rules.rules import WHOLE_SERIES, Rule, named

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Mark = Literal["last", "window", "every"]
Eight = Literal["either", "both"]

UNBUFFERED = 16
"""numpy's smallest buffer: with a larger one it copies the line of each row out to the length of the row before it
compares, and takes three times as long."""


class Lines(Protocol):
    """What is read of a chart: four figures that broadcast to the values."""

    @property
    def centre(self) -> Any: ...
    @property
    def lower(self) -> Any: ...
    @property
    def upper(self) -> Any: ...
    @property
    def sigma(self) -> Any: ...


def violations(
    values: Any,
    chart: Lines,
    rules: str | Rule | Iterable[str | Rule] = "nelson",
    *,
    mark: Mark = "last",
    eight: Eight = "either",
    phases: Any = None,
) -> Flags:
    """Points at which a rule fires.

    Parameters
    ----------
    values
        The plotted points, ``(points,)`` or ``(series, points)``, NaN where one is missing.
    chart
        Anything with ``centre``, ``lower``, ``upper`` and ``sigma`` (of a plotted point) that broadcast to *values*.
    rules
        The name of a set or of a rule of :mod:`analysis.run_rules.rules`, or a selection of them.
    mark
        ``"last"``: the point at which a window becomes too unlikely, itself one of the unlikely ones; ``"window"``:
        the last point of every such window, even if it is not; ``"every"``: all points of the pattern.
    eight
        Eight points beyond one sigma on ``"either"`` side (Minitab), or necessarily on ``"both"`` (qcc).
    phases
        Labels of the points' phases; a window never spans two.

    Returns
    -------
    ndarray of bool, shape (rules, *values.shape)

    Notes
    -----
    A window that contains a missing point never fires. A point on a line is inside it. Where sigma is zero only
    points off the centre fire, by the rule of the limits.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> lines = SimpleNamespace(centre=0.0, lower=-3.0, upper=3.0, sigma=1.0)
    >>> violations([0.1, 2.5, 0.3, 2.4, 3.5], lines, "western-electric").astype(int)[:2].tolist()
    [[0, 0, 0, 0, 1], [0, 0, 0, 1, 1]]
    """
    chosen = named(rules)
    if mark not in {"last", "window", "every"} or eight not in {"either", "both"}:
        raise ValueError("mark is 'last', 'window' or 'every'; eight is 'either' or 'both'.")
    points = floats(values)
    if points.ndim not in {1, 2}:
        raise ValueError(f"Values come as (points,) or (series, points), not with {points.ndim} dimensions.")
    found = np.empty((len(chosen), *points.shape), dtype=np.bool_)
    if found.size:
        rows = np.ascontiguousarray(points if points.ndim == 2 else points[None, :])
        lines = [_compact(getattr(chart, name), points.shape, name) for name in ("centre", "lower", "upper", "sigma")]
        places = list(zip(chosen, found.reshape(len(chosen), *rows.shape), strict=True))
        for stretch in cutting.stretches(phases, rows.shape[1]):
            _judge(Rows(rows, *lines), places, stretch, Conventions(mark, eight))
    return found


def _compact(line: Any, shape: tuple[int, ...], name: str) -> Floats:
    """A line as (1 or series, 1 or points): what a broadcast repeats is kept once."""
    try:
        spread = np.broadcast_to(np.asarray(line, dtype=np.float64), shape)
    except ValueError as error:
        raise ValueError(
            f"The chart's {name} has shape {np.shape(line)}, which does not fit values of {shape}."
        ) from error
    rows = spread if spread.ndim == 2 else spread[None, :]
    rows = rows[:, :1] if rows.strides[1] == 0 else rows
    return rows[:1] if rows.strides[0] == 0 else rows


def _judge(rows: Rows, places: Sequence[tuple[Rule, Flags]], stretch: slice, how: Conventions) -> None:
    """Judge the points of one phase by each rule."""
    every = slice(None)
    by_windows = []
    for rule, place in places:
        if rule.pattern in WHOLE_SERIES:
            part = rows.within(every, stretch)
            place[:, stretch] = runs.judge(part.values, np.broadcast_to(part.centre, part.values.shape), rule, how.mark)
        elif rule.window > stretch.stop - stretch.start:
            place[:, stretch] = False
        else:
            by_windows.append((rule, place))
    if by_windows:
        _judge_windows(rows, by_windows, stretch, how)


def _judge_windows(rows: Rows, places: Sequence[tuple[Rule, Flags]], stretch: slice, how: Conventions) -> None:
    """Block by block, in the same buffers."""
    wanted, buffers = sights(rule for rule, _place in places), Buffers()
    reach = max(rule.window for rule, _place in places) - 1
    chunked = how.mark != "every"
    with np.errstate():  # which also sets back the size of the buffer
        np.setbufsize(UNBUFFERED)
        for part in cutting.parts(len(rows.values), stretch, reach, chunked=chunked):
            block = Block(rows.within(part.rows, part.seen), wanted, buffers)
            for rule, place in places:
                marking.mark(block, rule, how, place[part.rows, part.columns], part.lead)
