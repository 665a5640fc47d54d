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
"""Jobs at once: a slow one holds the others up no longer than they take themselves."""

LEASE = 1.25
"""A lease outlives the longest that a job may take by a quarter: who still works on it keeps it."""

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
        farewell: float = FAREWELL,
    ) -> None:
        self._runtime = runtime
        self._outbox = outbox
        self._timetable = timetable
        self._first_pause = first_pause
        self._farewell = farewell
        self._running: set[asyncio.Task[None]] = set()
        self._taking = asyncio.Lock()

    def enqueue(self, session: Session, job: NewJob) -> bool:
        """Plan the job in the caller's transaction."""
        return jobs.enqueue(session, **vars(job))

    async def run_due(self, now: datetime) -> int:
        """Begin what is due; the jobs themselves run on in the background."""
        async with self._taking:  # two ticks at once must not both count the same room
            taken = await self._taken(now)
            for job in taken:
                task = asyncio.create_task(self._do(job, now), name=f"job {job.key}")
                self._running.add(task)
                task.add_done_callback(self._running.discard)
        return len(taken)

    async def _taken(self, now: datetime) -> list[Job]:
        room = LANE - len(self._running)
        if room <= 0 or not await self._runtime.database.read(partial(self._count_runnable, now=now)):
            return []
        take_up = partial(self._take_up, now=now, room=room)
        return await self._runtime.database.transact(take_up, isolation="READ COMMITTED")

    async def unfinished(self, now: datetime) -> int:
        """How many jobs are due and neither done nor given up."""
        return await self._runtime.database.read(partial(jobs.count_unfinished, now=now, kinds=self._timetable))

    async def close(self) -> None:
        """Let what runs finish, but not for long; what is cut off goes back and is begun again by the next process."""
        if self._running:
            _, cut_off = await asyncio.wait(self._running, timeout=self._farewell)
            for task in cut_off:
                task.cancel()
            await asyncio.gather(*cut_off, return_exceptions=True)

    def _count_runnable(self, session: Session, now: datetime) -> int:
        return jobs.count_runnable(session, now, database.moment(session), self._timetable)

    def _take_up(self, session: Session, now: datetime, room: int) -> list[Job]:
        moment = database.moment(session)
        found = jobs.runnable(session, now, moment, self._timetable, room)
        return [job for job in found if self._begins(job, now, moment)]

    def _begins(self, job: Job, now: datetime, moment: datetime) -> bool:
        """Put the job under a lease, unless it is too late for it or it was tried often enough."""
        kind = self._timetable[job.kind]
        if kind.late_at_most is not None and now - job.run_at > kind.late_at_most:
            job.state, job.reason = State.DROPPED, f"{now - job.run_at} late; more than {kind.late_at_most} is too late"
        elif job.attempt >= ATTEMPTS:
            job.state, job.reason = (
                State.PARKED,
                f"begun {ATTEMPTS} times and never finished: the process died each time",
            )
        else:
            job.state, job.attempt, job.not_before = State.RUNNING, job.attempt + 1, moment + kind.takes_at_most * LEASE
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
