"""Every occurrence becomes one job, whatever the clocks do and however many look at them."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from kaizen import schedules
from kaizen.schedules import EVERY_DAY, Interval, WallClock
from scheduler.timetable import Timetable
from storage import jobs
from storage.database import Database
from storage.schedules import Occurrence
from tests.scheduler.conftest import START, Bot, Watched

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MONDAYS = WallClock(time(9), "Europe/Berlin", (0,))


async def plan(bot: Bot, at, *, kind: str = "digest", subject: str = "team:3") -> datetime:
    wish = partial(schedules.plan, workspace="T1", kind=kind, subject=subject, at=at, now=bot.now)
    return await bot.database.transact(wish)


async def all_jobs(bot: Bot) -> list[jobs.Job]:
    return list(await bot.database.read(lambda session: session.exec(select(jobs.Job).order_by(jobs.Job.id)).all()))


async def test_a_job_hears_what_when_and_for_whom(bot, watched):
    await plan(bot, MONDAYS)

    await bot.live_until(datetime(2035, 1, 8, 8, 0, 30, tzinfo=UTC))

    [job] = watched.done
    assert (job.kind, job.subject, job.occurrence) == ("digest", "team:3", "2035-01-08")
    assert job.at == datetime(2035, 1, 8, 8, tzinfo=UTC)
    assert timedelta(seconds=30) <= job.late < timedelta(seconds=40)


async def test_before_its_time_nothing_happens_and_after_it_nothing_more(bot, watched):
    await plan(bot, MONDAYS)

    await bot.live_until(datetime(2035, 1, 8, 7, 59, tzinfo=UTC))
    before = len(watched.done)
    for minute in range(3):
        await bot.live_until(datetime(2035, 1, 8, 8, minute, tzinfo=UTC))

    assert (before, len(watched.done)) == (0, 1)


@pytest.mark.parametrize(
    ("zone", "at", "sunday"),
    [
        ("Europe/Berlin", time(2, 30), date(2035, 3, 25)),  # an hour is left out
        ("Europe/Berlin", time(2, 30), date(2035, 10, 28)),  # an hour comes twice
        ("America/New_York", time(2, 30), date(2035, 3, 11)),
        ("America/New_York", time(1, 30), date(2035, 11, 4)),
        ("Australia/Lord_Howe", time(2, 15), date(2035, 10, 7)),  # half an hour, here
        ("Australia/Lord_Howe", time(1, 45), date(2035, 4, 1)),
    ],
)
async def test_once_a_day_is_once_a_day_when_the_hour_changes(bot, watched, zone, at, sunday):
    friday, saturday, monday = (
        datetime.combine(sunday + days * DAY, time(12), ZoneInfo(zone)).astimezone(UTC) for days in (-2, -1, 1)
    )
    the_night = [saturday + 10 * HOUR + number * HOUR / 2 for number in range(16)]
    bot.runtime.clock.move_to(friday)
    await plan(bot, WallClock(at, zone))

    for moment in (saturday, *the_night, monday):
        bot.runtime.clock.move_to(moment)
        await bot.ticker.tick()
    assert await bot.ticker.settle(patience=10)

    assert [job.occurrence for job in watched.done] == [str(sunday - DAY), str(sunday), str(sunday + DAY)]


async def test_after_five_weeks_away_there_is_one_digest_and_it_knows_how_late_it_is(bot, watched):
    await plan(bot, MONDAYS)

    await bot.live_until(START + 5 * 7 * DAY + 3 * DAY)

    [job] = watched.done
    assert (job.occurrence, job.late.days) == ("2035-02-05", 3)


async def test_a_reminder_that_comes_too_late_is_dropped_with_its_reason(bot, watched):
    await plan(bot, WallClock(time(9), "UTC"), kind="reminder")

    await bot.live_until(START + 9 * HOUR + 4 * HOUR)

    [job] = await all_jobs(bot)
    assert (watched.done, job.state) == ([], jobs.State.DROPPED)
    assert "late" in job.reason


async def test_where_every_occurrence_counts_none_is_left_out(bot, watched):
    await plan(bot, Interval(HOUR, START), kind="sweep")

    await bot.live_until(START + 30 * HOUR + HOUR / 2)

    assert sorted(job.at for job in watched.done) == [START + number * HOUR for number in range(1, 31)]


async def test_two_tickers_at_once_make_one_job_of_an_occurrence(bot, watched, database_url):
    replicas = [Database(database_url) for _ in range(2)]
    bots = [bot, *(Bot(replica, watched) for replica in replicas)]
    for number in range(5):
        await plan(bot, WallClock(time(9), "UTC"), subject=f"team:{number}")

    for day in range(4):
        for each in bots:
            each.runtime.clock.move_to(START + day * DAY + 9 * HOUR)
        await asyncio.gather(*(each.ticker.tick() for each in bots for _ in range(3)))
    for each in bots:
        assert await each.ticker.settle(patience=10)

    found = [(job.subject, job.occurrence) for job in watched.done]
    assert len(found) == len(set(found)) == 20
    for replica in replicas:
        await replica.close()


async def test_a_kind_that_nobody_here_knows_waits_for_a_replica_that_does(bot, watched, database):
    await plan(bot, MONDAYS)
    stranger = Bot(database, Timetable())

    await stranger.live_until(START + 8 * DAY)
    before = await all_jobs(bot)
    await bot.live_until(START + 8 * DAY)

    assert (before, len(watched.done)) == ([], 1)


async def test_what_comes_due_next_is_told_with_everything_at_that_instant(bot):
    await plan(bot, WallClock(time(9), "UTC"), subject="team:1")
    await plan(bot, WallClock(time(10), "Europe/Berlin"), subject="team:2")
    nine = START + 9 * HOUR
    await bot.database.transact(
        lambda session: jobs.enqueue(session, workspace="T1", kind="reminder", key="retro:18", run_at=nine)
    )

    coming = await bot.ticker.coming(START)
    later = await bot.ticker.coming(nine)

    assert (coming.at, set(coming.what)) == (nine, {"digest team:1", "digest team:2", "reminder retro:18"})
    assert later is None or later.at > nine


async def test_nothing_more_comes_where_nothing_is_planned(bot):
    assert await bot.ticker.coming(START) is None


async def test_the_pulse_ticks_by_itself(bot, watched):
    await plan(bot, WallClock(time(9), "UTC", EVERY_DAY))
    bot.runtime.clock.move_to(START + 9 * HOUR)

    async with bot.ticker.running(), asyncio.timeout(10):
        await watched.one_is_done.wait()

    assert watched.done[0].occurrence == "2035-01-02"


async def test_the_traces_of_a_forgotten_schedule_are_gone_and_its_job_is_not_repeated(bot, watched):
    await plan(bot, MONDAYS)
    await bot.live_until(START + 8 * DAY)
    ended = partial(schedules.forget, workspace="T1", kind="digest", subject="team:3")

    await bot.database.transact(ended)
    await plan(bot, WallClock(time(10), "Europe/Berlin", (1,)))
    await bot.live_until(START + 15 * DAY)

    traces = await bot.database.read(lambda session: session.exec(select(Occurrence.occurrence)).all())
    assert (traces, [job.occurrence for job in watched.done]) == (["2035-01-16"], ["2035-01-08", "2035-01-16"])


def test_watching_is_a_timetable_of_its_own():
    assert set(Watched()) == {"digest", "reminder", "sweep"}
