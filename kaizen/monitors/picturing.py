"""Charts of monitors as pictures; only the child process imports it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from analysis.control_charts import Chart
from kaizen.monitors.judgements import NEWEST, Asked, Picture, Signal, Small
from message_templates import charts

SHORT = {
    "side": "one side",
    "trend": "trend",
    "alternating": "up and down",
    "within": "hugging",
    "outside": "off centre",
}

PROPORTIONS = frozenset({"p", "laney-p"})


def of_chart(asked: Asked, chart: Chart, signals: Sequence[Signal], verdict: str, *, believed: bool = True) -> Picture:
    """The newest points with their limits and signals; in words without limits that are not to be *believed*."""
    first = max(0, len(asked.times) - NEWEST)
    places = {time: place - first for place, time in enumerate(asked.times)}
    marked = {places[s.at]: _short(s) for s in reversed(signals) if places[s.at] >= 0}
    inside = int(chart.baseline[first:].sum())
    data = charts.ChartData(
        title=asked.title,
        verdict=verdict,
        points=chart.points[first:].tolist(),
        centre=_seen(chart.centre, first),
        lower=_seen(chart.lower, first),
        upper=_seen(chart.upper, first),
        times=asked.times[first:],
        signals=[charts.Signal(place, rule) for place, rule in sorted(marked.items())],
        baseline=inside if 0 < inside < len(chart.points) - first else None,
        style="percent" if chart.kind in PROPORTIONS else "number",
    )
    told = data if believed else replace(data, centre=(), lower=(), upper=())
    return Picture(charts.png(data), charts.alt_text(told))


def of_points(asked: Asked, verdict: str) -> Picture:
    """The newest points without limits, because there are none yet."""
    style: charts.data.Style = "percent" if asked.sizes else "number"
    newest = slice(-NEWEST, None)
    return _drawn(
        charts.ChartData(
            title=asked.title, verdict=verdict, points=asked.values[newest], times=asked.times[newest], style=style
        )
    )


IN_A_ROW: Final = 60
"""Points of a small chart."""


@dataclass(frozen=True)
class Row:
    """One line of small charts, and the same in words."""

    data: charts.ChartData
    words: str


def row(small: Small, chart: Chart | None) -> Row:
    """One line of small charts; without limits where there are none to believe. Marked is what the digest counts."""
    asked, newest = small.asked, slice(-IN_A_ROW, None)
    style: charts.data.Style = "percent" if asked.sizes else "number"
    plain = charts.ChartData(
        title=asked.title, verdict="", points=asked.values[newest], times=asked.times[newest], style=style
    )
    if chart is None:
        return _worded(plain, "no limits to believe")
    marked = [place for place, at in enumerate(plain.times) if at in (small.signals or ())]
    data = replace(
        plain,
        points=chart.points[newest].tolist(),
        centre=chart.centre[newest].tolist(),
        lower=chart.lower[newest].tolist(),
        upper=chart.upper[newest].tolist(),
        signals=[charts.Signal(place) for place in marked],
    )
    return _worded(data, _counted_of(small, len(marked)))


def _worded(data: charts.ChartData, said: str) -> Row:
    newest = f"{data.points[-1]:.1%}" if data.style == "percent" else f"{data.points[-1]:.4g}"
    return Row(data, f"{data.title}: newest {newest}, {said}")


def _counted_of(small: Small, marked: int) -> str:
    """The signals that the digest counts of this metric, and how many of them are too old for the picture."""
    if small.signals is None:
        return "not judged in this week"
    count = len(small.signals)
    said = "no signal" if not count else "1 signal" if count == 1 else f"{count} signals"
    before = f" ({count - marked} before what is drawn)" if count > marked else ""
    return f"{said} in this week{before}"


def of_rows(rows: Sequence[Row]) -> Picture:
    """Small charts under one another, and what they show in words."""
    said = "; ".join(each.words for each in rows)
    return Picture(charts.sparklines([each.data for each in rows]), f"{_counted(rows)}. {said}."[:1000])


def _counted(rows: Sequence[Row]) -> str:
    return f"Small charts of {len(rows)} metrics" if len(rows) > 1 else "A small chart of 1 metric"


def _drawn(data: charts.ChartData) -> Picture:
    return Picture(charts.png(data), charts.alt_text(data))


def _seen(line: "np.ndarray[tuple[int], np.dtype[np.float64]]", first: int) -> list[float]:
    shown: list[float] = line[first:].tolist()
    return shown


def _short(signal: Signal) -> str:
    """A rule as it stands beside a value; nothing for a point beyond the limits."""
    if not signal.lower <= signal.value <= signal.upper:
        return ""
    return next((words for pattern, words in SHORT.items() if pattern in signal.says), "run")
