"""The memory of the bot's process after a year of a team's life: digests, retros, reminders, turns.

The floor in the same run is the same process when it has just started. Pandas, SciPy and matplotlib live in a child
process of their own and are not counted here.
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
    print("| day | MB | times the start | stops | seconds |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        async with (
            processes.running(Path(folder), "--no-rate-limits") as pair,
            Visitor(pair.told["KAIZEN_SLACK_API_URL"].removesuffix("/api/")) as visitor,
        ):
            start = processes.megabytes(pair.bot)
            print(f"| 0 | {start:.0f} | 1 | 0 | 0 |")
            await _a_team(visitor)
            for day in range(STEP, DAYS + 1, STEP):
                began = time.perf_counter()
                stops = await _move(visitor)
                now = processes.megabytes(pair.bot)
                print(
                    f"| {day} | {now:.0f} | {now / start:.2f} | {stops} | {time.perf_counter() - began:.0f} |",
                    flush=True,
                )
    print("\nGoal: under 120 MB after a year.")


async def _a_team(visitor: Visitor) -> None:
    known = await visitor.workspace()
    channel = next(c for c in known["channels"] if c["name"] == "model-care")
    one = {"as": channel["members"][0]}
    await visitor.post("command", **one, channel=channel["id"], command="/kaizen", text="team")
    while (view := (await visitor.get("views", **one))["stack"][-1])["callback_id"] == "commands.loading":
        await asyncio.sleep(0.05)
    await visitor.post("submit", **one, view=view["id"], values={})


async def _move(visitor: Visitor) -> int:
    await visitor.post("clock/move", by_seconds=STEP * 86400)
    while (clock := await visitor.get("clock"))["moving"]:
        await asyncio.sleep(0.2)
    return len(clock["last_move"])
