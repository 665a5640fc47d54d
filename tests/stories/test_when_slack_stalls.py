"""Slack takes its time, loses answers, repeats itself; people notice nothing of it."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests import stage
from tests.handlers.test_ideas import submit_an_idea, the_card
from tests.stage import Scene

STALL = 10.0


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    async with stage.open(database_url, tmp_path) as found:
        yield found


async def test_votes_are_acknowledged_while_posting_is_stalled(scene: Scene):
    await submit_an_idea(scene)
    card = await the_card(scene)
    await scene.slack.visitor.fault("slow", "chat.postMessage", seconds=STALL)
    stalled = time.monotonic()
    await submit_an_idea(scene, 1)

    voters = [scene.somebody(number) for number in range(len(scene.members))]
    votes = await asyncio.gather(*(voter.clicks("ideas.vote", card) for voter in voters))

    assert time.monotonic() - stalled < STALL, "the votes waited for the stalled post"
    assert all(vote["ok"] for vote in votes)


async def test_a_lost_answer_posts_the_card_once(scene: Scene):
    scene.bot.outbox._grace = timedelta(seconds=0.2)
    await scene.slack.visitor.fault("lost_reply", "chat.postMessage")

    await submit_an_idea(scene)

    async with asyncio.timeout(20):
        while not (await scene.bot.outbox.drained(1)):
            await asyncio.sleep(0.05)
    cards = [m for m in await scene.somebody(0).reads() if "K-1" in m["text"]]
    assert len(cards) == 1


async def test_the_same_submission_twice_is_one_idea(scene: Scene):
    somebody = scene.somebody(0)
    await somebody.types("/kaizen idea")
    await somebody.submits(pain="p95 is 410 ms.", areas=["latency"])
    typed = {"latency_low": 60, "latency_likely": 90, "latency_high": 120}

    await asyncio.gather(somebody.submits(**typed), somebody.submits(**typed), return_exceptions=True)

    assert len([m for m in await somebody.reads() if "K-" in m["text"]]) == 1
