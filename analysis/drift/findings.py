"""What a comparison found, ready to be said or stored."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from analysis.drift.columns import Kind


@dataclass(frozen=True)
class Thresholds:
    """Differences from which on a significant one matters; significance alone alarms about trifles when n is large."""

    share: float = 0.05
    """Of 100 rows, at least 5 moved: the Kolmogorov-Smirnov statistic, or the total variation of categories."""

    distance: float = 0.1
    """Or values moved by a tenth of a standard deviation on average (Wasserstein over the robust sigma of the
    reference)."""

    psi: float = 0.1
    """Or, for categories, the population stability index of a "moderate" change (Siddiqi 2006)."""

    nulls: float = 0.01
    """The share of missing values changed by at least one percentage point."""

    unseen: float = 0.01
    """At least one in 100 rows is in a category that the other window does not have."""

    out_of_range: float = 0.01
    """At least one in 100 current values lies beyond all values of the reference."""

    def __post_init__(self) -> None:
        if not all(isinstance(limit, Real) and float(limit) >= 0 for limit in vars(self).values()):
            raise ValueError("A threshold is a number of 0 or more; leave one out to keep its default.")


DEFAULT_THRESHOLDS = Thresholds()


def check_level(alpha: float) -> None:
    if not (isinstance(alpha, Real) and 0 < alpha < 1):
        raise ValueError(f"alpha is the accepted share of false alarms, between 0 and 1 (usually 0.05), not {alpha!r}.")


PRICE_OF_SIDE_CHECK = 40.0
"""What the p of a check beside the distribution is multiplied by; two of them raise the alarms to 1.05 times the level
at most."""


@dataclass(frozen=True)
class Rules:
    """By what a column is judged."""

    alpha: float
    thresholds: Thresholds
    test: str = "ks"


SMALLEST_P = 1e-300
"""What is left of a p before numbers end."""

DISTRIBUTION = "distribution"
"""The main question about a column, beside missing values, categories and range."""


@dataclass(frozen=True)
class Check:
    """One question about a column: its p (multiplied by its price), whether the difference matters, and its words.

    ``least`` is the smallest p that the test can tell; one that is there may be smaller in truth.
    """

    name: str
    p_value: float
    matters: bool
    words: str
    least: float = SMALLEST_P


@dataclass(frozen=True)
class Answers:
    """What several questions about one column brought to light."""

    checks: tuple[Check, ...] = ()
    statistics: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @classmethod
    def together(cls, several: Iterable["Answers"]) -> "Answers":
        several = tuple(several)
        return cls(
            tuple(check for answers in several for check in answers.checks),
            {name: figure for answers in several for name, figure in answers.statistics.items()},
            {name: limit for answers in several for name, limit in answers.limits.items()},
            tuple(note for answers in several for note in answers.notes),
        )


@dataclass(frozen=True)
class Looked:
    """A column of both windows after looking, before it is judged among all columns."""

    name: str
    kind: Kind
    answers: Answers
    moved_on: bool = False

    @property
    def compared(self) -> bool:
        """Whether there were enough values to compare their distributions."""
        return any(check.name == DISTRIBUTION for check in self.answers.checks)

    @property
    def p_value(self) -> float:
        return min((check.p_value for check in self.answers.checks), default=1.0)


@dataclass(frozen=True)
class ColumnFinding:
    """What happened to one column.

    Attributes
    ----------
    drifted
        Significant over all columns (Benjamini-Hochberg) and large enough to matter.
    p_value
        Of the test of the distribution; smaller if another check (missing values, categories, range) is clearer.
    statistics
        Effect sizes and counts by name; NaN where one is undefined.
    thresholds
        What an effect size had to reach, where one decided. Below 1,000 rows the null distribution at that size sets
        it.
    reason
        A sentence.
    """

    name: str
    kind: str
    drifted: bool
    p_value: float
    statistics: Mapping[str, float]
    reason: str
    thresholds: Mapping[str, float] = field(default_factory=dict)
    checks: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "drifted": self.drifted,
            "p_value": self.p_value,
            "statistics": _plain(self.statistics),
            "thresholds": _plain(self.thresholds),
            "checks": list(self.checks),
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Comparison:
    """What happened to the data set: drifted if any column did, other than the clock moving on."""

    drifted: bool
    columns: Mapping[str, ColumnFinding]
    reason: str
    alpha: float
    rows: tuple[int, int]

    def as_dict(self) -> dict[str, Any]:
        reference, current = self.rows
        return {
            "drifted": self.drifted,
            "reason": self.reason,
            "alpha": self.alpha,
            "rows": {"reference": reference, "current": current},
            "columns": {str(name): column.as_dict() for name, column in self.columns.items()},
        }

    def __str__(self) -> str:
        return self.reason


def _plain(figures: Mapping[str, float]) -> dict[str, float | None]:
    return {name: None if math.isnan(figure) else figure for name, figure in figures.items()}
