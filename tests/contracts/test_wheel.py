"""The wheel that people install is whole: built, put into an empty environment, and run from elsewhere."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "KAIZEN"))}


def run(*command: str | Path, **more) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=PLAIN, check=False, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel and the locked requirements, and no more."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", cwd=ROOT)
    [wheel] = (folder / "dist").glob("*.whl")
    venv.create(folder / "empty", with_pip=True)
    pip = (folder / "empty" / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    locked = subprocess.run(
        [*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt"], capture_output=True, text=True, check=False
    )
    if "Could not find a version" in locked.stderr or "Connection" in locked.stderr:
        pytest.skip("no package registry can be reached, so nothing can be installed into an empty environment")
    assert locked.returncode == 0, locked.stderr
    run(*pip, "--no-deps", wheel)
    return folder / "empty" / "bin"


def test_the_command_line_answers(installed: Path, tmp_path: Path):
    assert "kaizen" in run(installed / "kaizen", "--help", cwd=tmp_path)


def test_every_template_is_in_it(installed: Path, tmp_path: Path):
    run(installed / "kaizen", "preview", "--all", tmp_path / "previews", cwd=tmp_path)

    shown = {json.loads(path.read_text())["template"] for path in (tmp_path / "previews").iterdir()}
    sources = {
        path.relative_to(ROOT / "message_templates").with_suffix("").as_posix()
        for path in (ROOT / "message_templates").rglob("*.j2")
    }
    assert shown <= sources
    assert "ideas/card" in shown


def test_the_database_is_made_by_its_migrations(installed: Path, tmp_path: Path):
    told = run("env", f"KAIZEN_DATA_DIR={tmp_path}", installed / "kaizen", "db", "upgrade", cwd=tmp_path)

    assert "is up to date" in told
    assert (tmp_path / "kaizen.sqlite3").exists()


def test_the_local_workspace_has_its_page_and_its_people(installed: Path, tmp_path: Path):
    there = (
        "import asyncio, local_slack, urllib.request\n"
        "from bot.doctor import manifest_path\n"
        "async def main():\n"
        "    async with local_slack.running(manifest=manifest_path()) as slack:\n"
        "        page = await asyncio.to_thread(lambda: urllib.request.urlopen(slack.url).read().decode())\n"
        "        print('<html' in page, len((await slack.visitor.workspace())['members']))\n"
        "asyncio.run(main())\n"
    )

    assert run(installed / "python", "-c", there, cwd=tmp_path).split() == ["True", "9"]
