"""An idea from pain to done: said twice, promised, overdue, decided, and heard of in everybody's own hours."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import stage
from tests.stage import Actor, Scene

MONDAY = datetime(2035, 11, 19, 10, tzinfo=UTC)
"""London works, Tokyo has gone home, San Francisco sleeps."""
AMARA, TOM, KENJI = "U05AVAMBEKI", "U05B7KQTNZL", "U05H8NVDJSM"
PAIN = "p95 latency is 410 ms, and a third of it are repeated feature lookups."
FIGURES = {"latency_low": 60, "latency_likely": 90, "latency_high": 120}


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    async with stage.open(database_url, tmp_path, now=MONDAY) as found:
        yield found


async def modal(actor: Actor, callback: str) -> dict[str, Any]:
    for _ in range(200):
        stack = await actor.member.views()
        if stack and stack[-1]["callback_id"] == callback:
            return stack[-1]
        await asyncio.sleep(0.02)
    raise AssertionError(f"{callback} did not open within four seconds")


async def card(scene: Scene) -> dict[str, Any]:
    found = await Actor(scene, AMARA).reads()
    return next(message for message in found if "K-1 " in message["text"] and not message["ephemeral"])


async def private(actor: Actor, words: str) -> list[str]:
    return [message["text"] for message in await actor.reads_privately() if words in message["text"]]


async def moves(scene: Scene, actor: Actor, to: str, reason: str) -> None:
    await actor.clicks("ideas.move", await card(scene))
    await modal(actor, "ideas.move")
    await actor.submits(to=to, reason=reason)


async def test_an_idea_from_pain_to_done(scene: Scene):
    lead, author, voter = (Actor(scene, user) for user in (AMARA, TOM, KENJI))
    await lead.types("/kaizen team")
    await lead.submits()

    # Monday: Tom says what hurts, and reads who looks at it by when.
    await author.types("/kaizen idea")
    await author.submits(pain=PAIN, proposal="Cache the feature lookups.", areas=["latency"])
    await author.submits(**FIGURES)
    assert await private(author, f"<@{AMARA}> triages it by Mon 26 Nov 2035")

    # Kenji is about to say the same, and votes for Tom's idea instead.
    await voter.types("/kaizen idea")
    await voter.submits(pain="Feature lookups are repeated; p95 latency suffers.", areas=["latency"])
    await voter.member.click("ideas.join", view=(await voter.view())["id"])
    await modal(voter, "ideas.joined")
    await voter.submits()
    assert "1 vote" in (await card(scene))["text"]

    # Nobody looks at it for a week: Tom reads so, and Amara is reminded once, in her morning.
    await scene.moves_to(datetime(2035, 11, 26, 18, tzinfo=UTC))
    assert await private(author, f"nobody has. I remind <@{AMARA}>")
    assert await private(lead, "still new") == []
    await scene.moves_to(datetime(2035, 11, 27, 9, 30, tzinfo=UTC))
    assert len(await private(lead, "1 idea of team model-care was to be triaged by Mon 26 Nov 2035")) == 1
    assert await private(author, f"I have reminded <@{AMARA}>")

    # Tom mends a figure while he still may; then it is approved, and frozen.
    await author.member.click("ideas.edit", message=await own_message(author))
    await modal(author, "ideas.edit")
    await author.submits()
    await author.submits(latency_high=150)
    await moves(scene, lead, "approved", "Small, and we can measure it.")
    assert "60 to 150" in (await card(scene))["text"]
    assert await private(author, "New → Approved")
    assert "Edit" not in str((await author_message(author))["blocks"])

    # In Tokyo it is evening: Kenji hears of it in the morning.
    assert await private(voter, "New → Approved") == []
    await scene.moves_to(datetime(2035, 11, 28, 0, 5, tzinfo=UTC))
    assert len(await private(voter, "New → Approved")) == 1

    # It is done. Nobody was reminded again.
    await scene.moves_to(datetime(2035, 11, 28, 10, tzinfo=UTC))
    await moves(scene, author, "in_progress", "Begun.")
    await moves(scene, author, "done", "p95 is 318 ms.")
    await scene.moves_to(datetime(2035, 12, 4, 12, tzinfo=UTC))
    finished = await card(scene)
    assert "Done, 1 vote" in finished["text"]
    assert [block["type"] for block in finished["blocks"]].count("actions") == 0
    assert len(await private(lead, "still new")) == 1
    assert [len(await private(voter, words)) for words in ("→ In progress", "→ Done")] == [1, 1]


async def author_message(author: Actor) -> dict[str, Any]:
    return next(message for message in await author.reads_privately() if "Saved as K-1" in message["text"])


async def own_message(author: Actor) -> dict[str, Any]:
    """Where a click on it happens."""
    return {"channel": await author.member.direct(), "ts": (await author_message(author))["ts"]}
