"""The command line answers at once."""

import json
import subprocess
import sys

import pytest

from bot import cli

HEAVY = {"asyncio", "aiohttp", "jinja2", "numpy", "pandas", "pydantic", "slack_bolt", "slack_sdk", "sqlalchemy", "yaml"}

HELP_AND_WHAT_IT_LOADED = """
import json, sys
from bot import cli
try:
    cli.main(["--help"])
except SystemExit as ended:
    print(json.dumps([ended.code, sorted(sys.modules)]))
"""


def test_help_loads_nothing_heavy():
    command = [sys.executable, "-c", HELP_AND_WHAT_IT_LOADED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    *said, last = done.stdout.splitlines()

    code, loaded = json.loads(last)
    assert code == 0
    assert any("doctor" in line for line in said)
    assert HEAVY.isdisjoint(loaded)


@pytest.mark.parametrize(
    ("variable", "wrong", "sentence"),
    [
        ("KAIZEN_SLACK_API_URL", "http://here/", "it must end in /api/, but is 'http://here/'"),
        ("KAIZEN_LOG_LEVEL", "LOUD", "it must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("KAIZEN_SLACK_TIMEOUT", "soon", "it must be a valid integer, unable to parse string as an integer"),
    ],
)
def test_a_wrong_setting_is_named_as_one_writes_it(variable, wrong, sentence, monkeypatch, capsys):
    monkeypatch.setenv(variable, wrong)

    code = cli.main(["db", "upgrade"])

    assert code == 2
    assert capsys.readouterr().err == f"These settings cannot be used:\n  {variable}: {sentence}\n"
