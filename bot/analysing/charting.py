"""From a file and its options to a chart with its signals."""

import argparse
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import control_charts, run_rules
from analysis.control_charts import Chart
from analysis.run_rules import Rule
from bot.analysing import advising

Floats = npt.NDArray[np.float64]

CONVENTIONS = ("mark", "eight", "fitting")
"""Options of the rules; all others are the chart's."""

FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Case:
    """A chart, the rules it was judged by, and what they found; *times* where there is one for each point."""

    name: str
    chart: Chart
    rules: tuple[Rule, ...]
    violations: dict[str, list[int]]
    notes: tuple[str, ...]
    conventions: dict[str, Any]
    times: npt.NDArray[Any] | None = None

    @property
    def signals(self) -> list[int]:
        """Points that signal by any rule."""
        return sorted({index for indices in self.violations.values() for index in indices})


def case(rows: pd.DataFrame, args: argparse.Namespace) -> Case:
    """The chart that the arguments ask for, judged by their rules."""
    options = _options(args.option)
    conventions = {name: options.pop(name) for name in CONVENTIONS if name in options}
    drawn, times = _charted(rows, args, options)
    chosen = run_rules.named(args.rules or ("anhoej" if args.chart == "run" else "limits"))
    rules, left_out = _fitting(chosen, drawn, conventions)
    notes = (*drawn.notes, *left_out, *advising.advice(drawn))
    return Case(args.value, drawn, rules, violations(drawn, rules, conventions), notes, conventions, times)


def violations(drawn: Chart, rules: tuple[Rule, ...], conventions: dict[str, Any]) -> dict[str, list[int]]:
    """Indices of the points at which each rule fires."""
    how = {name: value for name, value in conventions.items() if name != "fitting"}
    found = run_rules.violations(drawn.points, drawn, rules, **how)
    return {rule.name: flags.nonzero()[0].tolist() for rule, flags in zip(rules, found, strict=True)}


def _fitting(
    chosen: tuple[Rule, ...], drawn: Chart, conventions: dict[str, Any]
) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The chosen rules that fit the chart, and a note about those that do not."""
    if conventions.get("fitting") == "all":
        return chosen, ()
    kept, left_out = run_rules.fitting(chosen, drawn.fit)
    names = ", ".join(rule.name for rule in left_out)
    note = f"not for a {drawn.kind} chart, left out: {names} (--option fitting=all applies them)"
    return kept, (note,) if left_out else ()


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    if name not in rows.columns:
        raise ValueError(f"There is no column {name!r}; the file has {', '.join(map(str, rows.columns))}.")
    return rows[name]


def _numbers(rows: pd.DataFrame, name: str | None) -> Floats | None:
    if name is None:
        return None
    try:
        return np.asarray(_column(rows, name).to_numpy(dtype="float64", na_value=math.nan), dtype=np.float64)
    except (ValueError, TypeError) as error:
        if name not in rows.columns:
            raise
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


def _typed(text: str) -> float | bool | str:
    if text.lower() in FLAGS:
        return FLAGS[text.lower()]
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text


def _charted(
    rows: pd.DataFrame, args: argparse.Namespace, options: dict[str, Any]
) -> tuple[Chart, npt.NDArray[Any] | None]:
    """The chart, and the times of its points where each row is one."""
    groups = None if args.subgroup is None else _labels(rows, args.subgroup)
    times = None if args.time is None else _times(_column(rows, args.time), repeated=groups is not None)
    sigma = options.pop("sigma", None)
    drawn = control_charts.chart(
        _numbers(rows, args.value),
        kind=args.chart,
        baseline=args.baseline,
        centre=args.target,
        sigma=sigma,
        size=_numbers(rows, args.size),
        subgroup=groups,
        **options,
    )
    return drawn, times if times is not None and len(times) == len(drawn.points) else None


def _labels(rows: pd.DataFrame, name: str) -> npt.NDArray[Any]:
    labels = _column(rows, name)
    if labels.isna().any():
        raise ValueError(f"Column {name!r} has rows without a subgroup; name one for each row.")
    return np.asarray(labels.to_numpy())


def _times(column: pd.Series, *, repeated: bool) -> npt.NDArray[Any]:
    """The column as times, ascending; readings of one subgroup may share theirs."""
    times = column if pd.api.types.is_numeric_dtype(column) else _moments(column)
    if times.isna().any():
        raise ValueError(f"Column {column.name!r} has rows without a time; fill them in or drop the rows.")
    if not times.is_monotonic_increasing or (not repeated and not times.is_unique):
        raise ValueError("Times must ascend without duplicates; sort the rows by time and keep one for each time.")
    return np.asarray(times.to_numpy())


def _moments(column: pd.Series) -> pd.Series:
    try:
        return pd.to_datetime(column, format="ISO8601", utc=True).dt.tz_localize(None)
    except (ValueError, TypeError) as error:
        message = f"Column {column.name!r} is not a time; write times as 2026-01-31 or 2026-01-31T08:00."
        raise ValueError(message) from error
