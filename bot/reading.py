"""Tables that people name on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def table(path: Path) -> "pd.DataFrame":
    """The rows of a ``.csv``, ``.csv.gz`` or ``.parquet`` file.

    Raises
    ------
    ValueError
        If there is no such file, or it cannot be read; the sentence says what to do.
    """
    import pandas as pd  # noqa: PLC0415 – loads only when asked, so that --help is quick

    if not path.name.endswith((".csv", ".csv.gz", ".parquet")):
        raise ValueError(f"{path} is neither .csv, .csv.gz nor .parquet; save the table as one of these.")
    if not path.is_file():
        raise ValueError(f"There is no file {path}. Is the path right?")
    try:
        rows = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    except (ValueError, OSError) as error:  # pandas' and Arrow's own errors are kinds of ValueError
        reason = str(error).splitlines()[0]
        raise ValueError(f"{path} cannot be read as a table: {reason}") from error
    if len(rows.columns) == 1 and ";" in str(rows.columns[0]):
        raise ValueError(f"{path} parts its columns by semicolons; save it with commas, and decimals with points.")
    return rows
