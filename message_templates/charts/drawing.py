"""A control chart as a PNG of 1600 x 800 pixels, higher where a second chart stands below."""

import io
import math
import textwrap
from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from message_templates.charts import glyphs, happenings, labels, scales, style
from message_templates.charts.data import ChartData, Line, Signal

VERDICT_LINE = 92
"""Letters in a line below the title before it is broken; three lines at most."""

TITLE_LETTERS = 58

MOST_VALUES = 4
"""Signals whose values are written: more would be read by nobody, and the verdict counts them."""

CROWDED = 300
"""Changes of a limit from which on dashes and a centre would hide the points: then thin lines around the band."""

ROOM = 0.12
"""Share of the height that is kept free above and below, for values beside the outermost points."""


def png(data: ChartData) -> bytes:
    """The picture's bytes: the same for the same data on every machine with the same matplotlib."""
    with style.letters():
        target = io.BytesIO()
        drawn(data).savefig(target, format="png", dpi=style.DOTS, metadata={"Software": ""})
    return target.getvalue()


def drawn(data: ChartData) -> Figure:
    """The picture before it is written; fonts are those of the surrounding context."""
    height = style.HEIGHT + (style.BELOW if data.below is not None else 0)
    figure = Figure(figsize=(style.WIDTH / style.DOTS, height / style.DOTS), dpi=style.DOTS)
    FigureCanvasAgg(figure)
    figure.set_facecolor(style.PAPER)
    top = _heading(figure, data, height)
    if data.below is None:
        _panel(figure, data, style.BOTTOM, top)
        return figure
    _panel(figure, data, style.BELOW + style.BOTTOM, top)
    where = 40 / style.WIDTH, (style.BELOW - 2) / height
    figure.text(*where, data.below.title, va="top", color=style.INK, fontsize=style.VERDICT, fontweight="bold")
    _panel(figure, data.below, style.BOTTOM, style.BELOW - 52)
    return figure


def _panel(figure: Figure, data: ChartData, bottom: float, top: float) -> None:
    """One chart between two heights in pixels."""
    axes = _axes(figure, data, bottom, top)
    places = scales.places(data)
    _lines(axes, data, places)
    _process(axes, data, places)
    taken = _names(axes, data)
    taken += happenings.draw(axes, data, places, taken)
    _values(axes, data, places, taken)


def _heading(figure: Figure, data: ChartData, height: int) -> float:
    """Title and verdict; returns the height in pixels that they leave."""
    title = textwrap.shorten(glyphs.drawable(data.title), TITLE_LETTERS, placeholder="…")
    lines = textwrap.wrap(glyphs.drawable(data.verdict), VERDICT_LINE, max_lines=3, placeholder=" …")
    left = 40 / style.WIDTH
    figure.text(left, 1 - 22 / height, title, va="top", color=style.INK, fontsize=style.TITLE, fontweight="bold")
    for number, line in enumerate(lines):
        place = 1 - (84 + 42 * number) / height
        figure.text(left, place, line, va="top", color=style.MUTED, fontsize=style.VERDICT)
    return height - 84 - 42 * len(lines) - 24


def _axes(figure: Figure, data: ChartData, bottom: float, top: float) -> Axes:
    height = figure.bbox.height
    width = (style.WIDTH - style.LEFT - style.RIGHT) / style.WIDTH
    axes = figure.add_axes((style.LEFT / style.WIDTH, bottom / height, width, (top - bottom) / height))
    axes.set_facecolor(style.PAPER)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelsize=style.TICK, labelcolor=style.MUTED, pad=8)
    axes.grid(axis="y", color=style.GRID, linewidth=1.5)
    axes.set_axisbelow(True)
    axes.set_ylim(*_heights(data))
    places = scales.places(data)
    edge = max((places[-1] - places[0]) * 0.015, 0.4 if not data.times else 1e-6)
    axes.set_xlim(places[0] - edge, places[-1] + edge)
    scales.figures(axes, data)
    scales.moments(axes, data)
    return axes


def _heights(data: ChartData) -> tuple[float, float]:
    lines = [*data.points, *data.line("centre"), *data.line("lower"), *data.line("upper")]
    seen = [value for value in lines if math.isfinite(value)]
    low, high = min(seen), max(seen)
    span = (high - low) or abs(high) or 1.0
    return low - ROOM * span, high + ROOM * span


def _lines(axes: Axes, data: ChartData, places: Sequence[float]) -> None:
    """Band, limits and centre; stepped where they vary, and drawn on to the edges of the picture."""
    ahead, behind = axes.get_xlim()
    stretched = [ahead, *places[1:-1], behind] if len(places) > 1 else [ahead, behind]

    def along(name: Line) -> list[float]:
        line = data.line(name)
        return line if len(line) > 1 else line * 2

    lower, upper, centre = along("lower"), along("upper"), along("centre")
    axes.fill_between(stretched, lower, upper, step="mid", color=style.BAND, linewidth=0, zorder=0.5)
    if max(map(_changes, (lower, upper, centre))) > CROWDED:
        for line in (lower, upper):
            axes.step(stretched, line, where="mid", color=style.THREAD, linewidth=1, zorder=2)
        return
    for limit in (lower, upper):
        axes.step(stretched, limit, where="mid", color=style.LINE, linewidth=2.2, linestyle=(0, (5, 3)), zorder=2)
    axes.step(stretched, centre, where="mid", color=style.LINE, linewidth=1.8, zorder=2)


def _changes(line: Sequence[float]) -> int:
    return sum(before != after for before, after in pairwise(line))


def _process(axes: Axes, data: ChartData, places: Sequence[float]) -> None:
    """The points, a gap where one is missing, hollow where one was excluded, a diamond where one signals."""
    size = _marker(len(data.points))
    axes.plot(places, data.points, color=style.THREAD, linewidth=min(2.4, 0.3 * size), zorder=3)
    odd = {*data.excluded, *(signal.index for signal in data.judged())}
    plain = [(places[i], y) for i, y in enumerate(data.points) if i not in odd and math.isfinite(y)]
    if plain:
        axes.plot(*zip(*plain, strict=True), "o", color=style.PROCESS, markersize=size, markeredgewidth=0, zorder=4)
    for index in data.excluded:
        axes.plot(
            places[index], data.points[index], "o", markerfacecolor=style.PAPER, markeredgecolor=style.PROCESS,
            markersize=max(size, 9), markeredgewidth=2, zorder=4,
        )  # fmt: skip
    for signal in data.judged():
        axes.plot(
            places[signal.index], data.points[signal.index], "D", color=style.WARM,
            markersize=max(1.2 * size, 9 if len(data.judged()) > MOST_VALUES else 13), markeredgewidth=0, zorder=5,
        )  # fmt: skip


def _marker(points: int) -> float:
    """Size of a point: as large as its neighbours leave room for."""
    return max(3.0, min(11.0, 1200 / points))


def _names(axes: Axes, data: ChartData) -> list[Bbox]:
    """Names and values of the lines at their right end, moved apart where they would touch."""
    digits = scales.decimals(data)
    named = [
        (data.last("lower"), data.names[2]),
        (data.last("centre"), data.names[1]),
        (data.last("upper"), data.names[0]),
    ]
    shown = [(value, name) for value, name in named if math.isfinite(value)]
    shown.sort(key=lambda pair: pair[0])
    frame = axes.get_window_extent()
    wanted = [float(axes.transData.transform((0, value))[1]) for value, _name in shown]
    heights = labels.spread(wanted, 78, frame.y0 + 34, frame.y1 - 34)
    found = []
    for height, (value, name) in zip(heights, shown, strict=True):
        words = f"{name}\n{scales.written(value, digits, data.style, data.unit)}"
        text = axes.annotate(
            words, (frame.x1 + 14, height), xycoords="figure pixels", va="center", color=style.MUTED,
            fontsize=style.LABEL, linespacing=1.1, annotation_clip=False,
        )  # fmt: skip
        found.append(text.get_window_extent())
    return found


def _values(axes: Axes, data: ChartData, places: Sequence[float], taken: list[Bbox]) -> None:
    """Values beside the signals, away from *taken* boxes and from the diamonds of all signals, also those without."""
    digits = scales.decimals(data)
    crossed = labels.boxes(axes, places, data.points, _marker(len(places)) * 0.7)
    words = []
    for signal in _most_telling(data):
        value = data.points[signal.index]
        rule = f" · {signal.rule}" if signal.rule else ""
        text = scales.written(value, digits, data.style, data.unit) + rule
        words.append(labels.Words(places[signal.index], value, text))
    marks = [axes.transData.transform((places[s.index], data.points[s.index])) for s in data.judged()]
    diamonds = [(float(x), float(y)) for x, y in marks]
    taken += [Bbox.from_extents(x - 9, y - 9, x + 9, y + 9) for x, y in diamonds]
    labels.beside(axes, words, labels.Surroundings(taken, crossed, diamonds))


def _most_telling(data: ChartData) -> list[Signal]:
    """Signals whose values are written: all of a few; of many the newest, the furthest from the centre, the first."""
    centre, judged = data.line("centre"), sorted(data.judged(), key=lambda each: -each.index)
    if len(judged) <= MOST_VALUES:
        return judged
    furthest = max(judged, key=lambda each: abs(data.points[each.index] - centre[each.index]))
    return list(dict.fromkeys([judged[0], furthest, judged[-1]]))
