"""It is the team's Monday: its week is summed up once, late if need be, but not later than it is worth."""

from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session

from kaizen.digests import accounting, weekly
from kaizen.monitors import looking
from kaizen.runtime import Runtime
from kaizen.teams import planning
from outbox import Outbox
from scheduler import timetable
from scheduler.timetable import Due
from storage import jobs, teams

WAITED = "due"
"""In the payload of a digest that has waited: when it was due."""

FOR_THE_SWEEPS = timedelta(minutes=5)
"""How long the sweeps get that came due as well while the bot was away; what is unread then is named."""

WORTH_READING_FOR = timedelta(days=3)
"""A week is old news after that; the next digest is closer."""


@timetable.job(planning.DIGEST, late_at_most=WORTH_READING_FOR)
async def post_weekly(job: Due, runtime: Runtime, outbox: Outbox) -> None:
    """Post the digest of the week that has ended; after an outage once the monitors were looked at again."""
    if WAITED not in job.payload and await runtime.database.read(partial(_is_to_wait, job=job)):
        await runtime.database.transact(partial(_planned_again, job=job), once=job.receipt)
        return
    due = datetime.fromisoformat(job.payload[WAITED]) if WAITED in job.payload else job.at
    team_id = planning.team_of(job.subject)
    charts = await looking.small(runtime, job.workspace, team_id, since=due - weekly.WEEK, until=due)

    def work(session: Session) -> None:
        team = teams.team(session, job.workspace, planning.team_of(job.subject))
        if team is not None:
            outcome = weekly.announced(session, team, occurrence=job.occurrence, due=due, now=job.now, charts=charts)
            outbox.store(session, outcome)

    await runtime.database.transact(work, once=job.receipt)
    outbox.wake()


def _is_to_wait(session: Session, job: Due) -> bool:
    team = teams.team(session, job.workspace, planning.team_of(job.subject))
    return team is not None and accounting.any_unread(session, team, now=job.now)


def _planned_again(session: Session, job: Due) -> None:
    payload = {**job.payload, WAITED: job.at.isoformat()}
    key, at = f"{job.key}:{WAITED}", job.now + FOR_THE_SWEEPS
    jobs.enqueue(session, workspace=job.workspace, kind=job.kind, key=key, run_at=at, payload=payload)
