"""Who is watching, and what has just changed: the source of the page's server-sent events."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from local_slack.workspace import Json

Watch = asyncio.Queue[Json | None]


class Changes:
    """Tells every watcher of each change; a change for one member is told to that member only."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._watches: list[tuple[str, Watch]] = []

    @contextmanager
    def watching(self, member: str) -> Iterator[Watch]:
        """A queue that fills with what *member* should read again."""
        watch: Watch = asyncio.Queue()
        self._watches.append((member, watch))
        try:
            yield watch
        finally:
            self._watches.remove((member, watch))

    def end(self) -> None:
        """Tell every watcher that there will be no more: ``None`` stands in the queue."""
        for _, watch in self._watches:
            watch.put_nowait(None)

    def tell(self, kind: str, *, only: str | None = None, **where: str | None) -> None:
        """Say that something of *kind* changed, *where* it did (``channel=…``, ``thread=…``)."""
        change: Json = {"kind": kind, "seq": next(self._numbers)} | {k: v for k, v in where.items() if v is not None}
        for member, watch in self._watches:
            if only in (None, member):
                watch.put_nowait(change)
