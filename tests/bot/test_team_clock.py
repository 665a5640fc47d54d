"""The page moves the clock, and the bot walks there; everything over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial

import aiohttp
import pytest

import local_slack
from bot import team_clock
from bot.settings import SettingsWrong
from kaizen import schedules
from kaizen.schedules import WallClock
from storage import jobs
from tests import stage
from tests.scheduler.conftest import START, Bot, Watched

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def slack() -> AsyncIterator[local_slack.Running]:
    async with local_slack.running(manifest=stage.MANIFEST, now=START) as running:
        yield running


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
async def bot(database, watched) -> AsyncIterator[Bot]:
    running = Bot(database, watched)
    yield running
    await running.ticker.queue.close()


@asynccontextmanager
async def following(bot: Bot, slack) -> AsyncIterator[None]:
    await team_clock.read(slack.url, bot.runtime.clock)
    async with team_clock.followed(slack.url, bot.runtime.clock, bot.ticker):
        yield


async def plan_days(bot: Bot, at: time) -> None:
    wish = partial(schedules.plan, workspace="T1", kind="digest", subject="team:3", now=bot.now)
    await bot.database.transact(lambda session: wish(session, at=WallClock(at, "UTC")))


async def arrived(slack, **wish) -> list[dict[str, str]]:
    """Wish as the page does, wait until the clock stands still, and tell where it stopped."""
    await slack.visitor.post("clock/move", **wish)
    async with asyncio.timeout(30):
        while (clock := await slack.visitor.get("clock"))["moving"]:
            await asyncio.sleep(0.02)
    return clock["last_move"]


def near(moment: datetime, expected: datetime) -> bool:
    """Both clocks go on while we look."""
    return timedelta(seconds=-2) <= moment - expected < timedelta(seconds=20)


async def test_a_day_stops_at_every_due_instant_and_arrives(bot, slack, watched):
    await plan_days(bot, time(9))
    for key, hours in (("remind ana", 7), ("remind ben", 9), ("too far", 30)):
        planned = partial(jobs.enqueue, workspace="T1", kind="reminder", key=key, run_at=START + hours * HOUR)
        await bot.database.transact(planned)

    async with following(bot, slack):
        stops = await arrived(slack, to=(START + DAY).isoformat())

    assert [(stop["at"], stop["what"]) for stop in stops] == [
        ("2035-01-02T07:00:00+00:00", "reminder remind ana"),
        ("2035-01-02T09:00:00+00:00", "digest team:3"),
        ("2035-01-02T09:00:00+00:00", "reminder remind ben"),
    ]
    assert near(bot.now, START + DAY)
    assert near(slack.slack.clock.now(), START + DAY)
    assert all(near(job.now, job.at) for job in watched.done)
    assert len(watched.done) == 3


async def test_what_a_job_plans_for_later_is_a_stop_too(bot, slack, watched):
    @watched.job("phase", late_at_most=None)
    async def plan_the_reminder(job, runtime, outbox):
        next_one = partial(jobs.enqueue, workspace="T1", kind="reminder", key="next", run_at=job.at + HOUR)
        await runtime.database.transact(next_one)

    await bot.database.transact(
        partial(jobs.enqueue, workspace="T1", kind="phase", key="collect", run_at=START + 2 * HOUR)
    )

    async with following(bot, slack):
        stops = await arrived(slack, by_seconds=6 * 3600)

    assert [stop["what"] for stop in stops] == ["phase collect", "reminder next"]
    assert [job.at for job in watched.done] == [START + 3 * HOUR]


async def test_the_way_to_next_monday_has_a_stop_each_day(bot, slack, watched):
    await plan_days(bot, time(9))

    async with following(bot, slack):
        stops = await arrived(slack, until="next-monday-08:00", zone="UTC")

    assert [stop["at"][:10] for stop in stops] == [f"2035-01-{day:02}" for day in range(2, 8)]
    assert near(bot.now, datetime(2035, 1, 8, 8, tzinfo=UTC))


async def test_each_occurrence_runs_while_one_walks_where_an_outage_would_leave_only_the_latest(bot, slack, watched):
    await plan_days(bot, time(9))

    async with following(bot, slack):
        await arrived(slack, to=(START + 5 * DAY).isoformat())

    assert [job.late < timedelta(seconds=20) for job in watched.done] == [True] * 5


async def test_a_second_wish_on_the_way_is_refused_kindly(bot, slack, watched):
    entered, release = asyncio.Event(), asyncio.Event()

    @watched.job("slow", late_at_most=None)
    async def wait(job, runtime, outbox):
        entered.set()
        await release.wait()

    await bot.database.transact(partial(jobs.enqueue, workspace="T1", kind="slow", key="k", run_at=START + HOUR))

    async with following(bot, slack), aiohttp.ClientSession() as page:
        driver = slack.slack.moving["driver"]
        wish = {"to": (START + DAY).isoformat()}
        first = asyncio.create_task(_posted(page, driver, wish))
        await asyncio.wait_for(entered.wait(), 10)
        second = await _posted(page, driver, wish)
        release.set()
        answered = await first

    assert (second[0], second[1]["error"]) == (409, "already_moving")
    assert (answered[0], len(answered[1]["stops"])) == (200, 1)


@pytest.mark.parametrize("wish", [{}, {"to": "soon"}, {"to": None}, []])
async def test_a_wish_that_is_none_is_answered_with_how_to_say_it(bot, slack, wish):
    async with following(bot, slack), aiohttp.ClientSession() as page:
        status, body = await _posted(page, slack.slack.moving["driver"], wish)

    assert (status, body["error"]) == (400, "invalid_time")
    assert near(bot.now, START)


async def test_a_path_that_somebody_guesses_moves_nothing(bot, slack):
    async with following(bot, slack), aiohttp.ClientSession() as page:
        base = slack.slack.moving["driver"].rpartition("/")[0]
        async with page.post(f"{base}/guessed", json={"to": (START + DAY).isoformat()}) as answer:
            status = answer.status

    assert (status, near(bot.now, START)) == (404, True)


async def test_a_job_that_does_not_finish_does_not_hold_the_clock_for_ever(bot, slack, watched):
    @watched.job("endless", late_at_most=None)
    async def wait(job, runtime, outbox):
        await asyncio.Event().wait()

    await bot.database.transact(partial(jobs.enqueue, workspace="T1", kind="endless", key="k", run_at=START + HOUR))
    async with aiohttp.ClientSession(base_url=f"{slack.url}/") as workspace:
        walker = team_clock.Walker(bot.runtime.clock, bot.ticker, workspace, patience=0.3)

        stops = await walker.walk(START + 3 * HOUR)

    assert [stop.what for stop in stops] == ["endless k (not finished yet)"]
    assert near(bot.now, START + 3 * HOUR)


async def test_a_bot_that_starts_anew_reads_the_clock_again(slack, database, watched):
    await slack.visitor.put("clock", now=(START + 40 * DAY).isoformat())
    successor = Bot(database, watched)

    await team_clock.read(slack.url, successor.runtime.clock)

    assert near(successor.now, START + 40 * DAY)


async def test_a_workspace_may_replay_a_year_that_is_over(database, watched):
    bygone = datetime(2021, 5, 24, 8, tzinfo=UTC)
    async with local_slack.running(manifest=stage.MANIFEST, now=bygone) as slack:
        bot = Bot(database, watched)
        await team_clock.read(slack.url, bot.runtime.clock)

        assert near(bot.now, bygone)
        assert bot.runtime.clock.began_in_the_past
        await bot.ticker.queue.close()


async def test_what_came_due_while_the_bot_was_away_is_the_first_stop(bot, slack, watched):
    await plan_days(bot, time(9))
    await slack.visitor.put("clock", now=(START + 2 * DAY).isoformat())

    async with following(bot, slack):
        await arrived(slack, to=(START + 2 * DAY + HOUR).isoformat())

    assert [job.occurrence for job in watched.done] == ["2035-01-03"]


async def test_a_bot_that_leaves_takes_its_address_back(bot, slack):
    async with following(bot, slack):
        during = (await slack.visitor.get("clock"))["driver"]

    assert (during, (await slack.visitor.get("clock"))["driver"]) == (True, False)


async def test_where_no_workspace_tells_the_time_the_start_says_so(bot):
    with pytest.raises(SettingsWrong, match=r"KAIZEN_TEAM_CLOCK_URL is http://127\.0\.0\.1:9"):
        await team_clock.read("http://127.0.0.1:9", bot.runtime.clock)


async def _posted(page: aiohttp.ClientSession, url: str, wish) -> tuple[int, dict]:
    async with page.post(url, json=wish) as answer:
        return answer.status, await answer.json()
