"""`kaizen analyse FILE`: a control chart of one column, for people without Slack."""

import argparse
import sys
from pathlib import Path

from bot import reading

BAD_INPUT = 2
"""Exit code when there is nothing to judge; what was found does not change the exit code."""

VARIABLES = ("i-mr", "run", "xbar-r", "xbar-s", "ewma", "cusum", "short-run")
ATTRIBUTES = ("p", "np", "c", "u", "laney-p", "laney-u", "g", "t")
KINDS = (*VARIABLES, *ATTRIBUTES)
RULE_SETS = ("none", "limits", "western-electric", "nelson", "aiag", "nhs", "anhoej")

OPTIONS = (
    "sigma, width, settled, moving_range, screening, lambda, limits, k, h, headstart; of rules: mark, eight, fitting; "
    "of rows: phases=COL (a new label begins one), exclude=COL (reasons), baseline-from=DATE, baseline-to=DATE; "
    "for readings that keep no simple rule: adjust=autocorrelation, residuals, season (with --time; cycle, weeks), "
    "transformation, percentiles (share) or trend"
)


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
        help=OPTIONS,
    )
    parser.add_argument("--json", action="store_true", help="print the chart as JSON")
    parser.add_argument("--png", type=Path, metavar="OUT", help="draw the chart into this file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        shown = _analysed(args)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    sys.stdout.write(shown + "\n")
    return 0


def _analysed(args: argparse.Namespace) -> str:
    # numpy, pandas and scipy load only when asked, so that --help is quick
    from bot.analysing import answering, charting, picturing, verdict  # noqa: PLC0415

    table = reading.table(args.file)
    case = charting.case(table, args)
    if args.png is not None:
        _keep(args.png, picturing.png(case))
    return answering.as_json(case) if args.json else verdict.readable(case)


def _keep(path: Path, picture: bytes) -> None:
    try:
        path.write_bytes(picture)
    except OSError as error:
        raise ValueError(f"The picture cannot be written to {path}: {error.strerror}. Is the folder there?") from error
