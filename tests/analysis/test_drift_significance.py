"""Probabilities against exact enumeration, scipy and the shared oracle."""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import special, stats

from analysis import drift
from analysis.drift import significance, tables, two_samples

HERE = Path(__file__).parent.parent
ORACLE = {case["test"]: case for case in json.loads((HERE / "oracles" / "drift.json").read_text())["cases"]}
NILE = pd.read_csv(HERE / "data" / "nile.csv")["volume"].to_numpy(dtype=float)
BEFORE, AFTER = NILE[:28], NILE[28:]


def test_goodness_of_fit_is_the_oracles():
    statistic, p = tables.goodness_of_fit(ORACLE["chisquare"]["f_obs"], np.ones(6))

    assert (statistic, round(p, 6)) == (pytest.approx(ORACLE["chisquare"]["statistic"]), ORACLE["chisquare"]["p"])


def counted(rows):
    frames = (pd.DataFrame({"c": np.repeat([f"category {place}" for place in range(len(row))], row)}) for row in rows)
    return drift.compare(*frames).columns["c"]


def test_contingency_chi2_is_the_oracles():
    found = counted(ORACLE["chi2_contingency"]["table"])

    assert found.statistics["chi2"] == pytest.approx(ORACLE["chi2_contingency"]["statistic"], abs=1e-6)
    assert found.p_value == pytest.approx(ORACLE["chi2_contingency"]["p"], abs=1e-6)


def test_a_sparse_table_of_two_by_two_is_asked_by_fisher():
    found = counted(ORACLE["fisher_exact"]["table"])

    assert found.p_value == pytest.approx(ORACLE["fisher_exact"]["p"], abs=1e-6)


@pytest.mark.parametrize("most", [6, 40, 1_000, 100_000])
def test_fishers_p_is_scipys_for_small_and_large_tables(most):
    dealing = np.random.default_rng(most)
    for _ in range(100):
        table = np.column_stack([dealing.integers(0, most // dealing.integers(1, 6), size=2),
                                 dealing.integers(1, most, size=2)])  # fmt: skip

        p = stats.fisher_exact(table).pvalue

        assert tables.fisher(table) == pytest.approx(p, rel=1e-9, abs=1e-290)


def test_the_fall_of_the_nile_in_1898_is_found_with_the_oracles_figures():
    found = drift.compare(pd.DataFrame({"flow": BEFORE}), pd.DataFrame({"flow": AFTER})).columns["flow"]

    assert found.drifted
    assert found.statistics["ks"] == pytest.approx(ORACLE["ks_2samp"]["statistic"], abs=1e-6)
    assert found.p_value == pytest.approx(ORACLE["ks_2samp"]["p"], rel=1e-3)
    assert found.statistics["wasserstein"] == pytest.approx(ORACLE["wasserstein_distance"]["statistic"], abs=1e-4)


def test_the_other_tests_of_the_nile_are_the_oracles():
    assert two_samples.mann_whitney(BEFORE, AFTER).statistic == ORACLE["mannwhitneyu"]["statistic"]
    assert two_samples.cramer_von_mises(BEFORE, AFTER).statistic == pytest.approx(
        ORACLE["cramervonmises_2samp"]["statistic"], abs=1e-5
    )


@pytest.mark.parametrize(("n", "m"), [(3, 3), (5, 9), (28, 72), (50, 50)])
def test_small_samples_have_the_exact_kolmogorov_smirnov_p(n, m):
    dealing = np.random.default_rng(n)
    a, b = dealing.normal(size=n), dealing.normal(0.5, 1, size=m)

    exact = stats.ks_2samp(a, b, method="exact")

    assert significance.kolmogorov_smirnov(exact.statistic, n, m) == pytest.approx(exact.pvalue, rel=1e-9)


def test_large_samples_have_the_finite_p_within_a_ten_thousandth():
    for size in (501, 5_000, 50_000):
        for scaled in (0.5, 0.8, 1.0, 1.36, 2.0):
            statistic = scaled / np.sqrt(size)

            p = significance.kolmogorov_smirnov(statistic, 2 * size, 2 * size)

            assert p == pytest.approx(stats.kstwo.sf(statistic, size), abs=1e-4)


def test_shuffling_tied_values_comes_to_the_same_as_dealing_them_in_every_way():
    reference, current = [1, 1, 1, 2, 2, 3], [1, 2, 2, 3, 3, 3]
    pooled = np.array(reference + current)
    observed = gap(np.array(reference), np.array(current))
    ways = [gap(pooled[list(chosen)], np.delete(pooled, chosen)) for chosen in itertools.combinations(range(12), 6)]
    exact = np.mean(np.array(ways) > observed + 1e-9) / 2 + np.mean(np.array(ways) > observed - 1e-9) / 2

    p = tables.tied_kolmogorov_smirnov(observed, np.array([[3, 2, 1], [1, 2, 3]]))

    assert p == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / tables.RESAMPLES))


def gap(a, b):
    return max(abs(np.mean(a <= value) - np.mean(b <= value)) for value in (1, 2, 3))


def test_values_out_of_range_follow_the_beta_binomial_distribution():
    for n, m, outside in ((20, 30, 4), (1000, 1000, 9), (100_000, 5_000, 3)):
        expected = stats.betabinom(m, 2, n - 1).sf(outside - 1)

        assert significance.outside_range(outside, n, m) == pytest.approx(expected, rel=1e-6)


def test_the_bound_for_unseen_categories_is_never_below_what_shuffling_shows():
    dealing = np.random.default_rng(4)
    labels = np.concatenate([np.repeat(np.arange(5), 40), np.repeat(np.arange(5, 60), dealing.integers(1, 5, size=55))])
    unseen, bounds = [], {}
    for _ in range(2_000):
        dealing.shuffle(labels)
        here, there = (np.bincount(part, minlength=60) for part in np.array_split(labels, 2))
        cases = int(here[there == 0].sum())
        unseen.append(cases)
        bounds[cases] = max(bounds.get(cases, 0.0), tables.unseen(here, there))

    for cases, bound in bounds.items():
        share = np.mean(np.array(unseen) >= cases)
        assert bound >= share - 3 * np.sqrt(share / 2_000)


def test_anderson_darling_is_scipys_before_it_is_standardised():
    dealing = np.random.default_rng(9)
    pairs = [(dealing.normal(size=40).round(1), dealing.normal(size=60).round(1)) for _ in range(6)]

    ours = np.array([two_samples.anderson_darling(*pair).statistic for pair in pairs])

    # scipy reports (A2 - 1) / sigma, with a sigma that depends on the sizes alone.
    theirs = np.array([anderson_of_scipy(*pair) for pair in pairs])
    sigma = (ours[0] - ours[1]) / (theirs[0] - theirs[1])
    assert (ours - 1) / sigma == pytest.approx(theirs, abs=1e-6)


def anderson_of_scipy(a, b):
    method = stats.PermutationMethod(n_resamples=1)
    return stats.anderson_ksamp([a, b], variant="midrank", method=method).statistic


@pytest.mark.parametrize(
    ("z", "p"), [(1.248, 0.25), (1.610, 0.15), (1.933, 0.1), (2.492, 0.05), (3.070, 0.025), (4.5, 0.005), (6.0, 0.001)]
)
def test_the_anderson_darling_tail_has_the_printed_points(z, p):
    # D'Agostino and Stephens (1986), Goodness-of-Fit Techniques, table 4.2, case 0
    assert significance.anderson_darling(z) == pytest.approx(p, rel=0.04 if p == 0.001 else 0.02)


def test_far_out_the_anderson_darling_tail_is_its_leading_term():
    for z in (10.0, 25.6, 60.0, 300.0):
        leading = np.sqrt(3) * special.erfc(np.sqrt(z))

        assert 1 < significance.anderson_darling(z) / leading < 1 + 0.4 / z


def test_the_anderson_darling_tail_falls_from_one_to_nothing_without_a_step():
    tail = [significance.anderson_darling(z) for z in np.linspace(0.0, 40.0, 4_001)]

    assert tail[0] == 1.0
    assert (np.diff(tail) <= 1e-12).all()
    assert 0 < tail[-1] < 1e-17


def test_the_limiting_anderson_darling_tail_is_not_much_below_what_shuffles_show():
    dealing, n, m = np.random.default_rng(12), 28, 72
    dealt = dealing.permuted(np.broadcast_to(np.arange(n + m) < n, (60_000, n + m)), axis=1)
    places = np.arange(1, n + m)
    statistics = np.square(np.cumsum(dealt, axis=1)[:, :-1] * (n + m) - n * places) @ (1 / places / (n + m - places))

    for z in (2.5, 4.0, 6.0):
        share = np.mean(statistics / (n * m) > z)
        assert significance.anderson_darling(z) > share - 3 * np.sqrt(share / 60_000)


@pytest.mark.parametrize("name", ["ad", "cvm"])
def test_no_p_is_given_below_what_is_known_of_the_test(name):
    dealing = np.random.default_rng(13)
    frames = [pd.DataFrame({"x": dealing.normal(level, 1, size=200)}) for level in (0, 0.7)]

    nile = two_samples.TESTS[name](BEFORE, AFTER).p_value
    found = drift.compare(*frames, test=name).columns["x"]

    assert nile >= significance.LEAST_KNOWN
    assert found.drifted
    assert found.p_value >= significance.LEAST_KNOWN


def test_a_p_at_the_end_of_what_is_known_is_said_to_be_at_most_that():
    dealing = np.random.default_rng(14)
    before, after = dealing.normal(size=200), dealing.normal(1.0, 1, size=200)
    gap = np.where(np.arange(200) < 4, np.nan, after)

    whole, gappy = (drift.compare(*map(pd.DataFrame, ({"x": before}, {"x": each})), test="ad") for each in (after, gap))

    assert "(p at most 1e-06)" in whole.columns["x"].reason
    assert "(p at most 1.25e-06)" in gappy.columns["x"].reason


@pytest.mark.parametrize("name", ["cvm", "ad", "energy", "mann_whitney"])
def test_each_test_offered_keeps_its_level_and_finds_a_shift(name):
    dealing = np.random.default_rng(21)
    test = two_samples.TESTS[name]

    quiet = [test(dealing.normal(size=80), dealing.normal(size=80)).p_value <= 0.05 for _ in range(300)]
    shifted = [test(dealing.normal(size=80), dealing.normal(0.8, 1, size=80)).p_value <= 0.05 for _ in range(40)]

    assert abs(np.mean(quiet) - 0.05) <= 3 * np.sqrt(0.05 * 0.95 / 300)
    assert np.mean(shifted) >= 0.9


def test_a_sample_with_a_missing_value_is_refused():
    with pytest.raises(ValueError, match="drop missing values"):
        two_samples.energy([1.0, np.nan], [1.0, 2.0])
