"""It is time to tell who answers for a team that somebody is not in its private channel any more."""

from datetime import timedelta

from sqlmodel import Session

from kaizen.runtime import Runtime
from kaizen.teams import leaving
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due


@timetable.job(leaving.TELL, late_at_most=timedelta(days=14))
async def tell_left(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """They are at work now."""

    def work(session: Session) -> None:
        outbox.store(session, leaving.tell(session, job.workspace, job.payload, now=job.now))

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()
