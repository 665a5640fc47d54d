"""It is the team's Monday: its week is summed up once, late if need be, but not later than it is worth."""

from datetime import timedelta

from sqlmodel import Session

from kaizen.digests import weekly
from kaizen.monitors import looking
from kaizen.runtime import Runtime
from kaizen.teams import planning
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due
from storage import teams

WORTH_READING_FOR = timedelta(days=3)
"""A week is old news after that; the next digest is closer."""


@timetable.job(planning.DIGEST, late_at_most=WORTH_READING_FOR)
async def post_weekly(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Post the digest of the week that has ended."""
    charts = await looking.small(runtime, job.workspace, planning.team_of(job.subject))

    def work(session: Session) -> None:
        team = teams.team(session, job.workspace, planning.team_of(job.subject))
        if team is not None:
            outcome = weekly.announced(session, team, occurrence=job.occurrence, due=job.at, now=job.now, charts=charts)
            outbox.store(session, outcome)

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()
