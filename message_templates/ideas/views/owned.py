"""An idea as its author and its triager are told of it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Mine:
    """An idea as its author is told of it, in one direct message that follows it."""

    id: int
    number: int
    title: str
    channel: str
    team: str
    status: str
    status_emoji: str
    new: bool
    triager: str
    """Who looks at it first; empty if there is nobody, then *triage_by* is None."""
    own_triage: bool
    """Whether that is the reader."""
    triage_by: date | None
    """A day of the team's calendar."""
    overdue: bool
    reminded: bool
    """Whether whoever triages has heard by now that the day is over."""
    editable: bool
    open: bool
    away: str = ""
    """The team's lead, where somebody else triages it in their place."""
    reminded_one: str = ""
    """Who hears, or has heard, that the day is over."""


@dataclass(frozen=True)
class Untriaged:
    """An idea that its team's lead is reminded of."""

    id: int
    number: int
    title: str
    author: str | None
    submitted_at: datetime


@dataclass(frozen=True)
class Reminder:
    """The ideas of a team that were to be triaged by one day."""

    team: str
    by: date
    ideas: tuple[Untriaged, ...]


@dataclass(frozen=True)
class WithdrawView:
    """What its author is asked before an idea is withdrawn."""

    id: int
    number: int
    title: str
    votes: int
    named: bool


@dataclass(frozen=True)
class EvidenceView:
    """The modal for a note with a link."""

    number: int
    title: str


@dataclass(frozen=True)
class Followed:
    """An unnamed idea, for who holds its code."""

    id: int
    number: int
    title: str
    channel: str
    status: str
    status_emoji: str
    votes: int
    moved_by: str
    reason: str
    open: bool
