"""Processes of the bot that end themselves by ``kill -9`` at a chosen moment."""

import asyncio
import os
import signal
from datetime import datetime, timedelta

from kaizen.runtime import Runtime
from outbox import Outbox
from scheduler.timetable import Due, Timetable
from storage.database import Database
from tests.scheduler.conftest import Bot


def die_once_planned(database_url: str, now: datetime) -> None:
    """The occurrence is kept and the job planned; nobody has begun it."""

    async def live() -> None:
        await _bot(database_url, Timetable(), now).ticker.plan_due(now)
        _die()

    asyncio.run(live())


def die_at_work(database_url: str, now: datetime) -> None:
    """The job has done its work, and nobody wrote down that it did."""
    timetable = Timetable()

    @timetable.job("digest", late_at_most=None, takes_at_most=timedelta(seconds=0.1))
    async def work_and_die(job: Due, runtime: Runtime, outbox: Outbox) -> None:
        await runtime.database.transact(lambda _: None, once=job.receipt)
        _die()

    async def live() -> None:
        await _bot(database_url, timetable, now).ticker.settle(patience=10)

    asyncio.run(live())


def _bot(database_url: str, timetable: Timetable, now: datetime) -> Bot:
    if "digest" not in timetable:

        @timetable.job("digest", late_at_most=None)
        async def never_begun(job: Due, runtime: Runtime, outbox: Outbox) -> None:
            raise AssertionError

    return Bot(Database(database_url), timetable, start=now, grace=0.2)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
