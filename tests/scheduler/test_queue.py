"""What every queue promises: at least once, not before its time, tried again, and in the end parked with its reason."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from kaizen.refusals import Refusal
from scheduler.queue import NewJob
from storage import jobs
from storage.database import Database
from storage.jobs import Job, State
from tests.scheduler.conftest import START, Bot

HOUR = timedelta(hours=1)


async def enqueue(bot: Bot, key: str = "retro:18:collect", *, at=START, kind: str = "digest", payload=None) -> bool:
    job = NewJob("T1", kind, key, at, payload or {})
    return await bot.database.transact(lambda session: bot.ticker.queue.enqueue(session, job))


async def job(bot: Bot, key: str = "retro:18:collect") -> Job:
    return await bot.database.read(lambda session: session.exec(select(Job).where(Job.key == key)).one())


async def test_a_job_runs_at_its_time_with_what_it_was_given(bot, watched):
    await enqueue(bot, at=START + HOUR, payload={"retro": 18})

    await bot.live_until(START + HOUR - timedelta(minutes=1))
    before = len(watched.done)
    await bot.live_until(START + HOUR)

    [done] = watched.done
    assert (before, done.key, done.payload) == (0, "retro:18:collect", {"retro": 18})
    assert (await job(bot)).state == State.DONE


async def test_a_key_is_done_once_however_often_it_is_planned(bot, watched):
    for _ in range(2):
        await enqueue(bot)
    await bot.live_until(START + HOUR)

    again = await enqueue(bot)
    await bot.live_until(START + 2 * HOUR)

    assert (again, len(watched.done)) == (False, 1)


async def test_planned_again_while_it_waits_it_moves(bot, watched):
    await enqueue(bot, at=START + HOUR, payload={"extension": 0})
    moved = await enqueue(bot, at=START + 2 * HOUR, payload={"extension": 1})

    await bot.live_until(START + HOUR)
    before = len(watched.done)
    await bot.live_until(START + 2 * HOUR)

    assert (moved, before) == (True, 0)
    assert [done.payload for done in watched.done] == [{"extension": 1}]


async def test_what_is_cancelled_does_not_run_and_what_has_begun_cannot_be_cancelled(bot, watched):
    await enqueue(bot, "one")
    await enqueue(bot, "two")

    early = await bot.database.transact(lambda session: jobs.cancel(session, workspace="T1", key="one"))
    await bot.live_until(START + HOUR)
    late = await bot.database.transact(lambda session: jobs.cancel(session, workspace="T1", key="two"))

    assert (early, late, [done.key for done in watched.done]) == (True, False, ["two"])


async def test_a_plan_that_is_rolled_back_was_never_made(bot, watched):
    def plan_and_fail(session):
        bot.ticker.queue.enqueue(session, NewJob("T1", "digest", "k", START, {}))
        raise Refusal("ideas/closed")

    with pytest.raises(Refusal):
        await bot.database.transact(plan_and_fail)
    await bot.live_until(START + HOUR)

    assert watched.done == []


async def test_a_job_that_fails_is_tried_again_and_remembers_why(bot, watched):
    watched.failures += [OSError("the source is away"), OSError("the source is away")]
    await enqueue(bot)

    await bot.live_until(START)

    found = await job(bot)
    assert (found.state, found.attempt, len(watched.done)) == (State.DONE, 3, 1)


async def test_between_two_attempts_it_waits_longer_each_time(database, watched):
    bot = Bot(database, watched, first_pause=0.3)
    watched.failures += [OSError(), OSError()]
    await enqueue(bot)
    start = bot.runtime.clock.elapsed()

    await bot.live_until(START)

    assert bot.runtime.clock.elapsed() - start >= 0.3 + 0.6


async def test_a_job_that_waits_for_its_next_attempt_is_not_moved_but_can_be_cancelled(database, watched):
    bot = Bot(database, watched, first_pause=60)
    watched.failures += [OSError()]
    await enqueue(bot)
    await bot.ticker.settle(patience=1)

    moved = await enqueue(bot, at=START + HOUR)
    found = await job(bot)
    cancelled = await bot.database.transact(lambda session: jobs.cancel(session, workspace="T1", key=found.key))

    assert (found.attempt, moved, found.run_at, cancelled) == (1, False, START, True)


async def test_a_job_that_fails_for_good_is_parked_with_its_reason_and_can_be_tried_anew(bot, watched, told):
    watched.failures += [OSError("no such source")] * 8
    await enqueue(bot)

    await bot.live_until(START)
    [parked] = await bot.database.read(lambda session: jobs.parked(session, "T1"))
    elsewhere = await bot.database.read(lambda session: jobs.parked(session, "T2"))
    await bot.database.transact(lambda session: jobs.retry(session, workspace="T1", key=parked.key))
    await bot.live_until(START + HOUR)

    assert (parked.reason, elsewhere) == ("OSError: no such source", [])
    assert [entry["reason"] for entry in told if entry["log_level"] == "error"] == ["OSError: no such source"]
    assert ((await job(bot)).state, len(watched.done)) == (State.DONE, 1)


async def test_what_is_refused_is_not_tried_again(bot, watched):
    watched.failures += [Refusal("ideas/closed")]
    await enqueue(bot)

    await bot.live_until(START)

    found = await job(bot)
    assert (found.state, found.attempt, "ideas/closed" in found.reason) == (State.PARKED, 1, True)


async def test_a_job_that_takes_too_long_is_cut_off(bot, watched):
    @watched.job("endless", late_at_most=None, takes_at_most=timedelta(seconds=0.01))
    async def wait_forever(job, runtime, outbox):
        await asyncio.Event().wait()

    await enqueue(bot, kind="endless")

    await bot.live_until(START)

    found = await job(bot)
    assert (found.state, "TimeoutError" in found.reason) == (State.PARKED, True)


async def test_a_slow_job_holds_no_other_up(bot, watched):
    release = asyncio.Event()

    @watched.job("slow", late_at_most=None)
    async def wait(job, runtime, outbox):
        await release.wait()

    await enqueue(bot, "a", kind="slow")
    await enqueue(bot, "b")

    await bot.ticker.tick()
    await asyncio.wait_for(watched.one_is_done.wait(), 5)

    assert (await job(bot, "a")).state == State.RUNNING
    release.set()


async def test_a_job_that_plans_the_next_one_is_followed_by_it(bot, watched):
    @watched.job("phase", late_at_most=None)
    async def move_on(job, runtime, outbox):
        await enqueue(bot, f"{job.key}+", at=job.now)

    await enqueue(bot, "phase", kind="phase")

    await bot.live_until(START)

    assert [done.key for done in watched.done] == ["phase+"]


async def test_many_workers_do_each_job_once(bot, watched, database_url):
    replicas = [Database(database_url) for _ in range(2)]
    bots = [bot, *(Bot(replica, watched) for replica in replicas)]
    for number in range(40):
        await enqueue(bot, f"k{number}")

    assert all(await asyncio.gather(*(each.ticker.settle(patience=20) for each in bots)))

    assert sorted(done.key for done in watched.done) == sorted(f"k{number}" for number in range(40))
    for replica in replicas:
        await replica.close()


async def test_a_process_that_stops_gives_its_jobs_back(bot, watched, database):
    entered = asyncio.Event()

    @watched.job("slow", late_at_most=None)
    async def first_slow_then_quick(job, runtime, outbox):
        if entered.is_set():
            return
        entered.set()
        await asyncio.Event().wait()

    await enqueue(bot, kind="slow")
    await bot.ticker.tick()
    await entered.wait()

    await bot.ticker.queue.close()
    given_back = (await job(bot)).state
    successor = Bot(database, watched)
    await successor.live_until(START)

    assert (given_back, (await job(bot)).state) == (State.WAITING, State.DONE)


async def test_the_work_of_a_job_that_ran_twice_happened_once(bot, watched):
    worked = []

    @watched.job("careful", late_at_most=None)
    async def work_then_fail(job, runtime, outbox):
        await runtime.database.transact(lambda _: worked.append(job.key), once=job.receipt)
        if job_failures:
            raise job_failures.pop()

    job_failures = [OSError("after the work was committed")]
    await enqueue(bot, kind="careful")

    await bot.live_until(START)

    assert ((await job(bot)).attempt, worked) == (2, ["retro:18:collect"])
