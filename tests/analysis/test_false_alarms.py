"""Run lengths against published and simulated ones, and the promises made from them."""

import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from analysis import baselines, control_charts, false_alarms, run_rules

ORACLES = Path(__file__).parents[1] / "oracles"
RULES = json.loads((ORACLES / "spc_arl_rules.json").read_text())["arl"]
WEIGHTED = json.loads((ORACLES / "spc_arl_time_weighted.json").read_text())
SETS = {"N1": "limits", "WE1-4": "western-electric", "Nelson1,2": ("nelson-1", "nelson-2"), "Nelson1-8": "nelson"}
CASES = [(name, shift) for name, lengths in RULES.items() for shift in lengths]

R_SOLVER = 5e-8
"""Relative difference of R's own collocation for EWMA charts; for CUSUM charts both agree to 1e-11."""


@pytest.mark.parametrize(("name", "shift"), CASES)
def test_run_lengths_of_rules_agree_with_a_large_simulation_within_three_standard_errors(name, shift):
    expected, error = RULES[name][shift]

    found = false_alarms.average_run_length(SETS[name], shift=float(shift))

    assert abs(found.points - expected) < 3 * np.hypot(error, found.standard_error)


def test_the_western_electric_rules_have_the_run_length_that_champ_and_woodall_published():
    assert round(false_alarms.average_run_length("western-electric").points, 2) == 91.75


@pytest.mark.parametrize("case", WEIGHTED["ewma"], ids=lambda case: f"lambda {case['lambda']}")
def test_ewma_run_lengths_agree_with_r(case):
    settings = (case["lambda"], case["L"])

    fixed = [false_alarms.ewma_run_length(*settings, shift, "fixed") for shift in case["shift_sigma"]]
    varying = [false_alarms.ewma_run_length(*settings, shift) for shift in case["shift_sigma"]]

    np.testing.assert_allclose(fixed, case["arl_fixed_limits"], rtol=R_SOLVER)
    np.testing.assert_allclose(varying, case["arl_varying_limits"], rtol=R_SOLVER)


@pytest.mark.parametrize("case", WEIGHTED["cusum"], ids=lambda case: f"h {case['h']}")
def test_cusum_run_lengths_agree_with_r(case):
    k, h, shifts = case["k"], case["h"], case["shift_sigma"]

    two_sided = [false_alarms.cusum_run_length(k, h, shift) for shift in shifts]
    one_sided = [false_alarms.one_sided_cusum_run_length(k, h, shift) for shift in shifts]
    fast = [false_alarms.cusum_run_length(k, h, shift, headstart=h / 2) for shift in shifts]

    np.testing.assert_allclose(two_sided, case["arl_two_sided"], rtol=1e-9)
    np.testing.assert_allclose(one_sided, case["arl_one_sided"], rtol=1e-9)
    np.testing.assert_allclose(fast, case["arl_two_sided_FIR_h2"], rtol=1e-9)


@pytest.mark.parametrize("shift", [0.0, 1.0])
def test_the_exact_chain_agrees_with_runs_judged_by_the_real_rules(shift):
    rules = run_rules.named(["nelson-1", "nelson-2", "nelson-5", "nelson-6", "nelson-7", "nelson-8"])
    exact = false_alarms.average_run_length(rules, shift=shift)

    runs = false_alarms.simulated_runs(rules, shift=shift)

    assert exact.method == "exact"
    assert abs(runs.mean() - exact.points) < 3 * runs.std() / np.sqrt(len(runs))


@pytest.mark.parametrize(
    ("kind", "options"), [("ewma", {"lambda": 0.2}), ("cusum", {"h": 4.0}), ("cusum", {"headstart": 2.0})]
)
def test_charts_with_a_memory_fire_as_often_as_their_integral_equations_say(kind, options):
    rng = np.random.default_rng(11)
    points = rng.standard_normal((3000, 4000))
    chart = control_charts.chart(points, kind=kind, centre=0, sigma=1, **options)

    fired = run_rules.violations(chart.points, chart, "limits")[0]
    lengths = np.where(fired.any(axis=1), fired.argmax(axis=1) + 1, points.shape[1])
    expected = false_alarms.expected_false_alarms(chart).run_length

    assert abs(lengths.mean() - expected) < 3 * lengths.std() / np.sqrt(len(lengths))


def test_autocorrelation_multiplies_false_alarms_as_the_defaults_say():
    plain = false_alarms.share_beyond(3.0)

    assert round(false_alarms.share_beyond(3.0, 0.3) / plain, 1) == 4.5
    assert round(false_alarms.share_beyond(3.0, 0.5) / plain, 1) == 12.6


def test_an_autocorrelated_series_signals_much_sooner():
    found = false_alarms.average_run_length("limits", autocorrelation=0.5)

    assert found.method == "simulated"
    assert 370 / 12.6 < found.points < 370 / 5


def test_a_p_chart_of_small_samples_knows_that_counts_are_skewed():
    rng = np.random.default_rng(3)
    counts = rng.binomial(30, 0.03, size=(200, 5000))
    chart = control_charts.chart(counts, kind="p", centre=0.03, size=30)
    month = false_alarms.expected_false_alarms(chart)

    share = run_rules.violations(chart.points, chart, "limits").mean()

    assert month.method == "exact"
    assert month.expected / month.points == pytest.approx(share, rel=0.02)
    assert share > 4 * 0.0027


@pytest.mark.parametrize(("kind", "draw"), [("c", "poisson"), ("g", "geometric")])
def test_counts_of_events_signal_as_often_as_their_distribution_says(kind, draw):
    rng = np.random.default_rng(5)
    values = rng.poisson(4, 400_000) if draw == "poisson" else rng.geometric(0.2, 400_000) - 1
    chart = control_charts.chart(values, kind=kind, centre=4)

    share = run_rules.violations(chart.points, chart, "limits").mean()

    assert 1 / false_alarms.expected_false_alarms(chart).run_length == pytest.approx(share, rel=0.06)


def test_limits_at_zero_cannot_be_passed():
    size = np.full(60, 30)
    counts = np.random.default_rng(6).binomial(size, 0.05)
    chart = control_charts.chart(counts, kind="laney-p", size=size)

    share = 1 / false_alarms.expected_false_alarms(chart).run_length

    assert chart.lower[0] == 0
    assert share < 1.05 * 0.00135


def test_a_fleet_adds_up_its_monitors():
    one = control_charts.chart(np.zeros(20), centre=0, sigma=1)

    fleet = false_alarms.expected_false_alarms([one] * 41, interval=timedelta(days=1), period=timedelta(days=7))

    assert fleet.expected == pytest.approx(41 * 7 / 370.398, rel=1e-5)
    assert fleet.run_length == pytest.approx(370.398, rel=1e-5)
    assert fleet.chance_of(2) == pytest.approx(0.18, abs=0.005)


def test_chosen_rules_keep_within_the_budget_when_they_are_tried():
    choice = false_alarms.choose_rules(2.0, timedelta(hours=1))

    runs = false_alarms.simulated_runs(run_rules.named(choice.rules), width=choice.width)

    assert choice.expected <= 2.0
    assert 30 * 24 / runs.mean() < 2.0 * 1.03


def test_a_larger_budget_finds_a_shift_sooner():
    found = [false_alarms.choose_rules(budget).found_after for budget in (0.01, 0.1, 0.3, 1.0)]

    assert found == sorted(found, reverse=True)
    assert found[0] > 4 * found[-1]


def test_short_baselines_are_honest_about_their_false_alarms():
    low, high = false_alarms.spread_of_false_alarms(30, 365)

    assert low < 0.1
    assert 9 < high < 12


def test_benjamini_hochberg_keeps_the_share_of_false_discoveries():
    rng = np.random.default_rng(4)
    shares = []
    for _ in range(400):
        values = rng.standard_normal((100, 1))
        values[:20] += 3.5
        fired = false_alarms.signalling(control_charts.chart(values, centre=0, sigma=1), 0.1)
        shares.append(fired[20:].sum() / max(fired.sum(), 1))

    assert np.mean(shares) < 0.1 * 0.8 + 3 * np.std(shares) / np.sqrt(len(shares))


def test_a_fleet_keeps_the_error_of_what_was_simulated():
    one = control_charts.chart(np.zeros(20), centre=0, sigma=1)
    simulated = false_alarms.expected_false_alarms(one, "nelson")

    fleet = false_alarms.expected_false_alarms([one] * 9, "nelson")

    assert fleet.run_length == pytest.approx(simulated.run_length)
    assert fleet.standard_error == pytest.approx(simulated.standard_error / 3)


def test_questions_without_an_answer_are_refused():
    with pytest.raises(ValueError, match="whole series"):
        false_alarms.average_run_length("anhoej")
    with pytest.raises(ValueError, match="budget is above zero"):
        false_alarms.choose_rules(0)
    with pytest.raises(ValueError, match="Not even limits"):
        false_alarms.choose_rules(1e-9, timedelta(seconds=1))


def quiet_share(drawn, fresh):
    """Share of fresh readings of the same process that lie beyond the limits."""
    return ((fresh > drawn.upper[0]) | (fresh < drawn.lower[0])).mean()


def test_limits_that_no_sigma_has_set_have_the_false_alarms_that_they_promise():
    rng = np.random.default_rng(12)
    tail, fresh = rng.lognormal(size=5_000), rng.lognormal(size=400_000)
    waits, others = rng.exponential(size=5_000), rng.exponential(size=400_000)

    by_power = baselines.transformed(tail)
    by_share = baselines.percentiles(tail, share=0.01)
    timed = control_charts.chart(waits, "t")

    for drawn, quiet in ((by_power, fresh), (by_share, fresh), (timed, others)):
        promised = 1 / false_alarms.expected_false_alarms(drawn).run_length
        assert 0.4 < quiet_share(drawn, quiet) / promised < 2.5, drawn.kind
