"""The share of quiet points beyond limits, by the distribution of what is plotted."""

import numpy as np
import pytest

from analysis import control_charts, false_alarms, run_rules


@pytest.mark.parametrize(("kind", "readings"), [("xbar-r", 2), ("xbar-r", 5), ("xbar-s", 3), ("xbar-s", 8)])
def test_a_range_or_deviation_chart_signals_as_often_as_its_own_distribution_says(kind, readings):
    values = np.random.default_rng(8).normal(size=100_000 * readings)
    chart = control_charts.chart(values, kind, subgroup=readings, centre=0, sigma=1).dispersion

    share = run_rules.violations(chart.points, chart, "limits").mean()
    found = false_alarms.expected_false_alarms(chart)

    assert found.method == "exact"
    assert abs(share - 1 / found.run_length) < 3 * np.sqrt(share / 100_000)
    assert share > 1.1 * 0.0027


def test_a_moving_range_chart_and_unequal_subgroups_have_exact_false_alarms_too():
    rng = np.random.default_rng(9)
    ranges = control_charts.ranges_of(control_charts.chart(rng.normal(size=200_000), centre=0, sigma=1))
    labels = np.repeat(np.arange(60_000), rng.integers(2, 6, size=60_000))
    uneven = control_charts.chart(rng.normal(size=len(labels)), "xbar-s", subgroup=labels, centre=0, sigma=1).dispersion

    for chart in (ranges, uneven):
        fired = run_rules.violations(chart.points, chart, "limits")[0]
        found = false_alarms.expected_false_alarms(chart)
        error = 1.5 * np.sqrt(fired.mean() / len(fired))  # neighbouring moving ranges share a reading
        assert found.method == "exact"
        assert abs(fired.mean() - 1 / found.run_length) < 3 * error


def test_runs_on_a_range_chart_are_counted_with_its_own_share_beyond_the_limits():
    values = np.random.default_rng(10).normal(size=(600, 2_000 * 5))
    chart = control_charts.chart(values, "xbar-r", subgroup=5, centre=0, sigma=1).dispersion
    rules = ["limits", "nelson-2"]

    fired = run_rules.violations(chart.points, chart, rules).any(axis=0)
    length = np.where(fired.any(axis=1), fired.argmax(axis=1) + 1, 2_000).mean()
    found = false_alarms.expected_false_alarms(chart, rules)

    assert found.method == "approximate"
    assert found.run_length == pytest.approx(length, rel=0.15)
