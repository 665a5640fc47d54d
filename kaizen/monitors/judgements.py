"""What is asked of the arithmetic and what it answers: plain values, so that both travel to the child and back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kaizen.sides import Sides

TOO_OFTEN: Final = "too often"
"""The standing of a monitor whose readings come clearly more often than it says: nothing of it is judged."""

NEWEST: Final = 120
"""Points in a picture: more are a carpet at the width of a phone."""


@dataclass(frozen=True)
class Asked:
    """Readings of one monitor, and by what to judge them.

    *baseline* is a number of first points, or the first and last moment. Signals at *known* (rule, time) were found
    before, and those before *since* are history: neither needs a picture.
    """

    title: str
    chart: str
    times: tuple[datetime, ...]
    values: tuple[float, ...]
    sizes: tuple[float, ...] | None
    baseline: int | tuple[datetime, datetime]
    every: timedelta
    rules: tuple[str, ...]
    watched: tuple[str, ...]
    known: frozenset[tuple[str, datetime]] = frozenset()
    since: datetime | None = None
    pictured: bool = False
    """Draw even if there is nothing new to see."""


@dataclass(frozen=True)
class Small:
    """One metric among the small charts of a digest.

    *signals* are the points that the digest counts as signals of its week; None where it says that nothing is known, or
    cannot be judged.
    """

    asked: Asked
    signals: frozenset[datetime] | None


@dataclass(frozen=True)
class Signal:
    """One point that breaks a rule, with the lines of the chart there."""

    rule: str
    says: str
    at: datetime
    value: float
    size: float | None
    centre: float
    lower: float
    upper: float
    sigma: float | None = None
    """Standard deviation of such a point; None where the chart has none."""

    @property
    def apart(self) -> float | None:
        """How far the point lies from the centre, in standard deviations."""
        return abs(self.value - self.centre) / self.sigma if self.sigma else None

    @property
    def sides(self) -> Sides:
        """On which side it lies."""
        below = self.value < self.centre
        return Sides(above=int(not below), below=int(below), beyond=not self.lower <= self.value <= self.upper)


@dataclass(frozen=True)
class Picture:
    """A chart, and the words that say the same."""

    png: bytes
    alt_text: str


@dataclass(frozen=True)
class Judged:
    """What a chart says. *standing* is new, too often, unstable, too few, provisional, rough or settled.

    *expected_a_month* counts signals by chance of the alerting rules in 30 quiet days, *expected_watched* of the rest.
    """

    standing: str
    reason: str
    points: int
    baseline_points: int
    signals: tuple[Signal, ...] = ()
    power: str = ""
    expected_a_month: float | None = None
    expected_watched: float | None = None
    picture: Picture | None = None
    notes: tuple[str, ...] = ()

    @property
    def alerts(self) -> bool:
        """Whether its limits may wake anybody."""
        return self.standing in {"provisional", "rough", "settled"}


@dataclass(frozen=True)
class DriftAsked:
    """Which file to read, and the reference with which its newest two windows are compared.

    *q* is the share of false discoveries put up with. A difference matters if a *share* of the rows moved, or values
    by a *distance* in sigmas, or categories by a *psi*.
    """

    title: str
    folder: str
    question: str
    reference: tuple[datetime, datetime]
    every: timedelta
    until: datetime
    pictured: bool
    q: float
    share: float
    distance: float
    psi: float


@dataclass(frozen=True)
class DriftedColumn:
    """One column that differs in both windows, with the figures of the newest one; None or empty does not apply.

    *apart* is the distance from the reference between 0 and 1 by *measure*, and *size* a word for it. *middle* says
    what *before* and *now* are; as shares they are shown in percent. *q* is the less clear one of both windows.
    """

    name: str
    size: str
    measure: str
    apart: float
    q: float
    middle: str = ""
    before: float | None = None
    now: float | None = None
    as_shares: bool = False
    outside: float | None = None
    """Share of the values beyond all values of the reference, which lie between *low* and *high*."""
    low: float | None = None
    high: float | None = None
    missing: float | None = None
    """Share of missing values, where that is what changed; *missing_before* in the reference."""
    missing_before: float | None = None
    unseen: float | None = None
    """Share of rows in categories that the reference does not have."""


@dataclass(frozen=True)
class Drifted:
    """What a comparison found. *begins* are those of the two windows, *earlier_rows* and *rows* what is in them."""

    standing: str
    reason: str
    begins: tuple[datetime, datetime]
    reference_rows: int
    rows: int
    tested: int = 0
    columns: tuple[DriftedColumn, ...] = ()
    earlier_rows: int = 0
    quiet: tuple[float, float] | None = None
    """How far windows of the reference are from the rest of it in the first column: in the middle, and at most."""
    picture: Picture | None = None


@dataclass(frozen=True)
class Planned:
    """What is known of a monitor before anything was read: its alerting rules, its interval, its baseline."""

    rules: tuple[str, ...]
    every: timedelta
    baseline_points: int


@dataclass(frozen=True)
class Foreseen:
    """Signals by chance that a planned monitor brings in 30 quiet days.

    They are as of limits that are known; from the baseline's few points they may be so many *times* that.
    """

    expected: float
    baseline_points: int
    times: float
