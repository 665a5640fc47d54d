"""Rates by group, and the measures that compare them."""

import math
from collections.abc import Mapping
from numbers import Integral
from typing import Literal

import numpy.typing as npt

from analysis.fairness import comparing, intervals
from analysis.fairness.counting import RATES, Cells, counted, hits_and_cases, resampled, shares
from analysis.fairness.findings import Estimate, Fairness, FourFifths, Group

MINIMUM = 30
"""Cases below which a rate says nothing: the interval of a share is then up to 0.34 wide, wider than any gap looked
for."""


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
        Cases that a rate needs to be compared, at least 1; 1 compares all, as fairlearn does.
    confidence
        Of the intervals.
    interval
        ``wilson``: of the rates only. ``bootstrap``: percentile intervals of rates and measures from 2,000 resamples
        within groups; those of differences lean away from 0, because the largest gap is picked in each.

    Returns
    -------
    Fairness
        A figure that is not defined (a single group, no cases, nobody selected anywhere) is NaN and says why in its
        ``.undefined``.

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
    if not isinstance(minimum, Integral) or minimum < 1:
        raise ValueError(f"minimum is a number of cases, 1 or more (usually {MINIMUM}), not {minimum!r}.")
    names, cells = counted(actual, predicted, groups, positive)
    drawn = resampled(cells) if interval == "bootstrap" else None
    found = {
        name: _group(name, cells[place], None if drawn is None else drawn[:, place], minimum, confidence)
        for place, name in enumerate(names)
    }
    measures = comparing.measures(found, cells, drawn, minimum=minimum, confidence=confidence)
    ratios = {
        rate: comparing.four_fifths(rate, found, cells, minimum=minimum, confidence=confidence)
        for rate in comparing.COMPARED
    }
    too_few = tuple(name for name, group in found.items() if any(rate.too_few for rate in group.rates.values()))
    return Fairness(found, measures, ratios, too_few, _sentence(ratios, too_few))


def _group(name: str, own: Cells, drawn: Cells | None, minimum: int, confidence: float) -> Group:
    rates = {}
    for rate in RATES:
        hits, cases = hits_and_cases(own, rate)
        if drawn is None:
            low, high = intervals.wilson(hits, cases, confidence)
        else:
            low, high = intervals.percentiles(shares(drawn, rate), confidence)
        why = "" if cases else "not defined, because the group has no cases of it"
        rates[rate] = Estimate(hits / cases if cases else math.nan, low, high, cases, cases < minimum, why)
    return Group(name, int(own.sum()), rates)


def _sentence(ratios: Mapping[str, FourFifths], too_few: tuple[str, ...]) -> str:
    judged = [ratio for ratio in ratios.values() if not ratio.undefined]
    if not judged:
        [why, *_] = [ratio.undefined for ratio in ratios.values()]
        return f"Nothing can be compared{why.removeprefix('not defined')}."
    failed = [ratio for ratio in judged if not ratio.passes]
    verdict = _failing(failed) if failed else _passing(judged)
    never = [_spoken(ratio) for ratio in ratios.values() if ratio.undefined]
    aside = f" Not compared: {', '.join(never)}." if never else ""
    return verdict + aside + (f" Too few to say for: {', '.join(too_few)}." if too_few else "")


def _failing(ratios: list[FourFifths]) -> str:
    parts = [
        f"{_spoken(ratio)} of {ratio.lowest} is {ratio.ratio:.3f} of that of {ratio.highest}"
        f" ({ratio.low:.2f} to {ratio.high:.2f}{'' if ratio.sure else ', not sure'})"
        for ratio in ratios
    ]
    return f"Below four fifths: {'; '.join(parts)}."


def _passing(ratios: list[FourFifths]) -> str:
    unsure = ", ".join(_spoken(ratio) for ratio in ratios if not ratio.sure)
    rates = "1 rate is" if len(ratios) == 1 else f"{len(ratios)} rates are"
    return f"{rates} within four fifths{', not surely: ' if unsure else ''}{unsure}."


def _spoken(ratio: FourFifths) -> str:
    return ratio.rate.replace("_", " ")
