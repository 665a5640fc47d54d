"""It is time for an idea: the day of its triage is over, or somebody who cares has begun to work."""

from datetime import timedelta

from sqlmodel import Session

from kaizen.ideas import telling, triaging
from kaizen.runtime import Runtime
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due

WORTH_SAYING_FOR = timedelta(days=7)
"""After an outage of a week an idea's card says more than an old message about it."""


@timetable.job(triaging.KIND, late_at_most=WORTH_SAYING_FOR)
async def triage_due(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Nobody may have looked at it yet."""

    def work(session: Session) -> None:
        outbox.store(session, triaging.come_due(session, job.workspace, job.payload, now=job.now))

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()


@timetable.job(telling.TELL, late_at_most=WORTH_SAYING_FOR)
async def tell(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """An idea moved on outside of somebody's hours; now they hear of it."""

    def work(session: Session) -> None:
        outbox.store(session, telling.say(session, job.workspace, job.payload, now=job.now))

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()
