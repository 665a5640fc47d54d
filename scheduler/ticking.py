"""The tick: asks what is due, plans it once, and lets the queue begin what is planned."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from kaizen import schedules
from kaizen.runtime import Runtime
from kaizen.schedules import Occurrence
from outbox import Outbox
from scheduler import timetable as known
from scheduler.housekeeping import Housekeeping
from scheduler.queue import Embedded, NewJob, Queue
from scheduler.timetable import Timetable
from storage import jobs
from storage import schedules as stored
from storage.schedules import Schedule

EVERY = timedelta(seconds=1)
"""How often the table is asked. A question that finds nothing takes under a millisecond."""

AT_ONCE = 50
"""Schedules moved on in one transaction, which must stay short: about a millisecond each."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Coming:
    """What comes due next: at one instant, perhaps several things."""

    at: datetime
    what: Sequence[str]


class Ticker:
    """Turns the rows of schedules into jobs, once each, however many tickers there are."""

    def __init__(
        self, runtime: Runtime, outbox: Outbox, *, timetable: Timetable | None = None, queue: Queue | None = None
    ) -> None:
        self._runtime = runtime
        self._outbox = outbox
        self._timetable = known.complete() if timetable is None else timetable
        self.queue = queue or Embedded(runtime, outbox, self._timetable)
        self._housekeeping = Housekeeping(runtime)
        self.ticked_at: datetime | None = None
        """When it was last asked what is due, by the team's clock; whoever watches the bot sees it stand still."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tick every second inside the block."""
        pulse = AsyncIOScheduler(timezone=UTC)
        # A tick that comes late is as good as one on time, and two at once are no better than one.
        pulse.add_job(self._survive, "interval", seconds=EVERY.total_seconds(), misfire_grace_time=None, coalesce=True)
        pulse.start()
        try:
            yield
        finally:
            pulse.shutdown(wait=False)
            await self.queue.close()

    async def tick(self) -> int:
        """Plan and begin what is due; how much that was."""
        now = self._runtime.clock.now()
        began = await self.plan_due(now) + await self.queue.run_due(now)
        self.ticked_at = now
        return began

    async def plan_due(self, now: datetime) -> int:
        """Make a job of every occurrence that has come; how many schedules moved on."""
        planned = 0
        while await self._runtime.database.read(partial(stored.count_due, now=now, kinds=self._timetable)):
            moved = await self._runtime.database.transact(partial(self._plan, now=now), isolation="READ COMMITTED")
            if not moved:  # another ticker holds them
                break
            planned += moved
        return planned

    async def settle(self, *, patience: float) -> bool:
        """Tick until nothing is due, nothing runs and everything is said; False when that takes too long."""
        clock = self._runtime.clock
        until = clock.elapsed() + patience
        while clock.elapsed() < until:
            if not await self.tick() and not await self.queue.unfinished(clock.now()):
                return await self._outbox.drained(max(0.1, until - clock.elapsed()))
            await asyncio.sleep(0.01)
        return False

    async def coming(self, after: datetime) -> Coming | None:
        """What comes due first after that moment."""
        return await self._runtime.database.read(partial(self._coming, after=after))

    async def _survive(self) -> None:
        try:
            await self.tick()
            await self._housekeeping.do_due()
        except SQLAlchemyError:
            log.exception("tick.database_away")

    def _plan(self, session: Session, now: datetime) -> int:
        due = stored.due(session, now, self._timetable, AT_ONCE)
        for schedule in due:
            catch_up = self._timetable[schedule.kind].catch_up
            for occurrence in schedules.take(session, schedule, catch_up=catch_up, now=now):
                self.queue.enqueue(session, _job(schedule, occurrence))
        return len(due)

    def _coming(self, session: Session, after: datetime) -> Coming | None:
        found = [
            *(
                (row.next_at, f"{row.kind} {row.subject}")
                for row in stored.coming(session, after, self._timetable, AT_ONCE)
            ),
            *((row.run_at, f"{row.kind} {row.key}") for row in jobs.coming(session, after, self._timetable, AT_ONCE)),
        ]
        first = min((at for at, _ in found), default=None)
        return Coming(first, tuple(what for at, what in found if at == first)) if first else None


def _job(schedule: Schedule, occurrence: Occurrence) -> NewJob:
    return NewJob(
        schedule.workspace,
        schedule.kind,
        key=f"{schedule.kind}:{schedule.subject}:{occurrence.name}",
        run_at=occurrence.at,
        payload={"subject": schedule.subject, "occurrence": occurrence.name},
    )
