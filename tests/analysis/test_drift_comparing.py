"""What a comparison says, also of data that somebody got wrong."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import drift
from analysis.drift import comparing

DATA = Path(__file__).parent.parent / "data"


def column(before, after, **options):
    return drift.compare(pd.DataFrame({"x": before}), pd.DataFrame({"x": after}), **options).columns["x"]


def test_missing_values_are_counted_apart_left_out_of_the_distribution_and_mentioned():
    dealing = np.random.default_rng(0)
    before, after = dealing.normal(size=1_000), dealing.normal(size=1_000)
    after[:100] = np.nan

    found = column(before, after)

    assert found.checks == ("nulls",)
    assert "missing values went from 0.0% to 10.0%" in found.reason
    assert "(0 and 100) are left out" in found.reason
    assert found.statistics["n_current"] == 900


def test_a_column_that_became_entirely_missing_has_drifted():
    result = drift.compare(
        pd.DataFrame({"x": range(100), "y": range(100)}), pd.DataFrame({"x": [np.nan] * 100, "y": range(100)})
    )

    assert result.columns["x"].drifted
    assert "too few values to say" in result.columns["x"].reason
    assert not result.columns["y"].drifted


def test_a_column_that_was_always_missing_is_nothing_to_compare_beside_others():
    frame = pd.DataFrame({"x": range(100), "unused": [None] * 100})

    result = drift.compare(frame, frame)

    assert result.columns["unused"].kind == "empty"
    assert not result.drifted


def test_new_and_vanished_categories_are_named():
    before = ["a"] * 900 + ["old"] * 100
    after = ["a"] * 900 + ["new"] * 100

    found = column(before, after)

    assert set(found.checks) == {"distribution", "new", "vanished"}
    assert "new categories ('new')" in found.reason
    assert "vanished categories ('old')" in found.reason


def test_identifiers_of_which_each_is_new_are_not_drift():
    before, after = [f"order {n}" for n in range(2_000)], [f"order {n}" for n in range(2_000, 4_000)]

    found = column(before, after)

    assert not found.drifted
    assert found.statistics["new_share"] == 1.0


def test_a_numbered_counter_that_went_on_drifts_as_numbers_do_and_not_as_text():
    before, after = list(range(1_000)), list(range(1_000, 2_000))

    assert column(before, after).drifted
    assert not column([str(n) for n in before], [str(n) for n in after]).drifted


def test_many_rare_new_categories_together_are_found():
    dealing = np.random.default_rng(0)
    common = dealing.choice(list("abcde"), size=2_000)
    with_strangers = np.where(np.arange(2_000) < 1_900, common, [f"stranger {n // 2}" for n in range(2_000)])

    assert "new" in column(common, with_strangers).checks


def test_a_significant_trifle_in_many_rows_is_called_a_trifle():
    dealing = np.random.default_rng(0)

    found = column(dealing.normal(size=100_000), dealing.normal(0.03, 1, size=100_000))

    assert found.p_value < 1e-6
    assert not found.drifted
    assert "too little to matter" in found.reason


def test_quiet_comes_with_the_size_of_change_that_would_have_been_found():
    values = np.random.default_rng(0).normal(size=200)

    assert "a change of 20% of the rows would have been found" in column(values, values).reason


def test_own_thresholds_decide_what_matters():
    dealing = np.random.default_rng(0)
    before, after = dealing.normal(size=5_000), dealing.normal(0.3, 1, size=5_000)

    assert column(before, after).drifted
    assert not column(before, after, thresholds=drift.Thresholds(share=0.3, distance=1.0)).drifted


@pytest.mark.parametrize("test", ["ks", "cvm", "ad", "energy", "mann_whitney"])
def test_another_test_may_judge_numbers(test):
    dealing = np.random.default_rng(0)

    found = column(dealing.normal(size=500), dealing.normal(0.5, 1, size=500), test=test)

    assert found.drifted
    assert test in found.statistics


def test_a_cached_reference_gives_the_same_findings_as_often_as_it_is_asked():
    dealing = np.random.default_rng(0)
    before = pd.DataFrame({"x": dealing.normal(size=500), "c": dealing.choice(list("ab"), size=500)})
    after = pd.DataFrame({"x": dealing.normal(1, 1, size=400), "c": dealing.choice(list("abc"), size=400)})
    reference = drift.Reference(before)

    first, second = (drift.compare(reference, after) for _ in range(2))

    assert first == second == drift.compare(before, after)
    assert drift.compare(reference, after, columns=["c"]).columns.keys() == {"c"}


def test_columns_of_a_wide_comparison_say_what_each_says_alone():
    dealing = np.random.default_rng(0)
    before, after = (pd.DataFrame(dealing.normal(size=(40_000, 6))).add_prefix("x") for _ in range(2))

    whole = drift.compare(before, after)

    assert list(whole.columns) == list(before)
    for name in before:
        alone = drift.compare(before, after, columns=[name]).columns[name]
        assert (whole.columns[name].p_value, whole.columns[name].statistics) == (alone.p_value, alone.statistics)


def test_a_column_that_cannot_be_read_is_refused_wherever_it_stands():
    good = pd.DataFrame(np.zeros((50_000, 5))).add_prefix("x")

    with pytest.raises(ValueError, match="'x4' holds infinite"):
        drift.compare(good, good.assign(x4=np.inf))


def test_real_people_of_2015_and_2016_are_quiet_and_real_houses_from_elsewhere_are_not():
    features = ["AGEP", "SCHL", "MAR", "DIS", "SEX", "CIT", "predicted_probability"]
    people = [pd.read_parquet(DATA / f"employment_{year}.parquet") for year in (2015, 2016)]
    houses = pd.read_csv(DATA / "housing_predictions.csv.gz", parse_dates=["timestamp"])
    before = houses[houses["timestamp"] < "2021-06-01"]
    june = houses[houses["timestamp"].between("2021-06-01", "2021-06-30 23:59")]

    calm = drift.compare(*people, columns=features)
    moved = drift.compare(before, june, columns=["Latitude", "Longitude", "y_pred_proba"])

    assert not calm.drifted
    assert moved.drifted
    assert {name: round(found.statistics["ks"], 2) for name, found in moved.columns.items()} == {
        "Latitude": 0.85,
        "Longitude": 0.81,
        "y_pred_proba": 0.4,
    }


def test_what_was_not_looked_at_is_named():
    values = np.random.default_rng(0).normal(size=300)
    sparse = np.where(np.arange(300) < 2, values, np.nan)
    before = pd.DataFrame({"x": values, "sparse": sparse})

    result = drift.compare(before, before.assign(new=1.0))

    assert "Aside: too few values to say in sparse." in result.reason
    assert "Aside: not compared new, which the reference lacks." in result.reason


def test_one_row_says_nothing_and_is_not_called_quiet():
    result = drift.compare(pd.DataFrame({"x": [1.0], "c": ["a"]}), pd.DataFrame({"x": [7.0], "c": ["b"]}))

    assert not result.drifted
    assert result.reason == "Too few values to say anything (n = 1 and 1)."


GOOD = pd.DataFrame({"x": range(100)})


@pytest.mark.parametrize(
    ("before", "after", "options", "advice"),
    [
        (GOOD, GOOD[:0], {}, "longer window"),
        (GOOD, [1, 2, 3], {}, "DataFrame"),
        (GOOD, pd.DataFrame({"y": range(9)}), {}, "has no column x; it has y"),
        (GOOD, GOOD, {"columns": ["z"]}, "has no column z"),
        (GOOD, GOOD, {"columns": []}, "at least one column"),
        (GOOD, GOOD, {"columns": "x"}, r"write columns=\['x'\]"),
        (GOOD, GOOD, {"columns": ["x", "x"]}, "only once"),
        (GOOD, GOOD, {"columns": 3}, "list of names"),
        (GOOD, GOOD, {"alpha": 0}, "between 0 and 1"),
        (GOOD, GOOD, {"alpha": "0.05"}, "between 0 and 1"),
        (GOOD, GOOD, {"alpha": float("nan")}, "between 0 and 1"),
        (GOOD, GOOD, {"test": "t"}, "choose one of ks"),
        (GOOD, pd.DataFrame({"x": [1.0, np.inf]}), {}, "infinite"),
        (GOOD, pd.DataFrame({"x": ["1", "2"]}), {}, "convert one of them"),
        (pd.DataFrame({"x": [[1], [2]]}), pd.DataFrame({"x": [[1], [2]]}), {}, "lists"),
        (GOOD, pd.DataFrame({"x": [1j, 2j]}), {}, "complex"),
        (GOOD, pd.DataFrame({"x": [1e300, 2e300]}), {}, "beyond 1e"),
        (pd.DataFrame({"x": [True, False]}), pd.DataFrame({"x": ["True", "False"]}), {}, "convert one of them"),
        (pd.DataFrame({"x": [(1, [2])] * 9}), pd.DataFrame({"x": [(1, [2])] * 9}), {}, "lists"),
        (GOOD, pd.DataFrame([[1, 2]], columns=["x", "x"]), {}, "several columns called x"),
        (pd.DataFrame({"x": [np.nan] * 9}), GOOD, {}, "no value in any"),
    ],
)
def test_bad_input_is_refused_with_what_to_do(before, after, options, advice):
    with pytest.raises(ValueError, match=advice):
        drift.compare(before, after, **options)


def test_windows_of_very_different_sizes_are_compared():
    dealing = np.random.default_rng(0)

    found = column(dealing.normal(size=50_000), dealing.normal(0.8, 1, size=200))

    assert found.drifted
    assert found.thresholds["ks"] > 0.05


@pytest.mark.parametrize("limit", [-0.1, float("nan"), "a tenth"])
def test_thresholds_that_are_no_sizes_are_refused(limit):
    with pytest.raises(ValueError, match="0 or more"):
        drift.Thresholds(share=limit)


def test_large_windows_looked_at_side_by_side_say_what_their_columns_say_alone():
    dealing = np.random.default_rng(8)
    rows = comparing.WORTH_THREADS // 8
    before = pd.DataFrame(
        {f"x{place}": dealing.normal(size=rows) for place in range(4)} | {"word": ["a", "b"] * (rows // 2)}
    )
    after = before.assign(x2=before.x2 + 0.5, word="b")

    together = drift.compare(before, after)

    assert list(together.columns) == list(before.columns)
    for name, found in together.columns.items():
        alone = drift.compare(before[[name]].head(1000), after[[name]].head(1000)).columns[name]
        assert found.drifted == alone.drifted == (name in {"x2", "word"})


def test_what_is_wrong_in_large_windows_is_said_of_the_first_such_column():
    rows = comparing.WORTH_THREADS // 4
    before = pd.DataFrame({"fine": np.arange(rows), "first": np.arange(rows), "second": np.arange(rows)})
    after = before.assign(first="a word", second="a word")

    with pytest.raises(ValueError, match="Column 'first' is numeric in the reference and categorical"):
        drift.compare(before, after)
