"""Two real models are watched for a year: one is quiet, and the inputs of the other change while its accuracy rises.

The data are those of 2015, 2016 and 2020 to 2022, replayed from 2034 on. The bot looks every day in the days that
matter and else catches up after four weeks, as if it had been away; what it says must be the same.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import real_data, stage
from tests.stage import Scene

NEW_YEAR = datetime(2035, 1, 2, 1, tzinfo=UTC)
MAY = datetime(2035, 5, 30, 1, tzinfo=UTC)
DAY, FOUR_WEEKS = timedelta(days=1), timedelta(weeks=4)

WEEK = "The week of"
"""What digests say and no other message."""

HEAD = "name,source,question,every,chart,baseline,model,label_delay"
HOUSING = "file=housing.csv.gz time=timestamp shift=14y"
EMPLOYMENT = f"""{HEAD}
Accuracy of employment,files,file=employment.parquet time=day value=mean(prediction==employed),day,auto,\
2034-01-01..2034-12-31,employment,0
"""
BOTH_OF_HOUSING = f"""{HEAD}
Accuracy of housing,files,{HOUSING} value=mean(y_pred==clf_target),day,auto,2034-10-01..2035-05-26,housing,0
Inputs of housing,files,"{HOUSING} columns=Latitude,Longitude,MedInc,HouseAge,y_pred_proba",day,drift,\
2034-10-01..2035-05-31,housing,0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    real_data.employment(tmp_path / "files" / "employment.parquet", first_year=2034)
    real_data.housing(tmp_path / "files" / "housing.csv.gz")
    return tmp_path / "files"


@pytest.fixture
async def scene(sqlite, tmp_path: Path, folder: Path) -> AsyncIterator[Scene]:
    url = sqlite.make()  # what is told here is arithmetic and words; the other stories tell it on both databases
    async with stage.open(url, tmp_path, files_dir=folder) as found:
        yield found
    sqlite.drop(url)


async def lives_until(scene: Scene, moment: datetime, *, step: timedelta) -> None:
    clock = scene.bot.runtime.clock
    while clock.now() < moment:
        clock.move_to(min(moment, clock.now() + step))
        assert await scene.bot.ticker.settle(patience=60)


async def watches(scene: Scene, table: str) -> None:
    lead = scene.somebody(0)
    await lead.types("/kaizen monitor")
    assert not (await lead.submits(table=table)).get("errors")
    assert await scene.bot.ticker.settle(patience=60)


async def said_of(scene: Scene, name: str) -> list[str]:
    """What the channel reads of a monitor, digests apart."""
    return [text for text in await posted(scene) if name in text and WEEK not in text]


async def posted(scene: Scene) -> list[str]:
    return [m["text"] for m in await scene.somebody(0).reads() if not m["ephemeral"]]


async def test_the_quiet_one_the_drifting_one_and_the_one_that_never_was_stable(scene: Scene):
    lead = scene.somebody(0)
    scene.bot.runtime.clock.move_to(NEW_YEAR)
    await lead.types("/kaizen team")
    await lead.submits()
    await watches(scene, EMPLOYMENT)
    await lives_until(scene, MAY, step=FOUR_WEEKS)
    await watches(scene, BOTH_OF_HOUSING)

    await lives_until(scene, datetime(2035, 6, 2, 12, tzinfo=UTC), step=DAY)
    before = await said_of(scene, "Inputs of housing")
    await lives_until(scene, datetime(2035, 6, 3, 12, tzinfo=UTC), step=DAY)
    drift = await said_of(scene, "Inputs of housing")
    await lives_until(scene, datetime(2035, 12, 31, tzinfo=UTC), step=FOUR_WEEKS)

    assert before == []
    assert len(drift) == 1
    assert "since Fri 1 Jun 2035" in drift[0]
    said = drift[0].replace("*", "")
    assert "Longitude: very large shift (KS 1), median −118.1 before and −115.4 now" in said
    assert "100% of the values lie outside the reference's range" in drift[0]
    assert "in the reference, 24 and 24 in the two windows" in drift[0]
    assert "q below 0.001" in drift[0]
    assert "e-" not in drift[0].replace("<", " "), "nobody on call reads 2.5e-64"
    assert "A lead, not a cause" in drift[0]

    later = await said_of(scene, "Inputs of housing")
    assert len(later) == 1, "what is still so is said in the same message, and posts nothing"
    assert "Still so on" in later[0]
    assert "first seen Fri 1 Jun 2035" in later[0]

    accuracy = await said_of(scene, "Accuracy of housing")
    assert len(accuracy) == 1, "said once, and never alarmed about, though it rises in June and collapses in August"
    assert "no stable baseline: 17 of 238 points lie beyond the limits where 0.3 would by chance" in accuracy[0]
    assert "neighbouring points are alike" in accuracy[0]
    assert "I do not alert on it" in accuracy[0]

    quiet = await said_of(scene, "Accuracy of employment")
    assert len(quiet) == 1, "one signal in the year, where about one is expected by chance"
    assert "Wed 13 Jun" in quiet[0] or "13 Jun 2035" in quiet[0]
    assert "signals a month are expected by chance" in quiet[0]
    await lead.types("/kaizen monitors")
    listed = (await lead.reads())[-1]["text"]
    assert "3 monitors" in listed
    assert "false alarms a month expected by chance" in listed


async def test_drift_goes_on_after_somebody_closed_its_case(scene: Scene):
    lead, clock = scene.somebody(0), scene.bot.runtime.clock
    clock.move_to(MAY)
    await lead.types("/kaizen team")
    await lead.submits()
    await watches(scene, BOTH_OF_HOUSING)
    await lives_until(scene, datetime(2035, 6, 3, 12, tzinfo=UTC), step=DAY)

    await closes(scene, "A-1 ", "real_fixed")
    await lives_until(scene, clock.now() + DAY, step=DAY)
    again = await the_case(scene, "A-2 ")
    await closes(scene, "A-2 ", "expected")
    await lives_until(scene, clock.now() + 3 * DAY, step=DAY)

    assert "since Fri 1 Jun 2035" in again["text"], "the same drift, which began when it began"
    [image] = [block for block in again["blocks"] if block["type"] == "image"]
    assert "As seen on 3 Jun 2035" in image["alt_text"]
    assert "33.91 before and 38.58 then" in image["alt_text"]
    assert "33.91 before and 38.58 now" in again["text"]
    *_, digest = [text for text in await posted(scene) if WEEK in text]
    assert "1 with drifted inputs (Inputs of housing)" in digest, "no case again, but the digest still tells it"
    assert await said_of(scene, "A-3 ") == []


async def the_case(scene: Scene, number: str) -> dict[str, Any]:
    [found] = [m for m in await scene.somebody(0).reads() if number in m["text"]]
    return found


async def closes(scene: Scene, number: str, outcome: str) -> None:
    lead = scene.somebody(0)
    await lead.clicks("alerts.resolve", await the_case(scene, number))
    assert not (await lead.submits(outcome=outcome, sentence="We have looked.")).get("errors")
