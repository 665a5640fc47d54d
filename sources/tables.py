"""Rows of files made into readings. It loads pandas, so only the child process imports it."""

import difflib
import gzip
import io
import math
import re
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from sources import questions
from sources.base import Series, SourceError, Window
from sources.questions import Equal, FileQuestion

MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
"""From here intervals are counted, so that days begin at midnight UTC and weeks on Mondays."""

GZIP = b"\x1f\x8b"

UNEVEN = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
"""How pandas says that a line has too many cells."""

MOST_UNPACKED = 500_000_000

QUANTILES = {"p95": 0.95, "p99": 0.99}


def series(folder: str, question: str, window: Window) -> Series:
    """The readings of a window."""
    asked = questions.parsed(question)
    table = rows(folder, asked, since=window.since, until=window.until)
    if asked.aggregate:
        return _aggregated(table, asked, window)
    over = table[asked.time] + window.every <= window.until  # a row's day is not over when it begins
    return _row_by_row(table[over], asked)


def rows(folder: str, asked: FileQuestion, *, since: datetime, until: datetime) -> pd.DataFrame:
    """The rows of a window, by time; the time column in UTC, moved by the shift. Nothing later than *until*."""
    table = _table(_inside(Path(folder), asked.file), asked.file)
    times = _times(_column(table, asked.time), asked)
    table = table.assign(**{asked.time: times})[(times >= since) & (times <= until)]
    if asked.where is not None:
        table = table[_equal(table, asked.where)]
    return table.sort_values(asked.time, kind="stable")


def _inside(folder: Path, name: str) -> Path:
    """The file, unless a link leads out of the folder."""
    path = (folder / questions.kept_as(name)).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise SourceError(f"{name} lies outside the folder of files.")
    return path


def _table(path: Path, name: str) -> pd.DataFrame:
    try:
        if path.suffix.lower() == ".parquet":
            return pd.read_parquet(path)
        with path.open("rb") as file:
            is_packed = file.read(len(GZIP)) == GZIP  # some servers unpack a .csv.gz on its way
            file.seek(0)
            with warnings.catch_warnings():
                warnings.simplefilter("error", pd.errors.ParserWarning)  # pandas would move the names, or lose a column
                return pd.read_csv(unpacked(file, name) if is_packed else file, index_col=False)
    except FileNotFoundError as error:
        raise SourceError(f"There is no file {name} in the folder of files{_perhaps(path)}") from error
    except (OSError, EOFError, ValueError, pd.errors.ParserWarning) as error:  # Arrow's errors are ValueErrors
        raise SourceError(f"{name} cannot be read as a table: {_why(error)}") from error


def _perhaps(path: Path) -> str:
    """The file whose name is most like the one that is not there, if one is alike."""
    there = [one.name for one in path.parent.iterdir() if one.is_file()] if path.parent.is_dir() else []
    alike = difflib.get_close_matches(path.name, there, n=1)
    return f"; did you mean {alike[0]}?" if alike else "."


def _why(error: Exception) -> str:
    """What to mend, for somebody who never heard of pandas."""
    uneven = UNEVEN.search(str(error))
    if uneven:
        columns = "1 column" if uneven[1] == "1" else f"{uneven[1]} columns"
        return f"line {uneven[2]} has {uneven[3]} cells for {columns}."
    if isinstance(error, pd.errors.ParserWarning):
        return "its lines have more cells than its first line names columns."
    if isinstance(error, UnicodeDecodeError):
        return "its text is not UTF-8; save it as that."
    if isinstance(error, pd.errors.EmptyDataError):
        return "it is empty."
    return "it is no whole CSV file with commas, or no Parquet file."


def unpacked(file: BinaryIO, name: str, *, most: int = MOST_UNPACKED) -> BinaryIO:
    """The content of a packed file, as long as it is one that memory holds: zeros pack a thousandfold."""
    with gzip.open(file) as packed:
        content = packed.read(most + 1)
    if len(content) > most:
        raise SourceError(f"{name} is larger than {most / 1_000_000:g} MB when it is unpacked.")
    return io.BytesIO(content)


def _times(column: "pd.Series[Any]", asked: FileQuestion) -> "pd.Series[Any]":
    is_time = column.dtype.kind == "M"
    written = column if is_time else column.astype("string")
    times = pd.to_datetime(written, utc=True, format=None if is_time else "ISO8601", errors="coerce")
    if (wrong := _first(column, times)) is not None:
        raise SourceError(
            f"{asked.time} in {asked.file} holds {wrong}, which is no time; write times like 2026-11-23 or "
            "2026-11-23T09:00Z."
        )
    if times.isna().any():
        raise SourceError(f"{asked.time} in {asked.file} has {int(times.isna().sum())} rows without a time.")
    if asked.shift_years:
        times = times + pd.DateOffset(years=asked.shift_years)
    return times + timedelta(days=asked.shift_days)


def _column(table: pd.DataFrame, name: str) -> "pd.Series[Any]":
    if name not in table.columns and len(table.columns) == 1 and ";" in str(table.columns[0]):
        raise SourceError("The file parts its columns by semicolons; save it with commas, and decimals with points.")
    if name not in table.columns:
        raise SourceError(f"There is no column {name}; the file has {', '.join(map(str, table.columns[:20]))}.")
    return table[name]


def _equal(table: pd.DataFrame, asked: Equal) -> "pd.Series[Any]":
    column = _column(table, asked.column)
    if asked.other in table.columns:
        return column == table[asked.other]
    return column.astype(str) == asked.other


def _number(table: pd.DataFrame, name: str) -> "pd.Series[Any]":
    column = _column(table, name)
    numbers = pd.to_numeric(column, errors="coerce").astype("float64")
    if (wrong := _first(column, numbers)) is not None:
        raise SourceError(f"{name} holds {wrong}, which is no number.")
    return numbers


def _first(column: "pd.Series[Any]", understood: "pd.Series[Any]") -> str | None:
    """The first value that is there and was not understood, as somebody finds it; None if all were."""
    strange = column[column.notna() & understood.isna()]
    if strange.empty:
        return None
    others = f" and {len(strange) - 1:,} more" if len(strange) > 1 else ""
    return f"{str(strange.iloc[0])[:40]!r}{others}"


def _aggregated(table: pd.DataFrame, asked: FileQuestion, window: Window) -> Series:
    begins = MONDAY + (table[asked.time] - MONDAY) // window.every * window.every
    whole = (begins >= window.since) & (begins + window.every <= window.until)
    groups = _figures(table, asked)[whole].groupby(begins[whole])
    if asked.aggregate == "count":
        return _made(groups.size())
    if asked.share is not None:
        return _made(groups.mean(), groups.count())
    if asked.aggregate in QUANTILES:
        return _made(groups.quantile(QUANTILES[asked.aggregate]))
    return _made(groups.agg(asked.aggregate))


def _figures(table: pd.DataFrame, asked: FileQuestion) -> "pd.Series[Any]":
    """One figure for each row: the column, or whether the comparison holds; missing where either side is."""
    if asked.share is None:
        return _number(table, asked.column) if asked.column else pd.Series(1.0, index=table.index)
    sides = [asked.share.column, *([asked.share.other] if asked.share.other in table.columns else [])]
    known = table[[_column(table, side).name for side in sides]].notna().all(axis=1)
    return _equal(table, asked.share).astype("float64").where(known)


def _row_by_row(table: pd.DataFrame, asked: FileQuestion) -> Series:
    if table[asked.time].duplicated().any():
        raise SourceError(f"Several rows of {asked.file} have the same time; say value=mean({asked.column}), perhaps.")
    by_time = table.set_index(asked.time)
    if asked.of:
        return _made(*_divided(by_time, asked))
    return _made(_number(by_time, asked.column), _number(by_time, asked.size) if asked.size else None)


def _divided(table: pd.DataFrame, asked: FileQuestion) -> tuple["pd.Series[Any]", "pd.Series[Any]"]:
    """Counts as shares of their cases; where there was no case there is no reading."""
    counts, cases = _whole(table, asked.column), _whole(table, asked.of)
    more = counts > cases
    if more.any():
        first = f"{counts[more].iloc[0]:g} of {cases[more].iloc[0]:g}"
        raise SourceError(f"{asked.column} holds more than there are in {asked.of}: {first}.")
    return counts / cases.where(cases > 0), cases


def _whole(table: pd.DataFrame, name: str) -> "pd.Series[Any]":
    """Counts; a percent divided by the number of cases would be a share that looks right and is wrong."""
    numbers = _number(table, name)
    parts = numbers[numbers.notna() & (numbers != numbers.round())]
    if parts.empty:
        return numbers
    where = f"{name} holds {parts.iloc[0]:g} at {parts.index[0]:%Y-%m-%d %H:%M} UTC"
    raise SourceError(
        f"{where}, which is no whole number, and of=… divides counts. For shares write size=… in place of of=…; "
        "percents are shares once they are divided by 100 in the file."
    )


def _made(values: "pd.Series[Any]", sizes: "pd.Series[Any] | None" = None) -> Series:
    kept = [place for place, value in enumerate(values) if math.isfinite(value)]
    infinite = int(values.isin([math.inf, -math.inf]).sum())
    return Series(
        times=tuple(values.index[place].to_pydatetime().astimezone(UTC) for place in kept),
        values=tuple(float(values.iloc[place]) for place in kept),
        sizes=None if sizes is None else tuple(float(sizes.iloc[place]) for place in kept),
        notes=(f"{infinite} infinite readings were left out",) if infinite else (),
    )
