"""Small multiples for digests: many charts on one image, a line each."""

import io
import math
import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from message_templates.charts import glyphs, scales, style
from message_templates.charts.data import ChartData

ROW, EDGE = 112, 24
"""Pixels of a row, and above and below all of them."""

NAMES, CURVE, VALUES = 40, 640, 1330
"""Pixels from the left at which names, curves and newest values begin."""

NAME_LETTERS = 32
MOST_ROWS = 20
"""More would be a wall; whoever has more monitors picks those worth a line."""

FEW = 8
"""Signals that are drawn large; more of them would hide the curve."""

ROOM = 0.15


def sparklines(rows: Sequence[ChartData]) -> bytes:
    """Each chart's name, its curve between its limits, and its newest value, which is warm if it signals."""
    if not 0 < len(rows) <= MOST_ROWS:
        raise ValueError(f"An image holds 1 to {MOST_ROWS} small charts, not {len(rows)}.")
    height = ROW * len(rows) + 2 * EDGE
    with style.letters():
        figure = Figure(figsize=(style.WIDTH / style.DOTS, height / style.DOTS), dpi=style.DOTS)
        FigureCanvasAgg(figure)
        figure.set_facecolor(style.PAPER)
        for number, data in enumerate(rows):
            _row(figure, data, height - EDGE - ROW * (number + 1), height)
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=style.DOTS, metadata={"Software": ""})
    return target.getvalue()


def _row(figure: Figure, data: ChartData, bottom: float, height: float) -> None:
    middle = (bottom + ROW / 2) / height
    name = (
        textwrap.shorten(glyphs.drawable(data.title), NAME_LETTERS, placeholder="…")
        .replace(",…", "…")
        .replace(":…", "…")
    )
    figure.text(NAMES / style.WIDTH, middle, name, va="center", color=style.INK, fontsize=style.LABEL)
    box = (CURVE / style.WIDTH, (bottom + 10) / height, (VALUES - CURVE - 30) / style.WIDTH, (ROW - 20) / height)
    _curve(figure.add_axes(box), data)
    newest = max(index for index, value in enumerate(data.points) if math.isfinite(value))
    signals = {signal.index for signal in data.judged()}
    value = scales.written(data.points[newest], scales.decimals(data), data.style, data.unit)
    colour, weight = (style.WARM, "bold") if newest in signals else (style.PROCESS, "normal")
    figure.text(VALUES / style.WIDTH, middle, value, va="center", color=colour, fontsize=style.VALUE, fontweight=weight)


def _curve(axes: Axes, data: ChartData) -> None:
    axes.set_axis_off()
    places = list(scales.places(data))
    lines = [*data.points, *data.line("centre"), *data.line("lower"), *data.line("upper")]
    seen = [value for value in lines if math.isfinite(value)]
    span = (max(seen) - min(seen)) or abs(seen[0]) or 1.0
    axes.set_ylim(min(seen) - ROOM * span, max(seen) + ROOM * span)
    edge = 0.02 * ((places[-1] - places[0]) or 1.0)
    axes.set_xlim(places[0] - edge, places[-1] + edge)
    axes.fill_between(places, data.line("lower"), data.line("upper"), step="mid", color=style.BAND, linewidth=0)
    for line in (data.line("lower"), data.line("upper")):
        axes.step(places, line, where="mid", color=style.THREAD, linewidth=1.4, linestyle=(0, (5, 3)))
    axes.step(places, data.line("centre"), where="mid", color=style.THREAD, linewidth=1.2)
    axes.plot(places, data.points, color=style.PROCESS, linewidth=2.2)
    size = 9 if len(data.judged()) <= FEW else 5
    for signal in data.judged():
        axes.plot(
            places[signal.index], data.points[signal.index], "D", color=style.WARM, markersize=size, clip_on=False
        )
