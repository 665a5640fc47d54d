"""What the idea templates show."""

from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class EstimateView:
    """The second step: how much better, and how sure."""

    areas: tuple[AreaView, ...]
    sureness: tuple[Choice, ...]
    unnamed: bool


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


@dataclass(frozen=True)
class Saved:
    """What the author hears: the number, and the code if there is no name to write to."""

    id: int
    number: int
    title: str
    channel: str
    code: str = ""


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
