"""What the templates about retros show."""

from dataclasses import dataclass
from datetime import date, datetime

from message_templates.choices import Choice


@dataclass(frozen=True)
class ActionLine:
    """One action in a line; *state* is proposed, accepted, handed_back or done."""

    text: str
    owner: str
    due: date
    measure: str
    state: str
    late: bool = False


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
    wrote: int = 0
    voted: int = 0
    opened_from: int = 3
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
    rating: "Rating | None" = None


@dataclass(frozen=True)
class Rating:
    """How people found a retro: asked *until* then, or counted."""

    until: datetime | None = None
    count: int = 0
    mean: float = 0.0
    too_few: bool = False
    """Somebody said it, but so few that it would show who."""


@dataclass(frozen=True)
class Rated:
    """What somebody has just given."""

    number: int
    given: int
    until: datetime


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
    to: str = ""
    """Who reads it."""


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
    handover: "Handover | None" = None
    """What the facilitator before leaves to who facilitates now."""


@dataclass(frozen=True)
class Handover:
    """A note from who facilitated one retro to who facilitates the next."""

    retro: int
    number: int
    team: str
    by: str
    worked: str = ""
    change: str = ""
    know: str = ""


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
class Propose:
    """The modal in which an action is proposed."""

    number: int
    about: str
    left: int
    due: date


@dataclass(frozen=True)
class Finish:
    """The modal that asks what shows that an action is done."""

    text: str
    measure: str


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
    next_at: datetime | None = None
    unfinished: tuple[ActionLine, ...] = ()
    may_start: bool = False
