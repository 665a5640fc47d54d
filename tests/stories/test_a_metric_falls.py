"""A metric is watched, falls, is taken up, rests, comes back and is closed: told with the page's clock."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import stage
from tests.stage import Scene

START = datetime(2035, 11, 22, 10, tzinfo=UTC)
FALLS = datetime(2035, 11, 24, tzinfo=UTC)
"""The day whose precision is below the limit; its reading comes when the day is over."""

MONITORS = """name,source,question,every,baseline,model,label_delay
Precision of fraud-scorer,files,file=daily.csv time=day value=precision size=n,day,100,fraud-scorer,3d
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A year and a half of days of a quiet precision, and one bad day."""
    random.seed(77)
    lines = ["day,precision,n"]
    for number in range(-130, 30):
        day = FALLS + timedelta(days=number)
        right = sum(random.random() < 0.842 for _ in range(3912))
        lines.append(f"{day:%Y-%m-%d},{3212 / 3912 if number == 0 else right / 3912},3912")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "daily.csv").write_text("\n".join(lines))
    return tmp_path / "files"


@pytest.fixture
async def scene(database_url: str, tmp_path: Path, folder: Path) -> AsyncIterator[Scene]:
    async with stage.open(database_url, tmp_path, now=START, files_dir=folder) as found:
        yield found


async def watching(scene: Scene):
    lead = scene.somebody(0)
    await lead.types("/kaizen team")
    await lead.submits()
    await lead.types("/kaizen monitor")
    await lead.submits(table=MONITORS)
    return lead


async def the_alert(scene: Scene):
    return next(m for m in await scene.somebody(0).reads() if not m["ephemeral"] and "A-1 " in m["text"])


async def hears(somebody, words: str) -> bool:
    """Whether somebody is answered so, and nobody else."""
    async with asyncio.timeout(5):
        while not any(m["ephemeral"] and words in m["text"] for m in await somebody.reads()):
            await asyncio.sleep(0.05)
    return True


def picture(message):
    [block] = [block for block in message["blocks"] if block["type"] == "image"]
    return block


async def test_from_a_quiet_metric_to_a_closed_case(scene: Scene):
    owner = await watching(scene)
    await scene.moves_to(FALLS + timedelta(days=1, minutes=1))
    assert not any("A-1 " in m["text"] for m in await owner.reads())

    await scene.moves_to(FALLS + timedelta(days=1, minutes=10))
    alert = await the_alert(scene)

    assert "A-1 Precision of fraud-scorer below its lower limit" in alert["text"]
    assert "0.8211" in alert["text"]
    assert "n = 3,912" in alert["text"]
    assert "labels may still come until" in alert["text"]
    file = scene.slack.slack.workspace.files[picture(alert)["slack_file"]["id"]]
    assert file.mimetype == "image/png"
    assert "1 signal since; about" in picture(alert)["alt_text"]


async def test_a_case_is_taken_up_once_rests_comes_back_and_is_closed_with_what_it_was(scene: Scene):
    owner, other = await watching(scene), scene.somebody(1)
    await scene.moves_to(FALLS + timedelta(days=1, minutes=10))
    alert = await the_alert(scene)

    await asyncio.gather(owner.clicks("alerts.acknowledge", alert), other.clicks("alerts.acknowledge", alert))
    taken_up = (await the_alert(scene))["text"]
    second = other if f"Taken up by <@{owner.id}>" in taken_up else owner
    assert f"Taken up by <@{(owner if second is other else other).id}>" in taken_up
    assert await hears(second, "has taken up A-1 already")

    await owner.clicks("alerts.snooze", await the_alert(scene))
    await owner.submits(length="72", reason="The labels of two banks are late.")
    assert "Snoozed by" in (await the_alert(scene))["text"]
    await scene.moves_to(FALLS + timedelta(days=5))
    back = await the_alert(scene)
    assert "Taken up by" in back["text"]
    assert "the snooze is over" in (await owner.reads(thread=back["ts"]))[-1]["text"]

    await owner.clicks("alerts.resolve", back)
    refused = await owner.submits(outcome="false_data", sentence=" ")
    assert "what happened" in refused["errors"]["sentence"]
    await owner.submits(outcome="false_data", sentence="Two banks sent their labels late.")
    closed = await the_alert(scene)
    assert closed["text"].startswith("Closed: A-1")
    assert "False alarm – data late or wrong" in closed["text"]
    assert picture(closed)["slack_file"] == picture(back)["slack_file"]
    assert [block for block in closed["blocks"] if block["type"] == "actions"] == []


async def test_a_metric_that_comes_back_is_called_so_once_enough_is_known_and_whoever_has_it_is_asked(scene: Scene):
    owner = await watching(scene)
    await scene.moves_to(FALLS + timedelta(days=1, minutes=10))
    await owner.clicks("alerts.acknowledge", await the_alert(scene))

    await scene.moves_to(FALLS + timedelta(days=8))
    early = (await the_alert(scene))["text"]
    await scene.moves_to(FALLS + timedelta(days=14))
    late = await the_alert(scene)

    assert "Not evidence that it is over" in early
    assert "Back within its limits" in late["text"]
    assert late["text"].startswith("A-1"), "nothing closes by itself"
    [question] = [m for m in await owner.reads_privately() if "What was it?" in m["text"]]
    await owner.clicks("alerts.resolve", question, channel=await owner.member.direct())
    await owner.submits(outcome="real_fixed", sentence="An upstream mapping had changed.")
    after = next(m for m in await owner.reads_privately() if m["ts"] == question["ts"])
    assert "Now: closed: Real – fixed" in after["text"]


async def test_what_nobody_takes_up_calls_somebody_once_and_is_opened_from_the_list(scene: Scene):
    owner = await watching(scene)
    await scene.moves_to(FALLS + timedelta(days=1, minutes=10))
    before = await owner.reads_privately()

    await scene.moves_to(FALLS + timedelta(days=4))

    called = [
        m for m in await owner.reads_privately() if m not in before and "Nobody has taken up 1 alert" in m["text"]
    ]
    assert len(called) == 1, "the owner leads the team, and nobody else answers for the model"
    alert = await the_alert(scene)
    assert f"called <@{owner.id}>" in alert["text"]
    assert "nobody had taken it up within 2 working hours" in (await owner.reads(thread=alert["ts"]))[-1]["text"]

    await owner.types("/kaizen alerts")
    await owner.clicks("alerts.open", (await owner.reads())[-1])
    assert await hears(owner, "Rule: 1 point beyond the limits")
    await owner.clicks("alerts.acknowledge", (await owner.reads())[-1])
    assert f"Taken up by <@{owner.id}>" in (await the_alert(scene))["text"]
    after = next(m for m in await owner.reads_privately() if m["ts"] == called[0]["ts"])
    assert "so I asked you. It needs you no more." in after["text"]


async def test_a_storm_is_one_message_in_which_each_case_can_be_opened_and_taken_up(scene: Scene):
    lead = scene.somebody(0)
    await lead.types("/kaizen team")
    await lead.submits()
    await lead.types("/kaizen monitor")
    head, line = MONITORS.strip().splitlines()
    copies = (line.replace("Precision of", f"Precision {number} of", 1) for number in range(8))
    await lead.submits(table="\n".join([head, *copies]))

    await scene.moves_to(FALLS + timedelta(days=1, minutes=10))

    posted = [m for m in await lead.reads() if not m["ephemeral"]]
    assert sum(m["text"].startswith("A-") for m in posted) == 5
    [storm] = [m for m in posted if "more alerts within minutes" in m["text"]]
    assert storm["text"].startswith("3 more alerts within minutes")
    await lead.clicks("alerts.open", storm)
    assert await hears(lead, "Rule: 1 point beyond the limits")
    await lead.clicks("alerts.acknowledge", (await lead.reads())[-1])
    [storm] = [m for m in await lead.reads() if m["ts"] == storm["ts"]]
    assert f"(taken up by <@{lead.id}>" in storm["text"]
    assert "has got it" in (await lead.reads(thread=storm["ts"]))[-1]["text"]


async def test_why_these_numbers_names_the_signal_behind_the_digest(scene: Scene):
    owner = await watching(scene)
    await scene.moves_to(datetime(2035, 11, 27, 0, 1, tzinfo=UTC))
    digest = next(m for m in await owner.reads() if "The week of" in m["text"] and not m["ephemeral"])
    await scene.moves_to(datetime(2035, 12, 5, tzinfo=UTC))

    await owner.clicks("digests.why", digest)

    told = str((await owner.view())["blocks"])
    assert "*Signals* 1" in told
    assert "Precision of fraud-scorer at 2035-11-24 00:00 UTC" in told
    assert "*My messages*" in told


async def test_the_digest_tells_the_signal_beside_what_chance_explains_and_shows_it_small(scene: Scene):
    owner = await watching(scene)

    await scene.moves_to(datetime(2035, 11, 27, 0, 1, tzinfo=UTC))

    digest = next(m for m in await owner.reads() if "The week of" in m["text"] and not m["ephemeral"])
    assert digest["text"].startswith("1 thing needs you: A-1 ")
    assert "Models: 1 signal, about 0.03" in digest["text"]
    assert "expected by chance. " in digest["text"]
    assert "A-1 Precision of fraud-scorer below its lower limit (open)" in digest["text"]
    assert "1 signal in this week" in picture(digest)["alt_text"]


async def test_missing_data_are_a_finding_and_data_that_come_back_close_it(scene: Scene, folder: Path):
    owner = await watching(scene)
    await scene.moves_to(START + timedelta(hours=1))
    table = folder / "daily.csv"
    (folder / "away.csv").write_bytes(table.read_bytes())

    table.unlink()
    await scene.moves_to(START + timedelta(days=1))
    assert not any("A-1" in m["text"] for m in await owner.reads())
    await owner.types("/kaizen monitors")
    assert "Not read: its source fails, so nothing is known of it" in (await owner.reads())[-1]["text"]
    await scene.moves_to(START + timedelta(days=3))
    silent = await the_alert(scene)
    (folder / "away.csv").rename(table)
    await scene.moves_to(START + timedelta(days=4))
    back = next(m for m in await owner.reads() if m["ts"] == silent["ts"])

    assert "Precision of fraud-scorer: no data" in silent["text"]
    assert "There is no file daily.csv in the folder of files" in silent["text"]
    assert "not the same as a quiet chart" in silent["text"]
    assert back["text"].startswith("Closed: A-1")
    assert "Data came back" in back["text"]


async def test_a_table_with_mistakes_is_refused_with_line_and_column_and_keeps_nothing(scene: Scene):
    owner = await watching(scene)
    await owner.types("/kaizen monitor")

    refused = await owner.submits(table="name,source,question,every,baseline,label_delay\nLatency,datadog,x,daily,7,\n")

    said = refused["errors"]["table"]
    assert "Line 2, every: 'daily' is no length of time" in said
    assert "Line 2, baseline: 7 points are too few" in said
    assert "Line 2, label_delay: say how late labels come" in said
    await owner.types("/kaizen monitors")
    assert (await owner.reads())[-1]["text"].startswith("1 monitor:")
