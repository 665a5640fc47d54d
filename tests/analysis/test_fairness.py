"""Fairness equals fairlearn where groups are large, and keeps silent where they are not."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import fairness
from analysis.fairness import intervals

HERE = Path(__file__).parent.parent
ORACLE = json.loads((HERE / "oracles" / "fairness.json").read_text())["SEX"]


@pytest.fixture(scope="module")
def people():
    return pd.read_parquet(HERE / "data" / "employment_2015.parquet")


@pytest.mark.parametrize("measure", ORACLE)
def test_each_of_the_five_measures_is_fairlearns(people, measure):
    found = fairness.audit(people["employed"], people["prediction"], people["SEX"])

    assert found.measures[measure].value == pytest.approx(ORACLE[measure], abs=1e-9)


def test_error_rates_fail_four_fifths_where_selection_passes(people):
    found = fairness.audit(people["employed"], people["prediction"], people["SEX"])

    assert found.four_fifths["selection_rate"].passes
    assert found.four_fifths["selection_rate"].sure
    assert found.four_fifths["false_positive_rate"].passes is False
    assert found.four_fifths["false_positive_rate"].ratio == pytest.approx(0.766, abs=5e-4)
    assert "false positive rate of 1 is 0.766 of that of 2" in found.reason


def test_a_group_of_one_is_too_few_to_say_and_does_not_make_the_headline(people):
    careful = fairness.audit(people["employed"], people["prediction"], people["RAC1P"])
    careless = fairness.audit(people["employed"], people["prediction"], people["RAC1P"], minimum=1)

    assert careless.measures["demographic_parity_difference"].value == pytest.approx(0.64, abs=0.005)
    assert careful.measures["demographic_parity_difference"].value < 0.2
    assert min(group.cases for group in careful.groups.values()) == 1
    assert "Too few to say for: 3, 4, 5, 7" in careful.reason


def test_rates_are_what_counting_says():
    actual = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    predicted = [1, 1, 1, 0, 1, 1, 0, 0, 0, 0]

    rates = fairness.audit(actual, predicted, ["all"] * 10).groups["all"].rates

    assert {name: rate.value for name, rate in rates.items()} == pytest.approx(
        {
            "selection_rate": 5 / 10,
            "true_positive_rate": 3 / 4,
            "false_positive_rate": 2 / 6,
            "false_negative_rate": 1 / 4,
            "accuracy": 7 / 10,
        }
    )
    assert rates["true_positive_rate"].cases == 4
    assert rates["true_positive_rate"].too_few


def test_wilson_intervals_are_newcombes_printed_ones():
    printed = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }

    for (hits, cases), limits in printed.items():
        assert fairness.wilson(hits, cases) == pytest.approx(limits, abs=5e-5)


def test_wilson_intervals_cover_the_truth_as_often_as_they_say():
    dealing = np.random.default_rng(0)

    for cases, truth in ((30, 0.1), (50, 0.5), (200, 0.02)):
        limits = [fairness.wilson(int(hits), cases) for hits in dealing.binomial(cases, truth, size=2_000)]
        assert 0.92 < np.mean([low <= truth <= high for low, high in limits]) < 0.99


def test_bootstrap_intervals_surround_the_measures_and_narrow_with_more_cases(people):
    few, many = (
        fairness.audit(part["employed"], part["prediction"], part["SEX"], interval="bootstrap")
        for part in (people[:2_000], people)
    )

    name = "equalized_odds_ratio"
    assert many.measures[name].low < ORACLE[name] < many.measures[name].high
    assert many.measures[name].high - many.measures[name].low < few.measures[name].high - few.measures[name].low
    rate = many.groups["1"].rates["selection_rate"]
    wilson = fairness.audit(people["employed"], people["prediction"], people["SEX"]).groups["1"].rates["selection_rate"]
    assert (rate.low, rate.high) == pytest.approx((wilson.low, wilson.high), abs=5e-4)


def test_a_ratio_whose_interval_reaches_four_fifths_is_called_not_sure():
    selected = np.repeat([1, 0, 1, 0], [30, 70, 42, 58])

    found = fairness.audit(selected, selected, np.repeat(["a", "b"], 100))

    assert found.four_fifths["selection_rate"].passes is False
    assert not found.four_fifths["selection_rate"].sure
    assert "not sure" in found.reason


def test_one_group_alone_has_nothing_to_be_compared_with():
    found = fairness.audit([0, 1] * 50, [0, 1] * 50, ["a"] * 100)

    assert found.four_fifths["selection_rate"].passes is None
    assert found.measures["demographic_parity_ratio"].too_few
    assert found.reason == "Nothing can be compared, because there is one group only."


BOTH = ["a", "b"]


@pytest.mark.parametrize(
    ("actual", "predicted", "measure", "why"),
    [
        ([1, 1], [0, 1], "equalized_odds_difference", "fewer than two groups have 25 cases of the false positive rate"),
        (
            [0, 0],
            [0, 1],
            "equal_opportunity_difference",
            "fewer than two groups have 25 cases of the true positive rate",
        ),
        ([0, 1], [0, 0], "demographic_parity_ratio", "the selection rate is 0 in every group"),
        ([0, 1], [0, 1], "equalized_odds_ratio", "the false positive rate is 0 in every group"),
    ],
)
@pytest.mark.parametrize("interval", ["wilson", "bootstrap"])
def test_what_is_not_defined_says_why(actual, predicted, measure, why, interval):
    found = fairness.audit(actual * 50, predicted * 50, np.repeat(BOTH, 50), interval=interval, minimum=25)

    estimate = found.measures[measure]
    assert np.isnan(estimate.value)
    assert estimate.undefined == f"not defined, because {why}"


def test_every_figure_has_a_value_or_a_reason_why_not():
    found = fairness.audit([1, 1, 0, 0] * 50, [0] * 200, np.repeat(BOTH, 100))

    figures = [*found.measures.values(), *(rate for group in found.groups.values() for rate in group.rates.values())]
    assert all(np.isnan(figure.value) == bool(figure.undefined) for figure in figures)
    assert all(np.isnan(ratio.ratio) == bool(ratio.undefined) for ratio in found.four_fifths.values())
    assert found.reason == (
        "1 rate is within four fifths. Not compared: selection rate, true positive rate, false positive rate."
    )


def test_a_group_of_which_nobody_is_selected_fails_surely():
    selected = np.repeat([0, 1], 100)

    found = fairness.audit(selected, selected, np.repeat(BOTH, 100)).four_fifths["selection_rate"]

    assert (found.ratio, found.low, found.passes, found.sure) == (0.0, 0.0, False, True)
    assert found.high < 0.1


def test_a_pass_that_may_be_chance_says_so():
    selected = np.repeat([1, 0, 1, 0], [44, 56, 47, 53])

    found = fairness.audit(selected, selected, np.repeat(BOTH, 100))

    assert found.four_fifths["selection_rate"].passes
    assert "not surely: selection rate" in found.reason


def test_intervals_of_a_ratio_cover_the_truth_at_least_as_often_as_they_say():
    dealing = np.random.default_rng(1)

    for cases, lower, upper in ((50, 0.3, 0.5), (200, 0.05, 0.1), (60, 0.95, 1.0)):
        pairs = zip(dealing.binomial(cases, lower, size=2_000), dealing.binomial(cases, upper, size=2_000), strict=True)
        limits = [intervals.ratio((int(a), cases), (int(b), cases)) for a, b in pairs if b]

        assert np.mean([low <= lower / upper <= high for low, high in limits]) > 0.93


def test_other_words_for_selected_are_named():
    actual, groups = ["good", "bad"] * 40, ["a", "a", "b", "b"] * 20

    found = fairness.audit(actual, actual, groups, positive="good")

    assert found.groups["a"].rates["selection_rate"].value == 0.5


@pytest.mark.parametrize(
    ("actual", "predicted", "groups", "options", "advice"),
    [
        ([1, 0], [1], ["a", "b"], {}, "as many actual"),
        ([1, 0], [], ["a", "b"], {}, "as many actual"),
        ([], [], [], {}, "There are no cases; give actual, predicted and groups"),
        ([1, None], [1, 0], ["a", "b"], {}, "missing"),
        ([1, 0], [1, 0], ["a", None], {}, "missing"),
        ([1, 2, 3], [1, 2, 3], ["a"] * 3, {}, "one other"),
        (["x", "y"], ["x", "y"], ["a", "b"], {}, "positive="),
        ([1, 0], [1, 0], ["a", "b"], {"interval": "exact"}, "'wilson' or 'bootstrap'"),
        ([1, 0], [1, 0], ["a", "b"], {"confidence": 95}, "between 0 and 1"),
        ([1, 0], [1, 0], ["a", "b"], {"confidence": None}, "between 0 and 1"),
        ([1, 0], [1, 0], ["a", "b"], {"minimum": 0}, "1 or more"),
        ([1, 0], [1, 0], ["a", "b"], {"minimum": "few"}, "1 or more"),
        ([1, 0], [1, 2], ["a", "b"], {}, "one other"),
        (1, 1, "a", {}, "an entry for each case"),
        ([1, 0], [1, 0], [["a", "x"], ["b", "x"]], {}, "join their labels"),
        ([1, 0], [1, 0], pd.Series([1, "1"], dtype=object), {}, "write them alike"),
        ([1, 0], [1, 0], pd.Series([["a"], ["b"]]), {}, "cannot be told apart"),
    ],
)
def test_bad_input_is_refused_with_what_to_do(actual, predicted, groups, options, advice):
    with pytest.raises(ValueError, match=advice):
        fairness.audit(actual, predicted, groups, **options)
