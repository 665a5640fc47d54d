"""Retros as people meet them: commands, modals, buttons."""

import asyncio
from datetime import UTC, datetime, timedelta

from tests.stage import Actor, Scene

AMARA, TOM, GRACE, KENJI = "U05AVAMBEKI", "U05B7KQTNZL", "U05C2PRYDWS", "U05H8NVDJSM"


def in_two_weeks() -> str:
    """A day as a date picker gives it; what is due much later is refused."""
    return f"{datetime.now(UTC).date() + timedelta(days=14)}"


async def eventually(look):
    for _ in range(200):
        if found := await look():
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came within four seconds")


async def a_team(scene: Scene, **typed) -> Actor:
    """A team whose lead is Amara; everybody facilitates, unless *typed* says otherwise."""
    lead = Actor(scene, AMARA)
    await lead.types("/kaizen team")

    async def filled_in():
        stack = await lead.member.views()
        return stack and stack[-1]["callback_id"] == "teams.set_up"

    await eventually(filled_in)
    assert (await lead.submits(**typed))["response_action"] == "clear"
    return lead


async def a_retro(scene: Scene) -> dict:
    """A retro that Amara started now; its message."""
    lead = await a_team(scene)
    await lead.types("/kaizen retro now")
    return await kick_off(scene)


async def kick_off(scene: Scene) -> dict:
    found = await Actor(scene, AMARA).reads()
    return next(message for message in found if message["text"].startswith("Retro 1 of"))


async def private(actor: Actor, words: str) -> str:
    """What the bot answers only this person, once it says so."""

    async def look():
        return [m["text"] for m in await actor.reads() if m["ephemeral"] and words in m["text"]]

    return (await eventually(look))[-1]


async def writes(scene: Scene, user: str, text: str) -> None:
    actor = Actor(scene, user)
    await actor.clicks("retros.write", await kick_off(scene))
    assert (await actor.submits(kind="problem", text=text, name="hidden"))["response_action"] == "update"


async def discussed(scene: Scene, begun: dict) -> dict:
    """The theme that a retro talks about first, once it has got so far."""
    lead = Actor(scene, AMARA)
    for user, text in ((KENJI, "The nightly job failed."), (TOM, "Nightly job again."), (GRACE, "Reviews are slow.")):
        await writes(scene, user, text)
    for _ in range(3):
        await lead.clicks("retros.move_on", await kick_off(scene))
    return next(m for m in await lead.reads(thread=begun["ts"]) if m["text"].startswith("1. "))


def elements(view) -> set[tuple[str, str]]:
    return {(block["block_id"], block["element"]["action_id"]) for block in view["blocks"] if block["type"] == "input"}


def words(view) -> str:
    return str(view["blocks"])


async def test_starting_now_makes_whoever_starts_it_the_facilitator_and_a_second_start_is_refused(scene: Scene):
    begun = await a_retro(scene)

    await Actor(scene, AMARA).types("/kaizen retro now")

    assert f"<@{AMARA}> facilitates" in begun["text"]
    assert "running already" in await private(Actor(scene, AMARA), "running")


async def test_before_the_first_retro_the_command_says_when_and_who(scene: Scene):
    lead = await a_team(scene)

    await lead.types("/kaizen retro")

    assert f"<@{AMARA}> facilitates" in await private(lead, "The next retro of model-care opens")


async def test_the_card_modal_promises_what_holds_and_comes_back_empty_for_the_next_card(scene: Scene):
    begun, kenji = await a_retro(scene), Actor(scene, KENJI)
    await kenji.clicks("retros.write", begun)
    first = await kenji.view()

    answer = await kenji.submits(kind="problem", text="The nightly job failed.", name="hidden")

    assert "Slack's own logs" in words(first)
    assert "open only if at least 3 people wrote" in words(first)
    assert first["submit"]["text"] == "Save and add another"
    assert answer["response_action"] == "update"
    following = await kenji.view()
    assert "1 card of yours saved" in words(following)
    assert "nightly" not in words(following)
    assert elements(first) & elements(following) == {("name", "name")}  # what has both ids again keeps what was typed
    assert following["close"]["text"] == "Done"


async def test_nobody_sees_a_card_before_the_phase_ends_in_message_thread_or_modal(scene: Scene):
    begun = await a_retro(scene)
    await writes(scene, KENJI, "The nightly job failed.")

    await Actor(scene, AMARA).clicks("retros.mine", begun)

    seen = words(await Actor(scene, AMARA).view()) + str(await Actor(scene, AMARA).reads(thread=begun["ts"]))
    assert "nightly" not in seen
    assert "How many wrote is first counted <!date" in (await kick_off(scene))["text"]


async def test_ones_own_card_can_be_changed_and_taken_back(scene: Scene):
    begun, kenji = await a_retro(scene), Actor(scene, KENJI)
    await writes(scene, KENJI, "The nightly job failed.")
    await kenji.member.close((await kenji.view())["id"])
    await kenji.clicks("retros.mine", begun)

    await kenji.member.click("retros.rewrite", view=(await kenji.view())["id"])
    await kenji.submits(kind="keep", text="The nightly job ran.", name="shown")
    changed = await eventually(lambda: _list_with(kenji, "The nightly job ran."))
    await kenji.member.click("retros.rewrite", view=changed["id"])
    await kenji.submits(gone=["gone"])

    assert await eventually(lambda: _list_with(kenji, "You have written no card"))


async def _list_with(actor: Actor, said: str):
    stack = await actor.member.views()
    return stack and stack[-1]["callback_id"] == "retros.my_cards" and said in words(stack[-1]) and stack[-1]


async def test_how_names_work_is_said_to_whoever_asks(scene: Scene):
    begun, kenji = await a_retro(scene), Actor(scene, KENJI)

    await kenji.clicks("retros.names", begun)

    assert "When the retro closes the secret and the keys are destroyed" in words(await kenji.view())


async def test_a_facilitator_looks_the_themes_over_and_the_thread_says_so(scene: Scene):
    begun, lead = await a_retro(scene), Actor(scene, AMARA)
    for user, text in ((KENJI, "The nightly job failed."), (TOM, "Nightly job again."), (GRACE, "Reviews are slow.")):
        await writes(scene, user, text)
    await lead.clicks("retros.move_on", begun)
    await lead.clicks("retros.review", await kick_off(scene))
    titles = [b["block_id"] for b in (await lead.view())["blocks"] if b.get("block_id", "").startswith("title_")]

    await lead.submits(**{titles[0]: "Nights"})

    assert len(titles) == 2
    assert "looked over" in (await kick_off(scene))["text"]
    early, themes = (await lead.reads(thread=begun["ts"]))[1:]
    assert f"<@{AMARA}> closed Collect early" in early["text"]
    assert "looked over by the facilitator. Nights:" in themes["text"]


async def test_two_who_look_the_themes_over_at_once_undo_nothing_of_each_other(scene: Scene):
    lead, facilitator = await a_team(scene, facilitators=[GRACE]), Actor(scene, GRACE)
    await lead.types("/kaizen retro now")
    begun = await kick_off(scene)
    for user, text in ((KENJI, "The nightly job failed."), (TOM, "Nightly job again."), (GRACE, "Reviews are slow.")):
        await writes(scene, user, text)
    await lead.clicks("retros.move_on", begun)
    for person in (lead, facilitator):
        await person.clicks("retros.review", await kick_off(scene))
    first, second = [b["block_id"] for b in (await lead.view())["blocks"] if b.get("block_id", "").startswith("title_")]

    await lead.submits(**{first: "Nights"})
    await facilitator.submits(**{second: "Pairs"})

    themes = (await lead.reads(thread=begun["ts"]))[-1]
    assert "Nights:" in themes["text"]
    assert "Pairs:" in themes["text"]


async def test_from_cards_to_an_action_that_is_done(scene: Scene):
    begun, lead = await a_retro(scene), Actor(scene, AMARA)
    theme = await discussed(scene, begun)

    await lead.clicks("retros.propose", theme)
    await lead.submits(text="Alert the next zone", owner=AMARA, due=in_two_weeks(), measure="no night lost")
    action = next(m for m in await lead.reads(thread=begun["ts"]) if "Action of retro 1" in m["text"])

    assert "asked, not accepted yet" in action["text"]
    assert "Alert the next zone" in (await kick_off(scene))["text"]


async def test_an_action_of_somebody_who_leaves_slack_is_free_in_the_thread_and_another_takes_it(scene: Scene):
    begun, lead = await a_retro(scene), Actor(scene, AMARA)
    theme = await discussed(scene, begun)
    await lead.clicks("retros.propose", theme)
    await lead.submits(text="Alert the next zone", owner=KENJI, due=in_two_weeks(), measure="no night lost")

    await scene.slack.visitor.post("member", id=KENJI, deleted=True)

    async def free():
        return [m for m in await lead.reads(thread=begun["ts"]) if "has left, so nobody owns it" in m["text"]]

    [action] = await eventually(free)
    await Actor(scene, TOM).clicks("retros.take_over", action)
    [taken] = [m for m in await lead.reads(thread=begun["ts"]) if m["ts"] == action["ts"]]
    assert f"<@{TOM}>, accepted" in taken["text"]
    assert "I'll take it" not in str(taken["blocks"])


async def test_somebody_outside_the_team_is_told_who_may_write(scene: Scene):
    crafts = {craft: [GRACE] for craft in ("data_science", "mlops", "compliance", "business")}
    lead = await a_team(scene, members=[AMARA, TOM, GRACE], facilitators=[AMARA], **crafts)
    await lead.types("/kaizen retro now")
    outsider = Actor(scene, KENJI)

    await outsider.clicks("retros.write", await kick_off(scene))

    assert "can write cards in this retro" in await private(outsider, "Only")
