"""``kill -9`` around a post, then a start: the message is there once each time."""

import asyncio
import signal

import pytest
from sqlmodel import select

from kaizen.announcements import Announcement, InChannel, Outcome
from kaizen.clock import Clock
from outbox import storing
from storage.messages import Delivery, State
from tests.outbox import voice
from tests.outbox.conftest import CHANNEL, a_process


async def announce(database, slack, text: str = "Good morning") -> None:
    outcome = Outcome(slack.slack.workspace.id, [Announcement("plain", "k", InChannel(CHANNEL), text)])
    await database.transact(lambda session: storing.store(session, outcome, render=voice.render, now=Clock().now()))


async def states(database) -> list[str]:
    return list(await database.read(lambda session: session.exec(select(Delivery.state)).all()))


async def until_sent(database) -> None:
    async with asyncio.timeout(20):
        for _ in range(1000):
            if await states(database) == [State.SENT]:
                return
            await asyncio.sleep(0.02)


async def is_posted_after_a_new_start(database, database_url, slack) -> None:
    async with a_process(database_url, slack, "never"):
        await until_sent(database)


@pytest.mark.parametrize("moment", ["before", "between"])
async def test_killed_around_the_call_the_message_is_posted_once(database, database_url, slack, reader, moment):
    await announce(database, slack)
    async with a_process(database_url, slack, moment) as process:
        await asyncio.wait_for(process.wait(), 20)
    left = (process.returncode, await states(database), await reader.texts())

    await is_posted_after_a_new_start(database, database_url, slack)

    already_there = {"before": [], "between": ["Good morning"]}[moment]
    assert left == (-signal.SIGKILL, [State.SENDING], already_there)
    assert await reader.texts() == ["Good morning"]


async def test_killed_after_it_was_recorded_the_message_is_posted_once(database, database_url, slack, reader):
    await announce(database, slack)
    async with a_process(database_url, slack, "never") as process:
        await until_sent(database)
        process.kill()
        await process.wait()

    await is_posted_after_a_new_start(database, database_url, slack)
    await asyncio.sleep(1)

    assert await reader.texts() == ["Good morning"]
    assert len(await reader.calls("chat.postMessage")) == 1


async def test_killed_while_slack_takes_its_time_the_message_is_posted_once(database, database_url, slack, reader):
    await slack.visitor.fault("slow", "chat.postMessage", seconds=1.2)
    await announce(database, slack)
    async with a_process(database_url, slack, "never") as process:
        async with asyncio.timeout(20):
            while await states(database) != [State.SENDING]:
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        process.kill()
        await process.wait()

    await is_posted_after_a_new_start(database, database_url, slack)

    assert await reader.texts() == ["Good morning"]


async def test_killed_after_the_post_the_newest_words_are_shown_in_the_end(database, database_url, slack, reader):
    await announce(database, slack, "0 votes")
    async with a_process(database_url, slack, "between") as process:
        await asyncio.wait_for(process.wait(), 20)

    await announce(database, slack, "1 vote")
    async with a_process(database_url, slack, "never"):
        await asyncio.wait_for(_until_shown(reader, ["1 vote"]), 20)

    assert await reader.texts() == ["1 vote"]


async def _until_shown(reader, texts: list[str]) -> None:
    while await reader.texts() != texts:
        await asyncio.sleep(0.05)


async def test_replicas_that_run_while_one_is_killed_post_everything_once(database, database_url, slack, reader):
    announcements = [Announcement("plain", str(n), InChannel(CHANNEL), f"post {n}") for n in range(6)]
    outcome = Outcome(slack.slack.workspace.id, announcements)
    await database.transact(lambda session: storing.store(session, outcome, render=voice.render, now=Clock().now()))

    await slack.visitor.fault("slow", "chat.postMessage", seconds=2)  # its call lasts until the other one runs

    async with asyncio.timeout(60), a_process(database_url, slack, "between") as mortal:
        while State.SENDING not in await states(database):
            await asyncio.sleep(0.01)
        async with a_process(database_url, slack, "never"):
            await mortal.wait()
            while set(await states(database)) != {State.SENT}:
                await asyncio.sleep(0.05)

    assert sorted(await reader.texts()) == [f"post {n}" for n in range(6)]
