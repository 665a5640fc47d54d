"""False alarms of rules that judge a whole series: simulated apart, and held against the rules themselves."""

from datetime import timedelta

import numpy as np
import pytest

from analysis import control_charts, false_alarms, run_rules


def quiet_signals(kind, rules, *, points=40, baseline=None, series=8_000, **more):
    """Share of quiet series that the real rules mark on the real chart, and its standard error."""
    values = np.random.default_rng(33).normal(size=(series, points))
    chart = control_charts.chart(values, kind, baseline=baseline, **more)
    fired = run_rules.violations(chart.points, chart, rules).any(axis=0).any(axis=1)
    return fired.mean(), np.sqrt(fired.mean() * (1 - fired.mean()) / series)


@pytest.mark.parametrize(
    ("kind", "points", "more", "rules"),
    [
        ("run", 40, {}, "anhoej"),
        ("run", 40, {}, "anhoej-longest-run"),
        ("run", 40, {}, "anhoej-crossings"),
        ("run", 41, {}, "anhoej"),
        ("run", 40, {"baseline": 21}, "anhoej"),
        ("run", 40, {"centre": 0.0}, "anhoej"),
        ("i-mr", 40, {}, "anhoej"),
        ("run", 12, {}, "anhoej"),
    ],
)
def test_anhoejs_rules_signal_on_a_quiet_series_as_often_as_is_said(kind, points, more, rules):
    share, error = quiet_signals(kind, rules, points=points, **more)
    chart = control_charts.chart(np.random.default_rng(1).normal(size=points), kind, **more)

    found = false_alarms.expected_false_alarms(chart, rules, period=timedelta(days=points))

    assert found.method == "simulated"
    assert abs(found.expected - share) < 3 * np.hypot(error, found.expected * found.standard_error / found.run_length)
    assert found.run_length == pytest.approx(points / found.expected)


def test_a_quiet_run_chart_of_forty_points_signals_in_four_percent_of_cases_and_not_never():
    found = false_alarms.chance_of_signal(40)

    assert found.value == pytest.approx(0.038, abs=0.003)
    assert 0 < found.standard_error < 0.0015
    assert false_alarms.chance_of_signal(40, centre="known").value > 1.7 * found.value


def test_rules_of_points_and_of_series_bring_the_sum_of_their_false_alarms():
    chart = control_charts.chart(np.random.default_rng(1).normal(size=40))
    month = {"interval": timedelta(days=1), "period": timedelta(days=40)}

    limits, crossings, both = (
        false_alarms.expected_false_alarms(chart, rules, **month)
        for rules in ("limits", "anhoej-crossings", ["limits", "anhoej-crossings"])
    )

    assert limits.expected == pytest.approx(40 / 370.4, rel=1e-4)
    assert both.expected == pytest.approx(limits.expected + crossings.expected)
    assert both.method == "simulated"
    assert both.standard_error / both.run_length < crossings.standard_error / crossings.run_length


def test_each_phase_is_a_series_of_its_own():
    values = np.random.default_rng(1).normal(size=60)
    phased, short, long = (
        control_charts.chart(given, "run", phases=starts)
        for given, starts in ((values, [20]), (values[:20], None), (values[20:], None))
    )

    found, *parts = (
        false_alarms.expected_false_alarms(chart, "anhoej", period=timedelta(days=len(chart.points)))
        for chart in (phased, short, long)
    )

    assert found.expected == pytest.approx(sum(part.expected for part in parts))


def test_a_series_too_short_for_any_signal_has_none():
    chart = control_charts.chart([1.0, 2.0, 3.0, 2.0], "run")

    found = false_alarms.expected_false_alarms(chart, "anhoej")

    assert (found.expected, found.run_length) == (0.0, np.inf)


def test_what_is_no_question_about_a_series_is_refused():
    with pytest.raises(ValueError, match="ask average_run_length"):
        false_alarms.chance_of_signal(40, "nelson")
    with pytest.raises(ValueError, match="two points or more"):
        false_alarms.chance_of_signal(40, baseline=41)
