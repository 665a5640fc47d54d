"""Which points of a chart break which rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from analysis.run_rules import blocks, runs, windows
from analysis.run_rules.rules import Rule, named

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Mark = Literal["last", "window", "every"]
Eight = Literal["either", "both"]

BLOCK = 65_536
"""Points judged together: 512 kB of values, which a core's second cache holds with room for the flags."""

WHOLE = frozenset({"longest-run", "crossings"})
"""Patterns that judge a series as a whole."""


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
    points = np.asarray(values, dtype=np.float64)
    if points.ndim not in {1, 2}:
        raise ValueError(f"Values come as (points,) or (series, points), not with {points.ndim} dimensions.")
    found = np.empty((len(chosen), *points.shape), dtype=np.bool_)
    if found.size:
        rows = np.ascontiguousarray(points if points.ndim == 2 else points[None, :])
        judged = _Judged(rows, chart, points.shape)
        _judge_all(judged, chosen, found.reshape(len(chosen), *rows.shape), _How(mark, eight, phases))
    return found


class _Judged:
    """Values with their lines as rows, each line as compact as it came."""

    def __init__(self, rows: Floats, chart: Lines, shape: tuple[int, ...]) -> None:
        self.rows = rows
        names = ("centre", "lower", "upper", "sigma")
        self.lines = tuple(_compact(getattr(chart, name), shape, name) for name in names)

    def block(self, part: "_Part") -> blocks.Block:
        rows = slice(part.first, part.last)
        columns = slice(part.begin - part.lead, part.end)
        lines = [line[rows if len(line) > 1 else slice(None)] for line in self.lines]
        return blocks.Block(
            self.rows[rows, columns], *(line[:, columns] if line.shape[1] > 1 else line for line in lines)
        )


@dataclass(frozen=True, slots=True)
class _How:
    """The conventions that the caller chose."""

    mark: Mark
    eight: Eight
    phases: Any


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows first..last and columns begin..end, seen together with *lead* columns before them."""

    first: int
    last: int
    begin: int
    end: int
    lead: int


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


def _judge_all(judged: _Judged, chosen: tuple[Rule, ...], found: Flags, how: "_How") -> None:
    chunked = how.mark != "every" and not any(rule.pattern in WHOLE for rule in chosen)
    for first, last in _stretches(how.phases, judged.rows.shape[1]):
        for part in _parts(len(judged.rows), first, last, _reach(chosen), chunked=chunked):
            block = judged.block(part)
            here = found[:, part.first : part.last, part.begin : part.end]
            for place, rule in zip(here, chosen, strict=True):
                _judge_one(block, rule, place, part.lead, how)


def _judge_one(block: blocks.Block, rule: Rule, place: Flags, lead: int, how: "_How") -> None:
    if rule.pattern in WHOLE:
        place[...] = runs.judge(block.values, np.broadcast_to(block.centre, block.values.shape), rule, how.mark)
        return
    hits = blocks.judge(block, rule, blocks.Conventions(how.eight, how.mark != "last"))
    hits[:, : rule.window - 1] = False  # a window of the row before, or of the lead, is none
    if how.mark == "every" and rule.window > 1:
        hits = _every(block, rule, hits)
    place[...] = hits[:, lead:]


def _every(block: blocks.Block, rule: Rule, hits: Flags) -> Flags:
    """All points of the patterns that end at a hit; of a k-of-m pattern, those that lie beyond on its own side."""
    if rule.pattern != "beyond":
        return _spread_back(hits, rule)
    found = np.zeros_like(hits)
    for flags in (block.above(rule.sigmas), block.below(rule.sigmas)):
        enough = windows.at_least(flags, rule.count, rule.window).reshape(hits.shape)
        found |= _spread_back(hits & enough, rule) & flags.reshape(hits.shape)
    return found


def _spread_back(hits: Flags, rule: Rule) -> Flags:
    return np.stack([windows.dilated_back(row, rule.window) for row in hits])


def _reach(chosen: tuple[Rule, ...]) -> int:
    """Points before a block that its windows may look back on."""
    return max((rule.window for rule in chosen), default=1) - 1


def _stretches(phases: Any, points: int) -> Iterator[tuple[int, int]]:
    if phases is None:
        yield 0, points
        return
    labels = np.asarray(phases)
    if labels.shape != (points,):
        raise ValueError(
            f"There are {points} points but phases of shape {labels.shape}; give one label for each point."
        )
    edges = [0, *(np.flatnonzero(labels[1:] != labels[:-1]) + 1).tolist(), points]
    yield from pairwise(edges)


def _parts(series: int, first: int, last: int, reach: int, *, chunked: bool) -> Iterator[_Part]:
    """Blocks of whole rows, or, where a row is longer than a block, stretches of one row with some overlap."""
    width = last - first
    rows = max(1, BLOCK // width)
    step = BLOCK if chunked and width > BLOCK else width
    for top in range(0, series, rows):
        for begin in range(first, last, step):
            yield _Part(top, min(series, top + rows), begin, min(last, begin + step), min(reach, begin - first))
