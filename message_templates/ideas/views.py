"""What the idea templates show."""

from dataclasses import dataclass
from datetime import date, datetime

from message_templates.choices import Choice


@dataclass(frozen=True)
class Draft:
    """What has been typed so far, so that it survives an error, a closed modal and a second step."""

    pain: str = ""
    proposal: str = ""
    areas: tuple[str, ...] = ()
    model: str = ""
    place: str = ""
    unnamed: bool = False
    source: str = ""


@dataclass(frozen=True)
class SubmitView:
    """The first step: what hurts, what to try, where it helps."""

    draft: Draft
    areas: tuple[Choice, ...]
    places: tuple[Choice, ...]
    place: str
    unnamed_choice: tuple[Choice, ...]
    models_known: bool = False
    model: Choice | None = None
    kept: bool = False
    """Whether the draft is one that an earlier, closed modal left behind."""


@dataclass(frozen=True)
class AreaView:
    """One area to estimate."""

    key: str
    label: str
    better: str
    """What a larger number means: "ms less", "percentage points more"; empty if the unit is asked for."""
    suggested_unit: str = ""
    unit: str = ""
    low: str = ""
    likely: str = ""
    high: str = ""
    sureness: str = "estimate"


@dataclass(frozen=True)
class SimilarIdea:
    """An idea that says what somebody has just written, with the words that both have."""

    id: int
    number: int
    title: str
    status: str
    status_emoji: str
    votes: int
    shared: tuple[str, ...]
    voted: bool
    """Whether the reader's vote is counted already."""
    votable: bool


@dataclass(frozen=True)
class EstimateView:
    """The second step: is it said already; else how much better, and how sure."""

    areas: tuple[AreaView, ...]
    sureness: tuple[Choice, ...]
    similar: tuple[SimilarIdea, ...] = ()
    people_or_fairness: str = ""


@dataclass(frozen=True)
class Joined:
    """A vote was given instead of an idea."""

    id: int
    number: int
    title: str
    votes: int


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


@dataclass(frozen=True)
class Whole:
    """A whole idea in a modal, for one reader."""

    card: Card
    channel: str
    voted: bool
    on_top: bool
    """Whether it stands on other modals, so that nothing more can be opened from it."""


@dataclass(frozen=True)
class Saved:
    """What came of a submission: the number, and the code if there is no name to write to."""

    id: int
    number: int
    title: str
    channel: str
    code: str = ""


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
    triage_by: date | None
    """A day of the team's calendar."""
    overdue: bool
    reminded: bool
    """Whether whoever triages has heard by now that the day is over."""
    editable: bool
    open: bool


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
class EditView:
    """The first step of a change: the idea's words."""

    id: int
    number: int
    pain: str
    proposal: str
    areas: tuple[str, ...]
    choices: tuple[Choice, ...]
    kept: bool = False
    """Whether these words are those of an earlier change that was not saved."""


@dataclass(frozen=True)
class Edited:
    """What its author changed of an idea."""

    number: int
    title: str
    author: str
    changed: tuple[str, ...]


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
class Evidence:
    """What somebody has seen that bears on an idea."""

    number: int
    title: str
    author: str
    words: str
    link: str


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


@dataclass(frozen=True)
class Listed:
    """One page of ideas; *query* is what was asked for, in the words of the person."""

    ideas: tuple[ListedIdea, ...]
    total: int
    first: int
    query: str
    next_page: str = ""
    """The reference of the next page's button; empty on the last."""

    @property
    def several_words(self) -> bool:
        """Whether fewer words could find more."""
        return len(self.query.split()) > 1
