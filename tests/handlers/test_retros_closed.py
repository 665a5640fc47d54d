"""A retro that is closed, as people meet it: how was it, the file, the note."""

import pytest

from tests.handlers.test_retros import AMARA, KENJI, TOM, Actor, a_retro, eventually, kick_off, private, writes
from tests.stage import Scene


@pytest.fixture
async def closed(scene: Scene) -> dict:
    """The message of a retro that Amara led from its first card to its end."""
    begun = await a_retro(scene)
    lead = Actor(scene, AMARA)
    for user, text in ((AMARA, "Flaky alerts."), (TOM, "An alert was flaky."), (KENJI, "Reviews wait.")):
        await writes(scene, user, text)
    for _ in range(4):
        await lead.clicks("retros.move_on", begun)
        begun = await kick_off(scene)
    return begun


async def test_one_click_says_how_it_was_and_only_who_clicked_hears_of_it(scene: Scene, closed: dict):
    kenji = Actor(scene, KENJI)

    await kenji.clicks("retros.rate_4", closed)

    assert "Kept: 4 of 5 for retro 1, without your name" in await private(kenji, "Kept")
    assert (await kick_off(scene))["text"] == closed["text"]


async def files(actor: Actor) -> list[dict]:
    async def look():
        return [file for message in await actor.reads_privately() for file in message.get("files", ())]

    return await eventually(look)


async def test_the_export_comes_as_a_file_to_whoever_asks_and_to_nobody_else(scene: Scene, closed: dict):
    kenji, tom = Actor(scene, KENJI), Actor(scene, TOM)

    await kenji.clicks("retros.export", closed)
    await tom.types("/kaizen retro export 1")

    [given], [typed] = await files(kenji), await files(tom)
    assert given["name"] == typed["name"]
    assert given["name"].startswith("retro-1-")
    assert "comes as a file" in await private(kenji, "file")
    assert not [message for message in await Actor(scene, AMARA).reads_privately() if message.get("files")]


async def test_a_retro_that_is_not_there_cannot_be_exported(scene: Scene):
    await a_retro(scene)

    await Actor(scene, AMARA).types("/kaizen retro export")

    assert "No retro has closed here yet" in await private(Actor(scene, AMARA), "closed")
