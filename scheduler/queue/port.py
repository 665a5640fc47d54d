"""What the ticker asks of a queue; every queue is held to one contract test."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session


@dataclass(frozen=True)
class NewJob:
    """A job to be planned, once for each key of a workspace."""

    workspace: str
    kind: str
    key: str
    run_at: datetime
    payload: Mapping[str, Any]


class Queue(Protocol):
    """Takes jobs in a transaction and does each at least once, when the team's time has come.

    A job that fails is tried again with growing pauses on the machine's clock, and in the end parked with its reason.
    A process that dies leaves its jobs to the others, once their leases have lapsed.
    """

    def enqueue(self, session: Session, job: NewJob) -> bool:
        """Plan the job in the caller's transaction; False if one of that key has begun."""
        ...

    async def run_due(self, now: datetime) -> int:
        """Begin what is due by the team's time *now*, as far as there is room; how many were begun."""
        ...

    async def unfinished(self, now: datetime) -> int:
        """How many jobs are due and neither done nor given up."""
        ...

    async def close(self) -> None:
        """Let what runs finish soon, or give it back."""
        ...
