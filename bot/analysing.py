"""`kaizen analyse FILE`: a control chart of one column, for people without Slack."""

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from analysis.control_charts import Chart
    from analysis.run_rules import Rule

BAD_INPUT = 2
"""Exit code when there is nothing to judge; what was found does not change the exit code."""

KINDS = (
    "i-mr", "run", "xbar-r", "xbar-s", "p", "np", "c", "u", "laney-p", "laney-u", "g", "t", "ewma", "cusum", "short-run",
)  # fmt: skip
RULE_SETS = ("none", "limits", "western-electric", "nelson", "aiag", "nhs", "anhoej")
CONVENTIONS = ("mark", "eight", "fitting")


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("analyse", help="draw a control chart of a column and say which points signal")
    parser.add_argument("file", type=Path, metavar="FILE", help=".csv, .csv.gz or .parquet, one row per reading")
    parser.add_argument("--value", required=True, metavar="COL", help="readings; counts on attribute charts")
    parser.add_argument("--time", metavar="COL", help="when each reading was taken, ascending")
    parser.add_argument("--subgroup", metavar="COL", help="each row's subgroup (its part on a short-run chart)")
    parser.add_argument("--size", metavar="COL", help="sample sizes of attribute charts")
    parser.add_argument("--chart", default="i-mr", choices=KINDS, metavar="KIND", help=f"one of {', '.join(KINDS)}")
    parser.add_argument("--baseline", type=int, metavar="N", help="the first N points (subgroups) set the limits")
    parser.add_argument("--rules", choices=RULE_SETS, metavar="SET", help=f"one of {', '.join(RULE_SETS)}")
    parser.add_argument("--target", type=float, metavar="X", help="a known centre")
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="sigma, width, lambda, k, h, headstart, limits, moving_range, screening, mark, eight, fitting, settled",
    )
    parser.add_argument("--json", action="store_true", help="print the chart as JSON")
    parser.add_argument("--png", type=Path, metavar="OUT", help="draw the chart into this file")
    parser.set_defaults(command=run, run=run)


def run(args: argparse.Namespace) -> int:
    try:
        shown = _analysed(args)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    sys.stdout.write(shown + "\n")
    return 0


def _analysed(args: argparse.Namespace) -> str:
    from bot.analysing_verdict import readable  # noqa: PLC0415 – scipy loads only when asked, so that --help is quick

    table = _table(args.file)
    options = _options(args.option)
    conventions = {name: options.pop(name) for name in CONVENTIONS if name in options}
    drawn = _charted(table, args, options)
    rules, left_out = _rules(args, drawn, conventions)
    found = _violations(drawn, rules, conventions)
    notes = [*drawn.notes, *left_out]
    if args.png is not None:
        _draw(args, table, drawn, found)
    if args.json:
        return json.dumps(_as_dict(drawn, found, notes, rules, conventions), indent=2, allow_nan=False)
    return readable(args.value, drawn, rules, found, notes)


def _table(path: Path) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 – as above

    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if not path.name.endswith((".csv", ".csv.gz")):
        raise ValueError(f"{path} is neither .csv, .csv.gz nor .parquet; save the table as one of these.")
    return pd.read_csv(path)


def _column(table: "pd.DataFrame", name: str | None) -> "pd.Series | None":
    if name is None:
        return None
    if name not in table.columns:
        raise ValueError(f"There is no column {name!r}; the file has {', '.join(map(str, table.columns))}.")
    return table[name]


def _numbers(table: "pd.DataFrame", name: str | None) -> "npt.NDArray[np.float64] | None":
    column = _column(table, name)
    if column is None:
        return None
    try:
        return column.to_numpy(dtype="float64", na_value=math.nan)
    except (ValueError, TypeError) as error:
        raise ValueError(
            f"Column {name!r} holds something that is not a number; clean it or choose another."
        ) from error


def _options(given: list[str]) -> dict[str, Any]:
    options = {}
    for each in given:
        key, found, text = each.partition("=")
        if not found or not key:
            raise ValueError(f"An option is written key=value, not {each!r}.")
        options[key] = _typed(text)
    return options


def _typed(text: str) -> float | int | bool | str:
    if text.lower() in {"true", "yes", "on", "false", "no", "off"}:
        return text.lower() in {"true", "yes", "on"}
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text


def _charted(table: "pd.DataFrame", args: argparse.Namespace, options: dict[str, Any]) -> "Chart":
    from analysis import control_charts  # noqa: PLC0415 – as above

    subgroup = _column(table, args.subgroup)
    time = _times(table, args.time, repeated=subgroup is not None)
    if subgroup is not None and subgroup.isna().any():
        raise ValueError(f"Column {args.subgroup!r} has rows without a subgroup; name one for each row.")
    sigma = options.pop("sigma", None)
    return control_charts.chart(
        _numbers(table, args.value),
        kind=args.chart,
        baseline=args.baseline,
        centre=args.target,
        sigma=sigma,
        size=_numbers(table, args.size),
        subgroup=None if subgroup is None else subgroup.to_numpy(),
        time=None if subgroup is not None else time,
        **options,
    )


def _times(table: "pd.DataFrame", name: str | None, *, repeated: bool) -> "npt.NDArray[Any] | None":
    """The column as times, ascending; readings of one subgroup may share theirs."""
    import pandas as pd  # noqa: PLC0415 – as above

    column = _column(table, name)
    if column is None:
        return None
    if pd.api.types.is_numeric_dtype(column):
        times = column
    else:
        try:
            times = pd.to_datetime(column, format="ISO8601", utc=True).dt.tz_localize(None)
        except (ValueError, TypeError) as error:
            raise ValueError(
                f"Column {name!r} is not a time; write times as 2026-01-31 or 2026-01-31T08:00."
            ) from error
    if times.isna().any():
        raise ValueError(f"Column {name!r} has rows without a time; fill them in or drop the rows.")
    if not times.is_monotonic_increasing or (not repeated and not times.is_unique):
        raise ValueError("Times must ascend without duplicates; sort the rows by time and keep one for each time.")
    return times.to_numpy()


def _rules(
    args: argparse.Namespace, drawn: "Chart", conventions: dict[str, Any]
) -> tuple[tuple["Rule", ...], list[str]]:
    """The chosen rules that fit the chart, and a note about those that do not."""
    from analysis import run_rules  # noqa: PLC0415 – as above

    chosen = run_rules.named(args.rules or ("anhoej" if args.chart == "run" else "limits"))
    if conventions.get("fitting") == "all":
        return chosen, []
    kept, left_out = run_rules.fitting(chosen, drawn.fit)
    if not left_out:
        return kept, []
    names = ", ".join(rule.name for rule in left_out)
    return kept, [f"not for a {args.chart} chart, left out: {names} (--option fitting=all applies them)"]


def _violations(drawn: "Chart", rules: tuple["Rule", ...], conventions: dict[str, Any]) -> dict[str, list[int]]:
    from analysis import run_rules  # noqa: PLC0415 – as above

    how = {name: value for name, value in conventions.items() if name != "fitting"}
    found = run_rules.violations(drawn.points, drawn, rules, phases=drawn.phases, **how)
    return {rule.name: flags.nonzero()[0].tolist() for rule, flags in zip(rules, found, strict=True)}


def _as_dict(
    drawn: "Chart",
    found: dict[str, list[int]],
    notes: list[str],
    rules: tuple["Rule", ...],
    conventions: dict[str, Any],
) -> dict[str, Any]:
    from analysis import run_rules  # noqa: PLC0415 – as above

    shown: dict[str, Any] = {
        "chart": drawn.kind,
        "points": _listed(drawn.points),
        "centre": _listed(drawn.centre),
        "lower": _listed(drawn.lower),
        "upper": _listed(drawn.upper),
        "sigma": _single(drawn.sigma if drawn.process_sigma is None else drawn.process_sigma),
        "violations": found,
        "notes": notes,
    }
    shown |= {name: _listed(trace) for name, trace in drawn.traces.items() if name.startswith("cusum_")}
    if drawn.dispersion is not None:
        kept, _left_out = run_rules.fitting(rules, drawn.dispersion.fit)
        signals = _violations(drawn.dispersion, kept, conventions)
        shown["dispersion"] = _as_dict(drawn.dispersion, signals, [], kept, conventions)
    return shown


def _listed(figures: "npt.NDArray[np.float64]") -> list[float | None]:
    return [value if math.isfinite(value) else None for value in figures.tolist()]


def _single(figures: "npt.NDArray[np.float64]") -> float | None | list[float | None]:
    """One figure where all points share it, else one for each."""
    listed = _listed(figures)
    distinct = {value for value in listed if value is not None}
    return listed if len(distinct) > 1 else next(iter(distinct), None)


def _draw(args: argparse.Namespace, table: "pd.DataFrame", drawn: "Chart", found: dict[str, list[int]]) -> None:
    raise ValueError("Pictures are not drawn yet.")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.analysing")
    add_arguments(parser.add_subparsers(required=True))
    args = parser.parse_args()
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
