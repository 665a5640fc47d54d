"""It is time to ask who facilitates the next retro, and the day before, if nobody has said yes, to ask the next one."""

from datetime import timedelta

from sqlmodel import Session

from kaizen import schedules
from kaizen.facilitators import asking, telling
from kaizen.runtime import Runtime
from kaizen.teams import planning
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due
from storage import teams


@timetable.job(planning.NOTICE, late_at_most=timedelta(days=3))
async def ask(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """The fairest gets the turn, working days before the retro, and hears of it in their own hours."""

    def work(session: Session) -> None:
        team = teams.team(session, job.workspace, planning.team_of(job.subject))
        retro_at = schedules.next_at(session, workspace=job.workspace, kind=planning.RETRO, subject=job.subject)
        if team is not None and retro_at is not None:
            outbox.store(session, asking.ask(session, team, retro_at=retro_at, now=job.now))

    await runtime.database.transact(work, once=job.receipt)


@timetable.job(telling.TELL, late_at_most=timedelta(days=2))
async def tell(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """They hear of it, in their own hours."""

    def work(session: Session) -> None:
        turn, user = job.payload["turn"], job.payload["user"]
        outbox.store(session, asking.tell(session, job.workspace, turn, user, now=job.now))

    await runtime.database.transact(work, once=job.receipt)


@timetable.job(asking.FALL_BACK, late_at_most=timedelta(days=1))
async def fall_back(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Nobody has said yes: the next fairest."""

    def work(session: Session) -> None:
        outbox.store(session, asking.fall_back(session, job.workspace, job.payload["turn"], now=job.now))

    await runtime.database.transact(work, once=job.receipt)
