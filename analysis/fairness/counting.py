"""Cases of each group, counted by what was so and what the model said."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

Cells = npt.NDArray[np.int64]
"""True positives, false positives, false negatives, true negatives; the last axis."""

Figures = npt.NDArray[np.float64]

RATES: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "selection_rate": ((0, 1), (0, 1, 2, 3)),
    "true_positive_rate": ((0,), (0, 2)),
    "false_positive_rate": ((1,), (1, 3)),
    "false_negative_rate": ((2,), (0, 2)),
    "accuracy": ((0, 3), (0, 1, 2, 3)),
}
"""Of each rate the cells that are hits, and those that are cases."""

RESAMPLES = 2_000

SEED = 20_260_101
"""The bootstrap begins here, so that the same data give the same intervals."""


def counted(
    actual: npt.ArrayLike, predicted: npt.ArrayLike, groups: npt.ArrayLike, positive: object
) -> tuple[list[str], Cells]:
    """Names of the groups, sorted, and their cells of shape (groups, 4)."""
    columns = [_column(values) for values in (actual, predicted, groups)]
    if all(column.empty for column in columns):
        raise ValueError("There are no cases; give actual, predicted and groups with an entry for each case.")
    if len({len(column) for column in columns}) > 1:
        raise ValueError(
            f"Give as many actual as predicted values as groups, not {[len(column) for column in columns]}."
        )
    if any(column.isna().any() for column in columns):
        raise ValueError("A value or a group is missing; leave these cases out, or name their group 'unknown'.")
    truth, said = _positives(columns[0], columns[1], positive)
    codes, names = _grouped(columns[2])
    cell = np.where(truth, np.where(said, 0, 2), np.where(said, 1, 3))
    return names, np.bincount(codes * 4 + cell, minlength=4 * len(names)).reshape(len(names), 4)


def shares(cells: Cells, rate: str) -> Figures:
    """The rate of the cells of each group; NaN without cases."""
    hits, cases = (cells[..., list(part)].sum(axis=-1) for part in RATES[rate])
    with np.errstate(invalid="ignore"):
        found: Figures = hits / cases
    return found


def hits_and_cases(cells: Cells, rate: str) -> tuple[int, int]:
    """Of the cells of one group."""
    hits, cases = (int(cells[list(part)].sum()) for part in RATES[rate])
    return hits, cases


def resampled(cells: Cells) -> Cells:
    """Cells of each group drawn anew with replacement, shape (resamples, groups, 4)."""
    dealing = np.random.default_rng(SEED)
    return np.stack([dealing.multinomial(group.sum(), group / group.sum(), size=RESAMPLES) for group in cells], axis=1)


def _column(values: npt.ArrayLike) -> pd.Series:
    column = np.asarray(values)
    if column.ndim != 1:
        raise ValueError(
            "Actual values, predicted ones and groups are lists with an entry for each case; to cross two groupings,"
            " join their labels."
        )
    return pd.Series(column)


def _positives(
    actual: pd.Series, predicted: pd.Series, positive: object
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    values = pd.unique(pd.concat([pd.Series(actual.unique()), pd.Series(predicted.unique())]))
    if len(values) > 2 or (len(values) == 2 and positive not in values):
        found = ", ".join(map(repr, values[:5].tolist()))
        raise ValueError(
            f"Values must be {positive!r} and one other, not {found}; name the selected one with positive=."
        )
    return np.asarray(actual == positive), np.asarray(predicted == positive)


def _grouped(groups: pd.Series) -> tuple[npt.NDArray[np.intp], list[str]]:
    try:
        codes, labels = pd.factorize(groups, sort=True)
    except TypeError as error:
        raise ValueError("A group is a word or a number; these cannot be told apart.") from error
    names = [str(label) for label in labels]
    if any(one == other for one, other in pairwise(sorted(names))):
        raise ValueError("Two groups have the same name in different types (as 1 and '1'); write them alike.")
    return codes, names
