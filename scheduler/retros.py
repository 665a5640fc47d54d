"""It is time for a retro: it begins, a phase ends, somebody is told, an answer is missing."""

from datetime import timedelta

from sqlmodel import Session

from kaizen import schedules
from kaizen.announcements import Outcome
from kaizen.digests import since
from kaizen.facilitators import asking
from kaizen.retros import deciding, nudging, phases, rating, showing, stepping, telling
from kaizen.runtime import Runtime
from kaizen.teams import planning
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due
from storage import retros, teams


@timetable.job(planning.RETRO, late_at_most=timedelta(days=2))
async def start(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """A team's retro begins, led by whose turn it is; one that still runs is let finish, and everybody reads so."""

    def work(session: Session) -> None:
        team = teams.team(session, job.workspace, planning.team_of(job.subject))
        if team is None:
            return
        if (running := retros.running(session, job.workspace, team.id or 0)) is not None:
            next_at = schedules.next_at(session, workspace=job.workspace, kind=planning.RETRO, subject=job.subject)
            said = showing.skipped(running, due_at=job.at, next_at=next_at)
            outbox.store(session, asking.skip(session, team, now=job.now))
            outbox.store(session, Outcome(job.workspace, [said]))
            return
        happened = since.last_retro(session, team, now=job.now)
        facilitator, settled = asking.begin(session, team, now=job.now)
        outbox.store(session, settled)
        outbox.store(session, phases.start(session, team, facilitator=facilitator, now=job.now, happened=happened))

    await runtime.database.transact(work, once=job.receipt)


@timetable.job(stepping.COME_DUE, late_at_most=None)
async def phase_due(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """A phase is over."""

    def work(session: Session) -> bool:
        retro, step = job.payload["retro"], job.payload["step"]
        outbox.store(session, phases.come_due(session, job.workspace, retro, step=step, now=job.now))
        left = retros.retro(session, job.workspace, retro)
        return left is not None and left.salt is None

    if await runtime.database.transact(work, once=job.receipt):
        await runtime.database.scrub()  # the salt is destroyed; the files may still hold a copy


@timetable.job(stepping.COUNT, late_at_most=timedelta(hours=3))
async def count(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """The message in the channel says how many there are."""

    def work(session: Session) -> None:
        retro, step = job.payload["retro"], job.payload["step"]
        outbox.store(session, phases.count(session, job.workspace, retro, step=step, now=job.now))

    await runtime.database.transact(work, once=job.receipt)


@timetable.job(rating.COUNT, late_at_most=None)
async def count_ratings(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Enough time to say how a retro was."""

    def work(session: Session) -> None:
        outbox.store(session, rating.count(session, job.workspace, job.payload["retro"], now=job.now))

    await runtime.database.transact(work, once=job.receipt)
    await runtime.database.scrub()  # whose each rating was is destroyed; the files may still hold a copy


@timetable.job(telling.KIND, late_at_most=telling.LATE_AT_MOST)
async def tell(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Somebody's phase begins, or half of their hours in it are gone."""

    def work(session: Session) -> None:
        outbox.store(session, telling.say(session, job.workspace, job.payload, now=job.now))

    await runtime.database.transact(work, once=job.receipt)


@timetable.job(nudging.TELL, late_at_most=timedelta(days=7))
async def tell_owner(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Somebody is asked to own an action, gets one back, or is reminded of one."""

    def work(session: Session) -> None:
        outbox.store(session, nudging.tell(session, job.workspace, job.payload, now=job.now))

    await runtime.database.transact(work, once=job.receipt)


@timetable.job(nudging.UNANSWERED, late_at_most=None)
async def unanswered(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Silence is not consent."""

    def work(session: Session) -> None:
        outbox.store(session, deciding.silence(session, job.workspace, job.payload["action"], now=job.now))

    await runtime.database.transact(work, once=job.receipt)
