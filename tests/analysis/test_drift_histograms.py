"""Histograms alone: what the buckets show is found, what they hide is bounded."""

import math

import numpy as np
import pytest

from analysis.drift import distances, histograms

EDGES = [0.1, 0.25, 0.5, 1.0, 2.5, math.inf]


def cumulative(values):
    return {edge: int(np.sum(np.asarray(values) <= edge)) for edge in EDGES}


def test_the_distance_of_the_raw_values_lies_between_the_bounds():
    dealing = np.random.default_rng(0)
    for shift in (0.0, 0.1, 0.4, 1.0):
        before, after = dealing.exponential(size=800), dealing.exponential(size=600) + shift

        found = histograms.compare(cumulative(before), cumulative(after))

        raw = distances.kolmogorov_smirnov(np.sort(before), np.sort(after))
        assert found.ks_low - 1e-12 <= raw <= found.ks_high + 1e-12


def test_quiet_histograms_alarm_in_five_percent_and_a_slower_service_is_found():
    dealing = np.random.default_rng(1)

    quiet = [histograms.compare(cumulative(dealing.exponential(size=500)), cumulative(dealing.exponential(size=500)))
             for _ in range(400)]  # fmt: skip
    slower = histograms.compare(
        cumulative(dealing.exponential(size=500)), cumulative(dealing.exponential(1.5, size=500))
    )

    assert abs(np.mean([found.p_value <= 0.05 for found in quiet]) - 0.05) <= 3 * np.sqrt(0.05 * 0.95 / 400)
    assert slower.drifted
    assert slower.psi > 0.05 < slower.js


def test_edges_come_as_prometheus_writes_them_and_need_no_order():
    found = histograms.compare({"+Inf": 100, "0.5": 60, "0.1": 20}, {"0.1": 20, "0.5": 60, "+Inf": 100})

    assert (found.drifted, found.ks_low, found.p_value) == (False, 0.0, 1.0)


def test_an_edge_that_only_one_side_has_is_left_out_and_said_so():
    found = histograms.compare({0.1: 20, 0.5: 60, "+Inf": 100}, {0.5: 61, "+Inf": 100})

    assert "1 edge that only one window has is left out" in found.reason


def test_fractions_of_cases_as_increase_returns_them_are_taken():
    found = histograms.compare({0.1: 200.7, "+Inf": 1000.2}, {0.1: 420.1, "+Inf": 999.9})

    assert found.drifted


@pytest.mark.parametrize(
    ("before", "advice"),
    [
        ({0.1: 5, 0.5: 9}, r"no bucket \+Inf"),
        ({0.1: 9, 0.5: 5, "+Inf": 10}, "cumulative"),
        ({0.1: -1, "+Inf": 10}, r"histograms\.increase"),
        ({0.1: math.nan, "+Inf": 10}, "no number"),
        ({0.1: None, "+Inf": 10}, "no number"),
        ({0.1: 5, "+Inf": math.inf}, "no number"),
        ({math.nan: 5, 0.1: 5, "+Inf": 10}, "no number"),
        ({0.1: 5, "0.1": 6, "+Inf": 10}, "twice"),
        ([5, 10], "a mapping"),
        ({0.1: 0, "+Inf": 0}, "no cases"),
        ({"fast": 1, "+Inf": 10}, "no number"),
        ({0.3: 1, "+Inf": 10}, "no edge but"),
    ],
)
def test_histograms_that_cannot_be_read_are_refused(before, advice):
    with pytest.raises(ValueError, match=advice):
        histograms.compare(before, {0.1: 1, 0.5: 2, "+Inf": 10})


def test_a_level_that_is_no_share_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        histograms.compare({0.1: 1, "+Inf": 10}, {0.1: 1, "+Inf": 10}, alpha=5)


def test_the_cases_of_a_window_are_counted_through_a_restart_of_the_process():
    before = [0.2, 0.3, 0.9]
    during, after_restart = [0.2, 2.0, 0.4], [0.05, 0.7]

    window = histograms.increase([cumulative(before), cumulative(before + during), cumulative(after_restart)])

    assert window == cumulative(during + after_restart)


def test_counters_that_stand_still_have_no_increase():
    assert histograms.increase([cumulative([]), cumulative([])]) == cumulative([])


@pytest.mark.parametrize(
    ("snapshots", "advice"),
    [
        ([{0.1: 1, "+Inf": 2}], "at least two"),
        ([{0.1: 1, "+Inf": 2}, {0.5: 1, "+Inf": 2}], "begin a new window"),
        ([{0.1: 1, "+Inf": 2}, {0.1: 3, "+Inf": 2}], "cumulative"),
    ],
)
def test_snapshots_without_an_increase_are_refused(snapshots, advice):
    with pytest.raises(ValueError, match=advice):
        histograms.increase(snapshots)
