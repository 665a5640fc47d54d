"""Monitors pasted as CSV, one a line: read with every mistake named by its line and column."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sources.base import QuestionWrong, Source
from storage.monitors import ChartKind

COLUMNS: Final = (
    "name",
    "source",
    "question",
    "every",
    "chart",
    "baseline",
    "rules",
    "watched",
    "model",
    "severity",
    "label_delay",
)
NEEDED: Final = ("name", "source", "question", "every", "baseline", "label_delay")

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

FEWEST: Final = 15
"""Points of a baseline: from fewer no limits are made that may wake anybody."""

MOST_LINES: Final = 200
LONGEST_NAME: Final = 120

_LENGTH = re.compile(r"(\d+)\s*(min|h|d|w)")
_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_WORDS = {"hour": "1h", "day": "1d", "week": "1w", "none": "0h", "0": "0h"}


@dataclass(frozen=True)
class MonitorForm:
    """One line, understood."""

    name: str
    source: str
    question: str
    every: timedelta
    chart: ChartKind
    baseline: int | tuple[datetime, datetime]
    rules: tuple[str, ...]
    watched: tuple[str, ...]
    model: str
    severity: int
    label_delay: timedelta


class PastedWrong(Exception):
    """What is wrong with a pasted table, one sentence for each place."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__(" ".join(mistakes))
        self.mistakes = mistakes


class _Wrong(ValueError):
    """What is wrong with one cell."""


def read(text: str, sources: Mapping[str, Source]) -> list[MonitorForm]:
    """Every line as a form; all mistakes together as `PastedWrong`."""
    rows = list(csv.reader(io.StringIO(text.strip()), skipinitialspace=True))
    if len(rows) < 2:
        raise PastedWrong(["There is no monitor yet: the first line names the columns, each following line is one."])
    head = [name.strip().lower() for name in rows[0]]
    _check_head(head, len(rows))
    mistakes: list[str] = []
    forms = []
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            forms += _line(number, head, row, sources, mistakes)
    mistakes += _twice(forms)
    if mistakes:
        raise PastedWrong(mistakes)
    return forms


def _check_head(head: list[str], lines: int) -> None:
    unknown = [name for name in head if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in head]
    if unknown:
        raise PastedWrong([f"Line 1: I do not know the column {unknown[0]!r}; there are {', '.join(COLUMNS)}."])
    if missing:
        raise PastedWrong([f"Line 1: the column {missing[0]} is missing."])
    if lines > MOST_LINES:
        raise PastedWrong([f"These are {lines - 1} monitors; please paste at most {MOST_LINES - 1} at once."])


def _line(
    number: int, head: list[str], row: list[str], sources: Mapping[str, Source], mistakes: list[str]
) -> list[MonitorForm]:
    if len(row) > len(head):
        mistakes.append(
            f"Line {number} has {len(row)} cells for {len(head)} columns; put a cell with commas in quotes."
        )
        return []
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(head, (cell.strip() for cell in row), strict=False))
    found: dict[str, Any] = {}
    before = len(mistakes)
    for column, understood in _READERS.items():
        try:
            found[column] = understood(cells[column])
        except _Wrong as wrong:
            mistakes.append(f"Line {number}, {column}: {wrong}")
    if len(mistakes) > before:
        return []
    form = MonitorForm(**found)
    mistakes += [f"Line {number}, {column}: {said}" for column, said in _asked_wrongly(form, sources)]
    return [form]


def _asked_wrongly(form: MonitorForm, sources: Mapping[str, Source]) -> list[tuple[str, str]]:
    source = sources.get(form.source)
    if source is None:
        known = ", ".join(sources) or "none (see KAIZEN_FILES_DIR and KAIZEN_PROMETHEUS_URL)"
        return [("source", f"there is no source {form.source!r} here; there are: {known}.")]
    if form.chart is ChartKind.DRIFT and (source.kind != "files" or "columns=" not in form.question):
        return [("question", "drift compares columns of a file; say columns=a,b,c.")]
    try:
        source.check(form.question, form.every)
    except QuestionWrong as wrong:
        return [("question", str(wrong))]
    return []


def _twice(forms: list[MonitorForm]) -> list[str]:
    keys = [key(form.name) for form in forms]
    return [f"{form.name} stands here twice." for place, form in enumerate(forms) if keys[place] in keys[:place]]


def key(name: str) -> str:
    """A name as people compare names."""
    return " ".join(name.casefold().split())


def _name(cell: str) -> str:
    if not cell:
        raise _Wrong("a monitor needs a name.")
    if len(cell) > LONGEST_NAME:
        raise _Wrong(f"a name has at most {LONGEST_NAME} letters.")
    return cell


def _something(cell: str) -> str:
    if not cell:
        raise _Wrong("this cell is empty.")
    return cell


def _length(cell: str) -> timedelta:
    """``day``, ``6h``, ``30min``, ``2w``."""
    found = _LENGTH.fullmatch(_WORDS.get(cell.lower(), cell.lower()))
    if not found:
        raise _Wrong(f"{cell!r} is no length of time; write hour, day, week, or like 30min, 6h, 2d.")
    return int(found.group(1)) * _UNITS[found.group(2)]


def _every(cell: str) -> timedelta:
    every = _length(cell)
    if every < timedelta(minutes=1):
        raise _Wrong("a monitor is read once a minute at most.")
    return every


def _delay(cell: str) -> timedelta:
    if not cell:
        raise _Wrong("say how late labels come (0 if a reading is final at once): there is no safe guess.")
    return _length(cell)


def _chart(cell: str) -> ChartKind:
    try:
        return ChartKind(cell.lower() or ChartKind.AUTO)
    except ValueError:
        raise _Wrong(f"there is no chart {cell!r}; there are {', '.join(ChartKind)}.") from None


def _baseline(cell: str) -> int | tuple[datetime, datetime]:
    """``100`` first points, or ``2026-01-01..2026-03-31``."""
    if cell.isdecimal():
        if int(cell) < FEWEST:
            raise _Wrong(f"{cell} points are too few for limits; {FEWEST} at least, 100 are settled.")
        return int(cell)
    first, dots, last = cell.partition("..")
    try:
        days = (datetime.fromisoformat(first.strip()), datetime.fromisoformat(last.strip()))
    except ValueError:
        raise _Wrong(f"{cell!r} is neither a number of points nor like 2026-01-01..2026-03-31.") from None
    begin, end = (day.replace(tzinfo=UTC) if day.tzinfo is None else day.astimezone(UTC) for day in days)
    if not dots or end <= begin:
        raise _Wrong("a baseline ends after it begins.")
    return begin, end + timedelta(days=1) - timedelta(seconds=1) if len(last.strip()) == len("2026-01-01") else end


def _rules(cell: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(cell.split()))
    for name in names:
        if name not in RULES:
            raise _Wrong(f"there is no rule {name!r}; there are {', '.join(RULES[:14])} and more.")
    return names


def _alerting(cell: str) -> tuple[str, ...]:
    return _rules(cell or ALERTING)


def _watched(cell: str) -> tuple[str, ...]:
    return () if cell == "none" else _rules(cell or WATCHED)


def _severity(cell: str) -> int:
    if cell not in {"", "1", "2", "3"}:
        raise _Wrong("a severity is 1, 2 or 3; 1 wakes people.")
    return int(cell or 2)


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
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
