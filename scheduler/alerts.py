"""It is time to ask somebody about a case, in their own hours."""

from sqlmodel import Session

from kaizen.alerts import asking
from kaizen.runtime import Runtime
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due


@timetable.job(asking.ASK, late_at_most=None)
async def ask(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """What it was, or whether it may be closed; unless that is no question any more."""

    def work(session: Session) -> None:
        outbox.store(session, asking.ask(session, job.workspace, job.payload))

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()
