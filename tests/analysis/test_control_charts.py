"""Control charts against published and independently computed results."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import control_charts, false_alarms, run_rules
from analysis.control_charts import charting, constants

ORACLES = Path(__file__).parents[1] / "oracles"
CONSTANTS = json.loads((ORACLES / "spc_constants.json").read_text())["constants"]
QCC = json.loads((ORACLES / "spc_qcc.json").read_text())
NIST = json.loads((ORACLES / "spc_nist.json").read_text())["cases"]
PISTONS, JUICE, VISCOSITY = (QCC["data"][name] for name in ("pistonrings", "orangejuice", "viscosity"))

LINES = ("points", "centre", "lower", "upper", "sigma")

ROUNDED_D2 = 1e-5
"""qcc takes d2(5) = 2.326 and d2(2) = 1.128 from a table; ours is exact. Sigma differs by that rounding (0.03%)."""
ROUNDED_D2_OF_PAIRS = 4e-4

FACTORS = {
    "d2": constants.d2,
    "d3": constants.d3,
    "c4": constants.c4,
    "A2": constants.range_to_limits,
    "A3": constants.deviation_to_limits,
    "D3": constants.lower_range_factor,
    "D4": constants.upper_range_factor,
    "B3": constants.lower_deviation_factor,
    "B4": constants.upper_deviation_factor,
}


@pytest.mark.parametrize("n", CONSTANTS)
def test_constants_agree_with_numerical_integration(n):
    found = {name: factor(int(n)) for name, factor in FACTORS.items()}

    for name, expected in CONSTANTS[n].items():
        assert found[name] == pytest.approx(expected, rel=1e-9, abs=1e-12), name


def test_constants_do_not_stop_at_a_table():
    rng = np.random.default_rng(1)
    samples = rng.standard_normal((4000, 700))

    assert constants.d2(700) == pytest.approx(np.ptp(samples, axis=1).mean(), rel=0.005)
    assert constants.d3(700) == pytest.approx(np.ptp(samples, axis=1).std(), rel=0.05)
    assert constants.c4(999) < constants.c4(1000) < constants.c4(1001) < 1
    assert constants.d4(2) == pytest.approx(0.9538725524089398, rel=1e-12)


def pistons(last):
    sample = np.array(PISTONS["sample"])
    rows = sample <= last
    return np.array(PISTONS["diameter"])[rows], sample[rows]


@pytest.mark.parametrize(("phase", "subgroups"), [(1, 25), (2, 40)])
@pytest.mark.parametrize(
    ("kind", "where", "case"), [("xbar-r", "xbar", "xbar"), ("xbar-r", "spread", "R"), ("xbar-s", "spread", "S")]
)
def test_subgroup_charts_agree_with_qcc(kind, where, case, phase, subgroups):
    expected = QCC["results"][f"pistonrings_{case}_phase{phase}"]
    diameter, sample = pistons(subgroups)
    tolerance = 1e-9 if case == "S" else ROUNDED_D2

    chart = control_charts.chart(diameter, kind=kind, baseline=25, subgroup=sample)
    drawn = chart if where == "xbar" else chart.dispersion
    given = control_charts.chart(diameter, kind=kind, baseline=25, subgroup=sample, sigma=expected["std_dev"])

    np.testing.assert_allclose(drawn.points, expected["statistics"], rtol=1e-12)
    np.testing.assert_allclose(drawn.centre, expected["center"], rtol=1e-9)
    np.testing.assert_allclose(chart.process_sigma, expected["std_dev"], rtol=5e-5)
    np.testing.assert_allclose(drawn.lower, expected["limits"][0][0], rtol=tolerance, atol=1e-12)
    np.testing.assert_allclose(drawn.upper, expected["limits"][0][1], rtol=10 * tolerance)
    if where == "xbar":
        np.testing.assert_allclose(given.lower, expected["limits"][0][0], rtol=1e-9)


@pytest.mark.parametrize(
    ("case", "points", "size"), [("p_phase1", 30, None), ("p_phase2", 54, None), ("np_phase1", 30, 50)]
)
def test_attribute_charts_agree_with_qcc(case, points, size):
    expected = QCC["results"][f"orangejuice_{case}"]

    chart = control_charts.chart(
        JUICE["D"][:points], kind=case.split("_")[0], size=size or JUICE["size"][:points], baseline=30
    )

    limits = np.broadcast_to(expected["limits"], (points, 2))
    np.testing.assert_allclose(chart.points, expected["statistics"], rtol=1e-12)
    np.testing.assert_allclose(chart.centre, expected["center"], rtol=1e-9)
    np.testing.assert_allclose(chart.sigma, expected["std_dev"], rtol=1e-9)
    np.testing.assert_allclose(np.stack([chart.lower, chart.upper], axis=1), limits, rtol=1e-9)


def test_individuals_agree_with_qcc_but_for_its_rounded_constant():
    expected = QCC["results"]["viscosity_xbar.one_MR"]

    chart = control_charts.chart(VISCOSITY["viscosity"], baseline=20)
    rounded = control_charts.chart(VISCOSITY["viscosity"], baseline=20, sigma=expected["std_dev"])

    assert chart.centre[0] == pytest.approx(expected["center"], rel=1e-12)
    assert chart.sigma[0] == pytest.approx(expected["std_dev"], rel=ROUNDED_D2_OF_PAIRS)
    assert [rounded.lower[0], rounded.upper[0]] == pytest.approx(expected["limits"][0], rel=1e-12)


def test_ewma_agrees_with_qcc():
    by_groups, alone = (QCC["results"][name] for name in ("pistonrings_ewma_phase2_l0.2", "viscosity_ewma_l0.2"))

    rings = control_charts.chart(
        PISTONS["diameter"], kind="ewma", baseline=25, subgroup=PISTONS["sample"], sigma=by_groups["std_dev"]
    )
    readings = control_charts.chart(VISCOSITY["viscosity"], kind="ewma", centre=34, sigma=0.5, width=2.7)

    np.testing.assert_allclose(np.stack([rings.lower, rings.upper], axis=1), by_groups["limits"], rtol=1e-9)
    np.testing.assert_allclose(np.stack([readings.lower, readings.upper], axis=1), alone["limits"], rtol=1e-9)
    for chart, expected in ((rings, by_groups), (readings, alone)):
        beyond = (chart.points > chart.upper) | (chart.points < chart.lower)
        assert beyond.tolist() == [flag == 1 for flag in expected["violations"]]


def test_cusum_agrees_with_qcc():
    by_groups, alone = (QCC["results"][name] for name in ("pistonrings_cusum_phase2_h5", "viscosity_cusum_h5"))

    rings = control_charts.chart(
        PISTONS["diameter"], kind="cusum", baseline=25, subgroup=PISTONS["sample"], sigma=by_groups["std_dev"]
    )
    readings = control_charts.chart(VISCOSITY["viscosity"], kind="cusum", centre=34, sigma=0.5)

    for chart, expected in ((rings, by_groups), (readings, alone)):
        np.testing.assert_allclose(chart.traces["cusum_high"], expected["pos"], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(chart.traces["cusum_low"], np.negative(expected["neg"]), rtol=1e-9, atol=1e-9)
        assert (chart.points > chart.upper).tolist() == [flag == 1 for flag in expected["violations_upper"]]


def test_capability_agrees_with_qcc_but_for_the_freedom_of_cpm():
    indices = QCC["results"]["pistonrings_capability"]["indices"]
    within, overall = indices[:5], indices[5:]

    found = control_charts.capability(pistons(25)[0], 73.95, 74.05, subgroup=5)

    first = [found.cp, found.cp_lower, found.cp_upper, found.cpk, found.cpm]
    second = [found.pp, found.pp_lower, found.pp_upper, found.ppk, found.ppm]
    for index, expected in zip(first[:4], within[:4], strict=True):
        assert [index.value, index.low, index.high] == pytest.approx(expected, rel=5e-5)  # d2(5) = 2.326
    for index, expected in zip(second[:4], overall[:4], strict=True):
        assert [index.value, index.low, index.high] == pytest.approx(expected, rel=1e-9)
    for index, expected in ((first[4], within[4]), (second[4], overall[4])):  # Boyles squares where qcc does not
        assert [index.value, index.low, index.high] == pytest.approx(expected, rel=2e-3)


def test_nist_ewma():
    case = NIST["ewma_6.3.2.4"]

    chart = control_charts.chart(
        case["data"], kind="ewma", centre=50, sigma=case["s"], limits="fixed", **{"lambda": 0.3}
    )

    np.testing.assert_allclose(chart.points, case["computed"]["ewma"][1:], rtol=1e-9)
    assert chart.upper[0] == pytest.approx(case["computed"]["UCL"], rel=1e-9)
    assert chart.lower[0] == pytest.approx(case["published"]["LCL"], abs=1e-4)


def test_nist_individuals():
    case = NIST["individuals_6.3.2.2"]

    chart = control_charts.chart(case["data"])

    published = case["published"]
    assert round(float(chart.centre[0]), 2) == published["CL"]
    assert chart.sigma[0] * constants.d2(2) == pytest.approx(published["MRbar"], abs=5e-5)
    assert [chart.lower[0], chart.upper[0]] == pytest.approx([published["LCL"], published["UCL"]], abs=2e-3)


def test_nist_cusum_in_units_of_the_data_where_sigma_is_one():
    case = NIST["cusum_6.3.2.3"]

    chart = control_charts.chart(case["data"], kind="cusum", centre=325, sigma=1, k=case["k"], h=case["h"])

    np.testing.assert_allclose(chart.traces["cusum_high"], case["computed"]["S_hi"], atol=1e-9)
    np.testing.assert_allclose(chart.traces["cusum_low"], case["computed"]["S_lo"], atol=1e-9)
    assert (np.flatnonzero(chart.points > chart.upper) + 1).tolist() == case["computed"]["upper_violations_1based"]


@pytest.mark.parametrize(("kind", "case"), [("c", "c_6.3.3.1"), ("p", "p_6.3.3.2")])
def test_nist_counts(kind, case):
    case = NIST[case]

    chart = control_charts.chart(case["data"], kind=kind, size=case.get("n"))

    beyond = (chart.points > chart.upper) | (chart.points < chart.lower)
    assert (np.flatnonzero(beyond) + 1).tolist() == case["published"]["violations_1based"]
    assert chart.centre[0] == pytest.approx(case["published"]["CL"], abs=0.25)


SHIFTABLE = ["i-mr", "run", "ewma", "xbar-r", "xbar-s"]


@pytest.mark.parametrize("kind", SHIFTABLE)
def test_shifting_and_scaling_the_readings_shifts_and_scales_the_chart(kind):
    values = np.random.default_rng(10).normal(size=60)
    subgroup = 4 if kind.startswith("xbar") else None

    plain = control_charts.chart(values, kind=kind, subgroup=subgroup)
    moved = control_charts.chart(100 + 7 * values, kind=kind, subgroup=subgroup)

    for line in ("points", "centre", "lower", "upper"):
        np.testing.assert_allclose(getattr(moved, line), 100 + 7 * getattr(plain, line), rtol=1e-12)


@pytest.mark.parametrize("kind", [kind for kind in control_charts.KINDS if kind not in charting.SEVERAL_VARIABLES])
def test_many_series_at_once_are_drawn_like_each_alone(kind):
    rng = np.random.default_rng(12)
    values = rng.poisson(20, size=(5, 48)).astype(float)
    values[2, 7] = np.nan
    size = rng.integers(40, 60, size=48) if kind in {"p", "np", "u", "laney-p", "laney-u"} else None
    subgroup = {"xbar-r": 4, "xbar-s": 4, "short-run": ["a", "b"] * 24}.get(kind)
    asked = {"kind": kind, "size": size, "subgroup": subgroup, "baseline": 10 if kind.startswith("xbar") else 30}

    together = control_charts.chart(values, **asked)

    for row in range(5):
        alone = control_charts.chart(values[row], **asked)
        for line in ("points", "centre", "lower", "upper", "sigma"):
            assert getattr(alone, line).shape == getattr(together, line)[row].shape
            np.testing.assert_allclose(getattr(together, line)[row], getattr(alone, line), rtol=1e-9, err_msg=line)


def test_unequal_subgroups_weigh_observations_and_not_groups():
    values, labels = [1.0, 3.0, 10.0, 14.0, 12.0, 5.0], ["a", "a", "b", "b", "b", "c"]

    chart = control_charts.chart(values, kind="xbar-r", subgroup=labels)

    sigma = (2 / constants.d2(2) + 4 / constants.d2(3)) / 2
    assert chart.process_sigma[0] == pytest.approx(sigma, rel=1e-12)
    assert chart.centre[0] == pytest.approx(np.mean(values), rel=1e-12)
    np.testing.assert_allclose(chart.sigma, sigma / np.sqrt([2, 3, 1]), rtol=1e-12)
    assert np.isnan(chart.dispersion.points[2])


def test_a_moving_range_never_spans_a_gap():
    chart = control_charts.chart([1.0, 2.0, np.nan, 50.0, 51.0])

    assert chart.sigma[0] == pytest.approx(1 / constants.d2(2))


def test_two_finite_points_suffice_even_beside_a_gap():
    chart = control_charts.chart([1.0, np.nan, 3.0])

    assert chart.centre[0] == 2
    assert chart.sigma[0] == pytest.approx(2 / constants.d2(2))
    assert any("gaps" in note for note in chart.notes)


def test_screening_and_medians_keep_an_outlier_from_widening_the_limits():
    values = np.random.default_rng(13).normal(size=50)
    values[20] = 30

    plain, screened = (control_charts.chart(values, screening=screening).sigma[0] for screening in (False, True))
    medians = control_charts.chart(values, moving_range="median").sigma[0]

    assert plain > 1.6
    assert screened < 1.2
    assert medians < 1.3


def test_a_frozen_baseline_is_not_moved_by_what_follows():
    values = np.random.default_rng(14).normal(size=80)

    before = control_charts.chart(values[:50])
    after = control_charts.chart(np.concatenate([values[:50], values[50:] + 9]), baseline=50)

    assert after.upper[79] == before.upper[0]
    assert after.standing == "rough"


def test_a_baseline_may_be_named_by_dates():
    days = np.arange("2026-01-01", "2026-03-02", dtype="datetime64[D]")
    values = np.arange(60.0)

    chart = control_charts.chart(values, baseline=("2026-01-01", "2026-01-10"), time=days)

    assert chart.centre[0] == 4.5
    assert chart.baseline.sum() == 10


def test_excluded_points_are_left_out_of_the_limits_and_keep_their_reason():
    values = np.r_[np.tile([1.0, 2.0], 10), 40.0, np.tile([1.0, 2.0], 10)]

    chart = control_charts.chart(values, excluded={20: "migration"})

    assert chart.centre[0] == 1.5
    assert chart.points[20] == 40
    assert chart.reasons == {20: "migration"}
    assert chart.excluded.nonzero()[0].tolist() == [20]


@pytest.mark.parametrize(("points", "note"), [(10, "too few points"), (20, "provisional"), (60, "rough"), (100, None)])
def test_limits_from_few_points_are_called_what_they_are(points, note):
    notes = control_charts.chart(np.random.default_rng(0).normal(size=points)).notes

    assert notes == () if note is None else note in notes[0]


@pytest.mark.parametrize("kind", ["p", "np", "u", "laney-p", "laney-u"])
def test_a_missing_count_of_known_size_has_limits_and_moves_no_others(kind):
    rng = np.random.default_rng(17)
    size = rng.integers(40, 60, size=30)
    counts = rng.binomial(size, 0.2).astype(float)
    counts[12] = np.nan
    unknown = np.where(np.isnan(counts), np.nan, size)

    seen, unseen = (control_charts.chart(counts, kind=kind, size=sizes) for sizes in (size, unknown))

    others = np.arange(30) != 12
    assert np.isnan(seen.points[12])
    assert np.isnan(unseen.upper[12])
    assert np.isfinite([seen.centre[12], seen.lower[12], seen.upper[12], seen.sigma[12]]).all()
    for line in ("centre", "lower", "upper", "sigma"):
        np.testing.assert_array_equal(getattr(seen, line)[others], getattr(unseen, line)[others], err_msg=line)
    assert seen.baseline_points == 29
    assert not run_rules.violations(seen.points, seen, "nelson")[:, 12].any()
    assert false_alarms.expected_false_alarms(seen).run_length == false_alarms.expected_false_alarms(unseen).run_length


def test_overdispersed_proportions_get_wider_limits_by_laney_and_plain_ones_do_not():
    rng = np.random.default_rng(15)
    size = np.full(200, 4000)
    plain, restless = rng.binomial(size, 0.84), rng.binomial(size, rng.normal(0.84, 0.02, size=200))

    quiet = control_charts.chart(plain, kind="laney-p", size=size)
    loud = control_charts.chart(restless, kind="laney-p", size=size)
    naive = control_charts.chart(restless, kind="p", size=size)

    assert quiet.measures["sigma_z"] == pytest.approx(1, abs=0.15)
    assert loud.measures["sigma_z"] > 3
    assert naive.measures["sigma_z"] == loud.measures["sigma_z"]
    assert ((naive.points > naive.upper) | (naive.points < naive.lower)).mean() > 0.25
    assert not ((loud.points > loud.upper) | (loud.points < loud.lower)).any()


def test_g_and_t_charts_follow_their_formulas():
    gaps = [12, 30, 4, 55, 21, 9]
    counted = control_charts.chart(gaps, kind="g")
    timed = control_charts.chart(gaps, kind="t")

    mean = np.mean(gaps)
    scaled = np.array(gaps) ** (1 / 3.6)
    spread = np.abs(np.diff(scaled)).mean() / constants.d2(2)
    assert counted.upper[0] == pytest.approx(mean + 3 * np.sqrt(mean * (mean + 1)))
    assert counted.lower[0] == 0
    assert timed.centre[0] == pytest.approx(scaled.mean() ** 3.6)
    assert timed.upper[0] == pytest.approx((scaled.mean() + 3 * spread) ** 3.6)


def test_a_head_start_makes_the_cusum_begin_halfway():
    chart = control_charts.chart([0.0, 0.0], kind="cusum", centre=0, sigma=1, headstart=2.5)

    assert chart.traces["cusum_high"].tolist() == [2.0, 1.5]
    assert chart.traces["cusum_low"].tolist() == [2.0, 1.5]


def test_results_are_frozen():
    chart = control_charts.chart([1.0, 2.0, 3.0])

    for line in LINES:
        with pytest.raises(ValueError, match="read-only"):
            getattr(chart, line)[0] = 5
    with pytest.raises(AttributeError):
        chart.kind = "p"


def test_points_are_a_view_of_the_given_floats_through_which_nobody_writes():
    values = np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8])

    chart = control_charts.chart(values)

    assert np.shares_memory(chart.points, values)
    assert values.flags.writeable, "the caller's own array stays theirs"
    with pytest.raises(ValueError, match="read-only"):
        chart.points[0] = 5


@pytest.mark.parametrize("level", [0.1, 3.1, 1 / 3])
@pytest.mark.parametrize("kind", ["i-mr", "xbar-r", "xbar-s", "t", "ewma", "cusum", "short-run"])
def test_a_series_that_never_varies_never_fires_however_its_mean_is_rounded(kind, level):
    subgroup = {"xbar-r": 3, "xbar-s": 3, "short-run": ["a", "b", "c"] * 10}.get(kind)

    chart = control_charts.chart(np.full(30, level), kind=kind, subgroup=subgroup)

    assert not run_rules.violations(chart.points, chart, "nelson")[0].any()
    assert np.isfinite(chart.points).all()


def test_columns_of_pandas_are_welcome_and_its_missing_values_are_gaps():
    plain = control_charts.chart([1.0, 2.0, np.nan, 4.0, 3.0])

    column = control_charts.chart(pd.Series([1, 2, None, 4, 3], dtype="Int64"))
    table = control_charts.chart(pd.DataFrame([[1.0, 2.0, 3.0], [4.0, 6.0, 5.0]]))

    assert column.upper[0] == plain.upper[0]
    assert np.isnan(column.points[2])
    assert table.centre[:, 0].tolist() == [2, 5]


def test_one_dead_series_does_not_stop_the_fleet():
    values = np.random.default_rng(16).normal(size=(3, 40))
    values[1] = np.nan

    chart = control_charts.chart(values)

    assert np.isnan(chart.upper[1]).all()
    assert np.isfinite(chart.upper[[0, 2]]).all()
    assert any("no limits for 1 of 3 series" in note for note in chart.notes)


def test_off_a_flat_baseline_a_cusum_signals_that_point_and_no_other():
    values = [5.0] * 10 + [6.0, 5.0, np.nan, 4.0, 5.0]

    drawn = control_charts.chart(values, kind="cusum", baseline=10)

    fired = run_rules.violations(drawn.points, drawn, "limits")[0]
    assert fired.nonzero()[0].tolist() == [10, 13]
    assert np.isnan(drawn.points[12])
    assert drawn.points[[11, 14]].tolist() == [0.0, 0.0]
    assert drawn.traces["cusum_low"][13] == np.inf


def test_off_the_mean_of_a_part_that_does_not_vary_a_reading_signals():
    drawn = control_charts.chart([5, 5, 5, 1, 2, 1, 6, 1], "short-run", subgroup=list("aaabbbab"), baseline=6)

    assert drawn.points[6] == np.inf
    assert run_rules.violations(drawn.points, drawn, "limits")[0].nonzero()[0].tolist() == [6]
