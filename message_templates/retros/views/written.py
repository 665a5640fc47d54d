"""What is written in a retro, the themes that it becomes, and the dots that they are given."""

from dataclasses import dataclass
from datetime import datetime

from message_templates.choices import Choice


@dataclass(frozen=True)
class CardShown:
    """One card, word for word; *author* only where its author wished so."""

    kind: str
    text: str
    author: str = ""
    id: int = 0
    link: str = ""


@dataclass(frozen=True)
class ThemeShown:
    """Cards that belong together, and the words that they share."""

    title: str
    words: str = ""
    cards: tuple[CardShown, ...] = ()
    dots: int = 0
    id: int = 0


@dataclass(frozen=True)
class Themes:
    """What was written, once the cards are open."""

    number: int
    themes: tuple[ThemeShown, ...]
    thanks: tuple[CardShown, ...] = ()
    reviewed: bool = False


@dataclass(frozen=True)
class Discussed:
    """One theme to talk about in the thread."""

    retro: int
    number: int
    rank: int
    theme: ThemeShown
    voters: int
    open: bool = True
    facilitator: str = ""


@dataclass(frozen=True)
class CardForm:
    """The modal in which a card is written or changed."""

    kinds: tuple[Choice, ...]
    names: tuple[Choice, ...]
    opened_from: int
    until: datetime
    small_team: int = 0
    """How many are in the team, if so few that names can be guessed."""
    kind: str = ""
    text: str = ""
    link: str = ""
    name: str = "hidden"
    choosing: bool = False
    """Whether Collect is over and too few had written, so that it may end before *until*."""
    written: int = 0
    """How many cards the author has written in this retro."""
    change: bool = False
    gone: tuple[Choice, ...] = ()
    """The box with which a card is taken back."""


@dataclass(frozen=True)
class MyCards:
    """One's own cards while they can be changed."""

    number: int
    cards: tuple[CardShown, ...] = ()


@dataclass(frozen=True)
class Names:
    """How far the promise of hidden names holds."""

    opened_from: int
    small_team: int = 0


@dataclass(frozen=True)
class Candidate:
    """One theme that one can give dots to; *field* is its input."""

    field: str
    title: str
    cards: int
    dots: str = "0"


@dataclass(frozen=True)
class Vote:
    """The modal in which dots are given."""

    number: int
    dots: int
    most: int
    until: datetime
    candidates: tuple[Candidate, ...]
    offered: tuple[Choice, ...]


@dataclass(frozen=True)
class ReviewedTheme:
    """One theme to be renamed, or put into another."""

    field: str
    title: str
    cards: tuple[CardShown, ...]
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Review:
    """The modal in which the facilitator looks the themes over."""

    number: int
    themes: tuple[ReviewedTheme, ...]
