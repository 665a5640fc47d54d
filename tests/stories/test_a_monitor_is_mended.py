"""A metric without a stable baseline gets another one, alerts by it, and is stopped: as its owner lives through it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import stage
from tests.stage import Actor, Scene

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = NOW.date() - timedelta(days=90)
STEP = 20
"""Days after which the metric went to another level."""

TABLE = """name,source,question,every,baseline,label_delay
Latency,files,file=latency.csv time=day value=ms,day,40,0
"""


def figures(days: int) -> str:
    """Two levels; day 70 lies beyond the limits of the newer one, and so does the last of more than 90 days."""
    lines = []
    for number in range(days):
        level = 200 if number < STEP else 100
        jump = 80 if number == 70 or (days > 90 and number == days - 1) else 0
        lines.append(f"{FIRST + timedelta(days=number)},{level + (number * 37) % 11 + jump}")
    return "\n".join(["day,ms", *lines]) + "\n"


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "latency.csv").write_text(figures(90))
    async with stage.open(database_url, tmp_path, files_dir=tmp_path / "files", now=NOW) as found:
        yield found


async def hears(person: Actor, words: str, *, thread: str | None = None) -> dict[str, Any]:
    async with asyncio.timeout(30):
        while not (found := [m for m in await person.reads(thread=thread) if words in m["text"]]):
            await asyncio.sleep(0.05)
    return found[-1]


async def test_another_baseline_is_chosen_alarms_about_nothing_old_and_the_monitor_is_stopped_with_its_alert(
    scene: Scene, tmp_path: Path
):
    owner = scene.somebody(1)
    await owner.types("/kaizen team")
    await owner.submits()
    await owner.types("/kaizen monitor")
    await owner.submits(table=TABLE)

    told = await hears(owner, "needs you")
    said = await hears(owner, "I do not alert on it, because limits would mean nothing")
    assert "choose another baseline, or a longer interval" in told["text"]
    assert "can choose another baseline" in said["text"]

    first, last = FIRST + timedelta(days=STEP), FIRST + timedelta(days=STEP + 39)
    await owner.clicks("monitors.change", said)
    await owner.submits(points="", first=first.isoformat(), last=last.isoformat())

    kept = await hears(owner, "Saved: Latency (baseline)")
    assert "nothing old is alarmed about anew" in kept["text"]
    assert "90 readings" in (await hears(owner, "What the source answered"))["text"]
    edited = await hears(owner, "another baseline was chosen, and it is stable")
    assert edited["ts"] == said["ts"]
    assert "chose another baseline" not in str(edited["blocks"])
    assert not [m for m in await owner.reads() if "above its upper limit" in m["text"]], "day 70 is history"

    (tmp_path / "files" / "latency.csv").write_text(figures(92))
    await scene.moves_to(NOW + 2 * DAY)
    alert = await hears(owner, "above its upper limit")

    await owner.types("/kaizen monitors")
    listed = (await owner.reads())[-1]
    [block] = [each for each in listed["blocks"] if "accessory" in each]
    [stop] = [each for each in block["accessory"]["options"] if each["text"]["text"].startswith("Stop")]
    await owner.clicks("monitors.more", listed, block_id=block["block_id"], selected=stop)
    unsaid = await owner.submits(reason="It moved elsewhere")
    await owner.submits(reason="It moved elsewhere", fate="expected")

    assert unsaid["errors"] == {"fate": "Please complete this required field."}
    assert "closed too" in (await hears(owner, "Stopped: Latency"))["text"]
    assert "It moved elsewhere" in (await hears(owner, "has stopped Latency", thread=alert["ts"]))["text"]
    assert (await hears(owner, "A-1 Latency above its upper limit"))["text"].startswith("Closed: ")


async def test_an_hourly_file_that_is_read_by_the_day_is_judged_only_once_it_is_averaged(scene: Scene, tmp_path: Path):
    owner = scene.somebody(1)
    hours = [NOW - timedelta(hours=number) for number in range(90 * 24, 0, -1)]
    rows = [f"{hour.isoformat()},{100 + place * 37 % 11}" for place, hour in enumerate(hours)]
    (tmp_path / "files" / "latency.csv").write_text("\n".join(["day,ms", *rows]))
    await owner.types("/kaizen team")
    await owner.submits()
    await owner.types("/kaizen monitor")
    await owner.submits(table=TABLE)

    told = await hears(owner, "needs you")
    assert (
        "readings come every hour, not every day: write every=hour, or average them with value=mean(ms)."
        in told["text"]
    )
    await owner.clicks("monitors.change", told)
    await owner.submits(question="file=latency.csv time=day value=mean(ms)")

    mended = await hears(owner, "What the source answered")
    assert "false alarms a month expected" in mended["text"]
