"""Which kinds of jobs there are, who does them, and what becomes of those that come late.

    @timetable.job("retros.phase", late_at_most=timedelta(days=3))
    async def phase_due(job: Due, runtime: Runtime, outbox: Outbox) -> None: ...

A module beside this one that holds such functions is found by itself.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import scheduler
from kaizen.runtime import Runtime
from kaizen.schedules import CatchUp
from outbox import Outbox
from storage.receipts import Receipt

TAKES_AT_MOST = timedelta(minutes=1)
"""A job is cut off after this, unless its kind says otherwise; whoever needs longer plans a following job."""


@dataclass(frozen=True)
class Due:
    """A job whose time has come. It may be given more than once: work under its *receipt* happens once."""

    workspace: str
    kind: str
    key: str
    at: datetime
    """When it was to be done, by the team's clock."""
    now: datetime
    payload: Mapping[str, Any]

    @property
    def late(self) -> timedelta:
        """How long after its time; a digest that is late says so."""
        return self.now - self.at

    @property
    def subject(self) -> str:
        """What a schedule does this to, as in ``plan(subject="team:3")``."""
        return str(self.payload["subject"])

    @property
    def occurrence(self) -> str:
        """Which occurrence of its schedule this is: the local date, or an instant."""
        return str(self.payload["occurrence"])

    @property
    def receipt(self) -> Receipt:
        """For ``transact(work, once=job.receipt)``: a job that is given again repeats no work."""
        return Receipt(self.workspace, f"job:{self.kind}", self.key)


Handler = Callable[[Due, Runtime, Outbox], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """One kind of job, and the rules by which its jobs run."""

    name: str
    handler: Handler
    late_at_most: timedelta | None
    catch_up: CatchUp
    takes_at_most: timedelta


class Timetable(Mapping[str, Kind]):
    """The kinds by name. What is not in it stays in the tables, for a replica that knows it."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}

    def job(
        self,
        kind: str,
        *,
        late_at_most: timedelta | None,
        catch_up: CatchUp = CatchUp.LATEST,
        takes_at_most: timedelta = TAKES_AT_MOST,
    ) -> Callable[[Handler], Handler]:
        """The function below does jobs of this kind. Later than *late_at_most* they are dropped; None: never."""

        def entered(handler: Handler) -> Handler:
            if kind in self._kinds:
                raise ValueError(f"{kind!r} is done by {self._kinds[kind].handler.__qualname__} already.")
            self._kinds[kind] = Kind(kind, handler, late_at_most, catch_up, takes_at_most)
            return handler

        return entered

    def __getitem__(self, kind: str) -> Kind:
        return self._kinds[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


TIMETABLE = Timetable()
job = TIMETABLE.job


def complete() -> Timetable:
    """The timetable with the entries of every module of this package."""
    for module in pkgutil.iter_modules(scheduler.__path__, f"{scheduler.__name__}."):
        importlib.import_module(module.name)
    return TIMETABLE
