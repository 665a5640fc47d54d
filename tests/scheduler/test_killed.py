"""``kill -9`` while time goes on: nothing that came due is lost, and no work is done twice."""

import multiprocessing
import signal
from datetime import time, timedelta
from functools import partial

from sqlmodel import func, select

from kaizen import schedules
from kaizen.schedules import WallClock
from storage.jobs import Job, State
from storage.receipts import KeptReceipt
from tests.scheduler import mortal
from tests.scheduler.conftest import START

NINE = START + timedelta(hours=9)


async def plan(bot) -> None:
    wish = partial(
        schedules.plan, workspace="T1", kind="digest", subject="team:3", at=WallClock(time(9), "UTC"), now=START
    )
    await bot.database.transact(wish)


def killed(life, database_url: str) -> None:
    process = multiprocessing.get_context("spawn").Process(target=life, args=(database_url, NINE))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


async def states(bot) -> list[str]:
    return list(await bot.database.read(lambda session: session.exec(select(Job.state)).all()))


async def test_killed_between_the_occurrence_and_its_job_the_job_is_done_after_the_next_start(
    bot, watched, database_url
):
    await plan(bot)
    killed(mortal.die_once_planned, database_url)
    left = await states(bot)

    await bot.live_until(NINE)

    assert (left, [job.occurrence for job in watched.done]) == ([State.WAITING], ["2035-01-02"])


async def test_killed_after_its_work_a_job_is_given_again_and_its_work_is_not_repeated(bot, watched, database_url):
    await plan(bot)
    killed(mortal.die_at_work, database_url)
    left = await states(bot)

    await bot.live_until(NINE)
    [again] = watched.done
    await bot.database.transact(lambda _: None, once=again.receipt)

    works = await bot.database.read(lambda session: session.exec(select(func.count()).select_from(KeptReceipt)).one())
    assert (left, await states(bot), works) == ([State.RUNNING], [State.DONE], 1)


async def test_a_job_that_kills_every_process_is_parked_and_says_so(bot, watched):
    await plan(bot)
    await bot.ticker.plan_due(NINE)

    def die_eight_times(session) -> None:
        job = session.exec(select(Job)).one()
        job.state, job.attempt, job.not_before = State.RUNNING, 8, START - timedelta(days=30 * 365)

    await bot.database.transact(die_eight_times)
    await bot.live_until(NINE)

    [job] = await bot.database.read(lambda session: session.exec(select(Job)).all())
    assert (watched.done, job.state, "the process died" in job.reason) == ([], State.PARKED, True)
