"""It is time to look at a monitor: read its source, judge what came, and tell what is new of it."""

from datetime import timedelta
from functools import partial

from sqlmodel import Session

from kaizen.alerts import calling, handling, opening, recovering
from kaizen.alerts.opening import News
from kaizen.announcements import Outcome
from kaizen.monitors import looking, planning, registering, sweeping
from kaizen.monitors.planning import Plan
from kaizen.monitors.sweeping import Seen
from kaizen.runtime import Runtime
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due

TAKES_AT_MOST = timedelta(minutes=3)
"""A source that answers slowly, a child process that begins, a queue before it."""


@timetable.job(registering.SWEEP, late_at_most=None, takes_at_most=TAKES_AT_MOST)
async def sweep(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """One look at one monitor. Reading and judging happen outside of any transaction."""
    monitor = registering.monitor_of(job.subject)
    plan = await runtime.database.read(partial(planning.plan, workspace=job.workspace, monitor_id=monitor, now=job.now))
    if plan is None:
        return
    seen = await looking.look(runtime, plan)
    await runtime.database.transact(
        partial(_written_down, job=job, outbox=outbox, plan=plan, seen=seen), once=job.receipt
    )
    outbox.wake()


def _written_down(session: Session, job: Due, outbox: Outbox, plan: Plan, seen: Seen) -> None:
    swept = sweeping.record(session, plan, seen, now=job.now)
    if swept is None:
        return
    news = [News(one.rule, one.title, one.facts, one.at, one.times, one.picture) for one in swept.found]
    said = [*swept.announcements, *opening.opened(session, swept.monitor, news, now=job.now)]
    if swept.data_are_back:
        said += opening.closed_by_data(session, swept.monitor, sweeping.NO_DATA, now=job.now)
    known = {one.key for one in said}  # a card that has just been said has its picture, and how far it is back
    said += [one for one in recovering.looked(session, swept.monitor, now=job.now) if one.key not in known]
    outbox.store(session, Outcome(job.workspace, said))


@timetable.job(calling.CALL, late_at_most=None)
async def call(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """A case should have been taken up by now."""

    def work(session: Session) -> None:
        outbox.store(session, calling.call(session, job.workspace, job.payload["alert"], now=job.now))

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()


@timetable.job(handling.SNOOZE_OVER, late_at_most=None)
async def snooze_over(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """A case that rested comes back."""

    def work(session: Session) -> None:
        outbox.store(session, handling.wake(session, job.workspace, job.payload["alert"], now=job.now))

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()
