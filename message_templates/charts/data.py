"""What a picture of a control chart shows, as plain values: the voice knows nothing of the arithmetic behind them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Style = Literal["number", "percent"]
Line = Literal["centre", "lower", "upper"]


@dataclass(frozen=True, slots=True)
class Signal:
    """A point that signals; *rule* is said beside its value when it is not simply beyond the limits."""

    index: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that happened at a point, in two words: a deployment, a snooze."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """When a step began: the most likely first point, and the interval of those that are possible."""

    index: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartData:
    """One control chart. Lines have one figure per point, NaN where there is none.

    *title* says what is measured; *verdict* how, and what was found, in the words of honest numbers. *unit* stands
    behind numbers (``" ms"``); proportions are drawn in ``percent``. *baseline* is the number of first points from
    which the limits come. *below* is a second chart of the same points (their ranges), of which only the title is
    written.
    """

    title: str
    verdict: str
    points: Sequence[float]
    centre: Sequence[float] = ()
    lower: Sequence[float] = ()
    upper: Sequence[float] = ()
    times: Sequence[datetime] = ()
    signals: Sequence[Signal] = ()
    excluded: Sequence[int] = ()
    phases: Sequence[int] = ()
    flags: Sequence[Flag] = ()
    change: Change | None = None
    baseline: int | None = None
    style: Style = "number"
    unit: str = ""
    names: tuple[str, str, str] = field(default=("upper limit", "centre", "lower limit"))
    below: "ChartData | None" = None

    def __post_init__(self) -> None:
        count = len(self.points)
        if not any(math.isfinite(point) for point in self.points):
            raise ValueError("A picture needs at least one point.")
        for name in ("centre", "lower", "upper", "times"):
            if len(getattr(self, name)) not in {0, count}:
                raise ValueError(f"There are {count} points but {len(getattr(self, name))} figures of {name}.")
        marked = [signal.index for signal in self.signals] + [flag.index for flag in self.flags]
        for index in (*self.excluded, *self.phases, *marked):
            if not 0 <= index < count:
                raise ValueError(f"There is no point {index} among {count}.")

    def judged(self) -> list[Signal]:
        """The signals of points that were not excluded."""
        out = set(self.excluded)
        return [signal for signal in self.signals if signal.index not in out]

    def line(self, name: Line) -> list[float]:
        """A line with one figure per point, NaN where it was not given."""
        return list(getattr(self, name)) or [math.nan] * len(self.points)

    def last(self, name: Line) -> float:
        """The newest figure of a line, NaN if it has none."""
        return next((value for value in reversed(self.line(name)) if math.isfinite(value)), math.nan)
