"""Slack's rate limits: a bucket per method, and one per channel for posting."""

import enum
import math
from dataclasses import dataclass

from local_slack import clock


class Tier(enum.Enum):
    """How many calls a minute Slack promises for a method; its page names the tier."""

    ONE = 1
    TWO = 20
    THREE = 50
    FOUR = 100
    SPECIAL = 1200
    """Hundreds a minute: ``auth.test``, ``chat.postEphemeral``."""


POSTS_PER_SECOND = 1.0
POSTS_IN_A_BURST = 4.0


@dataclass
class Bucket:
    """Holds up to *size* calls and refills at *rate* a second."""

    size: float
    rate: float
    level: float
    filled_at: float

    def take(self, now: float) -> float:
        """Take one call; the answer is how many seconds to wait if there is none."""
        self.level = min(self.size, self.level + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.level < 1:
            return (1 - self.level) / self.rate
        self.level -= 1
        return 0.0


class Rates:
    def __init__(self, *, enforced: bool) -> None:
        self.enforced = enforced
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def wait_for(self, method: str, tier: Tier, channel: str = "") -> int:
        """Whole seconds to wait before this call (``Retry-After``); 0 when it may go on."""
        if not self.enforced:
            return 0
        posting = method == "chat.postMessage"
        size, rate = (POSTS_IN_A_BURST, POSTS_PER_SECOND) if posting else (float(tier.value), tier.value / 60)
        now = clock.elapsed()
        bucket = self._buckets.setdefault((method, channel if posting else ""), Bucket(size, rate, size, now))
        return math.ceil(bucket.take(now))
