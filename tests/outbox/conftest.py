"""A workspace on localhost, and an outbox that speaks to it, impatient enough for tests."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import col, select

import local_slack
from kaizen.announcements import Announcement, Audience, InChannel, Outcome
from kaizen.clock import Clock
from local_slack import Running
from outbox import Outbox
from storage.database import Database
from storage.messages import Delivery, State
from tests.outbox import voice

CHANNEL = "C05MODELCAR"
ROOT = Path(__file__).parents[2]
PERSON = "U05AVAMBEKI"
QUICK = {"rate_limits": False, "file_processing_seconds": 0.1}


@dataclass
class Desk:
    """One process of the bot, as far as speaking goes."""

    outbox: Outbox
    database: Database
    workspace: str

    async def say(self, text: str, *, key: str = "", to: Audience | None = None) -> None:
        """Announce *text*; without a *key* it is a message of its own."""
        await self.say_all([Announcement("plain", key or text, to or InChannel(CHANNEL), text)])

    async def until(self, state: State) -> None:
        """Wait until some delivery is in that state."""
        async with asyncio.timeout(30):
            while state not in await self.states():
                await asyncio.sleep(0.01)

    async def states(self) -> list[str]:
        """How far each delivery is, the first one first."""
        asked = select(Delivery.state).order_by(col(Delivery.id))
        return list(await self.database.read(lambda session: session.exec(asked).all()))

    async def say_all(self, announcements: Sequence[Announcement]) -> None:
        outcome = Outcome(self.workspace, announcements)
        await self.database.transact(lambda session: self.outbox.store(session, outcome))
        self.outbox.wake()


@dataclass
class Reader:
    """What a member sees."""

    slack: Running

    async def texts(self, channel: str = CHANNEL, thread: str | None = None) -> list[str]:
        found = await self.slack.member(PERSON).messages(channel, thread=thread)
        return [message["text"] for message in found]

    async def calls(self, method: str) -> list[dict[str, Any]]:
        return [entry for entry in await self.slack.visitor.timeline() if entry["what"] == method]

    async def until(self, texts: list[str], channel: str = CHANNEL) -> None:
        """Wait until exactly these messages are there."""
        async with asyncio.timeout(30):
            while await self.texts(channel) != texts:
                await asyncio.sleep(0.01)

    async def seconds_until_called(self, method: str, times: int) -> float:
        """How long it takes until the app has called *method* so often and was answered."""
        start = time.monotonic()
        async with asyncio.timeout(30):
            while len(await self.calls(method)) < times:
                await asyncio.sleep(0.005)
        return time.monotonic() - start


@asynccontextmanager
async def a_process(
    database_url: str, slack: Running, moment: str, method: str = "chat.postMessage"
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A sender in a process of its own, which dies at that moment."""
    arguments = ("-m", "tests.outbox.process", database_url, slack.api_url, slack.bot_token, moment, method)
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture
async def slack() -> AsyncIterator[Running]:
    async with local_slack.running(manifest=voice.MANIFEST, **QUICK) as running:
        yield running


@pytest.fixture
def reader(slack: Running) -> Reader:
    return Reader(slack)


@pytest.fixture
def open_desk(slack: Running, database: Database) -> Callable[..., AbstractAsyncContextManager[Desk]]:
    """Opens another desk on the same database, as another replica would."""

    @asynccontextmanager
    async def opened(
        *, answer_within: int = 10, grace: float = 0.3, patience: float = 10, api_url: str = ""
    ) -> AsyncIterator[Desk]:
        client = AsyncWebClient(slack.bot_token, base_url=api_url or slack.api_url, timeout=answer_within)
        outbox = Outbox(database, client, clock=Clock(), render=voice.render, grace=grace, patience=patience)
        sender = asyncio.create_task(outbox.run())
        try:
            yield Desk(outbox, database, slack.slack.workspace.id)
        finally:
            sender.cancel()
            with suppress(asyncio.CancelledError):
                await sender

    return opened


@pytest.fixture
async def desk(open_desk: Callable[..., AbstractAsyncContextManager[Desk]]) -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened
