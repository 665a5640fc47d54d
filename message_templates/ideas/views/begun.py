"""What is asked before there is an idea, or before it is changed."""

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
class Saved:
    """What came of a submission: the number, and the code if there is no name to write to."""

    id: int
    number: int
    title: str
    channel: str
    code: str = ""


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
class ScoreView:
    """The four questions to whoever triages, with their own earlier answers."""

    number: int
    title: str
    impacts: tuple[Choice, ...]
    confidences: tuple[Choice, ...]
    blind: bool
    """Whether two score without seeing each other's figures."""
    reach: str = ""
    impact: str = ""
    confidence: str = ""
    effort: str = ""


@dataclass(frozen=True)
class DraftKept:
    """What whoever closed the first step is told, and where."""

    source: str
    channel: str
    until: datetime
