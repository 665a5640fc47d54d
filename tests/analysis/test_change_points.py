"""When a step began: estimates, and intervals that hold what they promise."""

import numpy as np
import pytest

from analysis import baselines, change_points, control_charts, run_rules


def stepped(rng, shift, at=60, points=80):
    values = rng.standard_normal(points)
    values[at:] += shift
    return control_charts.chart(values, centre=0, sigma=1)


@pytest.mark.parametrize("shift", [0.75, 1.5, 3.0])
def test_intervals_hold_the_true_start_at_least_as_often_as_they_promise(shift):
    rng = np.random.default_rng(21)

    found = [change_points.began(stepped(rng, shift)) for _ in range(1500)]

    held = np.mean([each.first <= 60 <= each.last for each in found])
    assert 0.95 - 3 * np.sqrt(0.05 * 0.95 / 1500) < held
    assert held < 0.995


@pytest.mark.parametrize("rules", ["limits", "western-electric"])
def test_intervals_also_hold_small_steps_that_chance_helped_to_notice(rules):
    values = np.random.default_rng(31).standard_normal((1500, 600))
    values[:, 50:] += 0.5
    fired = run_rules.violations(values, control_charts.chart(values, centre=0, sigma=1), rules).any(axis=0)
    fired[:, :50] = False

    held = [
        found.first <= 50 <= found.last
        for row, flags in zip(values, fired, strict=True)
        if flags.any()
        for found in [change_points.began(control_charts.chart(row, centre=0, sigma=1), flags.argmax())]
    ]

    assert len(held) > 1450
    assert np.mean(held) > 0.95 - np.sqrt(0.05 * 0.95 / len(held))


def test_an_excluded_point_dates_nothing():
    rng = np.random.default_rng(27)
    values = np.r_[rng.normal(10, 1, 30), rng.normal(12.5, 1, 15)]
    values[[8, 33]] = 60
    chart = control_charts.chart(values, baseline=30, excluded={8: "a storm", 33: "a deployment"})

    found = change_points.began(chart)

    assert abs(found.index - 30) <= 2
    assert found.after == pytest.approx(12.5, abs=0.8)


def test_no_change_is_dated_into_the_baseline_that_limits_were_frozen_from():
    values = np.random.default_rng(28).normal(size=(200, 120))
    values[:, 30:60] += 0.7  # what a baseline of its own would call a change

    begun = [change_points.began(control_charts.chart(row, baseline=slice(20, 80))).first for row in values]

    assert min(begun) >= 80
    assert not change_points.datable(control_charts.chart(values[0], baseline=60), noticed=40)


SKEWED = {
    "percentiles": baselines.percentiles,
    "transformation": baselines.transformed,
    "t": lambda values, baseline: control_charts.chart(values, "t", baseline),
}


@pytest.mark.parametrize("scale", SKEWED)
def test_a_step_of_skewed_readings_is_dated_on_the_scale_on_which_they_are_judged(scale):
    rng = np.random.default_rng(29)
    quiet = rng.lognormal(3, 0.8, (60, 1060)) if scale != "t" else rng.exponential(20, (60, 1060))
    moved = quiet.copy()
    moved[:, 1040:] *= 5

    noise = [change_points.began(SKEWED[scale](row, 1000)) for row in quiet]
    found = [change_points.began(SKEWED[scale](row, 1000)) for row in moved]

    assert np.mean([each.first <= 1040 <= each.last for each in found]) > 0.9
    assert np.median([abs(each.index - 1040) for each in found]) <= 2
    assert np.median([each.after / each.before for each in found]) == pytest.approx(5, rel=0.25)
    assert abs(np.mean([each.shift_sigma > 0 for each in noise]) - 0.5) < 3 * 0.5 / np.sqrt(60)


def test_larger_steps_are_dated_more_narrowly():
    rng = np.random.default_rng(22)

    widths = [
        np.mean([one.last - one.first for one in (change_points.began(stepped(rng, s)) for _ in range(200))])
        for s in (0.75, 1.5, 3.0)
    ]

    assert widths == sorted(widths, reverse=True)
    assert widths[2] < 3


def test_the_start_lies_before_the_signal_and_later_points_do_not_matter():
    chart = stepped(np.random.default_rng(23), 2.0)

    early = change_points.began(chart, noticed=66)

    assert early.index <= 66
    assert abs(early.index - 60) <= 2
    assert early.after == pytest.approx(2, abs=1.2)
    assert early.before == 0


def test_sizes_that_vary_are_weighed():
    size = np.r_[np.full(30, 400), np.full(30, 40)]
    rng = np.random.default_rng(24)
    counts = rng.binomial(size, np.r_[np.full(40, 0.8), np.full(20, 0.5)])
    chart = control_charts.chart(counts, kind="p", size=size, centre=0.8)

    found = change_points.began(chart)

    assert abs(found.index - 40) <= 1
    assert found.after == pytest.approx(0.5, abs=0.06)
    assert found.shift_sigma < -3


def test_missing_points_keep_their_places():
    values = np.r_[np.tile([0.5, -0.5], 20), np.full(10, 4.0)]
    values[[5, 41]] = np.nan

    found = change_points.began(control_charts.chart(values, centre=0, sigma=1))

    assert found.index == 40


def test_a_step_is_found_without_knowing_the_level_and_noise_gives_none():
    rng = np.random.default_rng(25)
    noise = rng.standard_normal((300, 40))

    quiet = np.array([change_points.strongest_step(row).p_value for row in noise])
    loud = change_points.strongest_step(noise[0] + np.r_[np.zeros(25), np.full(15, 3.0)])

    assert np.mean(quiet <= 0.05) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)
    assert loud.p_value < 0.001
    assert abs(loud.index - 25) <= 1


def test_what_cannot_be_dated_is_refused():
    flat = control_charts.chart([1.0, 1.0, 1.0])

    with pytest.raises(ValueError, match="sigma above zero"):
        change_points.began(flat)
    with pytest.raises(ValueError, match="index from 0 to 2"):
        change_points.began(flat, noticed=3)
    with pytest.raises(ValueError, match="six finite points"):
        change_points.strongest_step([1.0, 2.0])
