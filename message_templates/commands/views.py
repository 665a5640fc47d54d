"""What the answers to bare commands show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """One thing to say after ``/kaizen``, and what comes of it."""

    name: str
    line: str


@dataclass(frozen=True)
class Help:
    """Everything that can be said after ``/kaizen``."""

    verbs: tuple[Verb, ...]
    has_team: bool = True
    """Whether a team lives in the channel; where none does, setting one up is the next step."""


@dataclass(frozen=True)
class Loading:
    """A modal that stands while something is read: *title* of the modal to come, *what* is being read."""

    title: str
    what: str
