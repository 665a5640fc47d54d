"""Actions: proposed, answered, done."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ActionLine:
    """One action in a line; *state* is proposed, accepted, handed_back or done."""

    text: str
    owner: str
    due: date
    measure: str
    state: str
    late: bool = False
    owner_left: bool = False
    """Whether its owner is not in the team any more, so that nobody does it."""


@dataclass(frozen=True)
class ActionShown:
    """One action, where it is proposed, and to its owner."""

    id: int
    retro: int
    retro_number: int
    team: str
    action: ActionLine
    proposer: str
    evidence: str = ""
    answer_by: datetime | None = None
    open: bool = True
    """Whether its retro still decides, so that it can be proposed anew."""
    unanswered: bool = False
    """Whether it went back because its owner did not answer in time, which is no refusal."""
    taken_back_by: str = ""
    """Who facilitated and took it back before it was answered, if that is why nobody owns it."""
    to: str = ""
    """Who reads it."""


@dataclass(frozen=True)
class Propose:
    """The modal in which an action is proposed; *text* and *measure* are those of one that nobody took on."""

    number: int
    about: str
    left: int
    due: date
    text: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Finish:
    """The modal that asks what shows that an action is done."""

    text: str
    measure: str
