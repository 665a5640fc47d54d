"""Rates of groups held against each other: fairlearn's five measures, and four fifths."""

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from analysis.fairness import intervals
from analysis.fairness.counting import Cells, Figures, hits_and_cases, shares
from analysis.fairness.findings import Estimate, FourFifths, Group

COMPARED = ("selection_rate", "true_positive_rate", "false_positive_rate", "false_negative_rate")
"""Rates held to four fifths: error rates as well, which may fail where selection passes."""

FOUR_FIFTHS = 0.8
"""Uniform Guidelines on Employee Selection Procedures (1978), section 4D."""

PARITY, ODDS, OPPORTUNITY = (
    ("selection_rate",),
    ("true_positive_rate", "false_positive_rate"),
    ("true_positive_rate",),
)

MEASURES: Mapping[str, tuple[str, ...]] = {
    "demographic_parity_difference": PARITY,
    "demographic_parity_ratio": PARITY,
    "equalized_odds_difference": ODDS,
    "equalized_odds_ratio": ODDS,
    "equal_opportunity_difference": OPPORTUNITY,
}
"""Of which rates each takes the worst."""

Enough = npt.NDArray[np.bool_]
"""Which groups have enough cases of a rate to be compared."""


def measures(
    groups: Mapping[str, Group], cells: Cells, resampled: Cells | None, *, minimum: int, confidence: float
) -> dict[str, Estimate]:
    """The five measures, each with its interval if there are resamples; cells of shape (groups, 4)."""
    enough = {rate: np.array([not group.rates[rate].too_few for group in groups.values()]) for rate in COMPARED}
    found = {}
    for name, rates in MEASURES.items():
        value = float(_worst(name, cells[None], enough)[0])
        drawn = None if resampled is None else _worst(name, resampled, enough)
        low, high = (math.nan, math.nan) if drawn is None else intervals.percentiles(drawn, confidence)
        compared = _compared(groups, rates)
        too_few = len(compared) < 2
        reasons = [undefined(groups, rate, minimum, ratio=name.endswith("ratio")) for rate in rates]
        why = next(filter(None, reasons), "") if math.isnan(value) else ""
        found[name] = Estimate(value, low, high, int(cells.sum()), too_few, why)
    return found


def _compared(groups: Mapping[str, Group], rates: tuple[str, ...]) -> list[str]:
    return [name for name, group in groups.items() if not any(group.rates[rate].too_few for rate in rates)]


def _worst(name: str, cells: Cells, enough: Mapping[str, Enough]) -> Figures:
    """A measure of each resample; cells of shape (resamples, groups, 4)."""
    rates = [shares(cells[:, enough[rate]], rate) for rate in MEASURES[name]]
    found: Figures
    if name.endswith("ratio"):
        found = np.minimum.reduce([_ratio(groups) for groups in rates])
    else:
        found = np.maximum.reduce([_gap(groups) for groups in rates])
    return found


def _ratio(rates: Figures) -> Figures:
    if rates.shape[1] < 2:
        return np.full(len(rates), np.nan)
    with np.errstate(invalid="ignore"):
        found: Figures = rates.min(axis=1) / rates.max(axis=1)
    return found


def _gap(rates: Figures) -> Figures:
    return np.ptp(rates, axis=1) if rates.shape[1] > 1 else np.full(len(rates), np.nan)


def undefined(groups: Mapping[str, Group], rate: str, minimum: int, *, ratio: bool) -> str:
    """Why groups cannot be compared by this rate; empty if they can."""
    spoken, able = rate.replace("_", " "), _compared(groups, (rate,))
    if len(groups) < 2:
        return "not defined, because there is one group only"
    if len(able) < 2:
        return f"not defined, because fewer than two groups have {minimum} cases of the {spoken}"
    if ratio and not any(groups[name].rates[rate].value for name in able):
        return f"not defined, because the {spoken} is 0 in every group"
    return ""


def four_fifths(rate: str, groups: Mapping[str, Group], cells: Cells, *, minimum: int, confidence: float) -> FourFifths:
    """The lowest rate over the highest, of the groups with enough cases."""
    why = undefined(groups, rate, minimum, ratio=True)
    if why:
        return FourFifths(rate, math.nan, math.nan, math.nan, "", "", passes=None, sure=False, undefined=why)
    ordered = sorted(_compared(groups, (rate,)), key=lambda name: groups[name].rates[rate].value)
    lowest, highest = ordered[0], ordered[-1]
    value = groups[lowest].rates[rate].value / groups[highest].rates[rate].value
    places = {name: place for place, name in enumerate(groups)}
    least, most = (hits_and_cases(cells[places[name]], rate) for name in (lowest, highest))
    low, high = intervals.ratio(least, most, confidence)
    sure = not low < FOUR_FIFTHS <= high
    return FourFifths(rate, value, low, high, lowest, highest, passes=value >= FOUR_FIFTHS, sure=sure)
