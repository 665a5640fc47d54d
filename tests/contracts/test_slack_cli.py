"""``slack run`` works in this folder: each hook, called as the Slack CLI calls it."""

import asyncio
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import yaml

import local_slack
from tests import stage

ROOT = Path(__file__).parents[2]
AS_THE_CLI_ASKS = ("--protocol=message-boundaries", "--boundary=b0undary")


def command(hook: str) -> list[str]:
    """A hook's command, by the Python that runs this test, as the project's own environment may lie elsewhere."""
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text())["hooks"]
    program, *arguments = shlex.split(hooks[hook])
    assert program == ".venv/bin/python"
    return [sys.executable, *arguments]


def answered(hook: str, *given: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    called = subprocess.run([*command(hook), *given], cwd=ROOT, env=environment, capture_output=True, check=True)
    return called.stdout.decode()


def test_the_hooks_of_slacks_package_are_found():
    found = json.loads(answered("get-hooks"))

    assert {"check-update", "doctor"} <= set(found["hooks"])
    assert found["config"]["sdk-managed-connection-enabled"] is True


def test_the_manifest_is_ours_between_the_boundaries_that_the_cli_asks_for():
    plain, before, manifest, after = (
        answered("get-manifest"),
        *answered("get-manifest", *AS_THE_CLI_ASKS).split("b0undary"),
    )

    assert (before, after.strip()) == ("", "")
    assert json.loads(plain) == json.loads(manifest) == yaml.safe_load((ROOT / "app_manifest.yaml").read_text())


async def test_start_connects_the_bot_with_the_clis_token_variables(tmp_path: Path):
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        tokens = {"SLACK_CLI_XOXB": slack.bot_token, "SLACK_CLI_XAPP": slack.app_token}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
        own = {"KAIZEN_SLACK_API_URL": slack.api_url, "KAIZEN_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
        bot = await asyncio.create_subprocess_exec(
            *command("start"), *AS_THE_CLI_ASKS, cwd=ROOT, env={**inherited, **own, **tokens}
        )
        try:
            async with asyncio.timeout(60):
                while (await slack.visitor.workspace())["app"]["connections"] < 2:
                    await asyncio.sleep(0.05)
        finally:
            bot.terminate()
            code = await bot.wait()

    assert code == 0
