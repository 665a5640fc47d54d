"""What a weekly digest shows. A part that is None or empty is left out; nothing is shown as a zero."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

NAMED_CASES: Final = 8

NAMED_FAILING: Final = 5
"""Monitors whose source fails that say why; the others are counted."""

NAMED_NEEDS: Final = 5
"""What needs somebody is named up to here: a longer list is read by nobody."""

NeedKind = Literal["alert", "agree", "left", "action", "idea", "triage", "lasting"]
"""An alert that nobody has; one that a second person may close; an action whose owner has left; a late action; an idea
that waits for a decision; ideas that nobody has triaged by the promised day; an alert that lasts."""


@dataclass(frozen=True)
class Need:
    """One thing that needs somebody; what does not apply is empty or None."""

    kind: NeedKind
    title: str
    id: int = 0
    number: int = 0
    who: str = ""
    """Who would close it, owns it, or has it."""
    days: int | None = None
    """Working days that an idea has waited, days since an alert was taken up."""
    due: date | None = None
    late: bool = False
    """Whether the day by which it was due is over."""
    numbers: tuple[int, ...] = ()
    """The ideas that wait for triage, together one thing: the longest waiting first."""

    @property
    def named(self) -> tuple[int, ...]:
        return self.numbers[:NAMED_NEEDS]

    @property
    def unnamed(self) -> int:
        """How many more ideas wait for triage than are named."""
        return len(self.numbers) - len(self.named)


@dataclass(frozen=True)
class Waiting:
    """An idea that waits longer than the team settled on."""

    number: int
    title: str
    days: int
    """Working days since it was submitted."""


@dataclass(frozen=True)
class Flow:
    """What became of ideas. Medians come with how many they are of; the open ones stand beside the finished."""

    new: int
    decided: int
    done: int
    oldest_undecided: Waiting | None
    limit: int
    """Working days within which the team wants an idea decided."""
    finished_days: float | None
    finished: int
    unfinished_days: float | None
    unfinished: int


@dataclass(frozen=True)
class Wanted:
    """An open idea with many votes."""

    number: int
    title: str
    votes: int


@dataclass(frozen=True)
class DigestAction:
    """One unfinished action of a retro."""

    text: str
    owner: str
    due: date
    late: bool
    accepted: bool
    owner_left: bool = False


@dataclass(frozen=True)
class Case:
    """One alert that was opened or closed in the week, or is open still."""

    number: int
    title: str
    state: str


@dataclass(frozen=True)
class Unstable:
    """A metric without a stable baseline, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Failing:
    """A metric whose source fails, and what it says."""

    name: str
    said: str


@dataclass(frozen=True)
class Models:
    """What the monitors saw. Each is counted in one place only, and what is not known is named."""

    watched: int
    quiet: int
    """Judged, and without a signal."""
    signals: int
    expected: float | None
    """Signals by chance alone in the week; None if nothing could be judged."""
    cut_short: int = 0
    """Signals of monitors of which nothing was known any more at the end of the week."""
    cases: tuple[Case, ...] = ()
    drifted: tuple[str, ...] = ()
    unstable: tuple[Unstable, ...] = ()
    too_often: tuple[str, ...] = ()
    """Read more often than they say, so that nothing of them is judged."""
    learning: int = 0
    unread: tuple[str, ...] = ()
    """Not looked at lately; what came since then is not known."""
    unread_after: datetime | None = None
    """None of those was looked at after this."""
    silent: tuple[str, ...] = ()
    failing: tuple[Failing, ...] = ()
    loud: tuple[str, ...] = ()
    """Judged, and with a signal."""
    alike: tuple[str, ...] = ()
    """Inputs that were compared and have not drifted."""
    other: tuple[str, ...] = ()
    """None of all this; they have not been looked at yet."""
    stopped: tuple[str, ...] = ()
    """Not among those that are watched."""
    uncharted: tuple[str, ...] = ()
    """With readings, but past the small charts."""

    @property
    def named_failing(self) -> tuple[Failing, ...]:
        return self.failing[:NAMED_FAILING]

    @property
    def more_failing(self) -> int:
        return len(self.failing) - len(self.named_failing)

    @property
    def restless(self) -> bool:
        """Whether anything happened to the monitors that somebody would want to know of."""
        return bool(self.signals or self.cases or self.drifted or self.silent or self.failing or self.unread)

    @property
    def named_cases(self) -> tuple[Case, ...]:
        return self.cases[:NAMED_CASES]

    @property
    def more_cases(self) -> int:
        """Cases that are counted, not named."""
        return len(self.cases) - len(self.named_cases)


@dataclass(frozen=True)
class DigestRetro:
    """A retro that ended in the week, *cancelled* for want of cards or closed."""

    number: int
    cancelled: bool
    wrote: int
    members: int
    voted: int
    agreed: int
    """Actions that somebody owns now."""
    unowned: int
    """Actions that nobody owns, or that wait for an answer."""


@dataclass(frozen=True)
class Posted:
    """How many messages of one kind the bot posted: ideas, retros, alerts and so on."""

    kind: str
    count: int


@dataclass(frozen=True)
class Noise:
    """What the bot spent of the channel's attention."""

    posts: int
    budget: int
    kinds: tuple[Posted, ...] = ()
    exempt: int = 0
    """Alerts of severity 1, which are not counted."""

    @property
    def over(self) -> int:
        """How many more than the budget."""
        return max(0, self.posts - self.budget)


@dataclass(frozen=True)
class Weekly:
    """One team's week."""

    team_id: int
    team: str
    first_day: datetime
    until: datetime
    """The moment before which its seven days end."""
    needs: tuple[Need, ...]
    """What needs somebody, the most urgent first."""
    flow: Flow | None
    wanted: tuple[Wanted, ...]
    contributors: int
    """Different people who submitted an idea under their name this week; a count, never a list."""
    retro_at: datetime | None
    facilitator: str = ""
    """Who leads the next retro; empty if nobody can."""
    unnamed: int = 0
    """Ideas of this week without a name; whether one person wrote several of them, nobody can tell."""
    retros: tuple[DigestRetro, ...] = ()
    under_way: int | None = None
    """The number of the retro that is under way."""
    actions: tuple[DigestAction, ...] = ()
    models: Models | None = None
    noise: Noise | None = None
    charts: str = ""
    """What the picture of small charts says, in words; empty without one."""
    file: str = "F00000000"
    """Stands for the picture until the outbox puts the real one in its place."""
    due_at: datetime | None = None
    """When it should have come, if it comes noticeably late."""

    @property
    def named_needs(self) -> tuple[Need, ...]:
        return self.needs[:NAMED_NEEDS]

    @property
    def more_needs(self) -> tuple[Posted, ...]:
        """What is counted, not named: how many of each kind."""
        kinds = Counter(
            "alert" if need.kind in {"agree", "lasting"} else need.kind for need in self.needs[NAMED_NEEDS:]
        )
        return tuple(Posted(kind, count) for kind, count in kinds.items())

    @property
    def quiet(self) -> bool:
        """Whether nothing happened at all: no idea, no retro, nothing seen by monitors, nothing that needs somebody."""
        return not (self.flow or self.needs or self.retros or self.under_way or (self.models and self.models.restless))

    @property
    def last_day(self) -> datetime:
        return self.until - timedelta(seconds=1)

    @property
    def reference(self) -> str:
        """What travels with the question where its figures come from."""
        return f"digest:{self.team_id}.{int(self.until.timestamp())}"


@dataclass(frozen=True)
class Figure:
    """One figure as the digest prints it, with what it means, where it comes from, and the rows behind it."""

    name: str
    values: tuple[float, ...]
    meaning: str
    source: str
    unit: str = ""
    """Of the first value."""
    digits: int = 3
    n: int = 0
    rows: tuple[str, ...] = ()
    as_of: datetime | None = None
    """Where it is older than the rest: when its source was last looked at."""


@dataclass(frozen=True)
class Why:
    """The definitions behind a digest."""

    team: str
    first_day: datetime
    last_day: datetime
    as_of: datetime
    figures: tuple[Figure, ...]
