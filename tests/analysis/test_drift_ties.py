"""Tied values: the integral over the Brownian bridge says what dealing the rows anew says."""

import itertools

import numpy as np
import pytest

from analysis.drift import significance, tables, ties

ROWS = 5_000
TIED = {
    "a coin": lambda dealing: dealing.integers(0, 2, size=ROWS),
    "five stars": lambda dealing: dealing.integers(1, 6, size=ROWS),
    "counts": lambda dealing: dealing.poisson(3, size=ROWS),
    "waiting": lambda dealing: dealing.geometric(0.7, size=ROWS),
    "percent": lambda dealing: dealing.integers(0, 100, size=ROWS),
    "rounded": lambda dealing: dealing.normal(size=ROWS).round(1),
    "half of them zero": lambda dealing: np.where(dealing.random(ROWS) < 0.5, 0, dealing.lognormal(size=ROWS).round(1)),
}


def samples(shape):
    dealing = np.random.default_rng(12)
    return tuple(np.sort(TIED[shape](dealing).astype(float)) for _ in range(2))


def statistic_of(scaled):
    return scaled / np.sqrt(ROWS / 2)


@pytest.mark.parametrize("shape", TIED)
def test_the_p_of_tied_values_is_that_of_shuffled_rows(shape):
    one, other = samples(shape)
    values = np.unique(np.concatenate([one, other]))
    upto = np.array([np.searchsorted(sample, values, side="right") for sample in (one, other)])
    table = np.diff(upto, axis=1, prepend=0)

    for scaled in (0.6, 0.9, 1.2):
        shuffled = tables.tied_kolmogorov_smirnov(statistic_of(scaled), table)
        error = np.sqrt(shuffled * (1 - shuffled) / tables.RESAMPLES)
        assert ties.p_value(statistic_of(scaled), one, other) == pytest.approx(shuffled, abs=3.5 * error + 0.01)


def test_without_ties_it_is_the_usual_p():
    one, other = (np.sort(np.random.default_rng(seed).normal(size=ROWS)) for seed in (1, 2))

    for scaled in (0.6, 0.9, 1.2, 1.36, 1.7):
        usual = significance.kolmogorov_smirnov(statistic_of(scaled), ROWS, ROWS)
        assert ties.p_value(statistic_of(scaled), one, other) == pytest.approx(usual, abs=0.01, rel=0.05)


def test_two_values_are_a_comparison_of_two_shares():
    coin = np.repeat([0.0, 1.0], ROWS // 2)

    # The difference of two shares of one half is normal, with a standard deviation of half a bridge.
    for scaled, p in ((0.5 * 1.959964, 0.05), (0.5 * 2.575829, 0.01), (0.5 * 4.0, 6.334e-5)):
        assert ties.p_value(statistic_of(scaled), coin, coin) == pytest.approx(p, rel=1e-3)


def test_a_larger_distance_is_never_likelier():
    for one, other in map(samples, TIED):
        found = [ties.p_value(statistic_of(scaled), one, other) for scaled in np.linspace(0.0, 3.0, 40)]

        assert found[0] == 1.0
        assert all(0 <= later <= sooner + 1e-4 for sooner, later in itertools.pairwise(found))


def test_a_constant_has_no_place_at_which_distributions_could_part():
    constant = np.full(ROWS, 3.0)

    assert ties.p_value(0.0, constant, constant) == 1.0
