"""What the monitor templates show."""

from dataclasses import dataclass
from datetime import date, datetime

from message_templates.choices import Choice
from message_templates.moments import Moment


@dataclass(frozen=True)
class Pasting:
    """The modal into which a table of monitors is pasted, or put as a file. *example* are the lines of one."""

    sources: tuple[str, ...]
    further: tuple[str, ...]
    """Columns that may be left out."""
    example: tuple[str, ...]


@dataclass(frozen=True)
class Budget:
    """False alarms a month that new monitors bring, and all of the team's together, beside what it puts up with."""

    added: float
    together: float
    budget: int
    baseline_points: int = 0
    times: float | None = None
    """By how much rough limits from so few points may exceed the figure, in nine of ten baselines."""
    unread: int = 0
    """The team's other monitors that could never be read: nothing is watched there, so they are not counted."""

    @property
    def over(self) -> bool:
        return self.together > self.budget


@dataclass(frozen=True)
class Registered:
    """What whoever gave them hears; *file* is the one they came in, if they were not pasted."""

    names: tuple[str, ...]
    team: str
    file: str = ""
    budget: Budget | None = None
    unregistered: tuple[str, ...] = ()
    """Models that the register does not know, so that nobody but the monitor's owner answers for them."""
    ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Unstable:
    """A metric without a stable baseline: said once, and not alarmed about.

    *now* says what another baseline brought: alerting, or learning; it is empty while there is no stable one.
    """

    name: str
    model: str
    reason: str
    points: int
    owner: str
    alt_text: str
    id: int = 0
    now: str = ""
    file: str = "F00000000"
    """Stands for the picture until the outbox puts the real one in its place."""


@dataclass(frozen=True)
class Line:
    """One monitor in a list."""

    name: str
    model: str
    emoji: str
    state: str
    newest_at: Moment | None
    expected_a_month: float | None
    power: str
    failure: str
    stopped_by: str = ""
    stopped_at: datetime | None = None
    reason: str = ""
    """Why it was stopped."""
    owner_gone: str = ""
    """Its owner, if they have left the workspace."""
    silent_since: Moment | None = None
    """The newest reading, if an alert about missing data is open: since then nothing is known."""
    choices: tuple[Choice, ...] = ()
    """What the reader may do with it."""
    team: str = ""
    """Whose it is, where the reader sees several teams."""


@dataclass(frozen=True)
class Listed:
    """The monitors that somebody may see, and what chance alone will bring of them."""

    monitors: tuple[Line, ...]
    total: int
    expected_a_month: float | None
    budget: int
    """Alerts by chance in a month that a team puts up with."""
    first: int = 0
    stopped: int = 0
    unread: int = 0
    """How many could never be read, so that nothing is watched there."""
    silent: int = 0
    """How many were read once and have an open alert about missing data."""
    words: str = ""
    """What the list was narrowed to."""
    next_page: str = ""

    @property
    def over_budget(self) -> bool:
        return self.expected_a_month is not None and self.expected_a_month > self.budget


@dataclass(frozen=True)
class Form:
    """One monitor as it is, to be changed; its fields carry the names of its inputs."""

    name: str
    sources: tuple[Choice, ...]
    source: str
    question: str
    every: str
    charts: tuple[Choice, ...]
    all_rules: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    owner: str
    channel: str
    id: int = 0
    version: int = 1
    points: str = ""
    first: date | None = None
    last: date | None = None
    chart: str = "auto"
    rules: tuple[str, ...] = ("limits",)
    watched: tuple[str, ...] = ()
    model: Choice | None = None
    severity: str = "2"
    label_delay: str = "none"
    readings: int = 0
    """How many are kept, the first of *since* and the last of *newest_at*."""
    since: Moment | None = None
    newest_at: Moment | None = None
    cases: tuple[str, ...] = ()
    """Alerts that are not closed."""
    stopped: bool = False


@dataclass(frozen=True)
class Changed:
    """What whoever changed a monitor, or started it again, hears: how far it goes, and what stays as it was."""

    id: int
    name: str
    fields: tuple[str, ...]
    """What was changed, in words; nothing if nothing was."""
    cases: tuple[str, ...] = ()
    until: Moment | None = None
    """The newest point that keeps its judgement."""
    read_anew: bool = False
    baseline_anew: bool = False
    judged_anew: bool = False
    stopped: bool = False
    started: bool = False


@dataclass(frozen=True)
class Stop:
    """Why a monitor is stopped, and what becomes of the alerts that are open."""

    id: int
    version: int
    name: str
    cases: tuple[str, ...]
    fates: tuple[Choice, ...]


@dataclass(frozen=True)
class Stopped:
    """What whoever stopped it hears."""

    id: int
    name: str
    reason: str
    cases: tuple[str, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class Noted:
    """What somebody did to a monitor, below an alert that is open: changed, stopped, or started."""

    name: str
    number: int
    who: str
    what: str
    fields: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Answer:
    """What the source of one monitor answered: failing, empty, too often, unstable, waiting, learning, or well."""

    id: int
    name: str
    kind: str
    readings: int
    newest_at: Moment | None
    verdict: str = ""
    failure: str = ""
    every: str = "day"
    expected_a_month: float | None = None
    late: bool = False
    """Whether the newest reading is several intervals old."""
    drift: bool = False

    @property
    def unwell(self) -> bool:
        """Whether somebody has to do something."""
        return self.kind in {"failing", "empty", "too often", "unstable"} or self.late


@dataclass(frozen=True)
class Answers:
    """What the sources answered after monitors were saved."""

    answers: tuple[Answer, ...]
    total: int
    unwell: int = 0
    more: int = 0
    unread: int = 0
    """How many could not be read at all: they are not counted in the budget."""
    expected_a_month: float | None = None
    """Of all the team's monitors of which it is *counted*."""
    counted: int = 0
    budget: int = 0
    outside: str = ""
    """A channel that I am not in, so that nothing can be posted there."""
