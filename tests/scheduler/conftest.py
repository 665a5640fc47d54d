"""A bot's sense of time, without its ears: database, clock, outbox, ticker, and jobs that can be watched."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session
from structlog.types import EventDict

from kaizen.clock import Clock
from kaizen.runtime import Runtime
from kaizen.schedules import CatchUp
from kaizen.sealing import Seal
from message_templates import render
from outbox import Outbox
from scheduler.queue import Embedded
from scheduler.ticking import Ticker
from scheduler.timetable import Due, Timetable, complete
from storage.database import Database

START = datetime(2035, 1, 2, tzinfo=UTC)
"""A Tuesday, far enough ahead that a clock which only goes forward can be set to it."""


class Watched(Timetable):
    """A timetable whose jobs note that they were done, and fail or dawdle on request."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[Due] = []
        self.one_is_done = asyncio.Event()
        self.failures: list[Exception] = []
        for kind, late_at_most, catch_up in (
            ("digest", timedelta(days=7), CatchUp.LATEST),
            ("reminder", timedelta(hours=3), CatchUp.LATEST),
            ("sweep", None, CatchUp.EVERY),
        ):
            self.job(kind, late_at_most=late_at_most, catch_up=catch_up)(self.do)

    async def do(self, job: Due, runtime: Runtime, outbox: Outbox) -> None:
        if self.failures:
            raise self.failures.pop()
        self.done.append(job)
        self.one_is_done.set()


class Bot:
    """One process of the bot, as far as time goes."""

    def __init__(
        self,
        database: Database,
        timetable: Timetable,
        *,
        start: datetime = START,
        first_pause: float = 0.001,
        grace: float = 15,
    ) -> None:
        clock = Clock()
        clock.move_to(start)
        self.runtime = Runtime(database, clock, Seal(b"key"))
        # Nobody listens at this address, and nothing here is ever said.
        client = AsyncWebClient(token="xoxb", base_url="http://127.0.0.1:9/api/")
        outbox = Outbox(database, client, clock=clock, render=render.message)
        patience = {"first_pause": timedelta(seconds=first_pause), "grace": timedelta(seconds=grace), "farewell": 0.1}
        queue = Embedded(self.runtime, outbox, timetable, **patience)
        self.ticker = Ticker(self.runtime, outbox, timetable=timetable, queue=queue)

    @property
    def database(self) -> Database:
        return self.runtime.database

    @property
    def now(self) -> datetime:
        return self.runtime.clock.now()

    async def live_until(self, moment: datetime) -> None:
        """Move the clock there at once, and do what is due then."""
        self.runtime.clock.move_to(moment)
        assert await self.ticker.settle(patience=10)


@asynccontextmanager
async def alive(database: Database, set_up: Callable[[Session], None]) -> AsyncIterator[Bot]:
    """A bot that does everything that comes due, in what *set_up* has made."""
    bot = Bot(database, complete())
    await database.transact(set_up)
    yield bot
    await bot.ticker.queue.close()


async def lives_until(bot: Bot, moment: datetime) -> None:
    """Let time pass, and stop wherever something is due; nobody listens to what is said."""
    last = bot.now
    while (coming := await bot.ticker.coming(last)) and coming.at <= moment:
        last = coming.at
        bot.runtime.clock.move_to(max(coming.at, bot.now))
        await works(bot)
    bot.runtime.clock.move_to(max(moment, bot.now))
    await works(bot)


async def works(bot: Bot) -> None:
    for _ in range(500):
        if not await bot.ticker.tick() and not await bot.ticker.queue.unfinished(bot.now):
            return
        await asyncio.sleep(0.005)
    raise TimeoutError


@pytest.fixture(autouse=True)
def told() -> Iterator[list[EventDict]]:
    """What the log was told."""
    with structlog.testing.capture_logs() as entries:
        yield entries


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
async def bot(database: Database, watched: Watched) -> AsyncIterator[Bot]:
    running = Bot(database, watched)
    yield running
    await running.ticker.queue.close()
