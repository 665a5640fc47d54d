"""Columns of every type are read as what they hold, and compared as that."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis import drift


def column(before, after, **options):
    return drift.compare(pd.DataFrame({"x": before}), pd.DataFrame({"x": after}), **options).columns["x"]


def test_the_kind_of_a_column_is_seen_from_its_values():
    times = pd.date_range("2026-01-01", periods=10, tz="UTC")
    kinds = {
        "numeric": [1.5] * 10,
        "categorical": list("ababababab"),
        "boolean": [True, False] * 5,
        "time": times,
    }

    for kind, values in kinds.items():
        assert column(values, values).kind == kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([True, None] * 5, "boolean"),
        (pd.array([1, None] * 5, dtype="Int64"), "numeric"),
        (pd.array([True, None] * 5, dtype="boolean"), "boolean"),
        (pd.Categorical(["a", None] * 5), "categorical"),
        (pd.to_timedelta(range(10), unit="h"), "numeric"),
        ([datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 11)], "time"),
        (pd.Series([1.5, None] * 5, dtype=object), "numeric"),
        (pd.array([date(2026, 1, day) for day in range(1, 11)], dtype="date32[pyarrow]"), "time"),
        (pd.array(["a", None] * 5, dtype="string[pyarrow]"), "categorical"),
    ],
)
def test_nullable_and_object_columns_are_read_as_what_they_hold(values, kind):
    found = column(values, values)

    assert (found.kind, found.drifted) == (kind, False)


def test_booleans_are_compared_by_their_share_of_true():
    dealing = np.random.default_rng(0)

    found = column(dealing.random(2_000) < 0.5, dealing.random(2_000) < 0.65)

    assert found.drifted
    assert found.statistics["tvd"] == pytest.approx(0.15, abs=0.04)
    assert "True" in found.reason


def test_times_of_day_that_move_are_found():
    dealing = np.random.default_rng(0)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    before = [start + timedelta(hours=float(hour)) for hour in dealing.uniform(0, 1_000, size=500)]
    after = [start + timedelta(hours=float(hour)) for hour in dealing.uniform(0, 1_000, size=500) ** 0.9]

    found = column(before, after)

    assert found.kind == "time"
    assert found.drifted
    assert "median 2026-01-2" in found.reason


def test_a_clock_that_moved_on_is_reported_and_does_not_make_the_data_set_drift():
    quiet = np.random.default_rng(0).normal(size=200)
    before = pd.DataFrame({"at": pd.date_range("2026-01-01", periods=200, freq="h"), "x": quiet})
    after = pd.DataFrame({"at": pd.date_range("2026-02-01", periods=200, freq="h"), "x": quiet})

    result = drift.compare(before, after)

    assert result.columns["at"].drifted
    assert "time stamp" in result.columns["at"].reason
    assert not result.drifted
    assert "moved on, as time does" in result.reason


def test_a_time_that_moved_on_is_drift_when_nothing_else_is_asked_about():
    result = drift.compare(
        pd.DataFrame({"at": pd.date_range("2026-01-01", periods=200)}),
        pd.DataFrame({"at": pd.date_range("2027-01-01", periods=200)}),
    )

    assert result.drifted
    assert result.reason.startswith("Drift in 1 of 1 column: at")


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "int64", "Int64", "float32", "float64", object])
def test_the_same_numbers_are_the_same_in_every_type(dtype):
    dealing = np.random.default_rng(0)
    before, after = (pd.Series(dealing.integers(0, 100, size=700)) for _ in range(2))

    found = column(before.astype(dtype), after.astype(dtype))

    assert (found.kind, found.statistics) == ("numeric", column(before, after).statistics)


def test_intervals_are_compared_as_the_words_they_are_written_with():
    values = pd.Series(np.random.default_rng(0).normal(size=300))

    found = column(pd.cut(values, [-9, 0, 9]), pd.cut(values, [-9, 1, 9]))

    assert found.kind == "categorical"
    assert "new categories ('(-9, 1]', '(1, 9]')" in found.reason


def test_numbered_categories_and_the_same_numbers_without_that_type_are_the_same():
    stars = np.random.default_rng(0).integers(1, 6, size=400)

    found = column(pd.Categorical(stars), stars)

    assert (found.kind, found.statistics["tvd"]) == ("categorical", 0.0)


def test_a_constant_that_changes_its_value_has_drifted():
    found = column([3.0] * 100, [4.0] * 100)

    assert found.drifted
    assert np.isnan(found.statistics["wasserstein_sigma"])
    assert found.as_dict()["statistics"]["wasserstein_sigma"] is None
