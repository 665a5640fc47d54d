"""A control chart as a PNG of 1600 x 800 pixels."""

import io
import math
import textwrap
from collections.abc import Sequence
from itertools import pairwise

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from message_templates.charts import labels, scales, style
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
    with mpl.rc_context({"font.family": style.FONT}):
        target = io.BytesIO()
        drawn(data).savefig(target, format="png", dpi=style.DOTS, metadata={"Software": ""})
    return target.getvalue()


def drawn(data: ChartData) -> Figure:
    """The picture before it is written; fonts are those of the surrounding context."""
    figure = Figure(figsize=(style.WIDTH / style.DOTS, style.HEIGHT / style.DOTS), dpi=style.DOTS)
    FigureCanvasAgg(figure)
    figure.set_facecolor(style.PAPER)
    top = _heading(figure, data)
    axes = _axes(figure, data, top)
    places = scales.places(data)
    _lines(axes, data, places)
    _process(axes, data, places)
    taken = _names(axes, data)
    taken += _happenings(axes, data, places)
    _values(axes, data, places, taken)
    return figure


def _heading(figure: Figure, data: ChartData) -> float:
    """Title and verdict; returns the height in pixels that they leave."""
    title = textwrap.shorten(data.title, TITLE_LETTERS, placeholder="…")
    lines = textwrap.wrap(data.verdict, VERDICT_LINE, max_lines=3, placeholder=" …")
    left, height = 40 / style.WIDTH, style.HEIGHT
    figure.text(left, 1 - 22 / height, title, va="top", color=style.INK, fontsize=style.TITLE, fontweight="bold")
    for number, line in enumerate(lines):
        place = 1 - (84 + 42 * number) / height
        figure.text(left, place, line, va="top", color=style.MUTED, fontsize=style.VERDICT)
    return height - 84 - 42 * len(lines) - 24


def _axes(figure: Figure, data: ChartData, top: float) -> Axes:
    left, bottom = style.LEFT / style.WIDTH, style.BOTTOM / style.HEIGHT
    width = (style.WIDTH - style.LEFT - style.RIGHT) / style.WIDTH
    axes = figure.add_axes((left, bottom, width, top / style.HEIGHT - bottom))
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


def _happenings(axes: Axes, data: ChartData, places: Sequence[float]) -> list[Bbox]:
    """Phases, the end of the baseline, flags, and when a change began."""
    for index in data.phases:
        axes.axvline((places[index - 1] + places[index]) / 2 if index else places[0], color=style.MUTED, linewidth=1.5)
    if data.baseline is not None and 0 < data.baseline < len(places):
        edge = (places[data.baseline - 1] + places[data.baseline]) / 2
        axes.axvline(edge, color=style.LINE, linewidth=1.8, linestyle=(0, (1, 3)), zorder=1)
    found: list[Bbox] = []
    for flag in sorted(data.flags, key=lambda flag: flag.index):
        axes.axvline(places[flag.index], color=style.THREAD, linewidth=1.5, zorder=1)
        found += _at_the_top(axes, places[flag.index], flag.text, found)
    if data.change is not None:
        found += _bracket(axes, data, places)
    return found


def _at_the_top(axes: Axes, place: float, words: str, taken: Sequence[Bbox]) -> list[Bbox]:
    """Words beside a line at the top, in the second row where the first is taken, else left out."""
    for row in range(2):
        text = axes.annotate(
            f" {words}", (place, 1), xycoords=("data", "axes fraction"), xytext=(0, -2 - 30 * row),
            textcoords="offset points", va="top", color=style.MUTED, fontsize=style.NOTE,
        )  # fmt: skip
        box = text.get_window_extent()
        if not any(box.overlaps(other) for other in taken) and box.x1 < axes.get_window_extent().x1 + style.RIGHT:
            return [box]
        text.remove()
    return []


def _bracket(axes: Axes, data: ChartData, places: Sequence[float]) -> list[Bbox]:
    """A short bracket at the bottom over the points at which the step may have begun."""
    if data.change is None:
        return []
    low, high = axes.get_ylim()
    height = low + 0.055 * (high - low)
    first, last, best = places[data.change.first], places[data.change.last], places[data.change.index]
    axes.plot([first, last], [height, height], color=style.WARM, linewidth=3, solid_capstyle="butt", zorder=5)
    for place, reach in ((first, 7), (last, 7), (best, 13)):
        axes.plot(place, height, "|", color=style.WARM, markersize=2 * reach, markeredgewidth=3, zorder=5)
    text = _beside_or_above(axes, first, last, height)
    text.set_path_effects([labels.HALO])
    return [text.get_window_extent()]


def _beside_or_above(axes: Axes, first: float, last: float, height: float) -> Annotation:
    """Words right or left of the bracket, or above it where neither side has room."""
    sides = (
        (last, 12, 0, "left", "center"),
        (first, -12, 0, "right", "center"),
        ((first + last) / 2, 0, 14, "center", "bottom"),
    )
    frame = axes.get_window_extent()
    for place, across, up, ha, va in sides:
        text = axes.annotate(
            "change began", (place, height), xytext=(across, up), textcoords="offset points",
            ha=ha, va=va, color=style.WARM, fontsize=style.NOTE, zorder=6,
        )  # fmt: skip
        box = text.get_window_extent()
        if va == "bottom" or (frame.x0 <= box.x0 and box.x1 <= frame.x1):
            return text
        text.remove()
    raise AssertionError("the last place has no condition")


def _values(axes: Axes, data: ChartData, places: Sequence[float], taken: list[Bbox]) -> None:
    """Values beside the signals; and the boxes that they may not touch."""
    digits = scales.decimals(data)
    crossed = labels.boxes(axes, places, data.points, _marker(len(places)) * 0.7)
    words = []
    for signal in _most_telling(data):
        value = data.points[signal.index]
        rule = f" · {signal.rule}" if signal.rule else ""
        text = scales.written(value, digits, data.style, data.unit) + rule
        words.append(labels.Words(places[signal.index], value, text))
        x, y = axes.transData.transform((places[signal.index], value))
        taken.append(Bbox.from_extents(x - 9, y - 9, x + 9, y + 9))
    labels.beside(axes, words, taken, crossed)


def _most_telling(data: ChartData) -> list[Signal]:
    """Signals whose values are written: all of a few; of many the newest, the furthest from the centre, the first."""
    centre, judged = data.line("centre"), sorted(data.judged(), key=lambda each: -each.index)
    if len(judged) <= MOST_VALUES:
        return judged
    furthest = max(judged, key=lambda each: abs(data.points[each.index] - centre[each.index]))
    return list(dict.fromkeys([judged[0], furthest, judged[-1]]))
