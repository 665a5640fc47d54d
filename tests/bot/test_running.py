"""The process begins where Slack is away, says plainly what is wrong, and ends when it is told to."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import local_slack
from bot import cli, running
from bot.settings import Settings, SettingsWrong
from tests import stage

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "s1gned"}


def begun(folder: Path, api_url: str, *more: str) -> "subprocess.Popen[str]":
    """``kaizen run`` as a process of its own, with the output of its logs."""
    environment = {**os.environ, **TOKENS, "KAIZEN_SLACK_API_URL": api_url, "KAIZEN_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "bot", "run", *more]
    return subprocess.Popen(command, env=environment, cwd=folder, stderr=subprocess.PIPE, text=True)


def told_until(process: "subprocess.Popen[str]", words: str) -> str:
    """What it says up to the line with *words*, which must come."""
    said = ""
    for line in process.stderr or ():
        said += line
        if words in line:
            return said
    raise AssertionError(f"it ended with {process.wait()} and only said:\n{said}")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_start_that_waits_for_slack_ends_when_it_is_told_to(how, tmp_path: Path, unused_tcp_port: int):
    with begun(tmp_path, f"http://127.0.0.1:{unused_tcp_port}/api/") as process:
        told_until(process, "again_in_seconds=1.0")
        said = told_until(process, "again_in_seconds=2.0")

        process.send_signal(how)

        sent = time.monotonic()
        said += process.stderr.read()
        assert process.wait(30) == 0
    assert time.monotonic() - sent < 3
    assert "stopped" in said.splitlines()[-1]
    assert len(said.splitlines()) == 2, "one line for an attempt, one for the end"
    assert "KAIZEN_SLACK_API_URL" in said


async def test_once_slack_is_back_the_bot_listens(database_url: str, tmp_path: Path, unused_tcp_port: int):
    kept = {"manifest": stage.MANIFEST, "port": unused_tcp_port, "state": tmp_path / "state.json"}
    async with local_slack.running(**kept) as slack:
        settings = stage.settings(slack, database_url, tmp_path)
    bot = running.at_work(settings)
    entering = asyncio.create_task(bot.__aenter__())
    await asyncio.sleep(0.5)
    assert not entering.done()

    async with local_slack.running(**kept) as slack:
        async with asyncio.timeout(20):
            await entering

        assert (await slack.visitor.workspace())["app"]["connections"] == 2
        await bot.__aexit__(None, None, None)


@pytest.mark.parametrize(("more", "missing"), [([], "SLACK_APP_TOKEN"), (["--http", "3999"], "SLACK_SIGNING_SECRET")])
def test_everything_that_is_missing_is_named_at_once(more, missing: str, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KAIZEN_DATA_DIR", str(tmp_path))
    for name in (*TOKENS, "SLACK_CLI_XOXB", "SLACK_CLI_XAPP"):
        monkeypatch.delenv(name, raising=False)

    code = cli.main(["run", *more])

    said = capsys.readouterr().err
    assert code == 2
    assert "SLACK_BOT_TOKEN: missing" in said
    assert f"{missing}: missing" in said


@pytest.mark.parametrize(("setting", "wrong"), [("SLACK_BOT_TOKEN", "xoxb-wrong"), ("SLACK_APP_TOKEN", "xapp-wrong")])
async def test_a_token_that_slack_refuses_ends_the_start_by_its_name(setting: str, wrong: str, tmp_path: Path):
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        right = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
        settings = Settings(_env_file=None, **{**right, setting: wrong}, slack_api_url=slack.api_url, data_dir=tmp_path)

        with pytest.raises(SettingsWrong, match=rf"refuses {setting} \(invalid_auth\)"):
            async with running.at_work(settings):
                pass


async def test_a_port_that_is_taken_is_said_in_a_sentence(database_url: str, tmp_path: Path):
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        taken = int(slack.url.rpartition(":")[2])

        with pytest.raises(SettingsWrong, match=f"port {taken}.*in use"):
            async with running.at_work(stage.settings(slack, database_url, tmp_path), port=taken):
                pass
