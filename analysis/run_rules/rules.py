"""Run rules as data: what each looks for, and which sets people know them by.

A rule is a pattern in a window of points. Comparisons are strict throughout: a point on a line is not beyond it, equal
neighbours break a trend, a point on the centre breaks a run. A trend of 6 is 6 points, that is 5 steps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis import conventions

Pattern = Literal["limits", "side", "trend", "alternating", "beyond", "within", "outside", "longest-run", "crossings"]
Fit = Literal["zones", "sides", "limits", "median"]


@dataclass(frozen=True, slots=True)
class Rule:
    """At least *count* of *window* neighbouring points show the *pattern*, seen from *sigmas* off the centre."""

    name: str
    pattern: Pattern
    says: str
    window: int = 1
    count: int = 1
    sigmas: float = 0.0


def _limits(name: str) -> Rule:
    return Rule(name, "limits", "1 point beyond the limits")


def _side(name: str, points: int) -> Rule:
    return Rule(name, "side", f"{points} points in a row on one side of the centre", points, points)


def _trend(name: str, points: int) -> Rule:
    return Rule(name, "trend", f"{points} points in a row rising, or falling", points, points)


def _alternating(name: str) -> Rule:
    return Rule(name, "alternating", "14 points in a row going up and down in turn", 14, 14)


def _beyond(name: str, count: int, window: int, sigmas: float) -> Rule:
    says = f"{count} of {window} points beyond {sigmas:g} sigma on the same side"
    return Rule(name, "beyond", says, window, count, sigmas)


def _within(name: str) -> Rule:
    return Rule(name, "within", "15 points in a row within 1 sigma: limits too wide, or mixed sources", 15, 15, 1.0)


def _outside(name: str) -> Rule:
    return Rule(name, "outside", "8 points in a row with none within 1 sigma, on either side", 8, 8, 1.0)


SETS: Mapping[str, tuple[Rule, ...]] = {
    "none": (),
    "limits": (_limits("limits"),),
    # Western Electric, Statistical Quality Control Handbook (1956)
    "western-electric": (
        _limits("we-1"),
        _beyond("we-2", 2, 3, 2.0),
        _beyond("we-3", 4, 5, 1.0),
        _side("we-4", 8),
    ),
    # Nelson (1984), The Shewhart control chart - tests for special causes, Journal of Quality Technology 16
    "nelson": (
        _limits("nelson-1"),
        _side("nelson-2", conventions.SIDE),
        _trend("nelson-3", 6),
        _alternating("nelson-4"),
        _beyond("nelson-5", 2, 3, 2.0),
        _beyond("nelson-6", 4, 5, 1.0),
        _within("nelson-7"),
        _outside("nelson-8"),
    ),
    # AIAG, Statistical Process Control, second edition (2005): Nelson's, with 7 on one side
    "aiag": (
        _limits("aiag-1"),
        _side("aiag-2", 7),
        _trend("aiag-3", 6),
        _alternating("aiag-4"),
        _beyond("aiag-5", 2, 3, 2.0),
        _beyond("aiag-6", 4, 5, 1.0),
        _within("aiag-7"),
        _outside("aiag-8"),
    ),
    # NHS England, Making Data Count: a point outside, a shift of 7, a trend of 7, 2 of 3 in the outer third
    "nhs": (
        _limits("nhs-1"),
        _side("nhs-2", 7),
        _trend("nhs-3", 7),
        _beyond("nhs-4", 2, 3, 2.0),
    ),
    # Anhoej and Olesen (2014), Run charts revisited, PLoS ONE 9
    "anhoej": (
        Rule("anhoej-longest-run", "longest-run", "a run longer than round(log2 n) + 3 useful points"),
        Rule("anhoej-crossings", "crossings", "fewer crossings of the centre than 95% of random series have"),
    ),
}
"""Sets of rules by name. Nothing here is switched on by itself: every rule added is paid for in false alarms."""

RULES: Mapping[str, Rule] = {rule.name: rule for rules in SETS.values() for rule in rules}

BEARABLE: Mapping[Fit, frozenset[Pattern]] = {
    "zones": frozenset(
        {"limits", "side", "trend", "alternating", "beyond", "within", "outside", "longest-run", "crossings"}
    ),
    "sides": frozenset({"limits", "side", "trend", "alternating", "longest-run", "crossings"}),
    "limits": frozenset({"limits"}),
    "median": frozenset({"side", "trend", "alternating", "longest-run", "crossings"}),
}
"""Patterns by what a chart can bear: zones assume a normal point; a chart with a memory makes runs of its own."""


ZONE_PATTERNS: frozenset[Pattern] = frozenset({"limits", "side", "beyond", "within", "outside"})
"""Patterns that look at where single points lie, not at steps between them: their run lengths are known exactly."""

WHOLE_SERIES: frozenset[Pattern] = frozenset({"longest-run", "crossings"})
"""Patterns that judge a series as a whole, by limits that depend on its length."""


def named(rules: str | Rule | Iterable[str | Rule]) -> tuple[Rule, ...]:
    """Rules from the name of a set, of a rule, or a selection of both.

    Examples
    --------
    >>> [rule.name for rule in named(["limits", "nelson-2"])]
    ['limits', 'nelson-2']
    """
    if isinstance(rules, Rule):
        return (rules,)
    if isinstance(rules, str):
        if rules in SETS:
            return SETS[rules]
        if rules in RULES:
            return (RULES[rules],)
        raise ValueError(f"There is no rule {rules!r}; sets are {', '.join(SETS)}; rules are {', '.join(RULES)}.")
    try:
        found = [rule for each in rules for rule in named(each)]
    except TypeError as error:
        raise ValueError(f"Rules are the name of a set or of a rule, or a list of these, not {rules!r}.") from error
    return tuple({rule.name: rule for rule in found}.values())


def fitting(rules: Sequence[Rule], fit: Fit) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules that a chart can bear, and those that it cannot.

    Examples
    --------
    >>> kept, left_out = fitting(named("western-electric"), "sides")
    >>> [rule.name for rule in left_out]
    ['we-2', 'we-3']
    """
    kept = tuple(rule for rule in rules if rule.pattern in BEARABLE[fit])
    return kept, tuple(rule for rule in rules if rule not in kept)


def usual(fit: Fit) -> str:
    """The name of the set by which a chart is judged where none is asked for: every chart bears its own.

    Examples
    --------
    >>> usual("median"), usual("zones")
    ('anhoej', 'limits')
    """
    return "anhoej" if fit == "median" else "limits"
