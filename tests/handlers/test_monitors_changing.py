"""Changing, stopping and starting a monitor, and hearing what its source answers."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import stage
from tests.stage import Actor, Scene

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HEAD = "name,source,question,every,baseline,label_delay"
LATENCY = "Latency,files,file=latency.csv time=day value=ms,day,30,0"


def figures(days: int = 60, *, until: datetime = NOW) -> str:
    """Quiet values of so many whole days."""
    first = until.date() - timedelta(days=days)
    lines = [f"{first + timedelta(days=number)},{100 + (number * 37) % 11}" for number in range(days)]
    return "\n".join(["day,ms", *lines]) + "\n"


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "latency.csv").write_text(figures())
    async with stage.open(database_url, tmp_path, files_dir=tmp_path / "files", now=NOW) as found:
        yield found


@pytest.fixture
async def lead(scene: Scene) -> Actor:
    """Tom, who owns what he adds; Amara is an admin of the workspace."""
    person = scene.somebody(1)
    await person.types("/kaizen team")
    answer = await person.submits()
    assert answer["response_action"] == "clear", answer["errors"]
    return person


async def hears(person: Actor, words: str, *, times: int = 1) -> dict[str, Any]:
    """The newest message for this person alone that holds *words*, once there are so many."""
    async with asyncio.timeout(60):
        while len(found := [m for m in await person.reads() if m["ephemeral"] and words in m["text"]]) < times:
            await asyncio.sleep(0.05)
    return found[-1]


async def gives(person: Actor, *lines: str) -> dict[str, Any]:
    await person.types("/kaizen monitor")
    answer = await person.submits(table="\n".join([HEAD, *lines]))
    assert (answer["errors"], answer["stack"]) == ({}, [])  # what is refused without a field stands in a modal above
    return await hears(person, "answered" if "nowhere" not in lines[0] else "needs you")


async def watches(person: Actor) -> dict[str, Any]:
    await person.types("/kaizen monitors")
    return (await person.reads())[-1]


async def chooses(person: Actor, words: str, *, of: str = "Latency") -> None:
    """Take what is called *words* from the menu of a monitor in the list."""
    message = await watches(person)
    [block] = [each for each in message["blocks"] if of in str(each.get("text")) and "accessory" in each]
    [option] = [each for each in block["accessory"]["options"] if each["text"]["text"] == words]
    await person.clicks("monitors.more", message, block_id=block["block_id"], selected=option)


async def test_the_source_answers_right_after_monitors_were_saved(lead: Actor):
    told = await gives(lead, LATENCY)

    assert "Latency: 60 readings, the newest of" in told["text"]
    assert "I-MR chart, limits still rough (30 points" in told["text"]
    assert "false alarms a month are expected from 1 monitor of the team, budget 2" in told["text"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("file=nowhere.csv time=day value=ms", "There is no file nowhere.csv in the folder of files."),
        ("file=latency.csv time=day value=nowhere", "There is no column nowhere; the file has"),
    ],
)
async def test_what_cannot_be_read_is_said_and_is_mended_from_there(lead: Actor, question: str, said: str):
    told = await gives(lead, f"Latency,files,{question},day,30,0")

    assert said in told["text"]
    assert "1 of 1 monitor needs you" in told["text"]
    assert "1 monitor could not be read, so nothing is watched there" in told["text"]
    assert "1 could never be read, so is not watched" in (await watches(lead))["text"]

    await lead.clicks("monitors.change", told)
    await lead.submits(question="file=latency.csv time=day value=ms")

    assert "60 readings" in (await hears(lead, "What the source answered"))["text"]
    assert "never be read" not in (await watches(lead))["text"]


async def test_mistakes_stand_at_their_fields_and_what_was_typed_stays(lead: Actor):
    await gives(lead, LATENCY)
    await chooses(lead, "Change …")

    answer = await lead.submits(every="daily", points="7", first="2026-10-01", question="file=../secret.csv time=t")

    assert answer["errors"]["every"].startswith("'daily' is no length of time")
    assert answer["errors"]["points"].startswith("Please give either a number of points or two dates")
    assert (await lead.view())["state"]["values"]["every"]["every"]["value"] == "daily"

    again = await lead.submits(every="day", points="7", first=None)

    assert again["errors"] == {"points": "7 points are too few for limits; 15 at least, 100 are settled."}


async def test_the_newest_day_that_keeps_its_judgement_is_the_same_day_for_everybody(lead: Actor):
    await gives(lead, LATENCY)
    await chooses(lead, "Change …")
    await lead.submits(points="40")

    assert re.search(r"Points up to \w{3} \d+ \w{3} \d{4} keep their judgement", (await hears(lead, "Saved"))["text"])


async def test_the_form_is_filled_with_what_is_kept_and_saved_as_it_is_changes_nothing(lead: Actor):
    await gives(lead, LATENCY)
    await chooses(lead, "Change …")
    view = await lead.view()
    shown = {block.get("block_id"): block.get("element", {}) for block in view["blocks"]}

    await lead.submits()

    assert shown["every"]["initial_value"] == "day"
    assert shown["points"]["initial_value"] == "30"
    assert shown["owner"]["initial_user"] == lead.id
    assert "Nothing was changed of Latency" in (await hears(lead, "Nothing was changed"))["text"]


async def test_who_saves_later_is_told_that_somebody_was_faster_and_loses_nothing(scene: Scene, lead: Actor):
    told = await gives(lead, LATENCY)
    await chooses(lead, "Change …")
    admin = scene.somebody(0)
    await chooses(admin, "Change …")
    await admin.submits(severity="1")

    await lead.submits(severity="3")

    assert told["ephemeral"]
    over = (await lead.member.views())[-1]
    assert "has changed Latency since you opened this" in str(over["blocks"])
    await chooses(lead, "Change …")
    now = {block.get("block_id"): block.get("element", {}) for block in (await lead.view())["blocks"]}
    assert now["severity"]["initial_option"]["value"] == "1"


async def test_others_see_no_menu_and_are_told_who_may(scene: Scene, lead: Actor):
    told = await gives(lead, LATENCY)
    other = scene.somebody(2)

    listed = await watches(other)

    assert "Latency" in listed["text"]
    assert "accessory" not in str(listed["blocks"])
    assert told["ephemeral"]


async def test_a_name_that_is_taken_is_said_at_its_field(lead: Actor):
    await gives(lead, LATENCY, LATENCY.replace("Latency", "Other"))
    await chooses(lead, "Change …", of="Other")

    answer = await lead.submits(name="  latency ")

    assert answer["errors"] == {"name": "There is a monitor Latency already; please give this one another name."}


async def test_stopped_with_a_reason_it_is_named_as_stopped_and_starts_again(scene: Scene, lead: Actor):
    await gives(lead, LATENCY)
    await chooses(lead, "Stop …")
    unsaid = await lead.submits(reason="  ")

    await lead.submits(reason="The service is gone")

    assert unsaid["errors"] == {"reason": "Please say why in a sentence: the next person will wonder."}
    assert "because The service is gone" in (await hears(lead, "Stopped: Latency"))["text"]
    listed = (await watches(lead))["text"]
    assert "1 stopped" in listed
    assert "The service is gone" in listed
    assert "expected by chance" not in listed

    await scene.moves_to(NOW + 6 * DAY)
    assert not [m for m in await lead.reads() if "no data" in m["text"]]
    await chooses(lead, "Start again")

    assert "What came while it was stopped is read too" in (await hears(lead, "Started again: Latency"))["text"]
    again = (await hears(lead, "needs you"))["text"]
    assert "60 readings" in again
    assert "The newest reading is old: does its source still get new ones?" in again


async def test_a_channel_without_the_bot_is_named_at_its_field(scene: Scene, lead: Actor):
    await gives(lead, LATENCY)
    await chooses(lead, "Change …")
    closed = await lead.member.make_channel("secrets", private=True)
    state = {"channel": {"channel": {"type": "conversations_select", "selected_conversation": closed}}}

    answer = await lead.member.submit((await lead.view())["id"], state)

    assert answer["errors"]["channel"].startswith("I am not in that channel")


async def test_an_owner_who_has_left_is_named_in_the_list_and_refused_at_the_field(scene: Scene, lead: Actor):
    await gives(lead, LATENCY)
    other = scene.somebody(2)
    await chooses(lead, "Change …")
    await lead.submits(owner=other.id)
    await hears(lead, "Saved: Latency (owner)")
    await scene.slack.visitor.post("member", id=other.id, deleted=True)
    async with asyncio.timeout(60):
        while "has left" not in str((await watches(scene.somebody(0)))["blocks"]):
            await asyncio.sleep(0.1)

    await chooses(scene.somebody(0), "Change …")
    answer = await scene.somebody(0).submits(severity="3")

    assert answer["errors"]["owner"].startswith("This person has left the workspace")
