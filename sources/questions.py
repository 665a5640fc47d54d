"""The small language in which files are asked: ``file=scores.csv time=day value=mean(prediction==target)``.

Words are ``name=value``, separated by spaces; a value with spaces stands in quotes.

- ``file``: a name in the folder of files, or an address of the web; .csv, .csv.gz or .parquet
- ``time``: the column that says when; times without a zone are UTC
- ``value``: what a reading is: a column (then each row is a reading), or one of `AGGREGATES` over an interval:
  ``mean(latency)``, ``count()``, or a share of rows: ``mean(prediction==target)``, ``mean(region==EU)``
- ``size``: with a column of shares as value, the column with the number of cases behind each
- ``of``: with a column of counts, whole numbers, as value, the same; the reading is the count divided by it
- ``where``: only some rows, as in ``where=region==EU``
- ``columns``: for drift, the columns to compare, separated by commas
- ``shift``: replay what is old: ``shift=14y`` or ``shift=364d`` moves every time
"""

import re
import shlex
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from sources.base import QuestionWrong

AGGREGATES: Final = ("mean", "sum", "median", "min", "max", "count", "p95", "p99")
WORDS: Final = ("file", "time", "value", "size", "of", "where", "columns", "shift")
ENDINGS: Final = (".csv", ".csv.gz", ".parquet")

_AGGREGATE = re.compile(rf"({'|'.join(AGGREGATES)})\(([^()]*)\)")
_SHIFT = re.compile(r"(-?\d+)([dy])")


@dataclass(frozen=True)
class Equal:
    """Rows whose column holds what the other column, or the text, says."""

    column: str
    other: str


@dataclass(frozen=True)
class FileQuestion:
    """A question about a file, read and found whole."""

    file: str
    time: str
    aggregate: str = ""
    column: str = ""
    share: Equal | None = None
    size: str = ""
    of: str = ""
    where: Equal | None = None
    columns: tuple[str, ...] = ()
    shift_days: int = 0
    shift_years: int = 0


def parsed(question: str) -> FileQuestion:
    """Read a question.

    >>> parsed("file=scores.csv time=day value=mean(prediction==target)").share
    Equal(column='prediction', other='target')
    """
    words = _words(question)
    for needed in ("file", "time"):
        if not words.get(needed):
            raise QuestionWrong(f"Say {needed}=…; a question about a file is like {EXAMPLE}.")
    if not words.get("value") and not words.get("columns"):
        raise QuestionWrong("Say what a reading is with value=…, such as value=mean(prediction==target).")
    aggregate, column, share = _value(words.get("value", ""))
    days, years = _shift(words.get("shift", ""))
    return FileQuestion(
        file=_file(words["file"]),
        time=words["time"],
        aggregate=aggregate,
        column=column,
        share=share,
        size=words.get("size", ""),
        of=words.get("of", ""),
        where=_equal(words["where"]) if "where" in words else None,
        columns=tuple(name.strip() for name in words.get("columns", "").split(",") if name.strip()),
        shift_days=days,
        shift_years=years,
    )


EXAMPLE: Final = "file=scores.csv time=timestamp value=mean(prediction==target)"


def _words(question: str) -> dict[str, str]:
    try:
        parts = shlex.split(question)
    except ValueError as error:
        raise QuestionWrong("A quotation mark is open; close it.") from error
    found: dict[str, str] = {}
    for part in parts:
        name, given, value = part.partition("=")
        if not given or name not in WORDS:
            known = ", ".join(f"{word}=…" for word in WORDS)
            raise QuestionWrong(
                f"I do not know {part!r}; a question is made of {known}. A value with spaces stands in quotation marks."
            )
        if not value:
            raise QuestionWrong(f"{name}= says nothing; give it a value, or leave it out.")
        found[name] = value
    return found


def is_address(name: str) -> bool:
    """Whether a file is one of the web.

    >>> is_address("https://data.example.org/scores.csv"), is_address("scores.csv")
    (True, False)
    """
    return "://" in name


def kept_as(name: str) -> str:
    """The name of a file in its folder; one of the web has none of its own, and must not choose one.

    >>> kept_as("scores.csv")
    'scores.csv'
    >>> kept_as("https://data.example.org/../scores.csv.gz?version=2")
    'fd7d17090157...8f17.csv.gz'
    """
    return f"{sha256(name.encode()).hexdigest()}{_ending(_path(name))}" if is_address(name) else name


def _path(name: str) -> str:
    return urlsplit(name).path if is_address(name) else name


def _ending(path: str) -> str:
    return next((ending for ending in ENDINGS if path.lower().endswith(ending)), "")


def _file(name: str) -> str:
    path = PurePosixPath(name)
    if not is_address(name) and (path.is_absolute() or ".." in path.parts or "\\" in name):
        raise QuestionWrong(f"{name} leaves the folder of files; give a name inside it.")
    if is_address(name) and not _is_of_the_web(name):
        raise QuestionWrong(f"{name} is no address of the web; write it like https://data.example.org/scores.csv.")
    if not _ending(_path(name)):
        raise QuestionWrong(f"{name} is neither .csv, .csv.gz nor .parquet.")
    return name


def _is_of_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and address.isprintable()
    except ValueError:
        return False


def _value(value: str) -> tuple[str, str, Equal | None]:
    found = _AGGREGATE.fullmatch(value)
    if not found:
        if "(" in value:
            raise QuestionWrong(f"I cannot make a reading of {value}; aggregates are {', '.join(AGGREGATES)}.")
        return "", value, None
    aggregate, inside = found.group(1), found.group(2).strip()
    if "==" in inside:
        if aggregate != "mean":
            raise QuestionWrong(f"Of a comparison only the share is a reading: mean({inside}).")
        return "mean", "", _equal(inside)
    if not inside and aggregate != "count":
        raise QuestionWrong(f"Say of which column: {aggregate}(column).")
    return aggregate, inside, None


def _equal(text: str) -> Equal:
    column, both, other = (part.strip() for part in text.partition("=="))
    if not (column and both and other):
        raise QuestionWrong(f"{text!r} compares nothing; write column==other_column, or column==word.")
    return Equal(column, other)


def _shift(text: str) -> tuple[int, int]:
    if not text:
        return 0, 0
    found = _SHIFT.fullmatch(text)
    if not found:
        raise QuestionWrong(f"shift={text} is neither like 364d nor like 14y.")
    amount = int(found.group(1))
    return (amount, 0) if found.group(2) == "d" else (0, amount)
