"""Columns that each stay the same and no longer belong together."""

import numpy as np
import pandas as pd
import pytest

from analysis import drift
from analysis.drift import reconstruction

TOGETHER = [[1.0, 0.9, 0.0], [0.9, 1.0, 0.0], [0.0, 0.0, 1.0]]
OPPOSED = [[1.0, -0.9, 0.0], [-0.9, 1.0, 0.0], [0.0, 0.0, 1.0]]


def rows(dealing, covariance, n=600):
    return pd.DataFrame(dealing.multivariate_normal([5, 50, 500], covariance, size=n), columns=["a", "b", "c"])


def test_a_correlation_that_turned_round_is_found_where_no_single_column_shows_it():
    dealing = np.random.default_rng(0)
    before, after = rows(dealing, TOGETHER), rows(dealing, OPPOSED)

    found = reconstruction.compare(before, after)

    assert not drift.compare(before, after).drifted
    assert found.drifted
    assert found.error_current > 2 * found.error_reference
    assert "hang together in another way" in found.reason


def test_quiet_columns_alarm_in_at_most_five_percent():
    dealing = np.random.default_rng(1)

    p_values = [
        reconstruction.compare(rows(dealing, TOGETHER, 200), rows(dealing, TOGETHER, 200)).p_value for _ in range(300)
    ]

    assert abs(np.mean(np.array(p_values) <= 0.05) - 0.05) <= 3 * np.sqrt(0.05 * 0.95 / 300)


def test_rows_with_missing_values_are_left_out_and_counted():
    dealing = np.random.default_rng(2)
    before, after = rows(dealing, TOGETHER), rows(dealing, TOGETHER)
    after.loc[:9, "a"] = np.nan

    assert "10 rows with missing values are left out" in reconstruction.compare(before, after).reason


def test_text_beside_the_numbers_is_passed_over():
    dealing = np.random.default_rng(3)
    before = rows(dealing, TOGETHER).assign(name="x")

    assert reconstruction.compare(before, before).columns == ("a", "b", "c")


@pytest.mark.parametrize(
    ("change", "options", "advice"),
    [
        (lambda frame: frame.assign(c=1.0), {}, "leave out c"),
        (lambda frame: frame[:30], {}, "complete rows"),
        (lambda frame: frame[["a"]], {}, "at least two numeric columns"),
        (lambda frame: frame.assign(a=np.inf), {}, "infinite"),
        (lambda frame: frame.assign(a="x"), {"columns": ["a", "b"]}, "numeric columns"),
        (lambda frame: frame * 1e160, {}, "beyond 1e"),
        (lambda frame: frame, {"explained": 1.5}, "between 0 and 1"),
        (lambda frame: frame, {"explained": "most"}, "between 0 and 1"),
        (lambda frame: frame, {"alpha": 7}, "between 0 and 1"),
    ],
)
def test_what_has_no_components_is_refused(change, options, advice):
    frame = change(rows(np.random.default_rng(4), TOGETHER))

    with pytest.raises(ValueError, match=advice):
        reconstruction.compare(frame, frame, **options)
