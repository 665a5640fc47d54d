"""What the Home tab shows."""

from dataclasses import dataclass
from datetime import date, datetime

from message_templates.alerts.views import Line


@dataclass(frozen=True)
class HomeIdea:
    """One idea in a line; its status in words, with the sign that goes with it."""

    id: int
    number: int
    title: str
    status: str
    status_emoji: str
    votes: int


@dataclass(frozen=True)
class HomeTeam:
    """One of the reader's teams, and what happens next in it."""

    id: int
    name: str
    channel: str
    digest_at: datetime
    retro_at: datetime
    zone: str
    """The reader's own zone in this team."""
    day_starts: str
    day_ends: str
    group: str = ""
    """The handle of its user group, for whoever may change the team and only while Slack refuses it."""
    group_refused: str = ""


@dataclass(frozen=True)
class Held:
    """What was given up for now.

    *what* is ``"message"``, ``"picture"`` or the kind of a job; *where* the id of a channel or a person, empty for a
    job; *reason* Slack's code, or what the job failed of.
    """

    reference: str
    what: str
    where: str
    reason: str
    since: datetime


@dataclass(frozen=True)
class HomeAction:
    """One action that one owns, or is asked to own."""

    id: int
    text: str
    due: date
    accepted: bool
    late: bool = False


@dataclass(frozen=True)
class HomeTurn:
    """One retro that one is to facilitate."""

    team: str
    retro_at: datetime
    accepted: bool


@dataclass(frozen=True)
class Home:
    """Everything that concerns one person."""

    teams: tuple[HomeTeam, ...] = ()
    ideas: tuple[HomeIdea, ...] = ()
    """Their own, newest first."""
    more_ideas: int = 0
    """How many of their own are not among *ideas*."""
    waiting: tuple[HomeIdea, ...] = ()
    """Open ideas of their teams for which they have not voted."""
    actions: tuple[HomeAction, ...] = ()
    """What retros asked of them and they have not done, the longest due first."""
    turns: tuple[HomeTurn, ...] = ()
    away: tuple[tuple[date, date], ...] = ()
    """The first and last day of each absence that is not over."""
    alerts: tuple[Line, ...] = ()
    """Not closed, and theirs in one way or another; the most severe first."""
    held: tuple[Held, ...] = ()
    """For admins only."""
    guest: bool = False
