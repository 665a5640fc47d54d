"""A case as its channel sees it, with what was found and how earlier ones ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from message_templates.moments import Moment

Kind = Literal["signal", "no_data", "drift"]


@dataclass(frozen=True)
class Column:
    """One column of the inputs that changed; figures that do not apply are None.

    *apart* is the distance from the reference between 0 and 1 by *measure*, and *size* a word for it.
    """

    name: str
    size: str = ""
    measure: str = ""
    apart: float | None = None
    middle: str = ""
    """What *before* and *now* are: "median"."""
    before: float | None = None
    now: float | None = None
    as_shares: bool = False
    outside: float | None = None
    """Of the values outside of *low* to *high*, the reference's range; shares are percent here and below."""
    low: float | None = None
    high: float | None = None
    missing: float | None = None
    missing_before: float | None = None
    unseen: float | None = None
    """Of the rows in categories that the reference does not have."""


@dataclass(frozen=True)
class Record:
    """How the earlier cases of a rule ended, with the interval in percent that so few of them leave."""

    real: int
    judged: int
    low: float
    high: float


Stage = Literal["few", "off", "back", "alike"]
"""Too few points to tell; enough, but at another level; back; and, of drift, windows that do not differ."""


@dataclass(frozen=True)
class Recovery:
    """The newest points since a signal, all of them within the limits; their *mean* is so many sigma *apart*."""

    stage: Stage
    points: int
    until: Moment
    """When the newest of them was taken."""
    mean: float | None = None
    apart: float | None = None
    by_chance: float | None = None
    """How often so many in a row lie within the limits of a metric that still is two sigma off, in percent."""


@dataclass(frozen=True)
class Card:
    """A case as its channel sees it; what does not apply is None or empty."""

    id: int
    number: int
    title: str
    kind: Kind
    state: str
    severity: int
    model: str
    version: str
    tier: str
    owner: str
    """Who answers for the monitor."""
    seen: int
    last: Moment
    """When the newest finding was taken."""
    since: Moment | None = None
    """When the first one was."""
    above: int | None = None
    """Of the points that were *seen*, as are those *below*; None where an older version did not count them."""
    below: int | None = None
    model_owner: str = ""
    steward: str = ""
    value: float | None = None
    limit: float | None = None
    beyond: bool = True
    centre: float | None = None
    apart: float | None = None
    """How far the value lies from the centre, in standard deviations."""
    size: int | None = None
    says: str = ""
    basis: str = ""
    expected_a_month: float | None = None
    final_at: datetime | None = None
    """When the labels of this reading will be complete, if they may not be yet."""
    newest_at: Moment | None = None
    failure: str = ""
    columns: tuple[Column, ...] = ()
    columns_drifted: int = 0
    columns_tested: int = 0
    q: float | None = None
    """The least clear of them: the share of false discoveries at which it still is one."""
    rows: tuple[int, ...] = ()
    """How many there are in the reference and in each of the two windows."""
    quiet: tuple[float, float] | None = None
    """How much windows of the reference differ from the rest of it in the first column: in the middle, and at most."""
    record: Record | None = None
    """How the cases of this rule in the 90 days before ended."""
    called: tuple[str, ...] = ()
    """Who was called because nobody had taken it up in time, the first one first."""
    recovery: Recovery | None = None
    duplicates: tuple[int, ...] = ()
    """The numbers of the cases that repeat it."""
    duplicate_of: int | None = None
    """The number of the case that it repeats."""
    acked_by: str = ""
    acked_at: datetime | None = None
    acked_minutes: int | None = None
    """After it was posted, as are *resolved_minutes*."""
    snoozed_by: str = ""
    snoozed_until: datetime | None = None
    snooze_reason: str = ""
    proposed_by: str = ""
    """Who would close it as *outcome*; a second person has to agree."""
    proposal: str = ""
    """Which one it is: the button carries it, so that nobody agrees to another."""
    resolved_by: str = ""
    agreed_by: str = ""
    resolved_at: datetime | None = None
    resolved_minutes: int | None = None
    outcome: str = ""
    sentence: str = ""
    data_back: bool = False
    alt_text: str = ""
    file: str = "F00000000"
    """Stands for the picture until the outbox puts the real one in its place."""
    monitor: int = 0
    """The number of what it is about, to be changed where its data are missing."""

    @property
    def open(self) -> bool:
        return self.state != "resolved"

    @property
    def more_columns(self) -> int:
        """Drifted columns that are counted, not named."""
        return self.columns_drifted - len(self.columns)
