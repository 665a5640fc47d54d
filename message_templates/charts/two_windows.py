"""How a column was and how it is: two step histograms over each other, or paired bars of categories."""

import io
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from message_templates.charts import glyphs, style

MOST_BARS = 8
"""Categories that are drawn, those that changed most first."""

NAME_LETTERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWindows:
    """Shares of the rows of two windows: in bins between *edges*, or in *categories*."""

    title: str
    verdict: str
    column: str
    before: Sequence[float]
    now: Sequence[float]
    edges: Sequence[float] = ()
    categories: Sequence[str] = ()

    def __post_init__(self) -> None:
        bins = len(self.edges) - 1 if self.edges else len(self.categories)
        if not bins or not len(self.before) == len(self.now) == bins:
            raise ValueError(f"There are {bins} bins but {len(self.before)} and {len(self.now)} shares.")


def png(data: TwoWindows) -> bytes:
    """The picture's bytes."""
    with style.letters():
        figure = Figure(figsize=(style.WIDTH / style.DOTS, style.HEIGHT / style.DOTS), dpi=style.DOTS)
        FigureCanvasAgg(figure)
        figure.set_facecolor(style.PAPER)
        axes = _axes(figure, _heading(figure, data))
        (_steps if data.edges else _bars)(axes, data)
        _names(axes, data)
        target = io.BytesIO()
        figure.savefig(target, format="png", dpi=style.DOTS, metadata={"Software": ""})
    return target.getvalue()


def alt_text(data: TwoWindows) -> str:
    """What the picture says, in words."""
    change = max(zip(data.before, data.now, _bins(data), strict=True), key=lambda part: abs(part[1] - part[0]))
    largest = f"Most changed: {change[2]}, {change[0]:.0%} of the rows before and {change[1]:.0%} now."
    return f"{data.title}: {data.verdict.rstrip('.')}. {data.column} before and now. {largest}"[:1000]


def _bins(data: TwoWindows) -> list[str]:
    if not data.edges:
        return list(data.categories)
    return [f"{low:.4g} to {high:.4g}" for low, high in zip(data.edges, data.edges[1:], strict=False)]


def _heading(figure: Figure, data: TwoWindows) -> int:
    lines = textwrap.wrap(glyphs.drawable(data.verdict), 92, max_lines=3, placeholder=" …")
    left, height = 40 / style.WIDTH, style.HEIGHT
    title = textwrap.shorten(glyphs.drawable(data.title), 58, placeholder="…")
    figure.text(left, 1 - 22 / height, title, va="top", color=style.INK, fontsize=style.TITLE, fontweight="bold")
    for number, line in enumerate(lines):
        place = 1 - (84 + 42 * number) / height
        figure.text(left, place, line, va="top", color=style.MUTED, fontsize=style.VERDICT)
    return height - 84 - 42 * len(lines) - 30


def _axes(figure: Figure, top: int) -> Axes:
    bottom, width = 125, style.WIDTH - style.LEFT - style.RIGHT
    box = (style.LEFT / style.WIDTH, bottom / style.HEIGHT, width / style.WIDTH, (top - bottom) / style.HEIGHT)
    axes = figure.add_axes(box)
    axes.set_facecolor(style.PAPER)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelsize=style.TICK, labelcolor=style.MUTED, pad=8)
    axes.grid(axis="y", color=style.GRID, linewidth=1.5)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    return axes


def _steps(axes: Axes, data: TwoWindows) -> None:
    edges = list(data.edges)
    axes.stairs(data.before, edges, color=style.PROCESS, linewidth=3, fill=False)
    axes.stairs(data.now, edges, color=style.WARM, linewidth=3.5, linestyle=(0, (5, 2)), fill=False)
    axes.set_xlabel(glyphs.drawable(data.column), color=style.MUTED, fontsize=style.LABEL)
    axes.xaxis.set_major_locator(MaxNLocator(6))


def _bars(axes: Axes, data: TwoWindows) -> None:
    changed = sorted(range(len(data.categories)), key=lambda place: -abs(data.now[place] - data.before[place]))
    for place, index in enumerate(changed[:MOST_BARS]):
        axes.bar(place - 0.2, data.before[index], 0.36, color=style.PROCESS)
        axes.bar(place + 0.2, data.now[index], 0.36, color=style.WARM, hatch="//", edgecolor=style.PAPER)
    known = [glyphs.drawable(str(data.categories[index])) for index in changed]
    names = [textwrap.shorten(name, NAME_LETTERS, placeholder="…") for name in known]
    axes.set_xticks(range(len(names[:MOST_BARS])), names[:MOST_BARS])
    axes.set_xlabel(glyphs.drawable(data.column), color=style.MUTED, fontsize=style.LABEL)


def _names(axes: Axes, data: TwoWindows) -> None:
    """Both windows are named at the right, in their colours and in words that tell the lines apart."""
    frame = axes.get_window_extent()
    line = ("solid", "dashed") if data.edges else ("plain", "hatched")
    for place, (name, how, colour) in enumerate((("before", line[0], style.PROCESS), ("now", line[1], style.WARM))):
        axes.annotate(
            f"{name}\n({how})", (frame.x1 + 14, frame.y1 - 60 - 110 * place), xycoords="figure pixels", va="center",
            color=colour, fontsize=style.LABEL, fontweight="bold", annotation_clip=False,
        )  # fmt: skip
    highest = max(value for value in (*data.before, *data.now) if math.isfinite(value))
    axes.set_ylim(0, highest * 1.15 or 1)
