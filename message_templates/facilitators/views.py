"""What the templates about turns show."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Asked:
    """Whose turn it is, as they are asked; *state* is asked, open, accepted, passed or served.

    It is left for somebody who is not in the team any more: they read no more than that.
    """

    turn: int
    team: str
    channel: str
    retro_at: datetime
    fallback_at: datetime | None
    """When the next one is asked without a yes; nothing once that has happened."""
    state: str
    facilitator: str
    last_done: date | None = None
    instead_of: str = ""
    """Who had the turn before them, if anybody had."""
    because: str = ""
    """Why it is theirs now: away, silent, offered or left; empty if they took it themselves."""
    sure: bool = False
    """Whether whoever has it has said yes, or leads the retro already."""
    last: bool = False
    """Whether nobody else can be asked."""
    begun: bool = False
    """Whether the retro has opened."""


@dataclass(frozen=True)
class Dropped:
    """A turn whose retro did not open."""

    team: str
    channel: str
    retro_at: datetime


@dataclass(frozen=True)
class Swap:
    """A turn that anybody who facilitates may take."""

    turn: int
    team: str
    retro_at: datetime
    fallback_at: datetime
    asked_by: str
    taken_by: str = ""
    """Who has the turn now, if the swap is over; the same as *asked_by* if nobody took it."""
    asked: bool = False
    """Whether they are only asked so far."""


@dataclass(frozen=True)
class InRota:
    """One facilitator with their last turn, and whether they are away on the day of the next retro."""

    user: str
    last_done: date | None = None
    away: bool = False


@dataclass(frozen=True)
class Rota:
    """What ``/kaizen rota`` answers; *order* begins with who is fairest next."""

    team: str
    retro_at: datetime
    facilitator: str
    state: str
    order: tuple[InRota, ...] = ()
    group: str = ""
    """The handle of the user group in which the facilitator is found, if there is one."""
    group_refused: str = ""
    """Slack's word for why the bot could not put them in."""


@dataclass(frozen=True)
class Away:
    """The modal in which one says when one is away, and the answer to it."""

    first: date
    last: date
    absences: tuple[tuple[date, date], ...] = ()
