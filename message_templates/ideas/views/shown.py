"""An idea as everybody sees it: its card, its moves, its place in a list."""

from dataclasses import dataclass
from datetime import datetime

from message_templates.choices import Choice


@dataclass(frozen=True)
class EstimateShown:
    """One estimate on a card. *likely* is None when nobody knows yet."""

    label: str
    unit: str
    low: float | None
    likely: float | None
    high: float | None
    sureness: str


@dataclass(frozen=True)
class Scored:
    """One person's score, with the four figures that it was made of."""

    scorer: str
    value: float
    reach: float
    impact: float
    confidence: float
    effort: float
    scored_at: datetime


@dataclass(frozen=True)
class ScoreShown:
    """What those who triage think of an idea; with some of them *missing* there are no figures yet."""

    value: float = 0.0
    lowest: float = 0.0
    highest: float = 0.0
    lines: tuple[Scored, ...] = ()
    missing: int = 0


@dataclass(frozen=True)
class Card:
    """An idea as its channel sees it."""

    id: int
    number: int
    title: str
    status: str
    status_emoji: str
    votes: int
    pain: str
    proposal: str
    author: str | None
    team: str
    model: str
    registered: bool
    """Whether the model stands in the register; a name of one's own is shown as such."""
    estimates: tuple[EstimateShown, ...]
    people_or_fairness: str
    source: str
    submitted_at: datetime
    moved_by: str | None
    moved_reason: str
    votable: bool
    movable: bool = True
    withdrawn: bool = False
    score: ScoreShown | None = None
    scorable: bool = False


@dataclass(frozen=True)
class Whole:
    """A whole idea in a modal, for one reader."""

    card: Card
    channel: str
    voted: bool
    on_top: bool
    """Whether it stands on other modals, so that nothing more can be opened from it."""


@dataclass(frozen=True)
class MoveView:
    """The modal that changes an idea's status."""

    id: int
    number: int
    title: str
    status: str
    state: str
    """The same as a value, to be compared when the person has decided."""
    next_states: tuple[Choice, ...]


@dataclass(frozen=True)
class Moved:
    """What author and voters hear of a change."""

    id: int
    number: int
    title: str
    before: str
    after: str
    after_emoji: str
    mover: str
    """Empty if its unnamed author moved it."""
    reason: str
    channel: str
    earlier: tuple["Moved", ...] = ()
    """What was moved before it while the reader slept, oldest first."""

    @property
    def steps(self) -> tuple["Moved", ...]:
        """All changes, the newest last."""
        return (*self.earlier, self)

    @property
    def path(self) -> tuple[str, ...]:
        """The statuses it went through; one that the reader chose themselves stands between two of the others."""
        said = [self.steps[0].before]
        for step in self.steps:
            said += [*([step.before] if step.before != said[-1] else []), step.after]
        return tuple(said)


@dataclass(frozen=True)
class Edited:
    """What its author changed of an idea."""

    number: int
    title: str
    author: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What somebody has seen that bears on an idea."""

    number: int
    title: str
    author: str
    words: str
    link: str


@dataclass(frozen=True)
class ListedIdea:
    """One line of a list."""

    id: int
    number: int
    title: str
    status: str
    status_emoji: str
    votes: int
    author: str | None
    submitted_at: datetime
    votable: bool
    score: ScoreShown | None = None
    team: str = ""
    """Whose it is, where the reader sees several teams."""


@dataclass(frozen=True)
class Listed:
    """One page of ideas; *query* is what was asked for, in the words of the person."""

    ideas: tuple[ListedIdea, ...]
    total: int
    first: int
    query: str
    next_page: str = ""
    """The reference of the next page's button; empty on the last."""
    code: bool = False
    """Whether a follow code was asked for, and nothing else."""
    mine: bool = False
    """Whether one's own ideas were asked for, and nothing else."""
    by_score: bool = False
    """Whether the highest score stands first; else the most votes do."""
    open_first: bool = False
    """Whether both open and settled ideas may be among them, the open ones first."""

    @property
    def several_words(self) -> bool:
        """Whether fewer words could find more."""
        return len(self.query.split()) > 1
