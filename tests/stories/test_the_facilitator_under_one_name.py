"""Two retros and their facilitators, found in a user group where Slack allows that, and named in any case."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import stage
from tests.handlers.test_groups import GROUP, members, names
from tests.handlers.test_home import home
from tests.handlers.test_retros import a_team
from tests.stage import Scene

AMARA, TOM, PRIYA, KENJI = "U05AVAMBEKI", "U05B7KQTNZL", "U05E4MSGFBT", "U05H8NVDJSM"
SATURDAY = datetime(2035, 11, 24, 12, tzinfo=UTC)
"""Ten days before the first retro of a team that begins now."""

FREE = {"paid": False}
ADMINS_ONLY = {"groups_by_everyone": False}


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    async with stage.open(database_url, tmp_path, now=SATURDAY) as found:
        yield found


def december(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2035, 12, day, hour, minute, tzinfo=UTC)


async def answers(scene: Scene, user: str, action: str) -> None:
    actor = stage.Actor(scene, user)
    asked = next(m for m in reversed(await actor.reads_privately()) if action in str(m["blocks"]))
    await actor.clicks(action, asked, channel=await actor.member.direct())
    await scene.bot.outbox.drained()


async def takes(scene: Scene, user: str) -> None:
    actor = stage.Actor(scene, user)
    swap = next(m for m in reversed(await actor.reads()) if "facilitators.take" in str(m["blocks"]))
    await actor.clicks("facilitators.take", swap)
    await scene.bot.outbox.drained()


async def told(scene: Scene) -> list[list[str]]:
    """Everything that the bot said, in the channel and to each of the two alone."""
    public = [m["text"] for m in await stage.Actor(scene, TOM).reads() if m["bot"] and not m["ephemeral"]]
    private = [[m["text"] for m in await stage.Actor(scene, user).reads_privately()] for user in (KENJI, PRIYA)]
    return [public, *private]


async def two_retros(scene: Scene) -> list[list[str]]:
    """Kenji says yes, swaps with Priya, who leads the first retro; then she leads the second. Who sat there when."""
    sat = []
    await scene.moves_to(datetime(2035, 11, 29, 9, tzinfo=UTC))
    await answers(scene, KENJI, "facilitators.accept")
    sat.append(members(scene))
    await answers(scene, KENJI, "facilitators.swap")
    sat.append(members(scene))
    await takes(scene, PRIYA)
    sat.append(members(scene))
    await scene.moves_to(december(4, 0, 1))
    sat.append(members(scene))
    await scene.moves_to(december(14, 9))
    await answers(scene, KENJI, "facilitators.accept")
    sat.append(members(scene))
    await scene.moves_to(december(18, 0, 1))
    await scene.bot.outbox.drained()
    return sat


async def begins(scene: Scene) -> stage.Actor:
    """The team, whose lead names the group."""
    lead = await a_team(scene, facilitators=[PRIYA, KENJI])
    assert (await names(lead, GROUP))["errors"] == {}
    return lead


async def test_whoever_leads_the_next_retro_is_found_under_one_name(scene: Scene):
    await begins(scene)

    sat = await two_retros(scene)

    asked_and_yes, offered, taken, begun, the_next = sat
    assert asked_and_yes == offered == [TOM, KENJI]
    assert taken == begun == [TOM, PRIYA]
    assert the_next == members(scene) == [TOM, KENJI]


@pytest.mark.parametrize(
    ("plan", "why"),
    [(FREE, "user groups need a paid plan of Slack"), (ADMINS_ONLY, "only admins may manage user groups here")],
    ids=["free plan", "admins only"],
)
async def test_where_slack_does_not_allow_it_everything_works_and_the_person_is_named(scene: Scene, plan, why):
    lead = await begins(scene)
    await scene.slack.visitor.post("workspace/plan", **plan)

    sat = await two_retros(scene)

    public, kenji, priya = await told(scene)
    assert sat == [[TOM]] * 5
    assert any("settled" in text and f"<@{PRIYA}> facilitates the retro of model-care" in text for text in public)
    assert any(text.startswith("Retro 2 of") and f"<@{KENJI}> facilitates" in text for text in public)
    assert any("you keep your place in the rota" in text for text in kenji)
    assert any("You facilitate the retro" in text for text in priya)
    assert not [text for text in (*public, *kenji, *priya) if "group" in text]
    assert why in await home(lead, until="I only name who facilitates")
    assert "I only name" not in await home(stage.Actor(scene, TOM))


async def test_a_workspace_that_granted_no_scope_for_it_works_as_well(database_url: str, tmp_path: Path):
    refused = {"refused_scopes": frozenset({"usergroups:read", "usergroups:write"})}
    async with stage.open(database_url, tmp_path, now=SATURDAY, slack_options=refused) as scene:
        lead = await a_team(scene, facilitators=[PRIYA, KENJI])
        refusal = await names(lead, GROUP)

        sat = await two_retros(scene)

        public, *_ = await told(scene)
    assert refusal["errors"] == {
        "group": "I was installed without usergroups:read. Please choose none: I name the person."
    }
    assert sat == [[TOM]] * 5
    assert any(text.startswith("Retro 2 of") and f"<@{KENJI}> facilitates" in text for text in public)
