"""What happened beside the points: phases, the end of the baseline, flags, and when a change began."""

import itertools
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from message_templates.charts import labels, style
from message_templates.charts.data import ChartData


def draw(axes: Axes, data: ChartData, places: Sequence[float], taken: Sequence[Bbox]) -> list[Bbox]:
    """Draw them all, their words beside what is *taken*; the boxes of these, on which no others may lie."""
    for index in data.phases:
        axes.axvline((places[index - 1] + places[index]) / 2 if index else places[0], color=style.MUTED, linewidth=1.5)
    if data.baseline is not None and 0 < data.baseline < len(places):
        edge = (places[data.baseline - 1] + places[data.baseline]) / 2
        axes.axvline(edge, color=style.LINE, linewidth=1.8, linestyle=(0, (1, 3)), zorder=1)
    found: list[Bbox] = []
    for flag in sorted(data.flags, key=lambda flag: flag.index):
        axes.axvline(places[flag.index], color=style.THREAD, linewidth=1.5, zorder=1)
        found += _at_the_top(axes, places[flag.index], flag.text, [*taken, *found])
    if data.change is not None:
        found += _bracket(axes, data, places)
    return found


def _at_the_top(axes: Axes, place: float, words: str, taken: Sequence[Bbox]) -> list[Bbox]:
    """Words right or left of a line at the top, in the second row where the first is taken, else left out."""
    frame = axes.get_window_extent()
    for row, side in itertools.product(range(2), ("left", "right")):
        text = axes.annotate(
            f" {words} ", (place, 1), xycoords=("data", "axes fraction"), xytext=(0, -2 - 30 * row),
            textcoords="offset points", ha=side, va="top", color=style.MUTED, fontsize=style.NOTE,
        )  # fmt: skip
        box = text.get_window_extent()
        if frame.x0 <= box.x0 and box.x1 < frame.x1 + style.RIGHT and not any(box.overlaps(other) for other in taken):
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
