"""The chart as a picture, in the look of the bot's messages."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import numpy.typing as npt

from analysis.control_charts import Chart
from bot.analysing import verdict
from bot.analysing.adjusting import SEASONAL
from bot.analysing.charting import Case
from message_templates import charts

Floats = npt.NDArray[np.float64]

PERCENT = frozenset({"p", "laney-p"})

SHORT = {
    "limits": "",
    "side": "one side",
    "trend": "trend",
    "alternating": "up and down",
    "within": "hugging",
    "outside": "off the centre",
}
"""Rules as they stand beside a value; nothing for a point beyond the limits."""


def png(case: Case) -> bytes:
    """The picture of a case."""
    return charts.png(shown(case))


def shown(case: Case) -> charts.ChartData:
    """What the picture of a case shows: its chart, and below it that of the spread."""
    data = _charted(case, verdict.summary(case))
    if case.spread is None:
        return data
    return replace(data, below=_charted(case.spread, "", title=verdict.PLOTTED[case.spread.chart.kind]))


def _charted(case: Case, words: str, title: str = "") -> charts.ChartData:
    drawn, level = case.chart, _level(case)
    lines = {name: (getattr(drawn, name) - level).tolist() for name in ("points", "centre", "lower", "upper")}
    moved = bool(np.any(level))
    return charts.ChartData(
        title=title or case.name,
        verdict=f"{words} · drawn as distance from what is usual at the time" if moved else words,
        **lines,
        times=_times(case),
        signals=_signals(case),
        excluded=drawn.excluded.nonzero()[0].tolist(),
        phases=() if drawn.phases is None else (np.flatnonzero(np.diff(drawn.phases)) + 1).tolist(),
        flags=[charts.Flag(int(index), "off the scale") for index in np.flatnonzero(np.isinf(drawn.points))],
        change=_change(case),
        baseline=_baseline(drawn),
        style="percent" if drawn.kind in PERCENT else "number",
    )


def _level(case: Case) -> Floats:
    """What is taken off all lines: the centre of a seasonal chart so long that its waves would hide its limits."""
    drawn = case.chart
    crowded = drawn.kind == SEASONAL and len(drawn.points) > charts.CROWDED
    return drawn.centre if crowded else np.zeros(len(drawn.points))


def _change(case: Case) -> charts.Change | None:
    """When the change began, where there is one: not where as many signals are expected by chance."""
    found = verdict.since(case) if verdict.evident(case) else None
    return None if found is None else charts.Change(found.index, found.first, found.last)


def _signals(case: Case) -> list[charts.Signal]:
    """Each signalling point once, with the first rule that it breaks."""
    found: dict[int, str] = {}
    for rule in case.rules:
        words = f"{rule.count} of {rule.window}" if rule.pattern == "beyond" else SHORT.get(rule.pattern, "run")
        for index in case.violations[rule.name]:
            found.setdefault(index, words)
    return [
        charts.Signal(index, rule) for index, rule in sorted(found.items()) if np.isfinite(case.chart.points[index])
    ]


def _times(case: Case) -> list[datetime]:
    if case.times is None or case.times.dtype.kind != "M":
        return []
    moments: list[datetime] = case.times.astype("datetime64[us]").tolist()
    return moments


def _baseline(drawn: Chart) -> int | None:
    """The number of first points that are the baseline, where it is some of them and no others."""
    count = int(drawn.baseline.sum())
    return count if drawn.baseline[:count].all() and count < len(drawn.points) else None
