"""Which points limits rest on: a baseline by count, by places or by dates, without those that are excluded."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from analysis.control_charts.arrays import Flags, floats


def baseline_flags(baseline: Any, points: int, time: Any = None) -> Flags:
    """Phase I as flags from a count, a slice, flags, or a pair of dates.

    Examples
    --------
    >>> baseline_flags(2, 4).tolist()
    [True, True, False, False]
    >>> baseline_flags(("2026-01-02", "2026-01-03"), 3, ["2026-01-01", "2026-01-02", "2026-01-03"]).tolist()
    [False, True, True]
    """
    flags = np.zeros(points, dtype=np.bool_)
    if baseline is None:
        flags[:] = True
    elif isinstance(baseline, slice):
        flags = _sliced(baseline, points, time)
    elif isinstance(baseline, tuple | list) and len(baseline) == 2 and not isinstance(baseline[0], bool | np.bool_):
        flags = _between(baseline[0], baseline[1], points, time)
    elif np.ndim(baseline) == 1:
        flags = np.asarray(baseline)
        if flags.dtype != np.bool_ or flags.shape != (points,):
            raise ValueError(f"A baseline is a number of points, two dates, a slice, or {points} booleans.")
    else:
        flags[: _count(baseline, points)] = True
    if not flags.any():
        raise ValueError("The baseline is empty; name at least two points in it.")
    return flags


def _count(baseline: Any, points: int) -> int:
    count = float(floats(baseline, "baseline"))
    if not count.is_integer() or not 2 <= count <= points:
        raise ValueError(f"The baseline must be a whole number of points from 2 to {points}, not {baseline}.")
    return int(count)


def _sliced(baseline: slice, points: int, time: Any) -> Flags:
    if any(isinstance(end, str | date | np.datetime64) for end in (baseline.start, baseline.stop)):
        return _between(baseline.start, baseline.stop, points, time)
    flags = np.zeros(points, dtype=np.bool_)
    try:
        flags[baseline] = True
    except TypeError as error:
        raise ValueError("A slice of a baseline goes from one index, or one date, to another.") from error
    return flags


def _between(first: Any, last: Any, points: int, time: Any) -> Flags:
    """Points from the beginning of the first day (or instant) to the end of the last; None where it is open."""
    if time is None:
        raise ValueError("A baseline by dates is a pair (first, last) and needs time=, the time of each point.")
    found = moments(time, points)
    if pd.api.types.is_numeric_dtype(found):
        raise ValueError("A baseline by dates needs times that are dates, not numbers.")
    when = pd.DatetimeIndex(found)
    clock = when.tz_localize(None)  # a day is one on the walls where the times come from
    flags = np.ones(points, dtype=np.bool_)
    if first is not None:
        flags &= clock >= _stretch(first, when).start_time
    if last is not None:
        flags &= clock <= _stretch(last, when).end_time
    return flags


def _stretch(day: Any, when: pd.DatetimeIndex) -> pd.Period:
    """The day, month, or instant that a bound of the baseline names."""
    if isinstance(day, date) and not isinstance(day, datetime):
        return pd.Period(day, freq="D")
    try:
        return pd.Period(day) if isinstance(day, str) else pd.Period(_on_the_wall(pd.Timestamp(day), when), freq="ns")
    except (ValueError, TypeError) as error:
        raise ValueError(f"{day!r} is no date of a baseline; write it as 2026-01-31 or 2026-01-31T08:00.") from error


def _on_the_wall(moment: pd.Timestamp, when: pd.DatetimeIndex) -> pd.Timestamp:
    if moment.tzinfo is None:
        return moment
    return moment.tz_convert(when.tz).tz_localize(None)


def moments(time: Any, points: int) -> "pd.Index[Any]":
    """One time for each point, numbers or dates; refused where one is missing."""
    refusal = "Times must be dates (2026-01-31, 2026-01-31T08:00) or numbers, one for each point."
    try:
        found = pd.Index(time)
        if not pd.api.types.is_numeric_dtype(found):
            found = pd.DatetimeIndex(
                pd.to_datetime(found, format="ISO8601" if found.inferred_type == "string" else None)
            )
    except (ValueError, TypeError) as error:
        raise ValueError(refusal) from error
    if found.shape != (points,):
        raise ValueError(f"There are {points} points but times of shape {found.shape}; give one time for each.")
    if found.isna().any():
        raise ValueError("Some points have no time; fill the times in, or leave these points out.")
    return found


def reasons_of(excluded: Any, points: int) -> dict[int, str]:
    """Excluded points as {index: reason}, from such a mapping, from flags, or from indices."""
    if excluded is None:
        return {}
    if isinstance(excluded, Mapping):
        found = {index: str(reason) for index, reason in excluded.items()}
    else:
        listed = np.atleast_1d(np.asarray(excluded))
        if listed.dtype == np.bool_ and listed.shape != (points,):
            raise ValueError(f"Flags of excluded points must be {points} booleans, one for each point.")
        found = dict.fromkeys((np.flatnonzero(listed) if listed.dtype == np.bool_ else listed).tolist(), "")
    if any(not isinstance(index, int | np.integer) or not 0 <= index < points for index in found):
        raise ValueError(f"Excluded points are named by their index from 0 to {points - 1}.")
    return found
