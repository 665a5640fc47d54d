"""What a picture says, in words: for screen readers, and for whoever sees no pictures."""

import math

from message_templates.charts import scales
from message_templates.charts.data import ChartData, Line

MOST_NAMED = 5
LONGEST = 1_000
"""Letters; beyond it a description is no help any more."""


def alt_text(data: ChartData) -> str:
    """Title, verdict, limits and signals of the picture, beginning with what matters."""
    parts = [f"{data.title}: {data.verdict.rstrip('.')}.", _lines(data), _signals(data)]
    if data.change is not None:
        parts.append(f"A lasting change began at {_where(data, data.change.index)}.")
    if data.below is not None:
        parts += [f"Below, {data.below.title}:", _lines(data.below), _signals(data.below)]
    text = " ".join(part for part in parts if part)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _lines(data: ChartData) -> str:
    digits = scales.decimals(data)
    lines: tuple[Line, ...] = ("centre", "lower", "upper")
    names = dict(zip(lines, ("centre", "lower limit", "upper limit"), strict=True))
    shown = [
        f"{names[line]} {scales.written(data.last(line), digits, data.style, data.unit)}"
        for line in lines
        if math.isfinite(data.last(line))
    ]
    return (
        f"Chart of {len(data.points)} points: {', '.join(shown)}." if shown else f"Chart of {len(data.points)} points."
    )


def _signals(data: ChartData) -> str:
    judged = data.judged()
    if not judged:  # without any line, nothing was judged: "no signal" would read like "fine"
        return "No point signals." if len(data.centre) or len(data.upper) else ""
    newest = sorted(judged, key=lambda signal: -signal.index)
    digits = scales.decimals(data)
    said = [
        f"{scales.written(data.points[each.index], digits, data.style, data.unit)} at {_where(data, each.index)}"
        + (f" ({each.rule})" if each.rule else "")
        for each in newest[:MOST_NAMED]
    ]
    rest = len(newest) - len(said)
    count = "1 point signals" if len(newest) == 1 else f"{len(newest)} points signal"
    return f"{count}: {', '.join(said)}{f' and {rest} more' if rest else ''}."


def _where(data: ChartData, index: int) -> str:
    if not data.times:
        return f"point {index + 1}"
    when = data.times[index]
    return f"{when:%Y-%m-%d}" if (when.hour, when.minute) == (0, 0) else f"{when:%Y-%m-%d %H:%M}"
