"""The doctor names what is missing, in one line each, with what to do."""

from pathlib import Path

import pytest

import local_slack
from bot import cli, doctor
from bot.settings import Settings
from tests import stage


async def examined(settings: Settings, capsys) -> tuple[int, list[str]]:
    code = await doctor.examine(settings)
    return code, capsys.readouterr().out.splitlines()


async def test_a_whole_installation_is_well(database_url: str, tmp_path: Path, capsys):
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        code, lines = await examined(stage.settings(slack, database_url, tmp_path), capsys)

    assert code == 0
    assert all(line.startswith("ok") for line in lines)
    assert any("all of the manifest's" in line for line in lines)


async def test_without_tokens_each_missing_one_is_named_with_where_it_is_found(tmp_path: Path, capsys):
    code, lines = await examined(Settings(_env_file=None, data_dir=tmp_path), capsys)

    assert code == 1
    assert any(line.startswith("FAIL  SLACK_BOT_TOKEN") and "OAuth" in line for line in lines)


async def test_a_wrong_token_is_told_apart_from_an_unreachable_slack(tmp_path: Path, capsys):
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        wrong = Settings(_env_file=None, SLACK_BOT_TOKEN="xoxb-wrong", slack_api_url=slack.api_url, data_dir=tmp_path)
        _, refused = await examined(wrong, capsys)
    _, unreached = await examined(wrong, capsys)

    assert any("refuses the bot token: invalid_auth" in line for line in refused)
    assert any("not reached" in line for line in unreached)


async def test_optional_scopes_that_were_refused_are_named_and_not_a_failure(database_url: str, tmp_path: Path, capsys):
    refused = frozenset({"channels:join"})
    async with local_slack.running(manifest=stage.MANIFEST, refused_scopes=refused) as slack:
        code, lines = await examined(stage.settings(slack, database_url, tmp_path), capsys)

    assert code == 0
    assert any("left out: channels:join" in line for line in lines)


async def test_a_team_whose_channel_the_bot_left_is_told_how_to_invite_it(database_url: str, tmp_path: Path, capsys):
    async with stage.open(database_url, tmp_path) as scene:
        lead = scene.somebody(0)
        await lead.types("/kaizen team")
        await lead.submits()
        await lead.member.kick(scene.channel("model-care"))

        code, lines = await examined(stage.settings(scene.slack, database_url, tmp_path), capsys)

    assert code == 1
    assert any("I am not in #model-care" in line and "/invite @Kaizen" in line for line in lines)


@pytest.mark.parametrize("url", ["mysql://me:passw0rd@host/name", "nonsense passw0rd"])
def test_an_address_that_is_no_database_is_said_in_a_sentence(url: str, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KAIZEN_DATABASE_URL", url)
    monkeypatch.setenv("KAIZEN_DATA_DIR", str(tmp_path))

    code = cli.main(["db", "upgrade"])

    said = capsys.readouterr().err
    assert code == 2
    assert "sqlite:///" in said
    assert "passw0rd" not in said
