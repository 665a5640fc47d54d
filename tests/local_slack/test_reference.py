"""The reference page names every method that answers and every address of the member interface."""

import asyncio
from pathlib import Path

import pytest

from local_slack.__main__ import parsed
from local_slack.acting import DEEDS
from local_slack.api import METHODS
from local_slack.faults import OF_EVENTS, OF_METHODS
from local_slack.rules.blocks import SURFACES

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "local-workspace.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_method_is_named(name):
    assert f"`{name}`" in REFERENCE


@pytest.mark.parametrize(("verb", "path"), sorted(DEEDS))
def test_every_deed_is_named(verb, path):
    assert f"`{verb} {path}" in REFERENCE


@pytest.mark.parametrize("kind", sorted(OF_METHODS | OF_EVENTS))
def test_every_fault_is_named(kind):
    assert f"`{kind}`" in REFERENCE


@pytest.mark.parametrize("kind", sorted({kind for surface in SURFACES.values() for kind in surface.of.shapes}))
def test_every_block_is_named(kind):
    assert f"`{kind}`" in REFERENCE


@pytest.mark.parametrize("option", [f"--{name.replace('_', '-')}" for name in vars(parsed([]))])
def test_every_option_of_the_command_line_is_named(option):
    assert f"`{option}" in REFERENCE


async def test_the_demonstration_is_the_team_that_the_tutorial_speaks_of(slack):
    seen = await slack.visitor.workspace()
    named = {channel["name"]: channel for channel in seen["channels"]}
    people = seen["members"]
    await asyncio.gather(*[slack.member(person["id"]).conversations() for person in people])

    assert len(people) == 9
    assert {person["tz"] for person in people} == {
        "America/Los_Angeles",
        "Europe/London",
        "Asia/Kolkata",
        "Asia/Tokyo",
    }
    assert sum(person["is_admin"] for person in people) == sum(person["is_restricted"] for person in people) == 1
    assert len(named["model-care"]["members"]) == 8 + 1
    assert named["model-care"]["bot_is_member"]
    assert not named["random"]["bot_is_member"]
    assert named["audit-room"]["is_private"]
