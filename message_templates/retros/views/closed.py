"""What a retro leaves when it is over: how people found it, and a note to the next facilitator."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Rating:
    """How people found a retro: asked *until* then, or counted."""

    until: datetime | None = None
    count: int = 0
    mean: float = 0.0
    too_few: bool = False
    """Somebody said it, but so few that it would show who."""


@dataclass(frozen=True)
class Rated:
    """What somebody has just given."""

    number: int
    given: int
    until: datetime


@dataclass(frozen=True)
class Handover:
    """A note from who facilitated one retro to who facilitates the next."""

    retro: int
    number: int
    team: str
    by: str
    worked: str = ""
    change: str = ""
    know: str = ""
