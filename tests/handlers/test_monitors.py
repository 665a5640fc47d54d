"""Giving a table of monitors: pasted or as a file, from the modal to the list of what is watched."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import stage
from tests.stage import Actor, Scene

HEAD = "name,source,question,every,baseline,label_delay"
ACCURACY = "Accuracy,files,file=a.csv time=t value=mean(p==q),day,100,2d"
LATENCY = "p95 latency,files,file=a.csv time=t value=p95(ms),hour,200,0"
TABLE = f"{HEAD}\n{ACCURACY}\n{LATENCY}\n"


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    (tmp_path / "files").mkdir()
    async with stage.open(database_url, tmp_path, files_dir=tmp_path / "files") as found:
        yield found


@pytest.fixture
async def lead(scene: Scene) -> Actor:
    """Somebody with a team, in front of the modal."""
    person = scene.somebody(0)
    await person.types("/kaizen team")
    await person.submits()
    await person.types("/kaizen monitor")
    return person


async def listed(person: Actor) -> str:
    await person.types("/kaizen monitors")
    return str((await person.reads())[-1]["text"])


async def hears(person: Actor, words: str) -> str:
    """What the person alone is told that holds *words*."""
    async with asyncio.timeout(10):
        while not (found := [m for m in await person.reads() if m["ephemeral"] and words in m["text"]]):
            await asyncio.sleep(0.05)
    return str(found[-1]["text"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.csv", TABLE.encode()),
        ("from_excel.csv", b"\xef\xbb\xbf" + TABLE.replace(",", ";").replace("\n", "\r\n").encode()),
        ("unicode_text.txt", TABLE.replace(",", "\t").encode("utf-16")),
        ("tabs.tsv", TABLE.replace(",", "\t").encode()),
    ],
)
async def test_a_file_of_monitors_is_watched_however_a_spreadsheet_wrote_it(lead: Actor, name: str, content: bytes):
    answer = await lead.submits(file=(name, content))

    assert answer["errors"] == {}
    assert f"2 new monitors for model-care from {name}: Accuracy and p95 latency" in await hears(lead, "Watching")
    assert "Accuracy" in await listed(lead)


async def test_what_is_pasted_is_watched_as_before(lead: Actor):
    await lead.submits(table=TABLE)

    assert "for model-care: Accuracy and p95 latency" in await hears(lead, "Watching")


async def test_a_model_that_nobody_registered_is_named_to_whoever_gave_the_table(lead: Actor):
    await lead.submits(table=f"{HEAD},model\n{ACCURACY},scorer\n{LATENCY},\n")

    assert "The register does not know scorer: without an entry no owner" in await hears(lead, "Watching")


async def test_neither_a_table_nor_a_file_is_asked_for_and_both_are_one_too_many(lead: Actor):
    neither = await lead.submits(table="  ")
    both = await lead.submits(table=TABLE, file=("more.csv", TABLE.encode()))

    assert neither["errors"] == {"table": "Please paste a table here, or give one as a file below."}
    assert both["errors"]["file"].startswith("There is a pasted table and more.csv: please take one of them away")
    assert (await lead.view())["state"]["values"]["table"]["table"]["value"] == TABLE
    assert "Accuracy" not in await listed(lead)


async def test_a_few_mistakes_stand_at_the_file_and_the_mended_file_is_taken(lead: Actor):
    wrong = await lead.submits(file=("wrong.csv", TABLE.replace("hour", "hourly").encode()))
    mended = await lead.submits(file=("right.csv", TABLE.encode()))

    assert wrong["errors"] == {
        "file": "Line 3, every: 'hourly' is no length of time; write hour, day, week, or like 30min, 6h, 2d."
    }
    assert mended["errors"] == {}
    assert "from right.csv" in await hears(lead, "Watching")


async def test_many_mistakes_are_a_list_over_the_modal_in_which_the_file_stays(lead: Actor):
    lines = [f"Metric {number},files,file=a.csv,daily,7," for number in range(12)]

    await lead.submits(file=("wrong.csv", "\n".join([HEAD, *lines]).encode()))

    form, over = await lead.member.views()
    said = "\n".join(block["text"]["text"] for block in over["blocks"])
    assert "36 mistakes" in said
    assert all(f"Line {number}, every: 'daily'" in said for number in range(2, 14))
    assert [file["name"] for file in form["state"]["values"]["file"]["file"]["files"]] == ["wrong.csv"]


async def test_a_name_that_is_taken_is_said_at_the_file_and_nothing_of_it_is_kept(lead: Actor):
    await lead.submits(file=("first.csv", f"{HEAD}\n{ACCURACY}".encode()))
    await lead.types("/kaizen monitor")

    again = await lead.submits(file=("again.csv", f"{HEAD}\n{LATENCY}\n{ACCURACY}".encode()))

    assert "Accuracy" in again["errors"]["file"]
    assert "latency" not in await listed(lead)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and so on", "This is a workbook of a spreadsheet"),
        (TABLE.replace("Accuracy", "Präzision").encode("latin-1"), "Line 2 has letters in an encoding"),
        (b"\x00\x01\x02\xff", "holds something that is no text"),
        (b"x" * 1_000_001, "This file is larger than 1 MB"),
        (b"\n\n", "There is no monitor yet"),
    ],
)
async def test_what_is_no_table_is_refused_with_what_to_do_instead(lead: Actor, content: bytes, said: str):
    answer = await lead.submits(file=("monitors.csv", content))

    assert said in answer["errors"]["file"]


async def test_a_file_of_another_organisation_is_asked_for_before_it_is_read(scene: Scene, lead: Actor):
    file = await lead.member.give("theirs.csv", TABLE.encode(), elsewhere="1")

    answer = await gives(lead, file["id"])

    assert answer["errors"] == {}
    assert "2 new monitors" in await hears(lead, "Watching")


async def test_a_file_that_slack_does_not_give_is_said_and_can_be_given_again(scene: Scene, lead: Actor):
    await scene.slack.visitor.fault("server_error", "url_private")

    refused = await lead.submits(file=("monitors.csv", TABLE.encode()))
    again = await lead.submits(file=("monitors.csv", TABLE.encode()))

    assert refused["errors"]["file"].startswith("Slack did not let me read monitors.csv: it answers 503.")
    assert again["errors"] == {}


async def test_a_file_that_comes_slowly_closes_the_modal_in_time_and_is_told_of_when_it_is_read(
    scene: Scene, lead: Actor
):
    await scene.slack.visitor.fault("slow", "url_private", seconds=2.5)

    answer = await lead.submits(file=("monitors.csv", TABLE.encode()))

    assert answer == {"ok": True, "response_action": None, "errors": {}, "stack": []}
    assert "which takes longer than a moment" in await hears(lead, "I am reading monitors.csv")
    assert "2 new monitors" in await hears(lead, "Watching")


async def test_mistakes_in_a_slow_file_are_told_privately(scene: Scene, lead: Actor):
    await scene.slack.visitor.fault("slow", "url_private", seconds=2.5)

    await lead.submits(file=("monitors.csv", TABLE.replace("hour", "hourly").encode()))

    assert "'hourly' is no length of time" in await hears(lead, "Line 3")


async def gives(person: Actor, file: str):
    state = {"file": {"file": {"type": "file_input", "files": [{"id": file}]}}}
    return await person.member.submit((await person.view())["id"], state)
