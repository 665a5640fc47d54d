"""The register as people meet it."""

import asyncio

from tests.stage import Actor, Scene

AMARA, TOM, GRACE = "U05AVAMBEKI", "U05B7KQTNZL", "U05C2PRYDWS"
GUEST = "U05J3RBWYLC"


async def register(actor: Actor, **typed):
    await actor.types("/kaizen model")
    return await actor.submits(**{"name": "housing-prices", "owner": actor.id, "steward": TOM, "tier": "high", **typed})


async def listed(actor: Actor):
    await actor.types("/kaizen models")
    return (await actor.reads())[-1]


async def test_a_registered_model_is_listed_with_whom_to_ask(scene: Scene):
    amara, grace = Actor(scene, AMARA), Actor(scene, GRACE)

    answer = await register(amara, domain="Housing", version="v3")

    text = (await listed(grace))["text"]
    assert answer["errors"] == {}
    assert "housing-prices" in text
    assert "v3 · high tier · Housing" in text
    assert f"owner <@{AMARA}> · steward <@{TOM}>" in text


async def test_an_empty_register_offers_the_next_step(scene: Scene):
    assert "There is nothing in the register that you can see" in (await listed(Actor(scene, AMARA)))["text"]


async def test_a_name_exists_once_however_it_is_written(scene: Scene):
    amara = Actor(scene, AMARA)
    await register(amara)

    refused = await register(amara, name=" Housing-Prices ")

    assert refused["errors"] == {
        "name": 'There is a "housing-prices" in the register already. Each name exists once.'
    }, "as it is written there"


async def test_a_new_version_is_kept_by_those_who_answer_for_the_model(scene: Scene):
    amara, tom, grace = (Actor(scene, user) for user in (AMARA, TOM, GRACE))
    await register(grace)

    def buttons(message):
        return [block["accessory"]["action_id"] for block in message["blocks"] if "accessory" in block]

    seen_by_tom, seen_by_amara = await listed(tom), await listed(amara)
    await tom.clicks("models.change", seen_by_tom)
    await tom.submits(version="v4")
    diego = Actor(scene, "U05D9JHVXEA")

    assert buttons(seen_by_tom) == ["models.change"], "the steward"
    assert buttons(seen_by_amara) == ["models.change"], "an admin"
    assert buttons(await listed(diego)) == [], "anybody else"
    assert "v4" in (await listed(diego))["text"]


async def test_the_list_leads_to_the_form(scene: Scene):
    amara = Actor(scene, AMARA)

    await amara.clicks("models.new", await listed(amara))
    await asyncio.sleep(0)

    assert (await amara.view())["callback_id"] == "models.register"


async def test_a_guest_is_told_before_filling_in_a_form_that_would_be_refused(scene: Scene):
    guest = Actor(scene, GUEST)
    channel = next(c["id"] for c in await guest.member.conversations() if c["kind"] in {"channel", "private"})

    await guest.types("/kaizen model", channel=channel)
    await guest.types("/kaizen models", channel=channel)

    refused, shown = (await guest.reads(channel))[-2:]
    assert await guest.member.views() == []
    assert "Guests" in refused["text"]
    assert "/kaizen model" not in shown["text"]
    assert not [block for block in shown["blocks"] if block["type"] == "actions"]


async def test_an_idea_names_a_model_of_the_register_or_one_that_is_not_in_it_yet(scene: Scene):
    amara = Actor(scene, AMARA)
    await register(amara)
    await register(amara, name="employment")
    await amara.types("/kaizen idea")
    view = (await amara.view())["id"]

    async def offered(typed):
        found = await amara.member.options("model", typed, view=view)
        return [option["text"]["text"] for option in found["options"]]

    assert await offered("HOUS") == ["housing-prices", "HOUS (not registered)"]
    assert await offered("housing-prices") == ["housing-prices"]
    assert await offered("x" * 200) == ["x" * 57 + "… (not registered)"]
