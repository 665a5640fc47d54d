"""How figures and times are written on a picture: round ticks, enough digits to tell values apart, no more."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from message_templates.charts.data import ChartData, Style

MOST_TICKS = 6
DIGITS = 3
"""Significant digits of the distance between the limits that a value shows."""

CORNER = 0.04
"""Share of the height without a number at the bottom, where the times begin."""

MONTHS_FROM = timedelta(days=27)
"""Ticks further apart than this are named by their month."""

MOST_MOMENTS = 9
STEPS = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 10, 30)),
    *(timedelta(hours=hours) for hours in (1, 2, 3, 6, 12)),
    *(timedelta(days=days) for days in (1, 2, 7, 14, 30, 60, 90, 180, 360, 720, 3600)),
)
"""Distances between ticks on the axis of time; the first that gives few enough is taken."""


def decimals(data: ChartData) -> int:
    """Digits behind the point that tell the values of a chart apart."""
    lines = [*data.points, *data.line("lower"), *data.line("upper")]
    seen = [value for value in lines if math.isfinite(value)]
    span = (max(seen) - min(seen)) or abs(seen[0]) or 1.0
    span *= 100 if data.style == "percent" else 1
    digits = max(0, DIGITS - 1 - math.floor(math.log10(span)))
    return next((more for more in range(digits, digits + 3) if not _on_a_limit(data, more)), digits)


def _on_a_limit(data: ChartData, digits: int) -> bool:
    """Whether a signal would be written like the limit that it is beyond."""
    lines = (data.line("lower"), data.line("upper"))
    return any(
        math.isfinite(line[each.index])
        and written(line[each.index], digits, data.style) == written(data.points[each.index], digits, data.style)
        for each in data.judged()
        for line in lines
    )


def written(value: float, digits: int, style: Style, unit: str = "") -> str:
    """A value as people read it.

    Examples
    --------
    >>> written(0.7254, 1, "percent"), written(1234.5, 0, "number", " ms"), written(-0.04, 1, "number")
    ('72.5%', '1,234 ms', '0.0')
    """
    shown = value * 100 if style == "percent" else value
    text = f"{shown:,.{digits}f}"
    text = text.removeprefix("-") if float(text.replace(",", "")) == 0 else text.replace("-", "−")
    return text + ("%" if style == "percent" else unit)


def figures(axes: Axes, data: ChartData) -> None:
    """Round ticks on the vertical axis, each label different from the next."""
    steps = [1, 2, 5, 10]
    axes.yaxis.set_major_locator(MaxNLocator(MOST_TICKS, steps=steps))
    low, high = axes.get_ylim()
    lowest = low + CORNER * (high - low)
    ticks = [tick for tick in axes.yaxis.get_major_locator().tick_values(low, high) if lowest <= tick <= high]
    apart = abs(ticks[1] - ticks[0]) * (100 if data.style == "percent" else 1) if len(ticks) > 1 else 1.0
    digits = max(0, -math.floor(math.log10(apart) + 1e-9))
    axes.set_yticks(ticks, [written(tick, digits, data.style) for tick in ticks])


def places(data: ChartData) -> Sequence[float]:
    """Where the points stand on the horizontal axis: days since the first, or numbers from 1 without times."""
    if not data.times:
        return [float(number) for number in range(1, len(data.points) + 1)]
    return [_place(when, data) for when in data.times]


def _place(when: datetime, data: ChartData) -> float:
    return (when - data.times[0]) / timedelta(days=1)


def moments(axes: Axes, data: ChartData) -> None:
    """Ticks on the horizontal axis, in the reader's terms: hours, days or months, at round ones."""
    if not data.times:
        low, high = axes.get_xlim()
        numbers = MaxNLocator(8, integer=True, steps=[1, 2, 5, 10]).tick_values(low, high)
        axes.set_xticks([number for number in numbers if low <= number <= high and number >= 1])
        return
    apart = next((step for step in STEPS if (data.times[-1] - data.times[0]) / step <= MOST_MOMENTS), STEPS[-1])
    ticks = [tick for tick in _round_moments(data.times[0], data.times[-1], apart) if tick >= data.times[0]]
    axes.set_xticks([_place(tick, data) for tick in ticks], [moment(tick, apart) for tick in ticks])


def _round_moments(first: datetime, last: datetime, apart: timedelta) -> Iterator[datetime]:
    """Midnights and full hours, Mondays, or firsts of a month, *apart* from each other."""
    if apart >= MONTHS_FROM:
        months = round(apart / timedelta(days=30))
        month = first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        while month <= last:
            if (month.month - 1) % months == 0:
                yield month
            month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
        return
    tick = first.replace(hour=0, minute=0, second=0, microsecond=0)
    if apart >= timedelta(days=7):
        tick -= timedelta(days=tick.weekday())
    while tick <= last:
        yield tick
        tick += apart


def moment(when: datetime, apart: timedelta) -> str:
    """A time as precisely as its neighbours ask for.

    Examples
    --------
    >>> moment(datetime(2026, 6, 1), timedelta(days=30)), moment(datetime(2026, 6, 1), timedelta(days=7))
    ('Jun', '1 Jun')
    >>> moment(datetime(2026, 1, 1), timedelta(days=30)), moment(datetime(2026, 6, 1, 14), timedelta(hours=2))
    ('2026', '14:00')
    """
    if apart >= MONTHS_FROM:
        return f"{when:%Y}" if when.month == 1 else f"{when:%b}"
    if apart >= timedelta(days=1) or (when.hour, when.minute) == (0, 0):
        return f"{when.day} {when:%b}"
    return f"{when:%H:%M}"
