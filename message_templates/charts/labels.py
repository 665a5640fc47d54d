"""Where words go on a picture so that none lies on another."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from message_templates.charts import style

Offset = tuple[float, float, str, str]
Pixel = tuple[float, float]

AROUND: Sequence[Offset] = (
    (26, 0, "left", "center"),
    (-26, 0, "right", "center"),
    (0, 30, "center", "bottom"),
    (0, -30, "center", "top"),
    (22, 22, "left", "bottom"),
    (22, -22, "left", "top"),
    (-22, 22, "right", "bottom"),
    (-22, -22, "right", "top"),
    (0, 62, "center", "bottom"),
    (0, -62, "center", "top"),
    (-22, 62, "right", "bottom"),
    (22, 62, "left", "bottom"),
    (-22, -62, "right", "top"),
    (22, -62, "left", "top"),
    (-22, 100, "right", "bottom"),
    (22, 100, "left", "bottom"),
    (-22, -100, "right", "top"),
)
"""Offsets in pixels at which a value may stand beside its point, the best first."""

HALO = withStroke(linewidth=5, foreground=style.PAPER)
"""White around words that cross a line."""

MARGIN = 4.0
"""Pixels that are kept free around words."""

NEARER = 8.0
"""Pixels by which a value is nearer to its own point than to another that signals, whose it would seem else."""

CLEAR = 64.0
"""Pixels from other points that signal to a value that a line leads to its own; so far away it is nobody else's."""

FAR = 40
"""Pixels from which on a line leads from a value to its point."""

MOST_HIDDEN = 6
"""Places of the curve that a value may cover; where it would cover more, it is left out."""


@dataclass(frozen=True, slots=True)
class Words:
    """A value to be written beside a point."""

    place: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What values stand among: *taken* boxes, *crossed* ones that they had better not cover, and *marked* points."""

    taken: list[Bbox]
    crossed: Sequence[Bbox]
    marked: Sequence[Pixel]


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Heights as near as possible to those wanted, ascending, at least *apart*, between *low* and *high*.

    Examples
    --------
    >>> spread([10.0, 12.0, 50.0], 8.0, 0.0, 52.0)
    [7.0, 15.0, 50.0]
    """
    groups: list[list[float]] = []
    for height in wanted:
        groups.append([height])
        while len(groups) > 1 and _bottom(groups[-1], apart, low, high) - _top(groups[-2], apart, low, high) < apart:
            last = groups.pop()
            groups[-1] += last
    return [_bottom(group, apart, low, high) + apart * step for group in groups for step in range(len(group))]


def _bottom(group: Sequence[float], apart: float, low: float, high: float) -> float:
    length = apart * (len(group) - 1)
    middle = sum(group) / len(group)
    return max(low, min(high - length, middle - length / 2))


def _top(group: Sequence[float], apart: float, low: float, high: float) -> float:
    return _bottom(group, apart, low, high) + apart * (len(group) - 1)


def beside(axes: Axes, words: Iterable[Words], among: Surroundings) -> None:
    """Write each value beside its point where there is room: nowhere on other words, best not on points either.

    None seems to be that of another marked point. A value further off is led to its point by a line; one that finds no
    room is left out, and its diamond stays. What was written is taken.
    """
    for each in words:
        text = axes.text(0, 0, each.text, color=style.WARM, fontsize=style.VALUE, fontweight="bold", zorder=6)
        text.set_path_effects([HALO])
        found = _best(axes, text, each, among)
        if found is None:
            text.remove()
            continue
        box, (right, up, _horizontal, _vertical) = found
        among.taken.append(box)
        if abs(up) > FAR:
            x, y = axes.transData.transform((each.place, each.height))
            ends = [_data(axes, x, y), _data(axes, x + right, y + up)]
            axes.plot(*zip(*ends, strict=True), color=style.WARM, linewidth=1.5, zorder=4.5)


def _best(axes: Axes, text: Text, words: Words, among: Surroundings) -> tuple[Bbox, Offset] | None:
    """The box of the text where it hides least, and the offset that leads there."""
    x, y = axes.transData.transform((words.place, words.height))
    others = [other for other in among.marked if math.hypot(other[0] - x, other[1] - y) > 1]
    free: list[tuple[int, Bbox, Offset]] = []
    for offset, room in _rooms(axes):
        box = _moved(axes, text, (x, y), offset)
        inside = room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1
        if inside and not any(map(box.overlaps, among.taken)) and _is_its_own(box, (x, y), offset, others):
            free.append((sum(map(box.overlaps, among.crossed)), box, offset))
    best = min(free, key=lambda each: each[0], default=None)
    if best is None or best[0] > MOST_HIDDEN:
        return None
    _moved(axes, text, (x, y), best[2])
    return best[1], best[2]


def _rooms(axes: Axes) -> list[tuple[Offset, Bbox]]:
    """Offsets with the room that each has: the frame, and at last the margin on its right, where lines have names."""
    frame, figure = axes.get_window_extent(), axes.get_figure(root=True)
    beyond = Bbox.from_extents(frame.x0, frame.y0, figure.bbox.x1 if figure else frame.x1, frame.y1)
    return [*((offset, frame) for offset in AROUND), (AROUND[0], beyond)]


def _is_its_own(box: Bbox, point: Pixel, offset: Offset, others: Sequence[Pixel]) -> bool:
    """Whether words in a box would be read as those of their point: they stand nearest to it, or a line leads there."""
    nearest = min((_apart(box, other) for other in others), default=math.inf)
    return _apart(box, point) + NEARER <= nearest or (abs(offset[1]) > FAR and nearest >= CLEAR)


def _apart(box: Bbox, point: Pixel) -> float:
    x, y = point
    return math.hypot(max(box.x0 - x, x - box.x1, 0.0), max(box.y0 - y, y - box.y1, 0.0))


def _moved(axes: Axes, text: Text, point: tuple[float, float], offset: Offset) -> Bbox:
    """The box of the text once it stands at an offset from its point."""
    right, up, horizontal, vertical = offset
    text.set(horizontalalignment=horizontal, verticalalignment=vertical)
    text.set_position(_data(axes, point[0] + right, point[1] + up))
    return text.get_window_extent().padded(MARGIN)


def _data(axes: Axes, x: float, y: float) -> tuple[float, float]:
    """Pixels as places on the axes."""
    place, height = axes.transData.inverted().transform((x, y))
    return float(place), float(height)


def boxes(axes: Axes, places: Sequence[float], heights: Sequence[float], reach: float) -> list[Bbox]:
    """What points and the lines between them cover, as small boxes."""
    pixels = [axes.transData.transform(pair) for pair in zip(places, heights, strict=True) if math.isfinite(pair[1])]
    found = [Bbox.from_extents(x - reach, y - reach, x + reach, y + reach) for x, y in pixels]
    for (x0, y0), (x1, y1) in itertools.pairwise(pixels):
        steps = max(1, int(math.hypot(x1 - x0, y1 - y0) / 24))
        for step in range(1, steps):
            x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
            found.append(Bbox.from_extents(x - 2, y - 2, x + 2, y + 2))
    return found
