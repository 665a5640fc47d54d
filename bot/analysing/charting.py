"""From a file and its options to a chart with its signals."""

import argparse
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis import control_charts, run_rules
from analysis.control_charts import Chart
from analysis.run_rules import Rule
from bot.analysing import adjusting, advising, options

Floats = npt.NDArray[np.float64]

CONVENTIONS = ("mark", "eight", "fitting")
"""Options of the rules; all others are the chart's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A chart, the kind and the rules that were asked for, the rules that fit it, and what they found.

    *times* are those of its points. *rough* is the number of points from which limits were estimated, where it is too
    small for them to be settled. *spread* is the chart of ranges or deviations beside a chart of means, and *alone*
    whether there is none beside this one.
    """

    name: str
    asked: str
    asked_rules: str
    chart: Chart
    rules: tuple[Rule, ...]
    violations: dict[str, list[int]]
    notes: tuple[str, ...] = ()
    times: npt.NDArray[Any] | None = None
    rough: int | None = None
    spread: "Case | None" = None
    alone: bool = True

    @property
    def signals(self) -> list[int]:
        """Points that signal by any rule."""
        return sorted({index for indices in self.violations.values() for index in indices})

    @property
    def parts(self) -> "tuple[Case, ...]":
        """The chart itself, and that of the spread beside it."""
        return (self,) if self.spread is None else (self, self.spread)


def case(rows: pd.DataFrame, args: argparse.Namespace) -> Case:
    """The chart that the arguments ask for, judged by their rules."""
    given = options.read(args.option)
    conventions = {name: given.pop(name) for name in CONVENTIONS if name in given}
    known = args.target is not None and given.get("sigma") is not None
    settled, adjusted = given.get("settled", control_charts.SETTLED), "adjust" in given
    drawn, times = _charted(rows, args, given)
    asked = args.rules or run_rules.usual(drawn.fit)
    rules, left_out = _fitting(run_rules.named(asked), drawn, conventions)
    fewest = int(drawn.baseline_points.min())
    found = Case(
        name=args.value,
        asked=args.chart,
        asked_rules=asked,
        chart=drawn,
        rules=rules,
        violations=violations(drawn, rules, conventions),
        notes=(*drawn.notes, *_excluded(drawn), *left_out, *advising.advice(drawn, times, adjusted=adjusted)),
        times=times,
        rough=None if known or control_charts.standing(fewest, settled) == "settled" else fewest,
    )
    spread = drawn.dispersion
    return found if spread is None or np.isnan(spread.points).all() else _with_spread(found, spread, conventions)


def _with_spread(found: Case, dispersion: Chart, conventions: dict[str, Any]) -> Case:
    """The case with the chart of its subgroups' ranges or deviations, judged by the same rules as far as they fit."""
    rules, _left_out = run_rules.fitting(found.rules, dispersion.fit)
    fired = violations(dispersion, rules, conventions)
    beside = replace(
        found, asked=dispersion.kind, chart=dispersion, rules=rules, violations=fired, notes=(), alone=False
    )
    return replace(found, spread=beside, alone=False)


def violations(drawn: Chart, rules: tuple[Rule, ...], conventions: dict[str, Any]) -> dict[str, list[int]]:
    """Indices of the points at which each rule fires."""
    how = {name: value for name, value in conventions.items() if name != "fitting"}
    found = run_rules.violations(drawn.points, drawn, rules, phases=drawn.phases, **how)
    return {rule.name: flags.nonzero()[0].tolist() for rule, flags in zip(rules, found, strict=True)}


def _fitting(
    chosen: tuple[Rule, ...], drawn: Chart, conventions: dict[str, Any]
) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The chosen rules that fit the chart, and a note about those that do not."""
    fits = conventions.get("fitting", "only")
    if fits not in {"only", "all"}:
        raise ValueError(f"fitting is 'only' (rules that the chart can bear) or 'all', not {fits!r}.")
    if fits == "all":
        return chosen, ()
    kept, left_out = run_rules.fitting(chosen, drawn.fit)
    names = ", ".join(rule.name for rule in left_out)
    note = f"not for {control_charts.called(drawn.kind)}, left out: {names} (--option fitting=all applies them)"
    return kept, (note,) if left_out else ()


def _excluded(drawn: Chart) -> tuple[str, ...]:
    return tuple(
        f"point {place + 1} left out of the limits: {why or 'no reason given'}" for place, why in drawn.reasons.items()
    )


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    if name not in rows.columns:
        raise ValueError(f"There is no column {name!r}; the file has {', '.join(map(str, rows.columns))}.")
    return rows[name]


def _numbers(rows: pd.DataFrame, name: str) -> Floats:
    try:
        return np.asarray(_column(rows, name).to_numpy(dtype="float64", na_value=math.nan), dtype=np.float64)
    except (ValueError, TypeError) as error:
        if name not in rows.columns:
            raise
        raise ValueError(f"Column {name!r} holds {_strange(rows[name])}; clean it or choose another.") from error


def _strange(column: pd.Series) -> str:
    """The first value of a column that is no number, and its row."""
    wrong = np.flatnonzero((pd.to_numeric(column, errors="coerce").isna() & column.notna()).to_numpy())
    if not wrong.size:
        return "something that is not a number"
    return f"{str(column.iloc[wrong[0]])!r} in row {wrong[0] + 1}, which is not a number"


def _charted(
    rows: pd.DataFrame, args: argparse.Namespace, options: dict[str, Any]
) -> tuple[Chart, npt.NDArray[Any] | None]:
    """The chart, and the times of its points where each row is one."""
    groups = None if args.subgroup is None else _labels(rows, args.subgroup)
    times = None if args.time is None else _times(_column(rows, args.time), repeated=groups is not None)
    values, adjust = _numbers(rows, args.value), options.pop("adjust", None)
    options |= _of_points(rows, options, groups if args.chart in control_charts.GATHERED else None)
    options |= {"centre": args.target, "sigma": options.pop("sigma", None)}
    baseline = _baseline(args.baseline, options, times)
    if adjust is None:
        sizes = None if args.size is None else _numbers(rows, args.size)
        drawn = control_charts.chart(values, args.chart, baseline, size=sizes, subgroup=groups, **options)
    elif args.chart == "i-mr":
        drawn = adjusting.drawn(str(adjust), values, times, baseline, **options)
    else:
        raise ValueError(f"adjust= is for i-mr charts, not for {control_charts.called(args.chart)}; leave one out.")
    return drawn, times if times is not None and len(times) == len(drawn.points) else None


def _of_points(rows: pd.DataFrame, options: dict[str, Any], groups: npt.NDArray[Any] | None) -> dict[str, Any]:
    """Phases and excluded points, where columns name them; with *groups* a subgroup is a point."""
    places = np.arange(len(rows)) if groups is None else pd.factorize(groups)[0]
    found: dict[str, Any] = {}
    if "phases" in options:
        found["phases"] = _begun(_column(rows, str(options.pop("phases"))).fillna(""), places)
    if "exclude" in options:
        reasons = _column(rows, str(options.pop("exclude")))
        told = [(int(place), str(why)) for place, why in zip(places, reasons, strict=True) if _says_something(why)]
        found["excluded"] = dict(reversed(told))  # the first reason of a subgroup is its own
    return found


def _begun(labels: pd.Series, places: npt.NDArray[np.intp]) -> list[int]:
    """Points at which a new label begins a phase."""
    of_rows = labels.to_numpy()
    of_points = of_rows[np.unique(places, return_index=True)[1]]
    if (of_points[places] != of_rows).any():
        raise ValueError(f"Column {labels.name!r} changes within a subgroup; a phase begins with a whole one.")
    begun: list[int] = (np.flatnonzero(of_points[1:] != of_points[:-1]) + 1).tolist()
    return begun


def _says_something(reason: Any) -> bool:
    return not pd.isna(reason) and str(reason).strip().lower() not in {"", "0", "0.0", "false", "no"}


def _baseline(count: int | None, options: dict[str, Any], times: npt.NDArray[Any] | None) -> Any:
    """A number of points, or what lies between two days, which the options then hold together with the times."""
    days = tuple(options.pop(name, None) for name in ("baseline-from", "baseline-to"))
    if days == (None, None):
        return count
    if count is not None:
        raise ValueError("A baseline goes by count or by dates; leave out --baseline, or baseline-from and -to.")
    if times is None:
        raise ValueError("A baseline by dates needs --time, the column with the time of each row.")
    options["time"] = times
    return slice(*(None if day is None else str(day) for day in days))


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
