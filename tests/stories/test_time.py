"""A bell that rings every working day at nine in London, in a real bot, while somebody moves the clock on the page."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest

import local_slack
from bot import running
from bot.wiring import Bot
from kaizen import schedules
from kaizen.announcements import Announcement, InChannel, Outcome
from kaizen.schedules import WORKING_DAYS, WallClock
from message_templates.ideas.views import Moved
from scheduler.timetable import TIMETABLE
from tests import stage

START = datetime(2035, 3, 19, 12, tzinfo=UTC)
"""A Monday at noon; on the Sunday after it, London's clocks go forward."""

CHANNEL = "C05MODELCAR"
KIND = "tests.bell"


async def ring(job, runtime, outbox) -> None:
    """Say once which day it is, and how late that comes."""
    reason = f"It is {job.occurrence}, {job.late // timedelta(hours=1)} hours late."
    view = Moved(1, 1, "The bell", "silent", "ringing", "🔔", "U05AVAMBEKI", reason, CHANNEL)
    said = Outcome(job.workspace, [Announcement("ideas/moved", job.key, InChannel(CHANNEL), view)])
    await runtime.database.transact(lambda session: outbox.store(session, said), once=job.receipt)


@pytest.fixture(autouse=True)
def bell() -> Iterator[None]:
    TIMETABLE.job(KIND, late_at_most=timedelta(days=7))(ring)
    yield
    del TIMETABLE._kinds[KIND]


@pytest.fixture
async def slack() -> AsyncIterator[local_slack.Running]:
    async with local_slack.running(manifest=stage.MANIFEST, now=START, rate_limits=False) as workspace:
        yield workspace


@asynccontextmanager
async def a_bot(slack, database_url, folder) -> AsyncIterator[Bot]:
    """A whole bot that follows the workspace's clock, and rings."""
    settings = stage.settings(slack, database_url, folder, team_clock_url=slack.url)
    async with running.at_work(settings) as bot:
        at = WallClock(time(9), "Europe/London", WORKING_DAYS)
        wish = {"workspace": slack.slack.workspace.id, "kind": KIND, "subject": "team:1", "at": at}
        await bot.runtime.database.transact(partial(schedules.plan, **wish, now=bot.runtime.clock.now()))
        yield bot


async def moved(slack, **wish) -> list[str]:
    """Move the clock as the page does; when it stopped on its way."""
    await slack.visitor.post("clock/move", **wish)
    for _ in range(3000):
        clock = await slack.visitor.get("clock")
        if not clock["moving"]:
            return [stop["at"] for stop in clock["last_move"]]
        await asyncio.sleep(0.02)
    raise TimeoutError(clock)


async def heard(slack) -> list[tuple[str, str]]:
    """When each message was posted, by Slack's clock, and the end of what it says."""
    found = await slack.member("U05AVAMBEKI").messages(CHANNEL)
    return [
        (f"{datetime.fromtimestamp(float(message['ts']), UTC):%a %H:%M}", message["text"].partition("It is ")[2])
        for message in found
        if "The bell" in message["text"]
    ]


async def test_a_week_in_london_over_the_change_of_the_hour(slack, database_url, tmp_path):
    async with a_bot(slack, database_url, tmp_path):
        tomorrow = await moved(slack, by_seconds=24 * 3600)
        week = await moved(slack, until="next-tuesday-12:00", zone="Europe/London")

    assert tomorrow == ["2035-03-20T09:00:00+00:00"]
    assert [stop[8:16] for stop in week] == ["21T09:00", "22T09:00", "23T09:00", "26T08:00", "27T08:00"]
    assert await heard(slack) == [
        ("Tue 09:00", "2035-03-20, 0 hours late."),
        ("Wed 09:00", "2035-03-21, 0 hours late."),
        ("Thu 09:00", "2035-03-22, 0 hours late."),
        ("Fri 09:00", "2035-03-23, 0 hours late."),
        ("Mon 08:00", "2035-03-26, 0 hours late."),
        ("Tue 08:00", "2035-03-27, 0 hours late."),
    ]


async def test_a_bot_that_was_away_for_five_weeks_rings_once_and_says_how_late(slack, database_url, tmp_path):
    async with a_bot(slack, database_url, tmp_path):
        pass
    await moved(slack, by_seconds=(5 * 7 * 24 + 1) * 3600)

    async with a_bot(slack, database_url, tmp_path) as successor:
        assert await successor.ticker.settle(patience=20)

    assert await heard(slack) == [("Mon 13:00", "2035-04-23, 5 hours late.")]
