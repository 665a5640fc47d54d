"""The memory of the bot's process after a year of the demonstration: sweeps, alerts, digests, retros, reminders, turns.

The floor in the same run is the same process when it has just started. Pandas, SciPy and matplotlib live in a child
process of their own, which is stated apart while it is there. A MB is a million bytes.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks import processes
from local_slack import Visitor

DAYS = 365
STEP = 73
"""Days a move, so that the table shows how the memory grows."""


def main() -> None:
    asyncio.run(_measured())


async def _measured() -> None:
    print("| day | MB | times the start | child MB | stops | seconds |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        async with (
            processes.running(Path(folder), "--no-rate-limits", demonstrating=True) as pair,
            Visitor(pair.told["KAIZEN_SLACK_API_URL"].removesuffix("/api/")) as visitor,
        ):
            start = processes.megabytes(pair.bot)
            print(f"| 0 | {start:.1f} | 1 | – | 0 | 0 |")
            for day in range(STEP, DAYS + 1, STEP):
                began = time.perf_counter()
                stops = await _move(visitor)
                now, seconds = processes.megabytes(pair.bot), time.perf_counter() - began
                child = " + ".join(f"{held:.0f}" for held in processes.megabytes_of_children(pair.bot)) or "–"
                print(f"| {day} | {now:.1f} | {now / start:.2f} | {child} | {stops} | {seconds:.0f} |", flush=True)
    print("\nGoal: under 120 MB after a year.")


async def _move(visitor: Visitor) -> int:
    await visitor.post("clock/move", by_seconds=STEP * 86400)
    while (clock := await visitor.get("clock"))["moving"]:
        await asyncio.sleep(0.2)
    return len(clock["last_move"])
