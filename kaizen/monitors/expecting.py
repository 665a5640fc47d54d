"""Which readings are to be expected: a metric of working days has none at the weekend, and that is no silence."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

DAY: Final = timedelta(days=1)

WEEKS: Final = 4
"""Weeks with readings, besides the first and the newest, after which a day of the week that never had one has none.

An outage that falls on the same day in each of them is rare, and a week without any reading does not count.
"""


def missed(taken: Sequence[datetime], *, since: datetime, until: datetime, every: timedelta) -> int:
    """How many readings should have come after *since*, up to *until*, by the days on which they came before.

    Only daily readings may have days without any; whatever comes at other intervals is expected at each.

    >>> weekdays = [datetime(2021, 4, 5) + day * DAY for day in range(54) if day % 7 < 5]
    >>> friday = weekdays[-1]
    >>> [missed(weekdays, since=friday, until=friday + days * DAY, every=DAY) for days in (2, 3, 4)]
    [0, 1, 2]
    >>> missed(weekdays[-5:], since=friday, until=friday + 2 * DAY, every=DAY)
    2
    """
    intervals = (until - since) // every
    if every != DAY:
        return intervals
    expected = _weekdays(taken)
    return sum((since + (one + 1) * DAY).weekday() in expected for one in range(intervals))


def _weekdays(taken: Sequence[datetime]) -> set[int]:
    """The days of the week, from Monday's 0 on, on which readings come; all of them while too few weeks were seen."""
    weeks = [at.date() - at.weekday() * DAY for at in taken]
    seen = sorted(set(weeks))
    if len(seen) < WEEKS + 2:
        return set(range(7))
    return {at.weekday() for at, week in zip(taken, weeks, strict=True) if week >= seen[-WEEKS - 1]}
