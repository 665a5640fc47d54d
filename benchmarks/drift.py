"""How long a comparison takes, as a ratio to sorting the same numbers once.

Run with `python -m benchmarks.drift`. 50 numeric and 10 categorical columns, 100,000 rows in each window; every round
times the floor (`numpy.sort` of the 100 numeric columns, one after another) and the comparisons, so that a busy machine
slows both."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import scipy

from analysis import drift

NUMERIC, CATEGORICAL = 50, 10
BARS = {"compare": 2.2, "with a cached reference": 1.8}
"""Ratios that are not to be exceeded."""


def window(seed: int, rows: int) -> pd.DataFrame:
    dealing = np.random.default_rng(seed)
    numbers = {f"x{place}": dealing.lognormal(size=rows) for place in range(NUMERIC)}
    words = [f"category {place}" for place in range(12)]
    categories = {f"c{place}": dealing.choice(words, size=rows) for place in range(CATEGORICAL)}
    return pd.DataFrame(numbers | categories)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def sort_all(columns: list[np.ndarray]) -> None:
    for column in columns:
        np.sort(column)


def measure(rows: int, rounds: int) -> None:
    reference, current = window(1, rows), window(2, rows)
    columns = [frame[name].to_numpy() for frame in (reference, current) for name in frame.columns[:NUMERIC]]
    cached = drift.Reference(reference)
    work = {
        "compare": lambda: drift.compare(reference, current),
        "with a cached reference": lambda: drift.compare(cached, current),
    }
    for task in work.values():
        task()
    ratios: dict[str, list[float]] = {name: [] for name in work}
    floors = []
    for _ in range(rounds):
        floors.append(seconds(lambda: sort_all(columns)))
        for name, task in work.items():
            ratios[name].append(seconds(task) / floors[-1])
    print(
        f"np.sort of the {len(columns)} numeric columns: {statistics.median(floors) * 1e3:.0f} ms (median of {rounds})"
    )
    for name, rounds_of in ratios.items():
        middle = statistics.median(rounds_of)
        print(f"{name}: {middle:.2f} x ({min(rounds_of):.2f} to {max(rounds_of):.2f}); bar {BARS[name]}")
    tracemalloc.start()
    drift.compare(reference, current)
    print(f"peak of new memory in one comparison: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


def against_evidently(python: str, rows: int) -> None:
    """One comparison each in a process of its own, on the same files."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("reference.parquet", "current.parquet")]
        for seed, file in enumerate(files, start=1):
            window(seed, rows).to_parquet(file)
        script = Path(__file__).with_name("drift_once.py")
        ours = once([sys.executable, str(script), "kaizen", *map(str, files)])
        theirs = once([python, str(script), "evidently", *map(str, files)])
    for name, figures in (("kaizen", ours), ("Evidently's default preset", theirs)):
        print(f"{name}: {figures['seconds']:.2f} s, peak {figures['megabytes']:.0f} MB (pandas {figures['pandas']})")
    print(
        f"{theirs['seconds'] / ours['seconds']:.0f} x as fast,"
        f" {ours['megabytes'] / theirs['megabytes']:.2f} of its memory"
    )


def once(command: list[str]) -> dict:
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description="drift comparisons against numpy.sort")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--evidently", metavar="PYTHON", help="interpreter of an environment that has Evidently")
    args = parser.parse_args()
    print(f"numpy {np.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}; {args.rows:,} rows a window")
    measure(args.rows, args.rounds)
    if args.evidently:
        against_evidently(args.evidently, args.rows)


if __name__ == "__main__":
    main()
