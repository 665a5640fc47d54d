"""Time zones: which exist, how far apart they are, and which one a team is most at home in."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

UNKNOWN: Final = "UTC"
"""What is taken for the zone of somebody of whom Slack does not say it."""


@cache
def all_names() -> frozenset[str]:
    """Every IANA name that this installation knows."""
    return frozenset(available_timezones())


def known(name: str) -> bool:
    """Whether *name* is a zone.

    >>> known("Asia/Kolkata"), known("Mars/Olympus")
    (True, False)
    """
    return name in all_names()


def or_unknown(name: str) -> str:
    """The zone if there is one of that name, else `UNKNOWN`."""
    return name if known(name) else UNKNOWN


def offset(name: str, now: datetime) -> float:
    """Hours ahead of UTC at one moment."""
    return (now.astimezone(ZoneInfo(name)).utcoffset() or now.utcoffset() or now - now).total_seconds() / 3600


def span(names: Iterable[str], now: datetime) -> float:
    """Hours between the westernmost and the easternmost zone at one moment.

    >>> from datetime import UTC
    >>> span(["Asia/Tokyo", "Europe/London"], datetime(2026, 1, 5, tzinfo=UTC))
    9.0
    """
    offsets = [offset(name, now) for name in names]
    return max(offsets) - min(offsets) if offsets else 0.0


def commonest(names: Iterable[str], *, otherwise: str) -> str:
    """The zone that most people are in; *otherwise* where it is among equals, or nobody is anywhere.

    >>> commonest(["Asia/Tokyo", "Europe/London", "Asia/Tokyo"], otherwise="UTC")
    'Asia/Tokyo'
    """
    counted = Counter(names)
    most = max(counted.values(), default=0)
    if not most or counted[otherwise] == most:
        return otherwise
    return min(name for name, count in counted.items() if count == most)
