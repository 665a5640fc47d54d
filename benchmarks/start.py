"""From start to ready, the help, and the memory of a fresh bot; the floor is Python itself doing nothing."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import processes

ROUNDS = 5


def main() -> None:
    nothing = _seconds([sys.executable, "-c", "pass"])
    helped = _seconds([sys.executable, "-m", "bot", "--help"])
    ready, memory = asyncio.run(_ready())
    print("| | seconds (median) | times the floor | goal |\n| --- | --- | --- | --- |")
    print(f"| Python doing nothing | {nothing:.3f} | 1 | |")
    print(f"| kaizen --help | {helped:.3f} | {helped / nothing:.0f} | 0.3 s |")
    print(f"| start to ready, empty database | {ready:.2f} | {ready / nothing:.0f} | 3 s |")
    print(f"\nThe bot's process holds {memory:.1f} MB when it is ready.")


def _seconds(command: list[str]) -> float:
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - started)
    return statistics.median(took)


async def _ready() -> tuple[float, float]:
    took, memory = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            async with processes.running(Path(folder)) as pair:
                took.append(pair.seconds_to_ready)
                memory.append(processes.megabytes(pair.bot))
    return statistics.median(took), statistics.median(memory)
