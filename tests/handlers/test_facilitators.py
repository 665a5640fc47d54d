"""Turns as people meet them: the rota, being away, and the answers to a question."""

import asyncio

from kaizen.announcements import Outcome
from kaizen.facilitators import asking, showing, telling
from storage import facilitators, teams
from tests.handlers.test_retros import AMARA, GRACE, KENJI, TOM, a_team, eventually, private
from tests.stage import Actor, Scene


async def an_asked_turn(scene: Scene):
    """A team in which Amara is asked to lead the next retro."""
    await a_team(scene, facilitators=[AMARA, TOM, GRACE])
    runtime, workspace = scene.bot.runtime, scene.slack.slack.workspace.id

    def work(session):
        team = teams.of_channel(session, workspace, scene.channel("model-care"))
        now = runtime.clock.now()
        retro_at = showing.next_retro(session, team, now=now)
        asking.ask(session, team, retro_at=retro_at, now=now)
        turn = facilitators.turn_on(session, workspace, team.id, retro_at.date())
        told = telling.told(session, turn, turn.facilitator, now=now)
        scene.bot.outbox.store(session, Outcome(workspace, [told]))

    await runtime.database.transact(work)
    scene.bot.outbox.wake()
    return Actor(scene, AMARA)


async def question(actor: Actor) -> dict:
    return (await actor.reads_privately())[-1]


async def answers(actor: Actor, action: str) -> None:
    await actor.clicks(action, await question(actor), channel=await actor.member.direct())


async def test_the_rota_is_shown_to_whoever_asks(scene: Scene):
    lead = await a_team(scene, facilitators=[AMARA, TOM])

    await lead.types("/kaizen rota")

    said = await private(lead, "Longest since the last turn first")
    assert f"<@{AMARA}> facilitates the next retro of model-care" in said
    assert f"<@{TOM}> (not yet)" in said
    assert KENJI not in said


async def test_a_yes_is_kept_and_its_buttons_change(scene: Scene):
    amara = await an_asked_turn(scene)

    await answers(amara, "facilitators.accept")

    thanked = await question(amara)
    assert "You facilitate the retro of model-care; thank you" in thanked["text"]
    assert "facilitators.accept" not in str(thanked["blocks"])


async def test_an_open_swap_stands_in_the_channel_until_somebody_takes_it(scene: Scene):
    amara, grace = await an_asked_turn(scene), Actor(scene, GRACE)
    await answers(amara, "facilitators.swap")
    swap = next(m for m in await grace.reads() if "Open swap" in m["text"])

    await grace.clicks("facilitators.take", swap)

    settled = next(m for m in await grace.reads() if m["ts"] == swap["ts"])
    assert f"<@{GRACE}> facilitates" in settled["text"]
    assert "facilitators.take" not in str(settled["blocks"])
    assert "you keep your place in the rota" in (await question(amara))["text"]
    assert "thank you" in (await question(grace))["text"]


async def test_only_who_facilitates_takes_a_turn(scene: Scene):
    amara, kenji = await an_asked_turn(scene), Actor(scene, KENJI)
    await answers(amara, "facilitators.swap")
    swap = next(m for m in await kenji.reads() if "Open swap" in m["text"])

    await kenji.clicks("facilitators.take", swap)

    assert "Only the team's facilitators can take a turn" in await private(kenji, "Only")


async def test_im_away_passes_the_turn_on(scene: Scene):
    amara = await an_asked_turn(scene)

    await answers(amara, "facilitators.pass")

    assert "you keep your place in the rota" in (await question(amara))["text"]
    await Actor(scene, TOM).types("/kaizen rota")
    assert f"<@{AMARA}> facilitates" not in await private(Actor(scene, TOM), "asked and not answered yet")


async def test_days_away_are_noted_from_the_command_and_from_the_modal(scene: Scene):
    lead = await a_team(scene)

    await lead.types("/kaizen away 2099-12-01..2099-12-05")
    noted = await private(lead, "Noted")
    await lead.types("/kaizen away")
    asked = await eventually(lambda: _away(lead))
    await lead.submits(first="2099-12-24", last="2099-12-31")
    await asyncio.sleep(0)
    await lead.types("/kaizen away")

    assert "Tue 1 Dec 2099 to Sat 5 Dec 2099" in noted
    assert "Tue 1 Dec 2099 to Sat 5 Dec 2099" in str(asked["blocks"])
    assert "Thu 24 Dec 2099 to Thu 31 Dec 2099" in str((await lead.view())["blocks"])


async def _away(actor: Actor):
    stack = await actor.member.views()
    return stack and stack[-1]["callback_id"] == "facilitators.away" and stack[-1]


async def test_an_absence_the_wrong_way_round_is_refused_at_its_field(scene: Scene):
    lead = await a_team(scene)
    await lead.types("/kaizen away")

    refused = await lead.submits(first="2099-12-05", last="2099-12-01")

    assert refused["errors"] == {"last": "The last day lies before the first."}


async def test_days_that_nobody_can_read_are_answered_with_an_example(scene: Scene):
    lead = await a_team(scene)

    await lead.types("/kaizen away next week")

    assert "/kaizen away 2026-12-01..2026-12-05" in await private(lead, "I cannot read")
