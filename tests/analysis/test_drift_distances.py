"""Distances of sorted samples equal those of obvious or of other people's implementations."""

import numpy as np
import pytest
from scipy import stats
from scipy.spatial import distance

from analysis.drift import distances, measures

SHAPES = {
    "normal": lambda dealing, n: dealing.normal(size=n),
    "heavy tails": lambda dealing, n: dealing.standard_cauchy(size=n),
    "few integers": lambda dealing, n: dealing.integers(0, 4, size=n).astype(float),
    "rounded": lambda dealing, n: dealing.normal(size=n).round(1),
    "constant": lambda dealing, n: np.full(n, 2.0),
}


def pairs():
    dealing = np.random.default_rng(11)
    for name, draw in SHAPES.items():
        for n, m in ((1, 1), (1, 7), (5, 200), (63, 64), (64, 64), (65, 300), (500, 500), (777, 1300)):
            for shift in (0.0, 0.5):
                yield name, np.sort(draw(dealing, n)), np.sort(draw(dealing, m) + shift)


def test_the_kolmogorov_smirnov_distance_is_the_largest_gap_seen_from_any_point_ties_or_not():
    for name, a, b in pairs():
        points = np.concatenate([a, b])[:, None]
        expected = np.abs((a <= points).mean(axis=1) - (b <= points).mean(axis=1)).max()

        assert distances.kolmogorov_smirnov(a, b) == pytest.approx(expected, abs=1e-12), (name, a.size, b.size)


def test_wasserstein_and_energy_distances_are_scipys():
    for name, a, b in pairs():
        moved, energy = stats.wasserstein_distance(a, b), stats.energy_distance(a, b)

        assert distances.wasserstein(a, b) == pytest.approx(moved, rel=1e-9, abs=1e-12), (name, a.size, b.size)
        assert distances.energy(a, b) == pytest.approx(energy, rel=1e-6, abs=1e-7), (name, a.size, b.size)


def test_long_samples_of_unequal_length_are_as_far_apart_as_scipy_says_whichever_is_longer():
    dealing = np.random.default_rng(12)
    for n, m in ((40_000, 39_200), (39_200, 40_000), (50_000, 300), (20_001, 20_000)):
        one, other = np.sort(dealing.lognormal(size=n)), np.sort(dealing.lognormal(0.1, 1, size=m))

        expected = stats.wasserstein_distance(one, other)

        assert distances.wasserstein(one, other) == pytest.approx(expected, rel=1e-9)


def test_long_ties_do_not_hide_the_largest_gap():
    dealing = np.random.default_rng(13)
    for one, other in (
        (dealing.integers(0, 5, size=9_000), dealing.integers(0, 5, size=7_000)),
        (dealing.lognormal(size=5_000), np.where(dealing.random(6_000) < 0.6, 0.7, dealing.lognormal(size=6_000))),
        (np.repeat([1.0, 2.0], [4_000, 10]), np.repeat([1.0, 2.0], [4_000, 3])),
    ):
        expected = stats.ks_2samp(one, other, method="asymp").statistic

        assert distances.kolmogorov_smirnov(np.sort(one), np.sort(other)) == pytest.approx(expected, abs=1e-12)


def test_the_quantile_bins_hold_equal_shares_of_the_reference():
    values = np.sort(np.random.default_rng(3).lognormal(size=1000))

    counts = distances.counts_in(values, distances.quantile_bins(values))

    assert counts.tolist() == [100.0] * 10


def test_the_bins_of_a_constant_show_that_it_is_constant_no_more():
    constant = np.full(50, 3.0)

    counts = distances.counts_in(np.array([1.0, 3.0, 3.0, 9.0]), distances.quantile_bins(constant))

    assert counts.tolist() == [1.0, 2.0, 1.0]


def test_shift_and_scale_change_wasserstein_as_they_should_and_kolmogorov_smirnov_not_at_all():
    dealing = np.random.default_rng(5)
    a, b = np.sort(dealing.normal(size=300)), np.sort(dealing.normal(1, 2, size=500))

    stretched = 3 * a + 7, 3 * b + 7

    assert distances.wasserstein(*stretched) == pytest.approx(3 * distances.wasserstein(a, b))
    assert distances.kolmogorov_smirnov(*stretched) == distances.kolmogorov_smirnov(a, b)


def test_quantiles_are_numpys():
    values = np.sort(np.random.default_rng(8).normal(size=37))

    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        assert distances.quantile(values, share) == pytest.approx(np.quantile(values, share))


def test_the_jensen_shannon_distance_is_scipys_in_bits():
    before, after = [5, 0, 20, 75], [0, 10, 30, 60]

    assert measures.jensen_shannon(before, after) == pytest.approx(distance.jensenshannon(before, after, base=2))


def test_psi_is_the_formula_where_no_cell_is_empty_and_finite_where_one_is():
    p, q = np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.4, 0.2])

    assert measures.psi(100 * p, 1000 * q) == pytest.approx(float(((q - p) * np.log(q / p)).sum()))
    assert 0 < measures.psi([50, 50, 0], [40, 50, 10]) < 1


@pytest.mark.parametrize(
    ("before", "after", "advice"),
    [([1, 2], [1, 2, 3], "same bins"), ([1, -2], [1, 2], "not negative"), ([0, 0], [1, 2], "longer window")],
)
def test_counts_that_cannot_be_compared_are_refused(before, after, advice):
    with pytest.raises(ValueError, match=advice):
        measures.psi(before, after)
