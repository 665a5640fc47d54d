"""What `kaizen analyse` says and draws: every chart gets a verdict, and none that the numbers do not bear."""

import argparse
import io

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from bot import analysing
from bot.analysing import charting, picturing, verdict

HOURS = pd.date_range("2026-01-05", periods=24 * 7 * 10, freq="h").strftime("%Y-%m-%dT%H:%M")


def judged(rows, *arguments):
    """The case of a column ``v``."""
    parser = argparse.ArgumentParser()
    analysing.add_arguments(parser.add_subparsers())
    args = parser.parse_args(["analyse", "none.csv", "--value", "v", *map(str, arguments)])
    return charting.case(pd.DataFrame(rows), args)


def said(rows, *arguments):
    return verdict.readable(judged(rows, *arguments))


def steady(count, seed=1):
    return np.random.default_rng(seed).normal(50, 2, count)


FLAT = {
    "i-mr": ([5.0] * 20 + [6.0], []),
    "ewma": ([5.0] * 20 + [6.0], []),
    "cusum": ([5.0] * 20 + [6.0], []),
    "t": ([5.0] * 20 + [6.0], []),
    "g": ([0] * 20 + [6], []),
    "c": ([0] * 20 + [3], []),
    "p": ([0] * 20 + [3], ["--size", "n"]),
    "np": ([100] * 20 + [97], ["--size", "n"]),
    "u": ([0] * 20 + [3], ["--size", "n"]),
    "laney-p": ([0] * 20 + [3], ["--size", "n"]),
    "laney-u": ([0] * 20 + [3], ["--size", "n"]),
    "xbar-r": ([5.0] * 40 + [6.0] * 2, ["--subgroup", "g"]),
    "xbar-s": ([5.0] * 40 + [6.0] * 2, ["--subgroup", "g"]),
    "short-run": ([5.0] * 20 + [6.0], ["--subgroup", "part"]),
}


@pytest.mark.parametrize("kind", FLAT)
def test_a_signal_after_a_baseline_without_variation_gets_a_verdict_and_a_picture(kind):
    values, more = FLAT[kind]
    rows = {"v": values, "n": 100, "g": np.arange(len(values)) // 2, "part": "a"}

    case = judged(rows, "--chart", kind, "--baseline", 20, *more)

    assert case.signals == [20]
    assert "1 point signals." in verdict.readable(case)
    assert "The baseline does not vary: any point off its centre signals" in verdict.readable(case)
    assert picturing.png(case)


def test_a_season_without_variation_gets_a_verdict_as_well():
    rows = {"v": [0.0] * (24 * 7 * 9) + [7.0] * (24 * 7), "t": HOURS}

    assert "168 points signal." in said(rows, "--time", "t", "--option", "adjust=season")


def test_a_wider_spread_within_subgroups_is_said_and_drawn_below_the_means():
    values = steady(150, seed=4).reshape(30, 5)
    values[[25, 27]] += [-12, 12, -11, 11, 0]
    rows = {"v": values.ravel(), "g": np.repeat(range(30), 5)}

    case = judged(rows, "--subgroup", "g", "--chart", "xbar-r", "--baseline", 20)
    text, data = verdict.readable(case), picturing.shown(case)

    assert "\nMeans: no signal; about 0.081 expected by chance" in text
    assert "\nRanges: 2 points signal; about " in text
    assert "points beyond the limits: 26, 28" in text
    assert "Look at the ranges first: the limits of the means rest on them." in text
    assert "ranges: 2 points signal" in data.verdict
    assert [signal.index for signal in data.below.signals] == [25, 27]
    with Image.open(io.BytesIO(picturing.png(case))) as picture:
        assert picture.height > 1000


PHASES = {"v": np.r_[np.tile([48.0, 52.0], 15), np.tile([9.5, 10.5], 15)], "ph": ["a"] * 30 + ["b"] * 30}


def test_limits_that_vary_are_said_each_by_itself():
    limits = said(PHASES, "--option", "phases=ph").splitlines()[1]

    assert limits == "centre 10 to 50, lower limit 7.3413 to 39.365, upper limit 12.659 to 60.635"


def test_the_size_of_a_shift_that_would_show_is_that_of_each_phase():
    assert "A lasting shift of 1 sigma (0.886 to 3.54) takes" in said(PHASES, "--option", "phases=ph")


@pytest.mark.parametrize(
    ("kind", "rules", "sentence"),
    [
        ("ewma", "anhoej", "No rule of anhoej fits an ewma chart, so nothing was judged; --rules limits does."),
        ("run", "limits", "No rule of limits fits a run chart, so nothing was judged; --rules anhoej does."),
        ("ewma", "none", "No rules were asked for; nothing was judged."),
    ],
)
def test_rules_that_do_not_fit_are_told_from_rules_that_were_not_asked_for(kind, rules, sentence):
    assert sentence in said({"v": steady(30)}, "--chart", kind, "--rules", rules)


def test_charts_have_their_article():
    assert "not for an np chart, left out: nelson-5" in said(
        {"v": [3, 5, 4, 6] * 5, "n": 50}, "--chart", "np", "--size", "n", "--rules", "nelson"
    )


def test_a_picture_dates_a_change_only_where_more_points_signal_than_chance_explains():
    quiet = np.random.default_rng(12).normal(size=3000)
    quiet[[2800, 2801]] = 2.5, 3.5  # as many signals as are expected, the newest with a neighbour
    chance = judged({"v": quiet}, "--baseline", 1000)
    moved = judged({"v": np.r_[steady(60), steady(20) + 4]}, "--baseline", 60)

    assert len(chance.signals) > 4
    assert "If it is a lasting change, it most likely began at point" in verdict.readable(chance)
    assert picturing.shown(chance).change is None
    assert abs(picturing.shown(moved).change.index - 60) <= 2


def test_one_signal_by_limits_from_few_points_is_no_evidence_of_a_change():
    values = np.r_[steady(8), 53.0, 57.5]
    few = judged({"v": values}, "--baseline", 8)

    assert few.signals
    assert not verdict.evident(few)


def test_what_chance_explains_is_said_to_take_limits_from_few_points_as_exact():
    few = said({"v": [1.0, 1.1, *steady(20)]}, "--baseline", 2)
    known = said({"v": steady(30)}, "--target", 50, "--option", "sigma=2")
    many = said({"v": steady(150)})

    assert "expected by chance if limits from 2 points were exact." in few
    assert "expected by chance." in known
    assert "expected by chance." in many


@pytest.fixture
def weekly():
    wave = 100 + 20 * np.sin(np.arange(len(HOURS)) * 2 * np.pi / 24)
    return {"v": wave + np.random.default_rng(9).normal(0, 2, len(HOURS)), "t": HOURS}


def test_past_incidents_in_a_seasonal_baseline_are_neither_a_change_nor_a_flaw_of_its_readings(weekly):
    weekly["v"][300:320] += 60
    weekly["v"][[1650, 1651]] += [12, 15]

    text = said(weekly, "--time", "t", "--option", "adjust=season")

    assert "point 301" not in text.split("If it is")[-1]
    assert "false alarms" not in text
    assert "long tail" not in text
    assert "adjust=" not in text


def test_a_seasonal_chart_says_from_how_many_weeks_it_really_is(weekly):
    rows = {name: column[:400] for name, column in weekly.items()}

    assert "centre by hour-of-week from the 2.4 weeks there are" in said(
        rows, "--time", "t", "--option", "adjust=season"
    )


def test_readings_that_follow_the_hour_are_advised_a_season_and_others_are_not(weekly):
    noise = {"v": steady(400), "t": HOURS[:400]}

    frozen = said(weekly, "--time", "t", "--baseline", 336)

    assert "readings follow the hour-of-day" in frozen
    assert "--option adjust=season --option cycle=hour-of-day" in frozen
    assert "weeks=N instead of --baseline" in frozen
    assert "autocorrelation" not in frozen
    assert "adjust=" not in said(noise, "--time", "t")


def test_a_long_seasonal_chart_is_drawn_so_that_its_limits_are_seen(weekly):
    case = judged(weekly, "--time", "t", "--option", "adjust=season")

    data = picturing.shown(case)

    assert set(data.centre) == {0.0}
    assert np.ptp(data.upper) < 1e-9
    assert "drawn as distance from what is usual at the time" in data.verdict
    assert "distance" not in verdict.readable(case)


def test_an_endless_signal_of_a_cusum_is_marked_on_its_picture():
    data = picturing.shown(judged({"v": [5.0] * 20 + [6.0, 5.0]}, "--chart", "cusum", "--baseline", 20))

    assert [(flag.index, flag.text) for flag in data.flags] == [(20, "off the scale")]


def test_rules_that_judge_a_whole_series_are_told_with_how_often_a_quiet_one_breaks_them():
    told = said({"v": steady(40)}, "--chart", "run", "--rules", "anhoej")

    assert "No signal; of quiet series of so many points about 3.7% break these rules somewhere." in told


def test_limits_so_wide_that_chance_never_reaches_them_get_a_verdict():
    told = said({"v": steady(30)}, "--option", "width=30")

    assert "No signal; fewer than 0.001 expected by chance" in told
    assert "to show, on average" not in told, "a shift of one sigma shows after no number of points"


@pytest.mark.parametrize(("width", "points"), [(2, "6"), (3, "44"), (4, "741")])
def test_what_a_chart_would_have_seen_follows_from_its_width(width, points):
    values = np.random.default_rng(3).uniform(49, 51, 30)

    told = said({"v": values}, "--option", f"width={width}", "--target", 50, "--option", "sigma=1")

    assert f"takes such a chart {points} points to show" in told


def test_a_flat_baseline_promises_a_signal_only_under_a_rule_that_gives_it():
    flat = {"v": [5.0] * 20 + [6.0]}

    assert "does not vary" not in said(flat, "--baseline", 20, "--rules", "anhoej")
    assert "does not vary" not in said(flat, "--baseline", 20, "--rules", "none")
    assert "Sigma is zero: any point off its centre signals" in said({"v": steady(20)}, "--option", "sigma=0")


def test_subgroups_of_one_have_no_spread_to_speak_of():
    told = said({"v": steady(9), "g": range(9)}, "--subgroup", "g", "--chart", "xbar-s", "--option", "sigma=1")

    assert "None" not in told
    assert "standard deviations" not in told


def test_a_chart_of_times_around_nothing_names_no_figure_that_is_none():
    told = said({"v": [0.0, 0, 0, 1, 0, 0, 0, 0]}, "--chart", "t", "--target", 0)

    assert "nan" not in told


def test_only_limits_from_moving_ranges_are_blamed_for_neighbours_that_are_alike():
    walk = np.zeros(200)
    for place, step in enumerate(np.random.default_rng(5).normal(size=199)):
        walk[place + 1] = 0.8 * walk[place] + step

    assert "times the false alarms" in said({"v": walk})
    shares = said({"v": walk}, "--option", "adjust=percentiles")
    assert "signals come in clusters" in shares
    assert "times the false alarms" not in shares
