"""What the app and the workspace said to each other, newest last, for people who want to see why."""

from collections import deque
from dataclasses import asdict, dataclass
from itertools import count

from local_slack.workspace import Json

KEPT = 500


@dataclass(frozen=True)
class Entry:
    seq: int
    at: str
    direction: str
    what: str
    ok: bool
    error: str | None
    ms: float
    summary: str
    body: Json | None


class Timeline:
    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._numbers = count(1)

    def add(
        self,
        direction: str,
        what: str,
        *,
        at: str,
        ms: float,
        error: str | None = None,
        summary: str = "",
        body: Json | None = None,
    ) -> None:
        """Remember one request and how it was answered."""
        entry = Entry(next(self._numbers), at, direction, what, error is None, error, round(ms, 2), summary, body)
        self._entries.append(entry)

    def after(self, seq: int) -> list[Json]:
        return [asdict(entry) for entry in self._entries if entry.seq > seq]
