"""``kaizen local`` ends as a whole, however it ends, and can be started again at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc to find the processes")


@contextmanager
def started(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "local", "--empty", "--port", str(port)],
        env={**os.environ, "KAIZEN_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        until(lambda: len(children(process.pid)) == 2, "workspace and bot run")
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=30)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def children(parent: int) -> dict[str, int]:
    """The module that each child runs, and its process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:  # it ended while we looked
            continue
        if int(state[1]) == parent and "bot.tethered" in words:
            found[words[words.index("bot.tethered") + 1]] = int(folder.name)
    return found


def runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def until(true: Callable[[], bool], what: str, *, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.1)


def test_killed_it_leaves_neither_workspace_nor_bot_behind_and_starts_again_on_its_port(tmp_path: Path):
    port = free_port()
    with started(tmp_path, port) as process:
        left = children(process.pid)

        process.send_signal(signal.SIGKILL)

        until(lambda: not any(runs(one) for one in left.values()), "both have stopped")
    with started(tmp_path, port) as again:
        assert children(again.pid).keys() == {"local_slack", "bot"}


def test_a_workspace_that_dies_ends_the_whole_and_says_so(tmp_path: Path):
    with started(tmp_path, free_port()) as process:
        both = children(process.pid)

        os.kill(both["local_slack"], signal.SIGKILL)

        said, _ = process.communicate(timeout=30)
        assert process.returncode == 1
        assert "The workspace stopped (signal 9)" in said
        assert not runs(both["bot"])
