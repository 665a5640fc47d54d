"""Cases in a line each: in a list, in a storm, for whoever is called or asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from message_templates.alerts.views.case import Recovery
from message_templates.moments import Moment

NAMED_IN_A_STORM: Final = 20
"""Each takes a block, and beyond that nobody reads on: /kaizen alerts lists them all."""


@dataclass(frozen=True)
class Line:
    """One case in a list."""

    id: int
    number: int
    title: str
    state: str
    severity: int
    model: str
    last_at: Moment
    """When the newest finding was taken; of missing data, when they were missed last."""
    seen: int
    acked_by: str = ""
    snoozed_by: str = ""
    snoozed_until: datetime | None = None
    proposed_by: str = ""
    resolved_by: str = ""
    agreed_by: str = ""
    outcome: str = ""
    team: str = ""
    """Whose it is, where the reader sees several teams."""

    @property
    def waits(self) -> bool:
        """Whether nobody has looked at it."""
        return self.state == "open"

    @property
    def closed(self) -> bool:
        return self.state == "resolved"


@dataclass(frozen=True)
class Storm:
    """Cases that were opened within minutes of each other, as one message."""

    began_at: datetime
    cases: tuple[Line, ...]

    @property
    def named(self) -> tuple[Line, ...]:
        return self.cases[:NAMED_IN_A_STORM]

    @property
    def more(self) -> int:
        """Cases that are counted, not named."""
        return len(self.cases) - len(self.named)

    @property
    def left(self) -> int:
        """Cases that are not closed."""
        return sum(case.state != "resolved" for case in self.cases)


@dataclass(frozen=True)
class Called:
    """Cases that nobody took up *within* what was promised, for whoever is called."""

    cases: tuple[Line, ...]
    channel: str
    within: str
    goes_on: bool = False
    """Whether somebody else is called if nobody takes it up after that either."""

    @property
    def waiting(self) -> tuple[Line, ...]:
        """Those that still nobody has looked at."""
        return tuple(case for case in self.cases if case.waits)


@dataclass(frozen=True)
class Asked:
    """One case about which somebody is asked something: what it was, or whether they agree that it may be closed."""

    case: Line
    channel: str
    outcome: str = ""
    """What whoever proposed to close it says that it was, with a *sentence*."""
    sentence: str = ""
    proposal: str = ""
    """Which one it is: the button carries it, so that nobody agrees to another."""
    recovery: Recovery | None = None


@dataclass(frozen=True)
class Listed:
    """The unresolved cases that somebody may see."""

    alerts: tuple[Line, ...]
