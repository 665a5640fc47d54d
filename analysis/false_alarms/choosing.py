"""Limits and rules that keep within a budget of false alarms and still find a shift soon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from analysis import run_rules
from analysis.false_alarms.expecting import MONTH
from analysis.false_alarms.run_lengths import average_run_length

CANDIDATES: Sequence[tuple[str, ...]] = (
    ("limits",),
    ("limits", "nelson-2"),
    ("limits", "we-2"),
    ("limits", "we-2", "nelson-2"),
    ("we-1", "we-2", "we-3", "we-4"),
)
"""Rules worth paying for: each adds an alarm for shifts that the ones before find late, and has an exact run length."""

WIDTHS = tuple(np.arange(3.0, 5.01, 0.05).round(2).tolist())
"""Widths tried, from Shewhart's 3 sigma up; narrower limits are nobody's first choice."""

SHIFT = 1.0
"""A lasting shift of one sigma is what candidates are compared by."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Rules and width of limits, what they cost in false alarms, and how soon they find a shift.

    ``found_after`` is the average number of points to find a shift of *shift* sigmas.
    """

    rules: tuple[str, ...]
    width: float
    expected: float
    run_length: float
    found_after: float
    shift: float = SHIFT


def choose_rules(
    budget: float,
    interval: timedelta = timedelta(days=1),
    *,
    series: int = 1,
    period: timedelta = MONTH,
    shift: float = SHIFT,
) -> Choice:
    """The rules and limits that find a shift soonest among those that keep within the budget.

    Parameters
    ----------
    budget
        False alarms per period that the team accepts, over all *series*.
    interval
        Time between two points of a series.
    series
        Monitors that share the budget.
    period
        Of the budget: a month of 30 days.
    shift
        Lasting change of the mean, in sigmas, that should be found soon.

    Examples
    --------
    >>> daily = choose_rules(2.0)
    >>> daily.rules, daily.width, round(daily.expected, 2)
    (('we-1', 'we-2', 'we-3', 'we-4'), 3.0, 0.33)
    >>> hourly = choose_rules(2.0, timedelta(hours=1))
    >>> hourly.expected <= 2.0
    True
    """
    if not budget > 0 or series < 1 or interval <= timedelta(0):
        raise ValueError("A budget is above zero, for at least one series and an interval above zero.")
    points = series * (period / interval)
    found = [choice for rules in CANDIDATES if (choice := _cheapest(rules, budget, points, shift)) is not None]
    if not found:
        raise ValueError(
            f"Not even limits of {WIDTHS[-1]:g} sigma keep {points:g} points within {budget:g} false alarms."
        )
    return min(found, key=lambda choice: choice.found_after)


def _cheapest(rules: tuple[str, ...], budget: float, points: float, shift: float) -> Choice | None:
    """The narrowest limits with which the rules keep within the budget."""
    for width in _promising(rules, budget, points):
        length = average_run_length(rules, width=width).points
        if points / length <= budget:
            after = average_run_length(rules, width=width, shift=shift).points
            return Choice(rules, width, points / length, length, after, shift)
    return None


def _promising(rules: tuple[str, ...], budget: float, points: float) -> Iterator[float]:
    """Widths to try: none where the rules beside the limits already spend the budget."""
    others = [rule for rule in run_rules.named(rules) if rule.pattern != "limits"]
    if others and points / average_run_length(others).points > budget:
        return iter(())
    return iter(WIDTHS)
