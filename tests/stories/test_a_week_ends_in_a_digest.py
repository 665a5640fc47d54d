"""A team is set up, submits an idea, and reads its week: told with the page's clock."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import stage
from tests.stage import Scene

THURSDAY = datetime(2035, 11, 22, 10, tzinfo=UTC)
TUESDAY = datetime(2035, 11, 27, 0, tzinfo=UTC)
"""When Monday has ended for everybody in San Francisco, London, Bengaluru and Tokyo."""


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    async with stage.open(database_url, tmp_path, now=THURSDAY) as found:
        yield found


async def digests(scene: Scene) -> list[str]:
    return [m["text"] for m in await scene.somebody(0).reads() if not m["ephemeral"] and "The week of" in m["text"]]


async def test_a_week_ends_in_a_digest(scene: Scene):
    lead = scene.somebody(0)
    await lead.types("/kaizen team")
    await lead.submits()
    await lead.types("/kaizen idea")
    await lead.submits(pain="Labels come late.", proposal="Ask for them earlier.", areas=["time"])
    await lead.submits(time_sureness="unknown")

    await scene.moves_to(TUESDAY - timedelta(minutes=1))
    before = await digests(scene)
    stops = await scene.moves_to(TUESDAY + timedelta(days=6))
    first = await digests(scene)
    await scene.moves_to(TUESDAY + timedelta(days=8))

    assert before == []
    assert any("a team's digest is due" in stop["what"] for stop in stops)
    assert len(first) == 1
    assert "1 new idea, none decided, none done" in first[0]
    assert "Oldest undecided: K-1" in first[0]
    assert len(await digests(scene)) == 2
