"""`kaizen drift REFERENCE CURRENT`: has the data changed, for people without Slack."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot import reading

if TYPE_CHECKING:
    import pandas as pd

    from analysis.drift import Comparison

BAD_INPUT = 2
"""Exit code when there is nothing to compare; what was found does not change the exit code."""


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("drift", help="compare two tables and say which columns have changed")
    parser.add_argument("reference", type=Path, metavar="REFERENCE", help="how it was: .csv, .csv.gz or .parquet")
    parser.add_argument("current", type=Path, metavar="CURRENT", help="how it is: .csv, .csv.gz or .parquet")
    parser.add_argument(
        "--columns", nargs="+", metavar="NAME", help="columns to compare, after the files: a b or a,b (default: all)"
    )
    parser.add_argument("--alpha", type=float, default=0.05, help="accepted share of false alarms (default: 0.05)")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        result = _compared(args)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    sys.stdout.write((json.dumps(result.as_dict(), indent=2) if args.json else _readable(result)) + "\n")
    return 0


def _compared(args: argparse.Namespace) -> "Comparison":
    from analysis import drift  # noqa: PLC0415 – pandas and scipy load only when asked, so that --help is quick

    reference, current = _table(args.reference), _table(args.current)
    names = None if args.columns is None else _names(args.columns, reference)
    return drift.compare(reference, current, columns=names, alpha=args.alpha)


def _names(given: Sequence[str], table: "pd.DataFrame") -> list[str]:
    """Names as they are given, or several in one word with commas between."""
    words = [[word] if word in table.columns else word.split(",") for word in given]
    return [name.strip() for word in words for name in word if name.strip()]


def _table(path: Path) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 – as above

    table = reading.table(path)
    texts = [name for name in table if pd.api.types.is_string_dtype(table[name])]
    return table.assign(**{name: _times(table[name]) for name in texts})


def _times(column: "pd.Series") -> "pd.Series":
    """The column as times if each of its values is one (CSV knows only text), else as it is."""
    import pandas as pd  # noqa: PLC0415 – as above

    try:
        return pd.to_datetime(column, format="ISO8601", utc=True)  # the offset changes with summer time
    except (ValueError, TypeError):
        return column


def _readable(result: "Comparison") -> str:
    width = max(len(str(name)) for name in result.columns)
    ordered = sorted(result.columns.values(), key=lambda column: (not column.drifted, column.p_value))
    return "\n".join([result.reason, "", *(f"  {column.name!s:<{width}}  {column.reason}" for column in ordered)])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.drifting")
    add_arguments(parser.add_subparsers(required=True))
    args = parser.parse_args(arguments)
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
