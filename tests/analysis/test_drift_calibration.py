"""Alarms on quiet data come as often as promised, and the changes that must be found are found.

`python -m benchmarks.drift_calibration` does the same with more trials, and prints the table.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import drift

CALIBRATION = json.loads((Path(__file__).parent.parent / "oracles" / "drift.json").read_text())["calibration"]
ALPHA = 0.05
TRIALS = 400
TOLERANCE = 3 * np.sqrt(ALPHA * (1 - ALPHA) / TRIALS)

QUIET = {
    "normal": lambda dealing, n: dealing.normal(size=n),
    "lognormal": lambda dealing, n: dealing.lognormal(0, 1.5, size=n),
    "uniform integers": lambda dealing, n: dealing.integers(0, 10, size=n),
    "5 categories": lambda dealing, n: dealing.choice(list("abcde"), size=n),
    "integers from 0 to 99": lambda dealing, n: dealing.integers(0, 100, size=n),
}


def compared(before, after):
    return drift.compare(pd.DataFrame({"x": before}), pd.DataFrame({"x": after}))


@pytest.mark.parametrize("n", [100, 200, 500, 1000, 5000])
@pytest.mark.parametrize("shape", QUIET)
def test_quiet_data_are_significant_in_five_percent_of_trials_and_never_alarm_more_often(shape, n):
    dealing = np.random.default_rng([2026, n, list(QUIET).index(shape)])
    draw = QUIET[shape]

    results = [compared(draw(dealing, n), draw(dealing, n)) for _ in range(TRIALS)]

    significant = np.mean([result.columns["x"].p_value <= ALPHA for result in results])
    alarms = np.mean([result.drifted for result in results])
    assert abs(significant - ALPHA) <= TOLERANCE
    assert alarms <= significant


def found(change, trials=100, n=1_000):
    dealing = np.random.default_rng(77)
    return np.mean([change(dealing, n).drifted for _ in range(trials)])


def test_a_mean_shift_of_three_tenths_of_sigma_at_a_thousand_rows_is_found():
    assert found(lambda dealing, n: compared(dealing.normal(size=n), dealing.normal(0.3, 1, size=n))) >= 0.9


def test_a_null_rate_that_rises_from_one_to_ten_percent_is_found():
    def with_nulls(dealing, n, rate):
        return np.where(dealing.random(n) < rate, np.nan, dealing.normal(size=n))

    assert found(lambda dealing, n: compared(with_nulls(dealing, n, 0.01), with_nulls(dealing, n, 0.1))) >= 0.9


def test_a_new_category_at_three_percent_is_found():
    def categories(dealing, n, new):
        return np.where(dealing.random(n) < new, "new", dealing.choice(list("abcde"), size=n))

    assert found(lambda dealing, n: compared(categories(dealing, n, 0.0), categories(dealing, n, 0.03))) >= 0.9


def test_values_out_of_range_at_three_percent_are_found():
    def readings(dealing, n, broken):
        return np.where(dealing.random(n) < broken, 999.0, dealing.normal(size=n))

    assert found(lambda dealing, n: compared(readings(dealing, n, 0.0), readings(dealing, n, 0.03))) >= 0.9


def test_the_changes_are_found_among_sixty_columns_as_well():
    def changed(dealing, n):
        before, after = (pd.DataFrame(dealing.normal(size=(n, 60))).add_prefix("x") for _ in range(2))
        return drift.compare(before, after.assign(x7=after["x7"] + 0.3)).columns["x7"]

    assert found(changed, trials=20) >= 0.9


def test_the_heavy_tail_shift_that_wasserstein_and_equal_width_bins_miss_is_found():
    assert "lognormal sigma=2 with a shift of 0.3 in the log mean, n=20,000" in CALIBRATION["heavy_tail"]
    dealing = np.random.default_rng(6)

    results = [compared(dealing.lognormal(0, 2, 20_000), dealing.lognormal(0.3, 2, 20_000)) for _ in range(20)]

    assert all(result.drifted for result in results)
    assert all(result.columns["x"].p_value < 1e-20 for result in results)


def test_of_quiet_data_sets_with_sixty_columns_at_most_a_tenth_is_called_drifted():
    def quiet(dealing, n):
        numbers = pd.DataFrame(dealing.normal(size=(n, 50))).add_prefix("x")
        return numbers.assign(**{f"c{place}": dealing.choice(list("abcde"), size=n) for place in range(10)})

    assert found(lambda dealing, n: drift.compare(quiet(dealing, n), quiet(dealing, n)), trials=60, n=1_000) <= 0.1


def test_a_psi_of_a_tenth_at_a_hundred_rows_is_not_called_drift_when_chance_makes_it():
    dealing = np.random.default_rng(2)
    results = [compared(dealing.normal(size=100), dealing.normal(size=100)) for _ in range(200)]

    large = [result for result in results if result.columns["x"].statistics["psi"] >= 0.1]

    assert len(large) > 100
    assert np.mean([result.drifted for result in large]) < 0.15


def test_thresholds_of_small_windows_come_from_chance_and_of_large_ones_are_fixed():
    def after_a_shift(n):
        dealing = np.random.default_rng(1)
        return compared(dealing.normal(size=n), dealing.normal(1.5, 1, size=n)).columns["x"].thresholds

    small, large = after_a_shift(60), after_a_shift(1_000)

    assert 0.15 < small["ks"] < 0.35
    assert small["wasserstein_sigma"] > 0.2
    assert large == {"ks": 0.05, "wasserstein_sigma": 0.1}
