"""``kaizen local``: a local workspace and the bot in it, each a process of its own, as with the real Slack."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from bot import demonstration
from bot.doctor import manifest_path
from bot.settings import Settings, SettingsWrong

FOLDER: Final = "local"
"""Below the data folder: the workspace's state and the bot's database, apart from a real installation's."""

STATE: Final = "workspace.json"

LOOK_EVERY: Final = 0.5
"""Seconds between looks at whether both still run."""

Process = subprocess.Popen[str]


def run(*, port: int, fresh: bool, empty: bool = False) -> int:
    """Run both until Ctrl-C; a bot that dies is started again, as a service manager would.

    Both end with us, however we end, and a workspace that dies ends us: a second start would otherwise meet a taken
    port, or add a second bot to the same database.
    """
    folder = Settings().data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if fresh:
        _forget(folder)
    scene = Scene(folder, empty=empty)
    with _terminated_like_interrupted(), _workspace(folder, port, scene.begins) as (workspace, told):
        environment = {**os.environ, **told, "KAIZEN_DATA_DIR": str(folder), "KAIZEN_DATABASE_URL": ""}
        environment["KAIZEN_FILES_DIR"] = str(scene.files)
        scene.set(environment)
        print(f"\n  Your local workspace:  http://127.0.0.1:{port}\n  Ctrl-C stops it.\n", flush=True)  # noqa: T201
        return _keep_running(environment, workspace)


class Scene:
    """Whether the demonstration is wanted here; decided at the very first start and kept, so that it is set once."""

    def __init__(self, folder: Path, *, empty: bool) -> None:
        self._mark = folder / "demonstration"
        if not self._mark.exists():
            self._mark.write_text("none" if empty or (folder / STATE).exists() else "wanted")
        self.state = self._mark.read_text()

    @property
    def begins(self) -> datetime | None:
        """The team's time at the very first start; the machine's where nothing is replayed."""
        return demonstration.begins() if self.state == "wanted" else None

    @property
    def files(self) -> Path:
        """The folder that monitors of files read: the user's own, or the demonstration's."""
        own = Settings().files_dir if self.state == "none" else None
        return own or demonstration.data()

    def set(self, environment: Mapping[str, str]) -> None:
        """Enter the team and what is hers, unless it was done; what an interrupted start left out is added."""
        if self.state != "wanted":
            return
        command = [sys.executable, "-m", "bot.demonstration"]
        done = subprocess.run(command, env=dict(environment), check=False)  # noqa: S603  -- our own module
        if done.returncode:
            print("The demonstration is not complete; the next start tries again.", flush=True)  # noqa: T201
            return
        self._mark.write_text("set")


def _forget(folder: Path) -> None:
    for kept in sorted(folder.rglob("*"), reverse=True):
        kept.rmdir() if kept.is_dir() else kept.unlink()


@contextmanager
def _workspace(folder: Path, port: int, begins: datetime | None) -> Iterator[tuple[Process, Mapping[str, str]]]:
    """The workspace's process, and what it tells a bot that wants to connect."""
    command = ["local_slack", "--port", str(port), "--state", str(folder / STATE)]
    command += ["--now", begins.isoformat()] if begins else []
    process = _tethered(*command, "--no-rate-limits", "--manifest", str(manifest_path()), stdout=subprocess.PIPE)
    try:
        yield process, {**_told(process, port), "KAIZEN_TEAM_CLOCK_URL": f"http://127.0.0.1:{port}"}
    finally:
        _stop(process)


def _told(process: Process, port: int) -> dict[str, str]:
    told: dict[str, str] = {}
    for line in process.stdout or ():
        name, equals, value = line.strip().partition("=")
        if equals:
            told[name] = value
        if name == "KAIZEN_SLACK_API_URL":
            return told
    raise SettingsWrong(f"The local workspace did not start. If port {port} is taken: kaizen local --port {port + 1}.")


def _keep_running(environment: Mapping[str, str], workspace: Process) -> int:
    bot = _bot(environment)
    try:
        while workspace.poll() is None:
            if bot.poll() is not None:
                print(f"The bot stopped ({_how(bot.returncode)}); starting it again.", flush=True)  # noqa: T201
                time.sleep(1)
                bot = _bot(environment)
            time.sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)  # noqa: T201
        return 0
    finally:
        _stop(bot)
    print(f"The workspace stopped ({_how(workspace.returncode)}); start again to go on.", flush=True)  # noqa: T201
    return 1


def _bot(environment: Mapping[str, str]) -> Process:
    return _tethered("bot", "run", environment=environment)


def _tethered(*command: str, environment: Mapping[str, str] | None = None, stdout: int | None = None) -> Process:
    """One of our modules in a process of its own, which stops by itself when we are gone."""
    return subprocess.Popen(  # noqa: S603  -- our own module
        [sys.executable, "-m", "bot.tethered", *command],
        stdin=subprocess.PIPE,
        stdout=stdout,
        env=environment,
        text=True,
        start_new_session=True,
    )


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(process: Process) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
