"""A team in four time zones looks back without a meeting, while somebody moves the clock on the page."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import local_slack
from bot import running
from tests import stage
from tests.stage import Actor, Scene

SATURDAY = datetime(2035, 11, 24, 12, tzinfo=UTC)
"""Winter everywhere that has one; the team begins here, and its first retro ten days later."""

AMARA, TOM, GRACE, DIEGO = "U05AVAMBEKI", "U05B7KQTNZL", "U05C2PRYDWS", "U05D9JHVXEA"
PRIYA, ARJUN, YUKI, KENJI = "U05E4MSGFBT", "U05F6WLCQRN", "U05G1XZTKHP", "U05H8NVDJSM"
ZONES = {
    **dict.fromkeys((AMARA, TOM), "Europe/London"),
    **dict.fromkeys((GRACE, DIEGO), "America/Los_Angeles"),
    **dict.fromkeys((PRIYA, ARJUN), "Asia/Kolkata"),
    **dict.fromkeys((YUKI, KENJI), "Asia/Tokyo"),
}


@pytest.fixture
async def scene(database_url, tmp_path) -> AsyncIterator[Scene]:
    """The whole bot, following the workspace's clock."""
    async with opened(database_url, tmp_path) as found:
        yield found


@asynccontextmanager
async def opened(database_url, folder) -> AsyncIterator[Scene]:
    async with local_slack.running(manifest=stage.MANIFEST, now=SATURDAY, rate_limits=False) as slack:
        settings = stage.settings(slack, database_url, folder, team_clock_url=slack.url)
        async with running.at_work(settings) as bot:
            known = await slack.visitor.workspace()
            channels = {channel["name"]: channel["id"] for channel in known["channels"]}
            yield Scene(slack, bot, channels, {user: user for user in ZONES})


async def move(scene: Scene, to: datetime) -> None:
    """Move the clock as the page does, and wait until it stands."""
    await scene.slack.visitor.post("clock/move", to=to.isoformat())
    async with asyncio.timeout(120):
        while (await scene.slack.visitor.get("clock"))["moving"]:
            await asyncio.sleep(0.02)
    assert await scene.bot.ticker.settle(patience=20)


async def eventually(look):
    for _ in range(200):
        if found := await look():
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("nothing came within four seconds")


async def modal(actor: Actor, callback: str):
    async def look():
        stack = await actor.member.views()
        return stack and stack[-1]["callback_id"] == callback and stack[-1]

    return await eventually(look)


async def a_team(scene: Scene, lead: Actor) -> None:
    await lead.types("/kaizen team")
    await modal(lead, "teams.set_up")
    assert (await lead.submits(members=list(ZONES), facilitators=[PRIYA, TOM]))["response_action"] == "clear"


async def kick_off(scene: Scene, number: int = 1):
    """The retro's one message."""
    found = [m for m in await scene.actor(AMARA).reads() if m["bot"] and f"Retro {number} of" in m["text"]]
    return found[-1] if found else None


async def direct(scene: Scene, user: str) -> list[dict]:
    return await scene.actor(user).reads_privately()


async def writes(scene: Scene, user: str, *cards: tuple[str, str], name: str = "hidden") -> None:
    actor = scene.actor(user)
    await actor.clicks("retros.write", await kick_off(scene))
    for kind, text in cards:
        assert (await actor.submits(kind=kind, text=text, name=name))["response_action"] == "update"


async def votes(scene: Scene, user: str, *dots: int):
    actor = scene.actor(user)
    await actor.clicks("retros.vote", await kick_off(scene))
    fields = [block["block_id"] for block in (await actor.view())["blocks"] if block["type"] == "input"]
    return await actor.submits(**{field: str(count) for field, count in zip(fields, dots, strict=False)})


def at(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return datetime(2035, month, day, hour, minute, tzinfo=UTC)


async def a_week_of_writing(scene: Scene) -> None:
    """The first retro up to the moment at which its cards open."""
    await a_team(scene, scene.actor(AMARA))
    await move(scene, at(29, 9, month=11))
    await clicks_privately(scene, PRIYA, "facilitators.accept", "It is your turn")
    await move(scene, at(4, 0, 1))
    await writes(scene, YUKI, ("problem", "The nightly job failed three times."), ("keep", "Pair reviews are quick."))
    await move(scene, at(4, 10))
    await writes(
        scene, AMARA, ("problem", "Nobody is awake when the nightly job fails."), ("try", "Alert the next zone.")
    )
    await writes(scene, TOM, ("thanks", "Grace found the leak."), name="shown")
    await move(scene, at(4, 18))
    await writes(scene, GRACE, ("problem", "Nightly job alerts come twice."))


async def a_week_of_voting(scene: Scene) -> None:
    """The same up to the discussion."""
    await a_week_of_writing(scene)
    await move(scene, at(5, 16))
    for user, dots in ((YUKI, (2, 1)), (AMARA, (2, 0, 1)), (TOM, (2,)), (GRACE, (1,))):
        await votes(scene, user, *dots)
    await move(scene, at(6, 5))


async def in_thread(scene: Scene) -> list[str]:
    root = await kick_off(scene)
    return [message["text"] for message in await scene.actor(AMARA).reads(thread=root["ts"])][1:]


async def proposes(scene: Scene, text: str, owner: str) -> dict:
    priya = scene.actor(PRIYA)
    await priya.clicks("retros.propose", await kick_off(scene))
    return await priya.submits(text=text, owner=owner, due="2035-12-20", measure="no night lost")


async def clicks_privately(scene: Scene, user: str, action: str, saying: str) -> None:
    actor = scene.actor(user)
    message = next(m for m in reversed(await direct(scene, user)) if saying in m["text"])
    await actor.clicks(action, message, channel=await actor.member.direct())


def local(message: dict, user: str) -> datetime:
    return datetime.fromtimestamp(float(message["ts"]), UTC).astimezone(ZoneInfo(ZONES[user]))


def at_work(moment: datetime) -> bool:
    return moment.weekday() < 5 and 9 <= moment.hour < 17


async def test_cards_stay_shut_until_the_phase_ends_and_then_stand_without_names_and_times(scene: Scene):
    await a_week_of_writing(scene)
    shut = str(await scene.actor(PRIYA).reads()) + str(await in_thread(scene))

    await move(scene, at(5, 1, 1))

    assert "nightly" not in shut.lower()
    [opened] = await in_thread(scene)
    assert "Nobody is awake when the nightly job fails." in opened
    assert "suggested by the words that cards share, not reviewed" in opened
    assert f"Grace found the leak. – <@{TOM}>" in opened
    assert [user for user in ZONES if user in opened] == [TOM]


async def test_a_retro_in_a_week_ends_in_actions_and_the_next_one_opens_with_what_is_unfinished(scene: Scene):
    await a_week_of_voting(scene)
    talked = await in_thread(scene)
    await proposes(scene, "Alert the zone that is awake", GRACE)
    await proposes(scene, "Write the hand-off check", KENJI)
    await move(scene, at(6, 18))
    await clicks_privately(scene, GRACE, "retros.accept", "asked to own")

    await move(scene, at(7, 1, 1))
    closed = (await kick_off(scene))["text"]
    await move(scene, at(18, 0, 1))

    first, *others = [text.split(" – ")[0] for text in talked[1:]]
    assert first == "1. Nightly job alerts come twice"
    assert {text[3:] for text in others} == {"Alert the next zone", "Pair reviews are quick"}
    assert "7 dots from 4 people" in talked[1]
    assert closed.startswith("Retro 1 of model-care: closed. 4 of 8 wrote, 4 voted; 6 cards, 3 themes.")
    assert f"Alert the zone that is awake – <@{GRACE}> – due Thu 20 Dec 2035" in closed
    following = (await kick_off(scene, 2))["text"]
    assert f"Not finished since last time: Alert the zone that is awake – <@{GRACE}>" in following
    assert "hand-off check" not in following
    assert "not accepted in time, so nobody owns it" in (await in_thread(scene))[-1]


async def test_nobody_is_written_to_outside_their_own_hours(scene: Scene):
    await a_week_of_voting(scene)
    await proposes(scene, "Alert the zone that is awake", GRACE)
    await proposes(scene, "Write the hand-off check", KENJI)
    await move(scene, at(18, 12))

    told = {user: [(local(message, user), message["text"]) for message in await direct(scene, user)] for user in ZONES}

    assert all(told.values())
    assert [(user, moment, text) for user in told for moment, text in told[user] if not at_work(moment)] == []


async def test_a_phase_begins_in_ones_own_morning_and_only_who_wrote_nothing_is_reminded_once(scene: Scene):
    await a_week_of_writing(scene)
    await move(scene, at(5, 0, 30))

    told = {
        user: [message["text"] for message in await direct(scene, user) if "Retro" in message["text"]] for user in ZONES
    }
    reminded = {user for user in ZONES for message in await direct(scene, user) if "only reminder" in message["text"]}

    mornings = {f"{local((await direct(scene, user))[-1 - (user in reminded)], user):%a %H:%M}" for user in ZONES}
    assert mornings == {"Tue 09:00"}
    assert all(len(texts) == 1 for texts in told.values())
    assert reminded == {DIEGO, PRIYA, ARJUN, KENJI}


async def test_a_retro_in_which_too_few_wrote_is_extended_or_cancelled_and_shows_nothing(scene: Scene):
    await a_team(scene, scene.actor(AMARA))
    await move(scene, at(4, 0, 1))
    await writes(scene, YUKI, ("problem", "The nightly job failed."))
    await writes(scene, KENJI, ("problem", "So did the weekly one."))
    await move(scene, at(5, 3, 31))
    asked = await kick_off(scene)

    await leading(scene, asked).clicks("retros.extend", asked)
    extended = await kick_off(scene)
    await move(scene, at(6, 4, 1))
    await leading(scene, asked).clicks("retros.cancel", await kick_off(scene))

    assert "too few cards" in asked["text"]
    assert "Only 2 had written when last counted, <!date" in asked["text"]
    assert "Collect" in extended["text"]
    assert "2 of 8 had written when last counted" in extended["text"]
    cancelled = await kick_off(scene)
    assert "cancelled" in cancelled["text"]
    assert "nightly job" not in cancelled["text"]
    assert await in_thread(scene) == []


async def test_a_vote_without_its_quorum_is_extended_once_and_then_the_team_moves_on(scene: Scene):
    await a_week_of_writing(scene)
    await move(scene, at(5, 16))
    await votes(scene, YUKI, 2, 1)

    await move(scene, at(6, 1, 1))
    extended = (await kick_off(scene))["text"]
    await move(scene, at(6, 23))

    assert "phase 3 of 4, Vote" in extended
    assert "1 of 8 had voted when last counted, <!date" in extended
    assert "; extended once, for fewer than the quorum had voted" in extended
    assert "phase 4 of 4" in (await kick_off(scene))["text"]


async def test_a_facilitator_ends_a_phase_early_once_however_often_they_click(scene: Scene):
    await a_week_of_writing(scene)
    collecting = await kick_off(scene)
    leader, diego = leading(scene, collecting), scene.actor(DIEGO)

    await diego.clicks("retros.move_on", collecting)
    for _ in range(2):
        await leader.clicks("retros.move_on", collecting)

    assert "phase 2 of 4, Group" in (await kick_off(scene))["text"]
    assert any("can steer a retro" in str(view) for view in await refusals(diego))
    early = [text for text in await in_thread(scene) if "early" in text]
    assert len(early) == 1
    assert f"<@{leader.id}> closed Collect early; it would have gone on until <!date" in early[0]


def leading(scene: Scene, message: Mapping[str, Any]) -> Actor:
    """Who facilitates this retro, by its message."""
    return Actor(scene, re.findall(r"<@(\w+)> (?:facilitates|(?:or the team's lead )?chooses)", message["text"])[0])


async def refusals(actor: Actor) -> list:
    """What was refused privately."""

    async def look():
        return [message for message in await actor.reads() if message["ephemeral"]]

    return await eventually(look)
