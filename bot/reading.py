"""Tables that people name on the command line."""

import re
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

RAGGED = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
"""What pandas says of a line that is longer than those before it."""


def table(path: Path) -> "pd.DataFrame":
    """The rows of a ``.csv``, ``.csv.gz`` or ``.parquet`` file.

    Raises
    ------
    ValueError
        If there is no such file, or it cannot be read; the sentence says what to do.
    """
    if not path.name.endswith((".csv", ".csv.gz", ".parquet")):
        raise ValueError(f"{path} is neither .csv, .csv.gz nor .parquet; save the table as one of these.")
    if not path.is_file():
        raise ValueError(f"There is no file {path}. Is the path right?")
    try:
        rows, names = _read(path)
    except (ValueError, OSError, EOFError, Warning) as error:  # pandas' and Arrow's own errors are kinds of ValueError
        raise ValueError(f"{path} cannot be read as a table: {_reason(error)}") from error
    if _by_semicolons(names):
        raise ValueError(f"{path} parts its columns by semicolons; save it with commas, and decimals with points.")
    twice = [name for name, times in Counter(names).items() if times > 1 and name]
    if twice:
        raise ValueError(f"{path} has more than one column {twice[0]!r}; give each a name of its own.")
    return rows


def _read(path: Path) -> "tuple[pd.DataFrame, list[str]]":
    """The rows, and the columns' names as they stand in the file: pandas renames those that it has seen before."""
    import pandas as pd  # noqa: PLC0415 – loads only when asked, so that --help is quick

    if path.suffix == ".parquet":
        rows = pd.read_parquet(path)
        return rows, list(map(str, rows.columns))
    first = pd.read_csv(path, header=None, nrows=1, dtype=str, keep_default_na=False)
    names = first.iloc[0].tolist()
    if _by_semicolons(names):
        return first, names
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)  # more fields than names would lose the last
        return pd.read_csv(path, index_col=False), names


def _by_semicolons(names: list[str]) -> bool:
    return len(names) == 1 and ";" in names[0]


def _reason(error: Exception) -> str:
    """What is wrong with a file, and what to do."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not written in UTF-8; save it as CSV in UTF-8."
    if isinstance(error, Warning):
        return "its lines have more fields than its first line names; name each of them."
    if ragged := RAGGED.search(str(error)):
        usual, line, seen = ragged.groups()
        return f"line {line} has {seen} fields where others have {usual}; put texts that hold commas into quotes."
    said = str(error).splitlines()[0] if str(error) else "it ends too early"
    return f"{said.rstrip('.')}. Is it what its ending says, and does its first line name the columns?"
