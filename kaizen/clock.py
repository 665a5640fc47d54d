"""Two clocks: the team's time, which the local workspace may move, and the machine's time, which nobody moves."""

import time
from datetime import UTC, datetime, timedelta


class ClockMovedBack(ValueError):
    """Somebody asked for a moment that has passed; schedules that ran cannot run again."""


class Clock:
    """Team time follows the machine's clock at a distance that only ever grows."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self.began_in_the_past = False
        """Whether the local workspace replays what is over: then its times lie before the machine's."""

    def begin_at(self, moment: datetime) -> None:
        """Set the team's time, also to a moment that has passed; only before anything was done by it."""
        self._ahead = moment - datetime.now(UTC)
        self.began_in_the_past = self._ahead < timedelta(minutes=-1)

    def now(self) -> datetime:
        """The team's time, aware UTC: schedules, dates, what people see."""
        return datetime.now(UTC) + self._ahead

    def elapsed(self) -> float:
        """Seconds of the machine: leases, back-off, pacing, triggers, signatures."""
        return time.monotonic()

    def move_to(self, moment: datetime) -> None:
        """Set the team's time forward to *moment*."""
        step = moment - self.now()
        if step < timedelta(seconds=-1):
            raise ClockMovedBack(f"The team's clock only moves forward: it is {self.now():%Y-%m-%d %H:%M} UTC already.")
        self._ahead += max(step, timedelta())
