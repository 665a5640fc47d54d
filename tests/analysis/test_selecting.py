"""Which points limits rest on: baselines by count, by places, by dates in any dress, and points left out."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from analysis import control_charts

VALUES = [10.0, 12.0, 11.0, 13.0, 9.0, 14.0, 12.0, 11.0]
DAYS = pd.date_range("2026-01-01", periods=8)
FIRST_FOUR = 11.5

TIMES = {
    "an index": DAYS,
    "numpy": DAYS.to_numpy(),
    "a series": pd.Series(DAYS),
    "timestamps": list(DAYS),
    "datetimes": [day.to_pydatetime() for day in DAYS],
    "dates": [day.date() for day in DAYS],
    "words": [f"{day:%Y-%m-%d}" for day in DAYS],
    "in UTC": DAYS.tz_localize("UTC"),
    "on another wall": DAYS.tz_localize("Asia/Tokyo"),
}
BOUNDS = {
    "words": ("2026-01-01", "2026-01-04"),
    "a list": ["2026-01-01", "2026-01-04"],
    "a slice": slice("2026-01-01", "2026-01-04"),
    "an open slice": slice(None, date(2026, 1, 4)),
    "dates": (date(2026, 1, 1), date(2026, 1, 4)),
    "datetimes": (datetime(2026, 1, 1), datetime(2026, 1, 4)),  # noqa: DTZ001 - on the wall of the times
    "timestamps": (DAYS[0], DAYS[3]),
    "numpy": (np.datetime64("2026-01-01"), np.datetime64("2026-01-04")),
}


@pytest.mark.parametrize("bounds", BOUNDS)
@pytest.mark.parametrize("time", TIMES)
def test_a_baseline_by_dates_means_the_same_in_every_dress(time, bounds):
    drawn = control_charts.chart(VALUES, baseline=BOUNDS[bounds], time=TIMES[time])

    assert drawn.centre[0] == FIRST_FOUR


@pytest.mark.parametrize("count", [4, 4.0, np.int64(4), slice(4), slice(0, 4), [True] * 4 + [False] * 4])
def test_a_baseline_by_count_or_places_means_the_same(count):
    assert control_charts.chart(VALUES, baseline=count).centre[0] == FIRST_FOUR


def test_the_last_day_of_a_baseline_is_in_it_to_its_end():
    hours = pd.date_range("2026-01-01", periods=96, freq="h")

    day = control_charts.chart(np.arange(96.0), baseline=("2026-01-01", "2026-01-02"), time=hours)
    instant = control_charts.chart(np.arange(96.0), baseline=("2026-01-01", "2026-01-02T00:00"), time=hours)
    month = control_charts.chart(np.arange(96.0), baseline=("2026-01", "2026-01"), time=hours)

    assert [each.baseline.sum() for each in (day, instant, month)] == [48, 25, 96]


def test_a_bound_with_a_zone_is_the_same_instant_on_the_wall_of_the_times():
    hours = pd.date_range("2026-01-01", periods=48, freq="h", tz="Europe/Berlin")

    drawn = control_charts.chart(
        np.arange(48.0), baseline=(hours[0].tz_convert("UTC"), hours[9].tz_convert("UTC")), time=hours
    )

    assert drawn.baseline.sum() == 10


def test_an_hour_that_the_clock_repeats_is_no_duplicate():
    hours = pd.date_range("2026-10-25T00:00", periods=6, freq="h", tz="Europe/Berlin")

    assert control_charts.chart(VALUES[:6], time=hours).points.tolist() == VALUES[:6]


def test_subgroups_are_in_a_baseline_by_the_time_of_their_first_reading():
    readings = np.arange(12.0)
    time = pd.date_range("2026-01-01", periods=4).repeat(3)

    drawn = control_charts.chart(
        readings, "xbar-r", subgroup=np.arange(4).repeat(3), time=time, baseline=("2026-01-01", "2026-01-02")
    )

    assert drawn.baseline.tolist() == [True, True, False, False]
    assert drawn.centre[0] == 2.5


REFUSED = {
    "a date that is none": ({"baseline": ("yesterday", "today"), "time": DAYS}, "write it as 2026-01-31"),
    "no times": ({"baseline": ("2026-01-01", "2026-01-04")}, "needs time="),
    "numbers for times": ({"baseline": ("2026-01-01", "2026-01-04"), "time": range(8)}, "dates, not numbers"),
    "times that are none": ({"time": list("abcdefgh")}, "must be dates"),
    "missing times": ({"time": [pd.NaT, *DAYS[1:]]}, "have no time"),
    "nothing in it": ({"baseline": ("2030-01-01", "2030-01-04"), "time": DAYS}, "empty"),
    "not a count": ({"baseline": float("nan")}, "whole number of points"),
    "a slice of words": ({"baseline": slice(0.5, 2)}, "one index, or one date"),
    "too few flags": ({"baseline": [True, True, False]}, "8 booleans"),
    "excluded outside": ({"excluded": [8]}, "from 0 to 7"),
    "excluded by words": ({"excluded": "x"}, "from 0 to 7"),
    "too few flags of excluded": ({"excluded": [True, False]}, "8 booleans"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_names_no_points_is_refused_with_what_to_do(case):
    given, sentence = REFUSED[case]

    with pytest.raises(ValueError, match=sentence):
        control_charts.chart(VALUES, **given)


def test_points_are_left_out_by_reason_by_index_or_by_flags():
    flags = np.arange(8) == 5

    drawn = [control_charts.chart(VALUES, excluded=given) for given in ({5: "a deployment"}, [5], flags, np.array([5]))]

    assert {chart.centre[0] for chart in drawn} == {np.mean([*VALUES[:5], *VALUES[6:]])}
    assert drawn[0].reasons == {5: "a deployment"}
