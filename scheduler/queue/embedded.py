"""The queue in our own process: rows of our own table, taken up under leases."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlmodel import Session

from kaizen.refusals import Refusal
from kaizen.runtime import Runtime
from outbox import Outbox
from scheduler.queue.port import NewJob
from scheduler.timetable import Due, Kind, Timetable
from storage import database, jobs
from storage.jobs import Job, State

LANE = 8
"""Jobs at once: few enough for a small machine, enough that a slow one holds nobody up."""

GRACE = timedelta(seconds=15)
"""A lease outlives the longest that a job may take by this: time to write down what became of it."""

ATTEMPTS = 8
"""Then a job is parked; with the pauses between them, after about four minutes."""

FIRST_PAUSE = timedelta(seconds=2)
"""Before the second attempt; it doubles each time, so that a source has minutes to come back."""

FAREWELL = 5.0
"""Seconds that jobs get to finish when the process stops."""

_LEVEL = {
    State.DONE: logging.INFO,
    State.WAITING: logging.INFO,
    State.DROPPED: logging.WARNING,
    State.PARKED: logging.ERROR,
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Verdict:
    """What became of an attempt."""

    state: State
    reason: str | None = None
    pause: timedelta | None = None


class Embedded:
    """Does jobs at least once each, as many at a time as :data:`LANE` allows."""

    def __init__(
        self,
        runtime: Runtime,
        outbox: Outbox,
        timetable: Timetable,
        *,
        first_pause: timedelta = FIRST_PAUSE,
        grace: timedelta = GRACE,
        farewell: float = FAREWELL,
    ) -> None:
        self._runtime = runtime
        self._outbox = outbox
        self._timetable = timetable
        self._first_pause = first_pause
        self._grace = grace
        self._farewell = farewell
        self._workers: set[asyncio.Task[None]] = set()
        self._closing = False

    def enqueue(self, session: Session, job: NewJob) -> bool:
        """Plan the job in the caller's transaction."""
        return jobs.enqueue(session, **vars(job))

    async def run_due(self, now: datetime) -> int:
        """Set as many to work as there are jobs and room; they work on in the background until nothing is due."""
        due = await self._runtime.database.read(partial(self._count_runnable, now=now))
        beginning = range(min(due, LANE - len(self._workers)))
        for _ in beginning:
            worker = asyncio.create_task(self._work(), name="job worker")
            self._workers.add(worker)
            worker.add_done_callback(self._left)
        return len(beginning)

    async def unfinished(self, now: datetime) -> int:
        """How many jobs are due and neither done nor given up."""
        return await self._runtime.database.read(partial(jobs.count_unfinished, now=now, kinds=self._timetable))

    async def close(self) -> None:
        """Let what runs finish, but not for long; what is cut off goes back and is begun again by the next process."""
        self._closing = True
        if self._workers:
            _, cut_off = await asyncio.wait(self._workers, timeout=self._farewell)
            for worker in cut_off:
                worker.cancel()
            await asyncio.gather(*cut_off, return_exceptions=True)

    def _count_runnable(self, session: Session, now: datetime) -> int:
        return jobs.count_runnable(session, now, database.moment(session), self._timetable)

    async def _work(self) -> None:
        while not self._closing:
            now = self._runtime.clock.now()
            job = await self._runtime.database.transact(partial(self._take_up, now=now), isolation="READ COMMITTED")
            if job is None:
                return
            await self._do(job, now)

    def _left(self, worker: asyncio.Task[None]) -> None:
        self._workers.discard(worker)
        if not worker.cancelled() and (error := worker.exception()) is not None:
            # The database is away, most likely. The lease lapses, and the next tick sets others to work.
            log.error("job.worker_lost", exc_info=error)

    def _take_up(self, session: Session, now: datetime) -> Job | None:
        moment = database.moment(session)
        while found := jobs.runnable(session, now, moment, self._timetable, limit=1):
            if self._begins(found[0], now, moment):
                return found[0]
            session.flush()
        return None

    def _begins(self, job: Job, now: datetime, moment: datetime) -> bool:
        """Put the job under a lease, unless it is too late for it or it was tried often enough."""
        kind = self._timetable[job.kind]
        if kind.late_at_most is not None and now - job.run_at > kind.late_at_most:
            job.state, job.reason = State.DROPPED, f"{now - job.run_at} late; more than {kind.late_at_most} is too late"
        elif job.attempt >= ATTEMPTS:
            job.state, job.reason = State.PARKED, f"begun {ATTEMPTS} times and not once finished: the process died"
        else:
            job.state, job.attempt = State.RUNNING, job.attempt + 1
            job.not_before = moment + kind.takes_at_most + self._grace
            return True
        log.log(_LEVEL[State(job.state)], "job.given_up", kind=job.kind, key=job.key, reason=job.reason)
        return False

    async def _do(self, job: Job, now: datetime) -> None:
        try:
            verdict = await self._verdict(job, now)
        except asyncio.CancelledError:
            await self._record(job, Verdict(State.WAITING, "cut off when the process stopped"))
            raise
        await self._record(job, verdict)
        self._outbox.wake()

    async def _verdict(self, job: Job, now: datetime) -> Verdict:
        kind = self._timetable[job.kind]
        try:
            await self._handled(kind, job, now)
        except Refusal as refusal:
            return Verdict(State.PARKED, f"refused: {refusal}")
        except Exception as error:  # whatever a handler raises, the queue goes on
            log.warning("job.failed", kind=job.kind, key=job.key, attempt=job.attempt, exc_info=error)
            return self._failed(job, f"{type(error).__name__}: {error}")
        return Verdict(State.DONE)

    async def _handled(self, kind: Kind, job: Job, now: datetime) -> None:
        due = Due(job.workspace, job.kind, job.key, at=job.run_at, now=now, payload=job.payload)
        async with asyncio.timeout(kind.takes_at_most.total_seconds()):
            await kind.handler(due, self._runtime, self._outbox)

    def _failed(self, job: Job, reason: str) -> Verdict:
        if job.attempt >= ATTEMPTS:
            return Verdict(State.PARKED, reason)
        return Verdict(State.WAITING, reason, pause=self._first_pause * 2 ** (job.attempt - 1))

    async def _record(self, job: Job, verdict: Verdict) -> None:
        def record(session: Session) -> bool:
            rested = database.moment(session) + verdict.pause if verdict.pause else None
            assert job.id is not None
            return jobs.record(
                session, job.id, job.attempt, state=verdict.state, reason=verdict.reason, not_before=rested
            )

        if not await self._runtime.database.transact(record, isolation="READ COMMITTED"):
            log.warning("job.taken_by_another", kind=job.kind, key=job.key)
            return
        level = _LEVEL[verdict.state]
        log.log(level, "job.attempted", kind=job.kind, key=job.key, state=verdict.state, reason=verdict.reason)
