"""A retro as it runs: where it stands, what it asks of whom, and what happened since the one before."""

from dataclasses import dataclass
from datetime import date, datetime

from message_templates.retros.views.closed import Handover, Rating
from message_templates.retros.views.decided import ActionLine


@dataclass(frozen=True)
class SinceLast:
    """What happened since the retro before began, as it was when this one did; None is not known and left out."""

    since: date
    decided: int = 0
    done: int = 0
    """Of the actions that the retro before decided."""
    signals: int | None = None
    expected: float | None = None
    """Signals that chance alone brings in that time."""
    opened: int = 0
    closed: int = 0
    false: int = 0
    """Of the closed alerts, judged a false alarm."""
    finished: int = 0
    """Ideas that reached done."""
    verified: int = 0

    @property
    def anything(self) -> bool:
        return self.signals is not None or any((self.decided, self.opened, self.closed, self.finished, self.verified))


@dataclass(frozen=True)
class KickOff:
    """The one message of a retro, from its beginning to its end."""

    id: int
    step: int
    number: int
    team: str
    phase: str
    due_at: datetime
    members: int
    facilitator: str = ""
    lead: str = ""
    """Who leads the team, so that who also facilitates is not named as two."""
    wrote: int = 0
    voted: int = 0
    opened_from: int = 3
    quorum: int = 0
    """From how many voters on the vote is not extended."""
    themes: int = 0
    cards: int = 0
    reviewed: bool = False
    extended: bool = False
    counted_at: datetime | None = None
    """When it was last counted how many wrote or voted; until then nobody knows, and nothing is said of it."""
    first_count_at: datetime | None = None
    since_last: tuple[ActionLine, ...] = ()
    """What earlier retros decided and nobody has finished."""
    happened: SinceLast | None = None
    agreed: tuple[ActionLine, ...] = ()
    """What somebody has accepted, or done already."""
    asked: tuple[ActionLine, ...] = ()
    """What somebody was asked to own, and has not answered yet."""
    unowned: tuple[ActionLine, ...] = ()
    """What came back and nobody owns."""
    thanks: int = 0
    not_taken_up: int = 0
    """Themes that led to no discussion of their own."""
    next_at: datetime | None = None
    rating: Rating | None = None


@dataclass(frozen=True)
class ToDo:
    """What a phase asks of one person; *phase* is collect, vote or discuss."""

    retro: int
    number: int
    team: str
    channel: str
    phase: str
    until: datetime
    dots: int = 3
    extended: bool = False
    """Whether they were asked the same before, and get more time."""
    themes: tuple[str, ...] = ()
    """What is talked about."""
    handover: Handover | None = None
    """What the facilitator before leaves to who facilitates now."""


@dataclass(frozen=True)
class Over:
    """What a message becomes that asked somebody for something in a phase which has *ended*."""

    number: int
    team: str
    channel: str
    ended: str
    phase: str
    """What the retro is in now."""
    until: datetime
    asked_again: bool = False


@dataclass(frozen=True)
class ClosedEarly:
    """Somebody ended a phase before its time."""

    number: int
    phase: str
    by: str
    due_at: datetime
    """When it would have ended by itself."""


@dataclass(frozen=True)
class Skipped:
    """A retro was due and does not open, because the one with this *number* still runs."""

    number: int
    due_at: datetime
    next_at: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """What ``/kaizen retro`` answers: the running retro, or the next one."""

    team: str
    team_id: int
    number: int = 0
    """The running retro; nothing when none runs."""
    id: int = 0
    phase: str = ""
    due_at: datetime | None = None
    facilitator: str = ""
    lead: str = ""
    next_at: datetime | None = None
    unfinished: tuple[ActionLine, ...] = ()
    may_start: bool = False
