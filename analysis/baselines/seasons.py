"""Metrics with a weekly shape: what this hour of the week usually shows, robust against past incidents."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Slots = npt.NDArray[np.int64]
Cycle = Literal["hour-of-week", "day-of-week", "hour-of-day"]

WEEKS = 8
"""Weeks in a baseline: enough for a median to outvote three bad ones, few enough to follow a business."""

LEAST = 3
"""Readings of a slot below which it is not judged: two cannot say which of them was the incident."""

NORMAL_MAD = 1.482602218505602
"""Median absolute deviations of a normal variable in a standard deviation: 1 / quantile(0.75)."""

CYCLES: Mapping[Cycle, int] = {"hour-of-week": 168, "day-of-week": 7, "hour-of-day": 24}
"""What may repeat, and into how many slots it is cut."""

SLOT: Mapping[Cycle, np.timedelta64] = {
    "hour-of-week": np.timedelta64(3_600, "s"),
    "day-of-week": np.timedelta64(86_400, "s"),
    "hour-of-day": np.timedelta64(3_600, "s"),
}
"""How long a slot of a cycle lasts."""

WEEK = np.timedelta64(7 * 86_400, "s")

NOTABLE_CYCLE, COMPARED = 0.25, 50
"""Share of the distance from the median that a cycle explains, in so many readings, from which on it is worth saying.

A daily wave of 1.3 sigma explains as much; readings without a cycle seem to in 2% of series at most, alike neighbours
included (autocorrelation up to 0.97, and random walks).
"""


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """Expected value and spread for each asked time: give them to a chart as its centre and sigma.

    ``weeks`` are those that were there, which may be fewer than asked for.
    """

    centre: Floats
    sigma: Floats
    cycle: Cycle
    weeks: float
    note: str


def seasonal(
    values: Any, time: Any, *, cycle: Cycle = "hour-of-week", weeks: float = WEEKS, least: int = LEAST
) -> Season:
    """A seasonal baseline from the first *weeks* weeks, frozen for all later points.

    Parameters
    ----------
    values
        One series, shape (points,), NaN where missing.
    time
        Time of each point (datetime64, ascending), in the time zone whose hours and weekdays matter.
    cycle
        What repeats.
    weeks
        Length of the baseline, counted from the first time.
    least
        Readings that a slot needs; slots with fewer have no centre and are not judged.

    Returns
    -------
    Season
        centre: the median of the slot's readings in the baseline; for the points of the baseline themselves that of
        the *other* weeks, so that none of them judges itself. sigma: 1.4826 times the median distance of baseline
        points from those medians, over all slots. It is the spread of a prediction, the median's own error
        included, and past incidents, which are few, do not widen it.

    Examples
    --------
    >>> time = np.arange("2026-01-05T00", "2026-03-02T00", dtype="datetime64[h]")
    >>> daily = 10 + np.sin(np.arange(len(time)) * 2 * np.pi / 24)
    >>> bool(np.allclose(seasonal(daily, time, weeks=4).centre, daily))
    True
    """
    readings, when = np.asarray(values, dtype=np.float64), np.asarray(time, dtype="datetime64[s]")
    _check(readings, when, cycle)
    if not (isinstance(weeks, Real) and 0 < weeks < math.inf and isinstance(least, Real) and least >= 2):
        raise ValueError(
            "A season is taken from a number of weeks above zero, and from two readings of a slot or more."
        )
    slots = slot(when, cycle)
    within = when < when[0] + np.timedelta64(round(weeks * 7 * 86_400), "s")
    basis, there = within & np.isfinite(readings), _weeks(when[within], cycle, float(weeks))
    centre, counts = _medians(readings, slots, basis, CYCLES[cycle])
    if (counts < least).all():
        raise ValueError(f"No {cycle} has {least} readings in {_said(there)}; wait, or take a shorter cycle.")
    expected = np.where(counts[slots] >= least, centre[slots], np.nan)
    expected[basis] = _of_the_others(readings, slots, basis, least)
    away = np.abs(readings - expected)[basis]
    sigma = NORMAL_MAD * float(np.nanmedian(away))
    source = _said(there) if there >= weeks else f"the {_said(there)} there are"
    note = f"centre by {cycle} from {source}" + _silent(int((counts < least).sum()))
    return Season(expected, np.full(readings.shape, sigma), cycle, there, note)


def _weeks(when: npt.NDArray[Any], cycle: Cycle, most: float) -> float:
    """Weeks from the first of the times to the end of the last one's slot."""
    return min(most, float((when[-1] - when[0] + SLOT[cycle]) / WEEK))


def _silent(slots: int) -> str:
    return f"; {'1 slot' if slots == 1 else f'{slots} slots'} not judged, too few readings" if slots else ""


def _said(weeks: float) -> str:
    return "1 week" if round(weeks, 1) == 1 else f"{round(weeks, 1):g} weeks"


def regularity(values: Any, time: Any, *, cycle: Cycle) -> float:
    """How much of the readings' usual distance from their median a cycle explains: 1 all of it, 0 or below none.

    1 - median |x - median of its slot in the other cycles| / median |x - median of all|, so that neither past
    incidents nor a reading itself speak for a cycle. NaN where readings stand closer than slots, whose neighbours
    would explain each other, or where there are too few to compare.

    Examples
    --------
    >>> time = np.arange("2026-01-05T00", "2026-01-19T00", dtype="datetime64[h]")
    >>> noise = np.random.default_rng(1).normal(size=len(time))
    >>> wave = 5 * np.sin(np.arange(len(time)) * 2 * np.pi / 24)
    >>> regularity(noise + wave, time, cycle="hour-of-day") > 0.7, regularity(noise, time, cycle="hour-of-day") > 0.1
    (True, False)
    """
    readings, when = np.asarray(values, dtype=np.float64), np.asarray(time, dtype="datetime64[s]")
    _check(readings, when, cycle)
    if len(when) < COMPARED or np.median(np.diff(when)) < SLOT[cycle]:
        return math.nan
    seen = np.isfinite(readings)
    expected = _of_the_others(readings, slot(when, cycle), seen, LEAST)
    judged, expected = readings[seen][np.isfinite(expected)], expected[np.isfinite(expected)]
    usual = float(np.median(np.abs(judged - np.median(judged)))) if len(judged) >= COMPARED else 0.0
    return 1 - float(np.median(np.abs(judged - expected))) / usual if usual > 0 else math.nan


def _check(readings: Floats, when: npt.NDArray[Any], cycle: str) -> None:
    if cycle not in CYCLES:
        raise ValueError(f"A cycle is one of {', '.join(CYCLES)}, not {cycle!r}.")
    if readings.ndim != 1 or readings.shape != when.shape or not len(when):
        raise ValueError("A seasonal baseline needs one series and a time for each of its points.")
    if np.isinf(readings).any():
        raise ValueError("The values contain infinity; use NaN where a point is missing.")
    if np.isnat(when).any() or (when[1:] <= when[:-1]).any():
        raise ValueError("Times must ascend without duplicates; sort the rows by time and keep one for each time.")


def slot(when: npt.NDArray[Any], cycle: Cycle) -> Slots:
    """Place of each time in its cycle; weeks begin on Monday."""
    hours = np.asarray(when, dtype="datetime64[h]").astype(np.int64)
    days = hours // 24 + 3  # 1970-01-01 was a Thursday
    if cycle == "hour-of-day":
        return np.asarray(hours % 24, dtype=np.int64)
    return np.asarray(days % 7 if cycle == "day-of-week" else days % 7 * 24 + hours % 24, dtype=np.int64)


def _medians(readings: Floats, slots: Slots, basis: npt.NDArray[np.bool_], count: int) -> tuple[Floats, Slots]:
    centre = np.full(count, np.nan)
    for each in np.unique(slots[basis]):
        centre[each] = np.median(readings[basis & (slots == each)])
    return centre, np.bincount(slots[basis], minlength=count).astype(np.int64)


def _of_the_others(readings: Floats, slots: Slots, basis: npt.NDArray[np.bool_], least: int) -> Floats:
    """For each point of the baseline the median of its slot without the point itself."""
    found = np.full(readings.shape, np.nan)
    for each in np.unique(slots[basis]):
        (places,) = np.nonzero(basis & (slots == each))
        if len(places) < least:
            continue
        square = np.broadcast_to(readings[places], (len(places), len(places)))
        others = square[~np.eye(len(places), dtype=np.bool_)].reshape(len(places), -1)
        found[places] = np.median(others, axis=1)
    return found[basis]
