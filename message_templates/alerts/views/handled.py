"""What people do with a case: the modals, and the line in its thread."""

from dataclasses import dataclass
from datetime import datetime

from message_templates.choices import Choice


@dataclass(frozen=True)
class SnoozeView:
    """The modal that lets a case rest for a while."""

    number: int
    title: str
    lengths: tuple[Choice, ...]
    usual: str = "24"
    """The length with which the modal begins, as the team settled it."""


@dataclass(frozen=True)
class ResolveView:
    """The modal that ends a case."""

    number: int
    title: str
    outcomes: tuple[Choice, ...]
    others: tuple[Choice, ...] = ()
    """The cases that it may repeat."""
    two_people: bool = False
    """Whether a second person has to agree."""


@dataclass(frozen=True)
class Note:
    """One line in a case's thread."""

    number: int
    title: str
    who: str = ""
    what: str = ""
    """What happened, as a verb: "snoozed it"."""
    until: datetime | None = None
    words: str = ""
    whom: str = ""
    """Who was called, because nobody had taken it up *within* what was promised."""
    within: str = ""
    in_storm: bool = False
    """Whether the thread is that of several cases, so that this one is named."""
