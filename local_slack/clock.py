"""Two clocks: the team's, which people may move forward, and the machine's, which nobody moves."""

import time
from datetime import UTC, datetime


class BackwardsError(ValueError):
    """The team's clock only goes forward."""


class TeamClock:
    """The team's time: the machine's, plus what people have moved it by."""

    def __init__(self, moved_seconds: float = 0.0) -> None:
        self.moved_seconds = moved_seconds

    def timestamp(self) -> float:
        return time.time() + self.moved_seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def move_to(self, instant: datetime) -> None:
        """Jump forward to *instant*; moving back would let Slack's ``ts`` run backwards."""
        distance = instant.timestamp() - self.timestamp()
        if distance < 0:
            raise BackwardsError(f"It is already {self.now():%Y-%m-%d %H:%M:%S} UTC; the clock only goes forward.")
        self.moved_seconds += distance


def elapsed() -> float:
    """Seconds on the machine's clock: triggers, rate limits and time-outs live by it."""
    return time.monotonic()
