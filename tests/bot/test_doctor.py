"""The doctor names what is missing, in one line each, with what to do."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

import local_slack
from bot import cli, doctor
from bot.settings import Settings
from storage import user_groups
from storage.database import Database
from storage.monitors import Monitor
from tests import builders, stage

DATA = Path(__file__).parents[1] / "data"


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


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("SLACK_BOT_TOKEN", "hello", "FAIL  SLACK_BOT_TOKEN: it is a bot token, xoxb-…, and this is none"),
        ("SLACK_APP_TOKEN", "xoxb-1", "FAIL  SLACK_APP_TOKEN: it is an app token, xapp-…, and this is none"),
        ("SLACK_APP_TOKEN", "xapp-wrong", "FAIL  Socket Mode: Slack refuses SLACK_APP_TOKEN: invalid_auth"),
        ("SLACK_SIGNING_SECRET", "xoxb-1", "FAIL  SLACK_SIGNING_SECRET: it is a signing secret"),
    ],
)
async def test_each_token_is_held_to_what_it_should_be(setting: str, value: str, line: str, tmp_path: Path, capsys):
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        right = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
        }
        given = Settings(_env_file=None, **{**right, setting: value}, slack_api_url=slack.api_url, data_dir=tmp_path)

        code, lines = await examined(given, capsys)

    assert code == 1
    assert [one for one in lines if not one.startswith("ok")] == [next(one for one in lines if one.startswith(line))]


async def test_a_database_that_is_away_does_not_keep_the_rest_from_being_looked_at(unused_tcp_port, tmp_path, capsys):
    away = f"postgresql://me:passw0rd@127.0.0.1:{unused_tcp_port}/kaizen"
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        code, lines = await examined(stage.settings(slack, away, tmp_path), capsys)

    assert code == 1
    [wrong] = [line for line in lines if not line.startswith("ok")]
    assert wrong.startswith(f"FAIL  database: The database postgresql://me:***@127.0.0.1:{unused_tcp_port}/kaizen")
    assert wrong.endswith("Connection refused. See KAIZEN_DATABASE_URL and KAIZEN_DATA_DIR.")
    assert any("knows us as" in line for line in lines)


def three_monitors(session: Session) -> None:
    """One that is read, one whose file went, one whose source is not set up."""
    known = {"team_id": builders.a_team(session), "question": "…", "chart": "i-mr", "every_seconds": 60}
    known |= {"workspace": builders.WORKSPACE, "channel": "C0TEAM", "owner": "U0ANA", "created_by": "U0ANA"}
    known |= {"baseline_points": 20, "rules": "", "watched": "", "created_at": builders.NOON}
    failing = {"failing_since": datetime(2026, 11, 23, 8, tzinfo=UTC), "failure": "There is no file scores.csv."}
    session.add(Monitor(name="Volume", key="volume", source="files", **known))
    session.add(Monitor(name="Accuracy", key="accuracy", source="files", **known, **failing))
    session.add(Monitor(name="Latency", key="latency", source="prometheus", **known))


async def test_each_source_has_its_line(unused_tcp_port: int, tmp_path: Path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    sources = [{"files_dir": DATA}, {"files_dir": empty}, {"files_dir": tmp_path / "nowhere"}]
    sources += [{"prometheus_url": f"http://127.0.0.1:{unused_tcp_port}"}, {"files_hosts": "data.example.org"}]

    told = [(await examined(Settings(_env_file=None, data_dir=tmp_path, **one), capsys))[1][-1] for one in sources]

    assert told[0] == f"ok    KAIZEN_FILES_DIR: {DATA} holds 4 table(s)"
    assert told[1].startswith(f"FAIL  KAIZEN_FILES_DIR: {empty} holds 0 table(s); put .csv")
    assert told[2].startswith(f"FAIL  KAIZEN_FILES_DIR: the folder {tmp_path}/nowhere cannot be read")
    assert told[3].startswith(f"FAIL  KAIZEN_PROMETHEUS_URL: http://127.0.0.1:{unused_tcp_port}")
    assert told[4] == "ok    KAIZEN_FILES_HOSTS: monitors may read files of data.example.org"


async def test_monitors_that_are_not_read_are_named_with_the_reason(database: Database, tmp_path: Path, capsys):
    url = database.url.render_as_string(hide_password=False)
    await database.transact(three_monitors)

    _, lines = await examined(Settings(_env_file=None, database_url=url, data_dir=tmp_path, files_dir=DATA), capsys)

    assert lines[-3:] == [
        "note  monitors: 1 of 3 can be read",
        "FAIL  monitor Accuracy: not read since 2026-11-23 08:00 UTC: There is no file scores.csv.",
        "FAIL  monitor Latency: its source prometheus is not set up here; set KAIZEN_PROMETHEUS_URL",
    ]


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
        await lead.reads()
        await lead.member.kick(scene.channel("model-care"))

        code, lines = await examined(stage.settings(scene.slack, database_url, tmp_path), capsys)

    assert code == 1
    assert any("I am not in #model-care" in line and "/invite @Kaizen" in line for line in lines)


def a_named_group(session: Session, slack_id: str, handle: str, channel: str, **more: str) -> None:
    team = builders.team(session, builders.a_team(session, channel=channel))
    assert user_groups.claim(session, team, slack_id, handle=handle)
    group = user_groups.of_team(session, builders.WORKSPACE, team.id)
    group.stage, group.reason = more.get("stage", group.stage), more.get("reason")
    session.add(group)


def three_groups(session: Session) -> None:
    """One that is as it should be, one that Slack kept from us, one that is gone."""
    a_named_group(session, "S05FACILITA", "kaizen-facilitator", "C1")
    a_named_group(session, "S05LOCKED", "locked", "C2", stage="refused", reason="permission_denied")
    a_named_group(session, "S05GONE", "missing", "C3")


@pytest.mark.parametrize(
    ("plan", "first"),
    [
        ({}, "ok    user groups: @kaizen-facilitator follows who facilitates"),
        ({"paid": False}, "note  user groups: I cannot put anybody into @kaizen-facilitator"),
    ],
)
async def test_each_user_group_of_a_team_has_its_line_and_none_is_a_failure(
    database: Database, tmp_path: Path, capsys, plan, first
):
    url = database.url.render_as_string(hide_password=False)
    await database.transact(three_groups)
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        await slack.visitor.post("workspace/plan", **plan)
        _, lines = await examined(stage.settings(slack, url, tmp_path), capsys)

    told = [line for line in lines if "user groups" in line]
    assert told[0].startswith(first)
    assert "into @locked, so I only name who facilitates: only admins may manage user groups here" in told[1]
    assert "into @missing, so I only name who facilitates: it is disabled or gone" in told[2]
    assert not [line for line in told if line.startswith("FAIL")]


async def test_without_the_scope_the_doctor_says_that_installing_again_is_enough(
    database: Database, tmp_path: Path, capsys
):
    url = database.url.render_as_string(hide_password=False)
    await database.transact(lambda session: a_named_group(session, "S05FACILITA", "kaizen-facilitator", "C1"))
    refused = frozenset({"usergroups:read", "usergroups:write"})
    async with local_slack.running(manifest=stage.MANIFEST, refused_scopes=refused) as slack:
        _, lines = await examined(stage.settings(slack, url, tmp_path), capsys)

    [told] = [line for line in lines if "user groups" in line]
    assert told.endswith("Installing me again with both is enough.")


@pytest.mark.parametrize("url", ["mysql://me:passw0rd@host/name", "nonsense passw0rd"])
def test_an_address_that_is_no_database_is_said_in_a_sentence(url: str, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KAIZEN_DATABASE_URL", url)
    monkeypatch.setenv("KAIZEN_DATA_DIR", str(tmp_path))

    code = cli.main(["db", "upgrade"])

    said = capsys.readouterr().err
    assert code == 2
    assert "sqlite:///" in said
    assert "passw0rd" not in said
