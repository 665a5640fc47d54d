"""A local workspace and a bot as processes of their own, for benchmarks that measure the real thing."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot import demonstration

KEY = "the key of a benchmark"


@dataclass(frozen=True)
class Pair:
    """Both processes, what the workspace told, and how long the bot took until it answered."""

    bot: asyncio.subprocess.Process
    told: dict[str, str]
    url: str
    seconds_to_ready: float


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def running(folder: Path, *options: str, demonstrating: bool = False) -> AsyncIterator[Pair]:
    """The bot over HTTP, beside a workspace started with *options*, in which the demonstration may have been set."""
    port = free_port()
    command = ["-m", "local_slack", "--port", "0", "--deliver", f"http://127.0.0.1:{port}/slack/events", *options]
    command += ["--now", demonstration.begins().isoformat()] if demonstrating else []
    workspace = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    told = await _told(workspace)
    environment = {**os.environ, **told, "KAIZEN_DATA_DIR": str(folder), "KAIZEN_SECRET_KEY": KEY}
    environment["KAIZEN_LOG_LEVEL"] = "ERROR"
    environment["KAIZEN_TEAM_CLOCK_URL"] = told["KAIZEN_SLACK_API_URL"].removesuffix("/api/")
    if demonstrating:
        environment["KAIZEN_FILES_DIR"] = str(demonstration.data())
        scene = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot.demonstration", env=environment)
        await scene.wait()
    started = time.perf_counter()
    bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", "--http", str(port), env=environment)
    url = f"http://127.0.0.1:{port}"
    await _answers(f"{url}/health", bot)
    try:
        yield Pair(bot, told, url, time.perf_counter() - started)
    finally:
        for process in (bot, workspace):
            if process.returncode is None:
                process.terminate()
            await process.wait()


def megabytes(process: asyncio.subprocess.Process) -> float:
    """The memory that a process holds now (resident set), in millions of bytes."""
    return _megabytes(process.pid)


def megabytes_of_children(process: asyncio.subprocess.Process) -> list[float]:
    """The same of each process that it has begun and that still runs."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [_megabytes(int(child)) for child in children]


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024 / 1e6


async def _told(workspace: asyncio.subprocess.Process) -> dict[str, str]:
    told: dict[str, str] = {}
    assert workspace.stdout
    while "KAIZEN_SLACK_API_URL" not in told:
        name, equals, value = (await workspace.stdout.readline()).decode().strip().partition("=")
        if equals:
            told[name] = value
    return told


async def _answers(url: str, bot: asyncio.subprocess.Process) -> None:
    async with aiohttp.ClientSession() as session:
        while bot.returncode is None:
            try:
                async with session.get(url) as answer:
                    answer.raise_for_status()
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.005)
    raise RuntimeError(f"The bot stopped with exit code {bot.returncode} before it was ready.")
