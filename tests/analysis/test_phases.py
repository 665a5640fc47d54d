"""Several phases of one process: each is drawn as if it stood alone."""

import numpy as np
import pytest

from analysis import control_charts, false_alarms, run_rules

LINES = ("points", "centre", "lower", "upper", "sigma", "process_sigma")


def test_each_phase_has_limits_of_its_own():
    values = np.r_[np.tile([1.0, 2.0], 10), np.tile([11.0, 14.0], 10)]

    chart = control_charts.chart(values, phases=[20])

    assert chart.centre[[0, 19, 20, 39]].tolist() == [1.5, 1.5, 12.5, 12.5]
    assert chart.phases.tolist() == [0] * 20 + [1] * 20


def test_phases_take_their_share_of_sizes_and_known_lines():
    counts, size = [5, 6, 4, 20, 22, 19], [50, 60, 40, 100, 110, 95]

    chart = control_charts.chart(counts, kind="p", size=size, phases=[3])
    known = control_charts.chart(np.arange(6.0), centre=np.arange(6.0), sigma=1.0, phases=[3])

    assert chart.centre[[0, 5]].tolist() == pytest.approx([0.1, 61 / 305])
    assert known.centre.tolist() == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(("kind", "size"), [("p", 50), ("ewma", None), ("cusum", None), ("t", None)])
def test_a_chart_of_phases_knows_how_often_it_cries_wolf(kind, size):
    rng = np.random.default_rng(2)
    values = rng.exponential(size=400) if kind == "t" else rng.integers(3, 9, size=400)

    drawn = control_charts.chart(values, kind, size=size, phases=[200])

    assert 100 < false_alarms.expected_false_alarms(drawn).run_length < 5_000


def same(joined, parts):
    for line in LINES:
        expected = np.concatenate([np.broadcast_to(getattr(part, line), part.points.shape) for part in parts])
        np.testing.assert_array_equal(getattr(joined, line), expected, err_msg=line)


@pytest.mark.parametrize("kind", sorted(control_charts.GATHERED))
@pytest.mark.parametrize("subgroup", [4, "labels"])
def test_phases_of_subgroups_are_drawn_like_each_alone(kind, subgroup):
    rng = np.random.default_rng(51)
    values = np.concatenate([rng.normal(10, 1, size=48), rng.normal(14, 3, size=32)])
    values[9] = np.nan
    labels = np.repeat([f"hour {place}" for place in range(20)], 4) if subgroup == "labels" else subgroup
    halves = (labels[:48], labels[48:]) if subgroup == "labels" else (4, 4)

    joined = control_charts.chart(values, kind, subgroup=labels, phases=[12])
    parts = [
        control_charts.chart(part, kind, subgroup=half)
        for part, half in zip((values[:48], values[48:]), halves, strict=True)
    ]

    same(joined, parts)
    assert joined.phases.tolist() == [0] * 12 + [1] * 8
    if kind.startswith("xbar"):
        same(joined.dispersion, [part.dispersion for part in parts])
        assert joined.dispersion.phases.tolist() == joined.phases.tolist()


def test_readings_of_a_subgroup_need_not_stand_together():
    rng = np.random.default_rng(52)
    values, labels = rng.normal(size=40), np.repeat(np.arange(10), 4)
    first = np.arange(0, 40, 4)
    order = np.concatenate([first, rng.permutation(np.setdiff1d(np.arange(40), first))])

    plain = control_charts.chart(values, "xbar-r", subgroup=labels, phases=[6])
    mixed = control_charts.chart(values[order], "xbar-r", subgroup=labels[order], phases=[6])

    for line in LINES:
        np.testing.assert_allclose(getattr(mixed, line), getattr(plain, line), rtol=1e-12, err_msg=line)


def test_excluded_subgroups_sizes_and_known_lines_find_their_phase():
    values = np.random.default_rng(53).normal(size=60)
    centre = np.repeat([1.0, 2.0], [12, 8])

    chart = control_charts.chart(values, "xbar-s", subgroup=3, phases=[12], excluded={15: "a move"}, centre=centre)
    alone = control_charts.chart(values[36:], "xbar-s", subgroup=3, excluded={3: "a move"}, centre=2.0)

    assert chart.reasons == {15: "a move"}
    assert chart.centre.tolist() == centre.tolist()
    assert chart.upper[12:].tolist() == alone.upper.tolist()


def test_each_part_of_a_short_run_has_a_mean_and_a_sigma_in_each_phase():
    rng = np.random.default_rng(54)
    values, parts = rng.normal(size=40) + np.tile([0.0, 50.0], 20), ["a", "b"] * 20

    joined = control_charts.chart(values, "short-run", subgroup=parts, phases=[24])

    same(
        joined,
        [
            control_charts.chart(values[rows], "short-run", subgroup=parts[rows])
            for rows in (slice(None, 24), slice(24, None))
        ],
    )


def test_no_run_spans_two_phases_of_subgroups():
    values = np.repeat(np.r_[np.tile([9.0, 11.0], 5), [10.5] * 5, [20.5] * 5, np.tile([19.0, 21.0], 5)], 2)
    values += np.tile([-0.1, 0.1], 30)
    chart = control_charts.chart(values, "xbar-r", subgroup=2, phases=[15])

    fired = run_rules.violations(chart.points, chart, "nelson-2", phases=chart.phases)

    assert not fired.any()


def test_a_baseline_beside_phases_is_refused_with_what_to_do_and_doing_it_freezes_the_limits():
    values = np.random.default_rng(55).normal(size=60)

    with pytest.raises(ValueError, match=r"excluded= \(--option exclude=COLUMN\), or chart one phase by itself"):
        control_charts.chart(values, baseline=10, phases=[30])
    frozen = control_charts.chart(values, phases=[30], excluded=dict.fromkeys(range(50, 60), "later"))
    alone = control_charts.chart(values[30:], baseline=20)

    assert frozen.upper[30:].tolist() == alone.upper.tolist()


def test_phases_of_subgroups_are_counted_in_subgroups():
    with pytest.raises(ValueError, match="from 0 to 4"):
        control_charts.chart(np.arange(20.0), "xbar-r", subgroup=4, phases=[10])
