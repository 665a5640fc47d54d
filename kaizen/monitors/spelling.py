"""A kept monitor as a person would write it into the cells of a table, and into the fields of its form."""

from datetime import date, datetime, timedelta
from typing import Final

from storage.monitors import Monitor

UNITS: Final = (("w", timedelta(weeks=1)), ("d", timedelta(days=1)), ("h", timedelta(hours=1)))
WORDS: Final = {"1w": "week", "1d": "day", "1h": "hour"}


def length(seconds: int) -> str:
    """A length of time.

    >>> length(86_400), length(6 * 3600), length(90 * 60), length(0)
    ('day', '6h', '90min', 'none')
    """
    span = timedelta(seconds=seconds)
    if not span:
        return "none"
    unit, of = next((known for known in UNITS if span % known[1] == timedelta()), ("min", timedelta(minutes=1)))
    written = f"{span // of}{unit}"
    return WORDS.get(written, written)


def dates(monitor: Monitor) -> tuple[date | None, date | None]:
    """The first and the last day of a baseline that is given by dates."""
    first, last = monitor.baseline_first, monitor.baseline_last
    return (first.date(), last.date()) if first and last else (None, None)


def baseline(monitor: Monitor, *, points: str, first: str, last: str) -> str:
    """The cell that says what the fields of a form say; dates that were not touched keep their time of day."""
    if points or not (first or last):
        return points
    known = [day.isoformat() if day else "" for day in dates(monitor)]
    if known == [first, last] and monitor.baseline_first and monitor.baseline_last:
        return f"{_exactly(monitor.baseline_first)}..{_exactly(monitor.baseline_last)}"
    return f"{first}..{last}"


def _exactly(moment: datetime) -> str:
    return moment.isoformat()
