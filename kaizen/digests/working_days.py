"""Days that count when a team promises something within so many working days."""

from datetime import date, timedelta

WEEKEND = (5, 6)


def between(start: date, end: date) -> int:
    """Working days after *start*, up to and including *end*; none if *end* is not later.

    >>> between(date(2026, 11, 20), date(2026, 11, 23))  # from a Friday to the Monday after it
    1
    """
    days = max(0, (end - start).days)
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum((end - timedelta(days=back)).weekday() not in WEEKEND for back in range(rest))
