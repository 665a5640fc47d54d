"""Time zones: which exist, how far apart they are, and which one a team is most at home in."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from message_templates.choices import Choice

_AROUND_THE_WORLD: Final = """
Pacific/Honolulu America/Anchorage America/Los_Angeles America/Denver America/Phoenix America/Mexico_City
America/Chicago America/New_York America/Bogota America/Lima America/Toronto America/Halifax America/Santiago
America/Sao_Paulo America/Argentina/Buenos_Aires Atlantic/Azores UTC Europe/Lisbon Europe/London Europe/Dublin
Africa/Casablanca Africa/Lagos Europe/Madrid Europe/Paris Europe/Berlin Europe/Amsterdam Europe/Rome Europe/Zurich
Europe/Stockholm Europe/Warsaw Europe/Athens Europe/Helsinki Europe/Bucharest Europe/Kyiv Europe/Istanbul
Africa/Cairo Africa/Johannesburg Africa/Nairobi Asia/Jerusalem Asia/Riyadh Asia/Dubai Asia/Tehran Asia/Karachi
Asia/Kolkata Asia/Colombo Asia/Kathmandu Asia/Dhaka Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Singapore
Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Manila Australia/Perth Asia/Seoul Asia/Tokyo Australia/Adelaide
Australia/Brisbane Australia/Sydney Pacific/Auckland
"""
AROUND_THE_WORLD: Final = tuple(_AROUND_THE_WORLD.split())
"""Zones that a select can offer (it holds a hundred), from west to east."""

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


def choices(lived_in: Iterable[str]) -> tuple[Choice, ...]:
    """What a select offers: the zones that people live in first, then one for every part of the world."""
    offered = dict.fromkeys([*sorted(set(lived_in)), *AROUND_THE_WORLD])
    return tuple(Choice(name, f"{name.rpartition('/')[2].replace('_', ' ')} ({name})") for name in offered)


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
