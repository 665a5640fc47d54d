"""Rates by group, and the measures that compare them."""

import math
from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.fairness import intervals
from analysis.fairness.findings import Estimate, Fairness, FourFifths, Group

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

COMPARED = ("selection_rate", "true_positive_rate", "false_positive_rate", "false_negative_rate")
"""Rates held to four fifths: error rates as well, which may fail where selection passes."""

FOUR_FIFTHS = 0.8
"""Uniform Guidelines on Employee Selection Procedures (1978), section 4D."""

MINIMUM = 30
"""Cases below which a rate says nothing: the interval of a share is then up to 0.34 wide, wider than any gap looked
for."""

RESAMPLES = 2_000

SEED = 20_260_101
"""The bootstrap begins here, so that the same data give the same intervals."""


def audit(
    actual: npt.ArrayLike,
    predicted: npt.ArrayLike,
    groups: npt.ArrayLike,
    *,
    positive: object = 1,
    minimum: int = MINIMUM,
    confidence: float = 0.95,
    interval: Literal["wilson", "bootstrap"] = "wilson",
) -> Fairness:
    """Compare how often a model selects, and errs, in each group.

    The measures are fairlearn's: demographic parity difference and ratio (selection), equalized odds difference and
    ratio (the worse of true and false positive rate), equal opportunity difference (true positive rate). A rate of
    fewer cases than the minimum is called too few to say and left out of them; one group of one person makes a
    demographic parity difference of 0.64.

    Parameters
    ----------
    actual, predicted
        What was so, and what the model said; two values, shape (cases,).
    groups
        Label of each case, shape (cases,).
    positive
        The value that means "selected"; true counts as 1.
    minimum
        Cases that a rate needs to be compared; 1 compares all, as fairlearn does.
    confidence
        Of the intervals.
    interval
        ``wilson``: of the rates only. ``bootstrap``: percentile intervals of rates and measures from 2,000 resamples
        within groups; those of differences lean away from 0, because the largest gap is picked in each.

    Raises
    ------
    ValueError
        If lengths differ, something is missing or empty, there are not two values, or a parameter is out of its range.

    References
    ----------
    Hardt, Price and Srebro (2016), Equality of opportunity in supervised learning; fairlearn user guide, "Common
    fairness metrics".

    Examples
    --------
    >>> actual, predicted = [1, 0, 1, 0] * 50, [1, 0, 1, 0, 1, 1, 0, 0] * 25
    >>> found = audit(actual, predicted, ["a", "a", "a", "a", "b", "b", "b", "b"] * 25)
    >>> found.measures["demographic_parity_difference"].value, found.measures["equalized_odds_difference"].value
    (0.0, 0.5)
    """
    if interval not in ("wilson", "bootstrap"):
        raise ValueError(f"interval is 'wilson' or 'bootstrap', not {interval!r}.")
    names, cells = _counted(actual, predicted, groups, positive)
    resampled = _resampled(cells) if interval == "bootstrap" else None
    found = {
        name: _group(name, own, drawn, minimum=minimum, confidence=confidence)
        for name, own, drawn in zip(names, cells, _by_group(resampled, len(names)), strict=True)
    }
    enough = {rate: np.array([not group.rates[rate].too_few for group in found.values()]) for rate in RATES}
    measures = _measured(cells, resampled, enough, confidence)
    ratios = {rate: _four_fifths(rate, found, cells, confidence) for rate in COMPARED}
    too_few = tuple(name for name, group in found.items() if any(rate.too_few for rate in group.rates.values()))
    return Fairness(found, measures, ratios, too_few, _sentence(ratios, too_few))


def _counted(
    actual: npt.ArrayLike, predicted: npt.ArrayLike, groups: npt.ArrayLike, positive: object
) -> tuple[list[str], Cells]:
    """Names of the groups, sorted, and their cells of shape (groups, 4)."""
    columns = [pd.Series(np.asarray(column)) for column in (actual, predicted, groups)]
    if len({len(column) for column in columns}) > 1 or columns[0].empty:
        raise ValueError(
            f"Give as many actual as predicted values as groups, not {[len(column) for column in columns]}."
        )
    if any(column.isna().any() for column in columns):
        raise ValueError("A value or a group is missing; leave these cases out, or name their group 'unknown'.")
    truth, said = (_positives(column, positive) for column in columns[:2])
    codes, labels = pd.factorize(columns[2], sort=True)
    cell = np.where(truth, np.where(said, 0, 2), np.where(said, 1, 3))
    counts = np.bincount(codes * 4 + cell, minlength=4 * len(labels)).reshape(len(labels), 4)
    return [str(label) for label in labels], counts


def _positives(column: pd.Series, positive: object) -> npt.NDArray[np.bool_]:
    values = column.unique()
    if len(values) > 2 or (len(values) == 2 and positive not in values):
        found = ", ".join(map(repr, values[:5].tolist()))
        raise ValueError(
            f"Values must be {positive!r} and one other, not {found}; name the selected one with positive=."
        )
    return np.asarray(column == positive)


def _shares(cells: Cells, rate: str) -> tuple[Figures, Figures]:
    hits, cases = (cells[..., list(part)].sum(axis=-1) for part in RATES[rate])
    with np.errstate(invalid="ignore"):
        return hits / cases, cases


def _resampled(cells: Cells) -> Cells:
    """Cells of each group drawn anew with replacement, shape (resamples, groups, 4)."""
    dealing = np.random.default_rng(SEED)
    return np.stack([dealing.multinomial(group.sum(), group / group.sum(), size=RESAMPLES) for group in cells], axis=1)


def _by_group(resampled: Cells | None, groups: int) -> list[Cells | None]:
    return [None] * groups if resampled is None else [resampled[:, place] for place in range(groups)]


def _group(name: str, own: Cells, resampled: Cells | None, *, minimum: int, confidence: float) -> Group:
    rates = {}
    for rate, (hits, cases) in RATES.items():
        n, k = int(own[list(cases)].sum()), int(own[list(hits)].sum())
        if resampled is None:
            low, high = intervals.wilson(k, n, confidence)
        else:
            low, high = intervals.percentiles(_shares(resampled, rate)[0], confidence)
        rates[rate] = Estimate(k / n if n else math.nan, low, high, n, too_few=n < max(minimum, 1))
    return Group(name, int(own.sum()), rates)


def _measured(
    cells: Cells, resampled: Cells | None, enough: Mapping[str, npt.NDArray[np.bool_]], confidence: float
) -> dict[str, Estimate]:
    """The five measures, each with its interval if there are resamples."""
    values = _measures(cells[None], enough)
    drawn = {} if resampled is None else _measures(resampled, enough)
    estimates = {}
    for name, value in values.items():
        low, high = intervals.percentiles(drawn[name], confidence) if drawn else (math.nan, math.nan)
        estimates[name] = Estimate(float(value[0]), low, high, int(cells.sum()), too_few=bool(np.isnan(value[0])))
    return estimates


def _measures(cells: Cells, enough: Mapping[str, npt.NDArray[np.bool_]]) -> dict[str, Figures]:
    """The five measures of each resample; cells of shape (resamples, groups, 4)."""
    lowest, highest = {}, {}
    for rate in ("selection_rate", "true_positive_rate", "false_positive_rate"):
        shares = _shares(cells[:, enough[rate]], rate)[0]
        comparable = shares.shape[1] > 1
        lowest[rate] = shares.min(axis=1) if comparable else np.full(len(cells), np.nan)
        highest[rate] = shares.max(axis=1) if comparable else np.full(len(cells), np.nan)
    gap = {rate: highest[rate] - lowest[rate] for rate in lowest}
    with np.errstate(invalid="ignore"):
        ratio = {rate: lowest[rate] / highest[rate] for rate in lowest}
    return {
        "demographic_parity_difference": gap["selection_rate"],
        "demographic_parity_ratio": ratio["selection_rate"],
        "equalized_odds_difference": np.maximum(gap["true_positive_rate"], gap["false_positive_rate"]),
        "equalized_odds_ratio": np.minimum(ratio["true_positive_rate"], ratio["false_positive_rate"]),
        "equal_opportunity_difference": gap["true_positive_rate"],
    }


def _four_fifths(rate: str, groups: Mapping[str, Group], cells: Cells, confidence: float) -> FourFifths:
    able = [
        (group.rates[rate].value, place) for place, group in enumerate(groups.values()) if not group.rates[rate].too_few
    ]
    if len(able) < 2 or max(able)[0] == 0:
        return FourFifths(rate, math.nan, math.nan, math.nan, "", "", passes=None, sure=False)
    names, ends = list(groups), (min(able), max(able))
    (least, first), (most, second) = ends
    hits, cases = RATES[rate]
    pairs = [(int(cells[place, list(hits)].sum()), int(cells[place, list(cases)].sum())) for _, place in ends]
    low, high = intervals.ratio(pairs[0], pairs[1], confidence)
    sure = not low < FOUR_FIFTHS <= high
    return FourFifths(
        rate, least / most, low, high, names[first], names[second], passes=least / most >= FOUR_FIFTHS, sure=sure
    )


def _sentence(ratios: Mapping[str, FourFifths], too_few: tuple[str, ...]) -> str:
    failed = [ratio for ratio in ratios.values() if ratio.passes is False]
    judged = [ratio for ratio in ratios.values() if ratio.passes is not None]
    parts = [
        f"{ratio.rate.replace('_', ' ')} of {ratio.lowest} is {ratio.ratio:.3f} of that of {ratio.highest}"
        f" ({ratio.low:.2f} to {ratio.high:.2f}{'' if ratio.sure else ', not sure'})"
        for ratio in failed
    ]
    verdict = f"Below four fifths: {'; '.join(parts)}." if parts else f"{len(judged)} rates are within four fifths."
    if not judged:
        verdict = "Too few cases to say."
    return verdict + (f" Too few to say for: {', '.join(too_few)}." if too_few and judged else "")
