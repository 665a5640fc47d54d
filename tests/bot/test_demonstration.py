"""The demonstration's scene, set in a real local workspace by a bot that is really running."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, func, select

from bot import demonstration, local
from bot.demonstration import entering
from bot.wiring import Bot
from storage.audit import AuditEvent
from storage.ideas import Idea, Vote
from storage.models import Model
from storage.monitors import Monitor
from storage.teams import Team
from tests import stage
from tests.stage import Scene


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    now = demonstration.begins()
    async with stage.open(database_url, tmp_path, now=now, files_dir=demonstration.data()) as found:
        yield found


async def counted(bot: Bot) -> dict[str, int]:
    def count(session: Session) -> dict[str, int]:
        tables = (Team, Model, Idea, Vote, Monitor, AuditEvent)
        return {table.__name__: session.exec(select(func.count()).select_from(table)).one() for table in tables}

    return await bot.runtime.database.read(count)


async def read_by_amara(scene: Scene) -> list[str]:
    return [message["text"] for message in await scene.actor("amara.okafor").reads()]


async def test_a_newcomer_finds_a_team_at_work(scene: Scene):
    await entering.set_scene(scene.bot)

    said = await read_by_amara(scene)
    assert any(text.startswith("Welcome, model-care: 8 people in 4 time zones") for text in said)
    assert any("K-1 Chart the housing model's accuracy" in text and "3 votes" in text for text in said)
    assert any("K-2 Report accuracy by sex" in text and "2 votes" in text for text in said)
    assert sum("no votes" in text for text in said) == 1


def test_it_begins_on_the_tuesday_before_the_inputs_drift():
    assert f"{demonstration.begins():%A %Y-%m-%d}" == "Tuesday 2021-05-25"


async def test_a_second_start_sets_nothing_twice(scene: Scene):
    await entering.set_scene(scene.bot)
    once, said = await counted(scene.bot), await read_by_amara(scene)

    await entering.set_scene(scene.bot)

    assert await counted(scene.bot) == once
    assert await read_by_amara(scene) == said
    assert {name: once[name] for name in ("Team", "Model", "Idea", "Vote", "Monitor")} == {
        "Team": 1,
        "Model": 2,
        "Idea": 4,
        "Vote": 6,
        "Monitor": 3,
    }


@pytest.mark.parametrize("done", [1, 5])
async def test_a_scene_that_was_interrupted_is_completed(scene: Scene, done: int):
    for step in entering.steps(await entering.entered(scene.bot))[:done]:
        await scene.bot.runtime.database.transact(step)

    await entering.set_scene(scene.bot)

    found = await counted(scene.bot)
    assert (found["Team"], found["Model"], found["Idea"], found["Vote"], found["Monitor"]) == (1, 2, 4, 6, 3)
    said = await read_by_amara(scene)
    assert all(sum(f" K-{number} " in text for text in said) == 1 for number in range(1, 5))


async def test_a_lost_answer_in_a_bygone_year_posts_nothing_twice(scene: Scene):
    await scene.slack.visitor.fault("lost_reply", "chat.postMessage", times=3)

    await entering.set_scene(scene.bot)

    said = await read_by_amara(scene)
    assert all(sum(f" K-{number} " in text for text in said) == 1 for number in range(1, 5))
    assert sum(text.startswith("Welcome") for text in said) == 1


async def test_the_model_without_a_stable_baseline_is_said_and_not_alarmed_about(scene: Scene):
    await entering.set_scene(scene.bot)
    await scene.moves_to(demonstration.begins() + timedelta(minutes=1))

    said = [text for text in await read_by_amara(scene) if text.startswith("Accuracy of housing-value")]

    assert len(said) == 1
    assert "no stable baseline" in said[0]
    assert "I do not alert on it" in said[0]


async def test_the_inputs_drift_on_the_first_of_june_and_not_before(scene: Scene):
    await entering.set_scene(scene.bot)

    await scene.moves_to(demonstration.begins() + timedelta(days=8))  # 2 June, when 1 June has been read
    before = [text for text in await read_by_amara(scene) if "A-1 " in text]
    await scene.moves_to(demonstration.begins() + timedelta(days=9))
    [alert] = [text for text in await read_by_amara(scene) if "A-1 " in text]

    assert before == []
    assert "Inputs of housing-value" in alert
    assert "in two windows, since Tue 1 Jun 2021" in alert


def test_a_fresh_folder_wants_the_scene_until_it_is_set(tmp_path: Path):
    first = local.Scene(tmp_path, empty=False)
    killed_and_again = local.Scene(tmp_path, empty=False)

    assert (first.state, killed_and_again.state) == ("wanted", "wanted")
    assert first.begins == demonstration.begins()
    assert first.files == demonstration.data()


def test_an_empty_workspace_stays_empty_at_the_next_start(tmp_path: Path):
    local.Scene(tmp_path, empty=True)

    again = local.Scene(tmp_path, empty=False)

    assert (again.state, again.begins) == ("none", None)


def test_a_workspace_from_before_keeps_its_own_team_and_time(tmp_path: Path):
    (tmp_path / "workspace.json").write_text("{}")

    assert local.Scene(tmp_path, empty=False).state == "none"
