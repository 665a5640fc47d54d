"""The child process: what it answers, what becomes of it, and that the bot's own process stays small."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaizen.workshop import Workshop, WorkshopFailed
from sources.base import SourceError, Window

SWEEPER = Path(__file__).with_name("sweeper.py")


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    found = Workshop(pieces=2, idle=60, patience=10)
    yield found
    await found.close()


def is_running(pid: int | None) -> bool:
    return pid is not None and Path(f"/proc/{pid}").exists()


async def test_work_is_done_elsewhere(workshop: Workshop):
    assert await workshop.make("os:getpid") == workshop.pid != os.getpid()


async def test_what_is_raised_there_is_raised_here(workshop: Workshop, tmp_path):
    hour = Window(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC), timedelta(hours=1))

    with pytest.raises(SourceError, match=r"There is no file nowhere\.csv"):
        await workshop.make("sources.tables:series", str(tmp_path), "file=nowhere.csv time=t value=x", hour)
    with pytest.raises(ZeroDivisionError):
        await workshop.make("operator:truediv", 1, 0)


async def test_the_child_is_replaced_after_so_many_pieces(workshop: Workshop):
    children = [await workshop.make("os:getpid") for _ in range(5)]

    assert len(set(children)) == 3
    assert not is_running(children[0])


async def test_many_who_ask_at_once_get_their_own_answers(workshop: Workshop):
    answers = await asyncio.gather(*(workshop.make("math:factorial", number) for number in range(8)))

    assert answers == [1, 1, 2, 6, 24, 120, 720, 5040]


async def test_a_child_that_dies_fails_its_piece_only(workshop: Workshop):
    with pytest.raises(WorkshopFailed, match="_exit was not finished"):
        await workshop.make("os:_exit", 1)

    assert await workshop.make("math:factorial", 3) == 6


async def test_a_piece_that_takes_too_long_is_cut_off():
    hasty = Workshop(patience=0.5)
    with pytest.raises(WorkshopFailed, match="TimeoutError"):
        await hasty.make("time:sleep", 30)

    assert hasty.pid is None
    await hasty.close()


async def test_an_answer_never_goes_to_somebody_who_asked_something_else(workshop: Workshop):
    given_up = asyncio.create_task(workshop.make("time:sleep", 5))
    await asyncio.sleep(0.5)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)

    assert await workshop.make("math:factorial", 4) == 24


async def test_whoever_goes_away_while_a_large_answer_arrives_leaves_the_turn_to_the_next(workshop: Workshop):
    large = ("operator:mul", b"x", 100_000_000)
    await workshop.make("os:getpid")  # so that the child has begun
    began = time.monotonic()
    await workshop.make(*large)
    whole = time.monotonic() - began

    for part in (0.5, 0.6, 0.7, 0.8):
        await workshop.make("os:getpid")
        asking = asyncio.create_task(workshop.make(*large))
        await asyncio.sleep(part * whole)
        asking.cancel()
        async with asyncio.timeout(8):
            await asyncio.gather(asking, return_exceptions=True)

    assert await workshop.make("os:getpid") == workshop.pid


async def test_the_child_goes_when_nobody_needs_it():
    idle = Workshop(idle=0.2)
    child = await idle.make("os:getpid")

    async with asyncio.timeout(5):
        while is_running(child):
            await asyncio.sleep(0.05)

    assert idle.pid is None
    await idle.close()


def test_the_bots_own_process_never_loads_what_calculates(sqlite, tmp_path):
    """A whole sweep in a process of its own: two monitors read, judged and drawn."""
    url = sqlite.make()
    done = subprocess.run(
        [sys.executable, SWEEPER, url, tmp_path], capture_output=True, text=True, timeout=120, check=False
    )
    sqlite.drop(url)

    assert done.returncode == 0, done.stderr
    told = dict(line.split("=") for line in done.stdout.splitlines()[-3:])
    assert told["alerts"] == "1"
    assert told["pictures"] == "1"
    assert told["loaded"] == ""
