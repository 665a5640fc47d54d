"""How often readings really come: chance is counted by the point, so more points than said are more false alarms."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

ENOUGH: Final = 8
"""Readings from which their spacing says something; below fifteen nothing is judged anyway."""

NEWEST: Final = 31
"""Readings that are looked at: what a source did long ago says nothing of the points to come."""

CLEARLY: Final = 0.75
"""The share of an interval below which readings come more often than said, and are not only a little uneven."""


def too_close(times: Sequence[datetime], every: timedelta) -> timedelta | None:
    """The spacing in the middle of the newest readings if they come clearly more often than *every*; else None.

    The middle one, because nights, weekends and outages leave gaps that would make a mean look right.

    >>> hours = [datetime(2026, 11, 23) + number * timedelta(hours=1) for number in range(24)]
    >>> too_close(hours, timedelta(days=1)), too_close(hours, timedelta(hours=1))
    (datetime.timedelta(seconds=3600), None)
    """
    newest = times[-NEWEST:]
    if len(newest) < ENOUGH:
        return None
    apart = sorted(later - sooner for sooner, later in pairwise(newest))
    middle = apart[len(apart) // 2]
    return middle if middle < CLEARLY * every else None
