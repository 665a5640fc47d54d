"""What an audit of fairness found, ready to be said or stored."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval.

    Attributes
    ----------
    value
        NaN where it is not defined.
    low, high
        Confidence interval; NaN where none was asked for.
    cases
        Cases that the rate is a share of.
    too_few
        Whether there are fewer cases than the minimum, so that the figure says nothing and takes part in no comparison.
    undefined
        Why there is no value; empty where there is one.
    """

    value: float
    low: float
    high: float
    cases: int
    too_few: bool = False
    undefined: str = ""


@dataclass(frozen=True)
class Group:
    """Rates of one group by name: selection, true and false positive, false negative, accuracy."""

    name: str
    cases: int
    rates: Mapping[str, Estimate]


@dataclass(frozen=True)
class FourFifths:
    """The lowest rate of a group over the highest, held to four fifths.

    Attributes
    ----------
    ratio, low, high
        With its interval, made of the two rates' own; NaN where the ratio is not defined.
    passes
        Whether the ratio is 0.8 or more; None where it is not defined.
    sure
        Whether the whole interval lies on the same side of 0.8.
    undefined
        Why there is no ratio; empty where there is one.
    """

    rate: str
    ratio: float
    low: float
    high: float
    lowest: str
    highest: str
    passes: bool | None
    sure: bool
    undefined: str = ""


@dataclass(frozen=True)
class Fairness:
    """An audit of one model over one grouping."""

    groups: Mapping[str, Group]
    measures: Mapping[str, Estimate]
    four_fifths: Mapping[str, FourFifths]
    too_few: tuple[str, ...]
    reason: str
