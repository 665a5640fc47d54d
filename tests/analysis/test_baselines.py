"""Baselines for metrics as they really are."""

import re

import numpy as np
import pytest

from analysis import baselines, control_charts, run_rules
from analysis.baselines import seasons
from analysis.control_charts import constants


def autoregression(rng, r, series, points):
    noise = rng.standard_normal((series, points))
    for step in range(1, points):
        noise[:, step] = r * noise[:, step - 1] + np.sqrt(1 - r**2) * noise[:, step]
    return noise


def test_autocorrelation_is_measured():
    rng = np.random.default_rng(31)

    found = baselines.lag1(autoregression(rng, 0.6, 50, 2000))

    assert found.mean() == pytest.approx(0.6, abs=0.01)


def test_a_gap_is_no_neighbour():
    values = np.array([1.0, 2.0, np.nan, 9.0, 8.0])

    away = values - np.nanmean(values)
    expected = np.mean([away[0] * away[1], away[3] * away[4]]) / np.nanmean(away**2)

    assert baselines.lag1(values) == pytest.approx(expected)


def test_adjusted_limits_bring_false_alarms_of_alike_neighbours_back_to_nominal():
    values = autoregression(np.random.default_rng(32), 0.5, 300, 1000)

    plain = control_charts.chart(values, baseline=500)
    adjusted = baselines.adjusted(values, baseline=500)

    share = [run_rules.violations(values, chart, "limits")[0][:, 500:].mean() for chart in (plain, adjusted)]
    assert share[0] > 10 * 0.0027
    assert share[1] == pytest.approx(0.0027, abs=0.0012)
    assert any("widened for a lag-1 autocorrelation" in note for note in adjusted.notes)


def test_residuals_of_alike_neighbours_are_independent_and_quiet():
    values = autoregression(np.random.default_rng(33), 0.7, 200, 1000)

    chart = baselines.residuals(values, baseline=500)

    assert abs(baselines.lag1(chart.points[:, 1:]).mean()) < 0.01
    share = run_rules.violations(chart.points, chart, "limits")[0][:, 500:].mean()
    assert share == pytest.approx(0.0027, abs=0.0012)


def weekly(rng, weeks):
    time = np.arange(0, weeks * 168).astype("timedelta64[h]") + np.datetime64("2026-01-05T00")
    hour = np.arange(weeks * 168) % 168
    shape = 100 + 30 * np.sin(hour * 2 * np.pi / 24) - 20 * (hour >= 120)
    return time, shape, shape + rng.normal(scale=2, size=len(hour))


def test_a_seasonal_baseline_forgives_past_incidents_and_finds_new_ones():
    rng = np.random.default_rng(34)
    time, shape, values = weekly(rng, 12)
    values[200:230] += 60
    values[168 * 10 + 15] -= 14
    season = baselines.seasonal(values, time, weeks=8)

    chart = control_charts.chart(values, centre=season.centre, sigma=season.sigma)
    fired = run_rules.violations(values, chart, "limits")[0]

    assert season.sigma[0] == pytest.approx(2 * np.sqrt(1 + np.pi / 2 / 7), rel=0.1)
    assert np.abs(season.centre - shape)[168 * 8 :].mean() < 1
    assert fired[168 * 10 + 15]
    assert fired[200:230].all()
    quiet = np.delete(fired[168 * 8 :], 168 * 2 + 15)
    assert quiet.mean() < 0.01


def test_hours_seen_too_seldom_are_not_judged():
    time, _shape, values = weekly(np.random.default_rng(35), 6)
    values[5::168] = np.nan
    values[168 * 5 + 5] = 500.0

    season = baselines.seasonal(values, time, weeks=4)

    assert np.isnan(season.centre[168 * 5 + 5])
    assert "; 1 slot not judged" in season.note


def test_weeks_begin_on_monday():
    monday = np.array(["2026-01-05T00:00", "2026-01-11T23:00"], dtype="datetime64[h]")

    assert seasons.slot(monday, "hour-of-week").tolist() == [0, 167]
    assert seasons.slot(monday, "day-of-week").tolist() == [0, 6]


def test_transformed_limits_of_latencies_have_nominal_false_alarms_where_plain_ones_do_not():
    rng = np.random.default_rng(36)
    values = np.exp(rng.normal(scale=0.6, size=20_000))

    plain, chart = control_charts.chart(values, baseline=2000), baselines.transformed(values, baseline=2000)

    share = [run_rules.violations(values, each, "limits")[0][2000:].mean() for each in (plain, chart)]
    assert baselines.skewness(values) > 2
    assert share[0] > 4 * 0.0027
    assert share[1] == pytest.approx(0.0027, abs=0.0012)
    assert (chart.points == values).all()


def test_percentile_limits_say_how_many_quiet_points_fall_outside():
    values = np.random.default_rng(37).exponential(size=10_500)

    chart = baselines.percentiles(values, baseline=500)

    outside = run_rules.violations(values, chart, "limits")[0][500:].mean()
    assert "about 0.40%" in chart.notes[-1]
    assert outside == pytest.approx(0.004, abs=0.003)


def test_percentile_limits_of_few_points_are_the_smallest_and_the_largest_reading_to_the_last_bit():
    rng = np.random.default_rng(70)
    for points in range(20, 740):
        values = rng.normal(size=points).round(3)

        chart = baselines.percentiles(values)

        assert (chart.lower[0], chart.upper[0]) == (values.min(), values.max())


@pytest.mark.parametrize(("points", "rank"), [(199, 1), (399, 2), (1999, 10), (5999, 30)])
def test_a_percentile_of_whole_rank_is_the_reading_of_that_rank(points, rank):
    values = np.random.default_rng(71).normal(size=points)

    chart = baselines.percentiles(values, share=0.01)

    assert (chart.lower[0], chart.upper[0]) == (np.sort(values)[rank - 1], np.sort(values)[-rank])


def test_expected_growth_is_no_signal_and_a_break_in_it_is():
    rng = np.random.default_rng(38)
    values = np.arange(100) * 0.5 + rng.normal(size=100)
    values[80] += 7

    chart = baselines.trending(values, baseline=60)

    assert run_rules.violations(values, chart, "limits")[0].nonzero()[0].tolist() == [80]
    assert chart.measures["slope"] == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("draw", [baselines.transformed, baselines.percentiles, baselines.trending, baselines.adjusted])
def test_a_chart_on_a_baseline_of_its_own_is_as_frozen_as_any(draw):
    chart = draw(np.arange(1.0, 40.0) % 7 + 1)

    for line in ("points", "centre", "lower", "upper", "sigma"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(chart, line)[0] = 5


def test_quiet_baselines_are_seldom_called_unstable():
    rng = np.random.default_rng(39)

    verdicts = [baselines.stability(control_charts.chart(rng.normal(size=60))).stable for _ in range(200)]

    assert np.mean([not verdict for verdict in verdicts]) < 0.02 + 3 * np.sqrt(0.02 * 0.98 / 200)


UNSTABLE = {
    "step": lambda rng: np.r_[rng.normal(size=30), rng.normal(loc=2.5, size=30)],
    "autocorrelation": lambda rng: autoregression(rng, 0.8, 1, 120)[0],
    "spread": lambda rng: np.r_[rng.normal(size=40), rng.normal(scale=4, size=40)],
    "signals": lambda rng: np.where(np.arange(90) % 15 == 7, 9.0, rng.normal(scale=0.8, size=90)),
}


@pytest.mark.parametrize("cause", UNSTABLE)
def test_what_speaks_against_a_stable_baseline_is_named(cause):
    rng = np.random.default_rng(40)

    found = [baselines.stability(control_charts.chart(UNSTABLE[cause](rng))) for _ in range(20)]

    assert np.mean([cause in each.causes for each in found]) > 0.8
    assert all(each.reason.startswith("No stable baseline: ") for each in found if not each.stable)


def test_a_p_chart_is_judged_in_sigmas_so_that_sizes_may_vary():
    rng = np.random.default_rng(41)
    size = np.r_[np.full(50, 2000), np.full(50, 50)]

    chart = control_charts.chart(rng.binomial(size, 0.8), kind="p", size=size)

    assert baselines.stability(chart).stable


def test_how_many_false_alarms_alike_neighbours_bring_is_said_of_moving_ranges_only():
    waves = autoregression(np.random.default_rng(43), 0.8, 1, 120)[0]
    defects = np.random.default_rng(44).binomial(500, 1 / (1 + np.exp(2 - 0.3 * waves)))

    measured = baselines.stability(control_charts.chart(waves))
    counted = baselines.stability(control_charts.chart(defects, kind="p", size=np.full(120, 500)))

    assert "autocorrelation" in measured.causes
    assert "autocorrelation" in counted.causes
    assert re.search(r"autocorrelation 0\.\d\d, about \d+ times the false alarms", measured.reason)
    assert "so that signals come in clusters" in counted.reason
    assert "times the false alarms" not in counted.reason


def test_too_few_points_are_no_verdict():
    found = baselines.stability(control_charts.chart([1.0, 2.0, 1.5]))

    assert found.stable is None
    assert "15 are needed" in found.reason


def test_a_baseline_that_never_varies_is_no_verdict_either():
    found = baselines.stability(control_charts.chart(np.full(40, 3.0)))

    assert found.stable is None
    assert "does not vary at all" in found.reason


def test_adjusting_leaves_independent_points_nearly_alone():
    values = np.random.default_rng(42).normal(size=400)

    chart = baselines.adjusted(values)

    assert chart.sigma[0] == pytest.approx(np.abs(np.diff(values)).mean() / constants.d2(2), rel=0.06)


def test_what_has_no_baseline_is_refused():
    days = np.arange("2026-01-01", "2026-01-04", dtype="datetime64[D]")

    with pytest.raises(ValueError, match="above zero"):
        baselines.transformed([1.0, -1.0, 2.0])
    with pytest.raises(ValueError, match="take a shorter cycle"):
        baselines.seasonal([1.0, 2.0, 3.0], days)
    with pytest.raises(ValueError, match="ascend"):
        baselines.seasonal([1.0, 2.0, 3.0], days[::-1], cycle="day-of-week")
    with pytest.raises(ValueError, match="sigma limits"):
        baselines.stability(control_charts.chart([1.0, 2.0], kind="run"))


def hours(count):
    return np.datetime64("2026-01-05T00") + np.arange(count) * np.timedelta64(1, "h")


def test_a_season_says_how_many_weeks_there_really_were():
    values = np.random.default_rng(41).normal(size=24 * 28)

    assert baselines.seasonal(values, hours(len(values)), weeks=4).note == "centre by hour-of-week from 4 weeks"
    assert "from the 4 weeks there are" in baselines.seasonal(values, hours(len(values))).note
    assert baselines.seasonal(values, hours(len(values)), weeks=8).weeks == 4
    with pytest.raises(ValueError, match="has 3 readings in 2 weeks"):
        baselines.seasonal(values[: 24 * 14], hours(24 * 14))


def test_a_cycle_is_told_from_alike_neighbours():
    rng = np.random.default_rng(42)
    alike = rng.normal(size=(40, 500))
    for place in range(1, 500):
        alike[:, place] += 0.9 * alike[:, place - 1]
    wave = 2 * np.sin(np.arange(500) * 2 * np.pi / 24)

    without = [baselines.regularity(row, hours(500), cycle="hour-of-day") for row in alike]
    within = [baselines.regularity(wave + rng.normal(size=500), hours(500), cycle="hour-of-day") for _ in range(40)]

    assert max(without) < baselines.NOTABLE_CYCLE < min(within)
    assert np.isnan(baselines.regularity(wave, hours(500), cycle="day-of-week"))  # neighbours of a day are alike
