"""One cell of a pasted table, understood or refused with a sentence."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from analysis import conventions
from storage.monitors import ChartKind

ALERTING: Final = "limits"
"""1 point beyond 3 sigma: about 0.08 false alarms a month on a daily metric."""

WATCHED: Final = "nelson-2"
"""9 points on one side: told in the digest; a small shift seldom needs waking anyone."""

RULES: Final = (
    "limits",
    *(f"we-{number}" for number in range(1, 5)),
    *(f"nelson-{number}" for number in range(1, 9)),
    *(f"aiag-{number}" for number in range(1, 9)),
    *(f"nhs-{number}" for number in range(1, 5)),
)
"""What may be asked for, one rule at a time: a test holds this to the rules that there are."""

SETS: Final = {"western-electric": "we-", "nelson": "nelson-", "aiag": "aiag-", "nhs": "nhs-"}
"""A whole set by its name, and how the names of its rules begin; tested against the sets that there are."""

MOST_POINTS: Final = 5000
"""Of a baseline: all of them are read at the first look, and each look judges by all of them."""

LONGEST_NAME: Final = 120

_LENGTH = re.compile(r"(\d+)\s*(min|h|d|w)")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_WORDS = {"hour": "1h", "day": "1d", "week": "1w", "none": "0h", "0": "0h"}


class CellWrong(ValueError):
    """What is wrong with one cell."""


def _name(cell: str) -> str:
    if not cell:
        raise CellWrong("a monitor needs a name.")
    if len(cell) > LONGEST_NAME:
        raise CellWrong(f"a name has at most {LONGEST_NAME} letters.")
    return cell


def _something(cell: str) -> str:
    if not cell:
        raise CellWrong("this cell is empty.")
    return cell


def _length(cell: str) -> timedelta:
    """``day``, ``6h``, ``30min``, ``2w``."""
    found = _LENGTH.fullmatch(_WORDS.get(cell.lower(), cell.lower()))
    if not found:
        raise CellWrong(f"{cell!r} is no length of time; write hour, day, week, or like 30min, 6h, 2d.")
    return int(found.group(1)) * _UNITS[found.group(2)]


def _every(cell: str) -> timedelta:
    every = _length(cell)
    if every < timedelta(minutes=1):
        raise CellWrong("a monitor is read once a minute at most.")
    return every


def _delay(cell: str) -> timedelta:
    if not cell:
        raise CellWrong("say how late labels come (0 if a reading is final at once): there is no safe guess.")
    return _length(cell)


def _chart(cell: str) -> ChartKind:
    try:
        return ChartKind(cell.lower() or ChartKind.AUTO)
    except ValueError:
        raise CellWrong(f"there is no chart {cell!r}; there are {', '.join(ChartKind)}.") from None


def _baseline(cell: str) -> int | tuple[datetime, datetime]:
    """``100`` first points, or ``2026-01-01..2026-03-31``."""
    if cell.isdecimal():
        if int(cell) < conventions.ALERTING:
            fewest, settled = conventions.ALERTING, conventions.SETTLED
            raise CellWrong(f"{cell} points are too few for limits; {fewest} at least, {settled} are settled.")
        if int(cell) > MOST_POINTS:
            raise CellWrong(f"{cell} points are too many, {MOST_POINTS} at most; {conventions.SETTLED} are settled.")
        return int(cell)
    first, dots, last = cell.partition("..")
    try:
        days = (datetime.fromisoformat(first.strip()), datetime.fromisoformat(last.strip()))
    except ValueError:
        raise CellWrong(f"{cell!r} is neither a number of points nor like 2026-01-01..2026-03-31.") from None
    begin, end = (day.replace(tzinfo=UTC) if day.tzinfo is None else day.astimezone(UTC) for day in days)
    if not dots or end <= begin:
        raise CellWrong("a baseline ends after it begins.")
    return begin, end + timedelta(days=1) - timedelta(seconds=1) if len(last.strip()) == len("2026-01-01") else end


def _rules(cell: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in cell.split():
        rules = [rule for rule in RULES if rule.startswith(SETS[name])] if name in SETS else [name]
        if rules[0] not in RULES:
            raise CellWrong(
                f"there is no rule {name!r}; there are limits, the sets {', '.join(SETS)}, and their rules, "
                "like we-2 or nelson-5."
            )
        found |= dict.fromkeys(rules)
    return tuple(found)


def _alerting(cell: str) -> tuple[str, ...]:
    return _rules(cell or ALERTING)


def _watched(cell: str) -> tuple[str, ...]:
    return () if cell == "none" else _rules(cell or WATCHED)


def _severity(cell: str) -> int:
    if cell not in {"", "1", "2", "3"}:
        raise CellWrong("a severity is 1, 2 or 3; 1 wakes people.")
    return int(cell or 2)


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "name": _name,
    "source": _something,
    "question": _something,
    "every": _every,
    "chart": _chart,
    "baseline": _baseline,
    "rules": _alerting,
    "watched": _watched,
    "model": str,
    "severity": _severity,
    "label_delay": _delay,
}
