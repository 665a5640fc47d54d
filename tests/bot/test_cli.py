"""The command line answers at once."""

import json
import subprocess
import sys

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
