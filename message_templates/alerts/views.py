"""What the alert templates show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from message_templates.choices import Choice

Kind = Literal["signal", "no_data", "drift"]


@dataclass(frozen=True)
class Column:
    """One column of the inputs that changed."""

    name: str
    words: str


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
    seen: int
    last_at: datetime
    day: date | None = None
    """When the interval began, if it is at least a day long; else *last_at* says it."""
    value: float | None = None
    limit: float | None = None
    beyond: bool = True
    centre: float | None = None
    size: int | None = None
    says: str = ""
    basis: str = ""
    expected_a_month: float | None = None
    final_at: datetime | None = None
    """When the labels of this reading will be complete, if they may not be yet."""
    newest_at: datetime | None = None
    failure: str = ""
    columns: tuple[Column, ...] = ()
    columns_drifted: int = 0
    columns_tested: int = 0
    since: datetime | None = None
    rows: str = ""
    quiet: str = ""
    """How much windows of the reference differ among themselves."""
    record: str = ""
    """How earlier cases of this rule ended."""
    acked_by: str = ""
    acked_minutes: int | None = None
    snoozed_until: datetime | None = None
    snooze_reason: str = ""
    resolved_by: str = ""
    outcome: str = ""
    sentence: str = ""
    data_back: bool = False
    alt_text: str = ""
    file: str = "F00000000"
    """Stands for the picture until the outbox puts the real one in its place."""

    @property
    def open(self) -> bool:
        return self.state != "resolved"


@dataclass(frozen=True)
class SnoozeView:
    """The modal that lets a case rest for a while."""

    number: int
    title: str
    lengths: tuple[Choice, ...]


@dataclass(frozen=True)
class ResolveView:
    """The modal that ends a case."""

    number: int
    title: str
    outcomes: tuple[Choice, ...]


@dataclass(frozen=True)
class Note:
    """One line in a case's thread."""

    number: int
    title: str
    who: str
    what: str
    """What happened, as a verb: "snoozed it"."""
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One case in a list."""

    number: int
    title: str
    state: str
    severity: int
    model: str
    last_at: datetime
    seen: int


@dataclass(frozen=True)
class Listed:
    """The unresolved cases that somebody may see."""

    alerts: tuple[Line, ...]
