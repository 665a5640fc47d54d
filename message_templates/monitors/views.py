"""What the monitor templates show."""

from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True)
class Unstable:
    """A metric without a stable baseline: said once, and not alarmed about."""

    name: str
    model: str
    reason: str
    points: int
    owner: str
    alt_text: str
    file: str = "F00000000"
    """Stands for the picture until the outbox puts the real one in its place."""


@dataclass(frozen=True)
class Line:
    """One monitor in a list."""

    name: str
    model: str
    emoji: str
    state: str
    newest_at: datetime | None
    expected_a_month: float | None
    power: str
    failure: str


@dataclass(frozen=True)
class Listed:
    """The monitors that somebody may see, and what chance alone will bring of them."""

    monitors: tuple[Line, ...]
    total: int
    expected_a_month: float | None
    budget: int
    """Alerts by chance in a month that a team puts up with."""

    @property
    def over_budget(self) -> bool:
        return self.expected_a_month is not None and self.expected_a_month > self.budget
