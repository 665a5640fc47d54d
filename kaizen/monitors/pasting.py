"""Monitors as CSV, pasted or of a file, one a line: read with every mistake named by its line and column."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from kaizen.monitors import cells
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

MOST: Final = 199
"""Monitors at once."""

SEPARATORS: Final = (",", ";", "\t")

_EXCELS_HINT: Final = re.compile(r'"?sep=.?"?')
"""What Excel writes above the names of the columns, for itself."""


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
    """What is wrong with a table, one sentence for each place."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__(" ".join(mistakes))
        self.mistakes = mistakes


def read(text: str, sources: Mapping[str, Source]) -> list[MonitorForm]:
    """Every line as a form; all mistakes together as `PastedWrong`."""
    rows = _rows(text)
    if len(rows) < 2:
        raise PastedWrong(["There is no monitor yet: the first line names the columns, each following line is one."])
    (first, names), *lines = rows
    head = [name.strip().lower() for name in names]
    _check_head(first, head, len(lines))
    mistakes: list[str] = []
    forms: list[tuple[int, MonitorForm]] = []
    for number, row in lines:
        forms += [(number, form) for form in _line(number, head, row, sources, mistakes)]
    mistakes += _twice(forms)
    if mistakes:
        raise PastedWrong(mistakes)
    return [form for _, form in forms]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with the number of the line on which it begins."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(lines)
    reader = csv.reader(io.StringIO(lines), delimiter=separator, skipinitialspace=True, strict=True)
    found, begins = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not _EXCELS_HINT.fullmatch(separator.join(row)):
                found.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise PastedWrong([f"Line {begins} cannot be read ({error}); is a quotation mark open?"]) from error
    return found


def _separator(lines: str) -> str:
    """The one between the names of the columns: a spreadsheet copies tabs, and saves ``;`` where ``,`` is decimal."""
    head = next((line for line in lines.split("\n") if line.strip() and not _EXCELS_HINT.fullmatch(line)), "")
    known = {sign: sum(name.strip(' "').lower() in COLUMNS for name in head.split(sign)) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: known[sign])


def _check_head(first: int, head: list[str], monitors: int) -> None:
    unknown = [name for name in head if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in head]
    twice = [name for place, name in enumerate(head) if name in head[:place]]
    if unknown:
        raise PastedWrong([f"Line {first}: I do not know the column {unknown[0]!r}; there are {', '.join(COLUMNS)}."])
    if missing or twice:
        wrong = f"the column {missing[0]} is missing" if missing else f"the column {twice[0]} stands here twice"
        raise PastedWrong([f"Line {first}: {wrong}."])
    if monitors > MOST:
        raise PastedWrong([f"These are {monitors} monitors; please give me at most {MOST} at once."])


def _line(
    number: int, head: list[str], row: list[str], sources: Mapping[str, Source], mistakes: list[str]
) -> list[MonitorForm]:
    if len(row) > len(head):
        mistakes.append(
            f"Line {number} has {len(row)} cells for {len(head)} columns; put a cell with commas in quotes."
        )
        return []
    typed = dict.fromkeys(COLUMNS, "") | dict(zip(head, (cell.strip() for cell in row), strict=False))
    found: dict[str, Any] = {}
    before = len(mistakes)
    for column, understood in cells.READERS.items():
        try:
            found[column] = understood(typed[column])
        except cells.CellWrong as wrong:
            mistakes.append(f"Line {number}, {column}: {wrong}")
    if len(mistakes) > before:
        return []
    form = MonitorForm(**found)
    mistakes += [f"Line {number}, {column}: {said}" for column, said in asked_wrongly(form, sources)]
    return [form]


def asked_wrongly(form: MonitorForm, sources: Mapping[str, Source]) -> list[tuple[str, str]]:
    """What its source cannot be asked so: the column, and what to write."""
    source = sources.get(form.source)
    if source is None:
        known = ", ".join(sources) or "none (see KAIZEN_FILES_DIR and KAIZEN_PROMETHEUS_URL)"
        return [("source", f"there is no source {form.source!r} here; there are: {known}.")]
    if form.chart is ChartKind.DRIFT and (source.kind != "files" or "columns=" not in form.question):
        return [("question", "drift compares columns of a file; say columns=a,b,c.")]
    if form.chart is ChartKind.DRIFT and isinstance(form.baseline, int):
        return [
            ("baseline", "the baseline of a drift monitor is its reference: two dates, like 2026-01-01..2026-03-31.")
        ]
    try:
        source.check(form.question, form.every)
    except QuestionWrong as wrong:
        return [("question", str(wrong))]
    if form.chart is not ChartKind.DRIFT and source.kind == "files" and "value=" not in form.question:
        return [("question", "say what a reading is with value=…; columns=… alone is for the chart drift.")]
    return []


def _twice(forms: list[tuple[int, MonitorForm]]) -> list[str]:
    first: dict[str, int] = {}
    return [
        f"Line {number}: {form.name} stands on line {first[key(form.name)]} already."
        for number, form in forms
        if first.setdefault(key(form.name), number) != number
    ]


def key(name: str) -> str:
    """A name as people compare names."""
    return " ".join(name.casefold().split())
