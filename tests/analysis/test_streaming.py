"""Page-Hinkley against its textbook sums, and against what it promises."""

import dataclasses
import json

import numpy as np
import pytest

from analysis import streaming


def textbook_alarm(readings, *, tolerance, threshold, burn_in):
    """The first alarm from the sums as Hinkley writes them: all of them, then their distance to the extreme so far."""
    sigma = np.std(readings[:burn_in], ddof=1)
    means = np.cumsum(readings) / np.arange(1, len(readings) + 1)
    deviations = ((readings - means) / sigma)[burn_in:]
    rises = np.concatenate([[0], np.cumsum(deviations - tolerance)])
    falls = np.concatenate([[0], np.cumsum(deviations + tolerance)])
    up = rises - np.minimum.accumulate(rises) > threshold
    down = np.maximum.accumulate(falls) - falls > threshold
    alarmed = np.flatnonzero(up | down)
    return int(alarmed[0]) - 1 + burn_in if alarmed.size else None


def test_alarms_come_where_the_textbooks_sums_put_them():
    options = {"tolerance": 0.1, "threshold": 6.0, "burn_in": 30}
    noticed = []
    for seed in range(60):
        dealing = np.random.default_rng(seed)
        readings = np.concatenate([dealing.normal(3, 2, size=150), dealing.normal(3 + seed % 5 - 2, 2, size=150)])

        alarms = streaming.page_hinkley(readings, **options)

        noticed.append(alarms[0].index if alarms else None)
        assert noticed[-1] == textbook_alarm(readings, **options)
    assert len(set(noticed)) > 20


def test_a_shift_of_one_sigma_is_noticed_soon_with_its_direction_and_its_beginning():
    delays, onsets = [], []
    for seed in range(50):
        dealing = np.random.default_rng(seed)
        shift = 1 if seed % 2 else -1

        alarm = streaming.page_hinkley(np.concatenate([dealing.normal(size=500), dealing.normal(shift, 1, size=200)]))[
            0
        ]

        assert alarm.direction == ("up" if shift > 0 else "down")
        delays.append(alarm.index - 500)
        onsets.append(alarm.onset - 500)
    assert np.mean(delays) < 40
    assert np.median(np.abs(onsets)) < 10


@pytest.mark.parametrize(("quiet", "missed", "delay"), [(100, 0.49, 129), (300, 0.05, 107), (1_000, 0.0, 82)])
def test_half_a_sigma_is_found_late_or_never_soon_after_the_burn_in_as_the_reference_says(quiet, missed, delay):
    streams = 400
    readings = np.random.default_rng(10).normal(size=(streams, quiet + 1_500))
    readings[:, quiet:] += 0.5

    alarms = streaming.page_hinkley_of_each(readings)

    first = [[alarm.index - quiet + 1 for alarm in each if alarm.index >= quiet][:1] for each in alarms]
    delays = [each[0] for each in first if each]
    assert 1 - len(delays) / streams == pytest.approx(missed, abs=3 * np.sqrt(0.25 / streams) if missed > 0.1 else 0.04)
    assert np.mean(delays) == pytest.approx(delay, abs=3 * np.std(delays) * np.sqrt(1 / len(delays) + 1 / 500))


def test_of_quiet_streams_of_two_thousand_readings_few_alarm():
    dealing = np.random.default_rng(3)

    alarmed = [bool(streaming.page_hinkley(dealing.normal(size=2_000))) for _ in range(60)]

    assert np.mean(alarmed) <= 0.08


def test_shift_and_scale_of_the_readings_change_nothing():
    dealing = np.random.default_rng(4)
    readings = np.concatenate([dealing.normal(size=200), dealing.normal(1.5, 1, size=60)])

    assert streaming.page_hinkley(readings) == streaming.page_hinkley(1_000 * readings - 7)


def test_after_an_alarm_the_test_begins_anew_and_finds_the_way_back():
    dealing = np.random.default_rng(5)
    readings = np.concatenate([dealing.normal(level, 1, size=300) for level in (0, 4, 0)])

    directions = [alarm.direction for alarm in streaming.page_hinkley(readings)]

    assert directions == ["up", "down"]


def test_missing_readings_count_as_time_only():
    dealing = np.random.default_rng(6)
    readings = np.concatenate([dealing.normal(size=200), dealing.normal(3, 1, size=30)])
    with_gaps = np.repeat(readings, 2)
    with_gaps[1::2] = np.nan

    whole, gaps = streaming.page_hinkley(readings)[0], streaming.page_hinkley(with_gaps)[0]

    assert (gaps.index, (gaps.onset + 1) // 2) == (2 * whole.index, whole.onset)


def test_a_test_stored_between_readings_goes_on_where_it_stood():
    dealing = np.random.default_rng(7)
    test = stored = streaming.PageHinkley(burn_in=20)
    for reading in np.concatenate([dealing.normal(size=40), dealing.normal(3, 1, size=15)]):
        test = test.after(reading)
        stored = streaming.PageHinkley(**json.loads(json.dumps(dataclasses.asdict(stored)))).after(float(reading))

    assert stored == test


def test_readings_may_come_one_by_one():
    readings = np.random.default_rng(9).normal(size=150).tolist() + [9.0] * 9

    assert streaming.page_hinkley(reading for reading in readings) == streaming.page_hinkley(readings) != []


def test_leaving_a_constant_is_an_alarm():
    alarms = streaming.page_hinkley([5.0] * 120 + [5.1])

    assert [(alarm.index, alarm.direction) for alarm in alarms] == [(120, "up")]


@pytest.mark.parametrize(
    "options", [{"tolerance": -1}, {"threshold": 0}, {"burn_in": 3}, {"threshold": float("nan")}, {"tolerance": "a"}]
)
def test_parameters_out_of_range_are_refused(options):
    with pytest.raises(ValueError, match="Choose a tolerance"):
        streaming.PageHinkley(**options)


def test_an_infinite_reading_is_refused():
    with pytest.raises(ValueError, match="pass NaN"):
        streaming.page_hinkley([1.0, float("inf")])


def test_many_series_at_once_have_the_alarms_of_each():
    dealing = np.random.default_rng(8)
    levels = dealing.choice([0.0, 0.0, 1.5, -2.0], size=(40, 4))
    readings = np.repeat(levels, 90, axis=1) + dealing.normal(size=(40, 360))
    readings[dealing.random(readings.shape) < 0.05] = np.nan
    readings[0] = 7.0
    readings[1, :200], readings[1, 200:] = 3.0, 3.5
    options = {"tolerance": 0.2, "threshold": 8.0, "burn_in": 30}

    found = streaming.page_hinkley_of_each(readings, **options)

    assert found == [streaming.page_hinkley(series, **options) for series in readings]
    assert sum(map(len, found)) > 40


@pytest.mark.parametrize(
    ("readings", "advice"),
    [
        (["a"] * 20, "are numbers"),
        (3, "a list of numbers"),
        (np.zeros((2, 20)), "a list of numbers"),
    ],
)
def test_what_is_no_list_of_numbers_is_refused(readings, advice):
    with pytest.raises(ValueError, match=advice):
        streaming.page_hinkley(readings)
    with pytest.raises(ValueError, match=r"are numbers|series, points"):
        streaming.page_hinkley_of_each(readings if np.ndim(readings) < 2 else readings[0])
