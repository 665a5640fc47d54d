"""The chart as a picture, in the look of the bot's messages."""

from datetime import datetime

import numpy as np

from analysis.control_charts import Chart
from bot.analysing import verdict
from bot.analysing.charting import Case
from message_templates import charts

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
    drawn = case.chart
    change = verdict.since(case)
    return charts.png(
        charts.ChartData(
            title=case.name,
            verdict=f"{verdict.basis(drawn)} · {verdict.finding(case)}",
            points=drawn.points.tolist(),
            centre=drawn.centre.tolist(),
            lower=drawn.lower.tolist(),
            upper=drawn.upper.tolist(),
            times=_times(case),
            signals=_signals(case),
            excluded=drawn.excluded.nonzero()[0].tolist(),
            phases=() if drawn.phases is None else (np.flatnonzero(np.diff(drawn.phases)) + 1).tolist(),
            change=None if change is None else charts.Change(change.index, change.first, change.last),
            baseline=_baseline(drawn),
            style="percent" if drawn.kind in PERCENT else "number",
        )
    )


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
    return None if drawn.baseline.all() else int(drawn.baseline.sum())
