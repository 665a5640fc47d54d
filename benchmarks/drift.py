"""How long a comparison takes, as a ratio to sorting the same numbers once.

Run with `python -m benchmarks.drift`. 50 numeric and 10 categorical columns, 100,000 rows in each window; every round
times the floor (`numpy.sort` of the 100 numeric columns, one after another) and the comparisons, so that a busy machine
slows both."""

import argparse
import functools
import json
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from analysis import drift

NUMERIC, CATEGORICAL = 50, 10
BARS = {"compare": 2.2, "with a cached reference": 1.8}
"""Ratios that are not to be exceeded."""

NUMBERS = {
    "lognormal": lambda dealing, rows: dealing.lognormal(size=rows),
    "missing": lambda dealing, rows: np.where(dealing.random(rows) < 0.02, np.nan, dealing.lognormal(size=rows)),
    "integers": lambda dealing, rows: dealing.integers(0, 100, size=rows),
}
"""What the numeric columns hold: usually the first, where there is nothing but sorting to do."""

WIDTHS = (10, 30, 100, 300, 1_000)
ROWS_OF_WIDE = 5_000


def window(seed: int, rows: int, numbers: str = "lognormal", numeric: int = NUMERIC) -> pd.DataFrame:
    dealing = np.random.default_rng(seed)
    measured = {f"x{place}": NUMBERS[numbers](dealing, rows) for place in range(numeric)}
    words = [f"category {place}" for place in range(12)]
    categories = {f"c{place}": dealing.choice(words, size=rows) for place in range(numeric * CATEGORICAL // NUMERIC)}
    return pd.DataFrame(measured | categories)


class Took(NamedTuple):
    """Seconds on the wall, and of the processor: other work on the machine makes only the first longer."""

    wall: float
    processor: float


def took(work: Callable[[], object]) -> Took:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - processor)


def sort_all(columns: list[np.ndarray]) -> None:
    for column in columns:
        np.sort(column)


def measure(rows: int, rounds: int, numbers: str) -> None:
    reference, current = (window(seed, rows, numbers) for seed in (1, 2))
    columns = [frame[name].to_numpy() for frame in (reference, current) for name in frame.columns[:NUMERIC]]
    cached = drift.Reference(reference)
    work = {
        "compare": lambda: drift.compare(reference, current),
        "with a cached reference": lambda: drift.compare(cached, current),
    }
    for task in work.values():
        task()
    rounds_of: dict[str, list[Took]] = {name: [] for name in work}
    floors = []
    for _ in range(rounds):
        floors.append(took(lambda: sort_all(columns)))
        for name, task in work.items():
            rounds_of[name].append(took(task))
    middle = statistics.median(floor.wall for floor in floors)
    print(f"np.sort of the {len(columns)} numeric columns: {middle * 1e3:.0f} ms (median of {rounds})")
    for name, tasks in rounds_of.items():
        wall, processor = (
            [getattr(one, clock) / getattr(floor, clock) for one, floor in zip(tasks, floors, strict=True)]
            for clock in Took._fields
        )
        print(
            f"{name}: {statistics.median(wall):.2f} x on the wall ({min(wall):.2f} to {max(wall):.2f}),"
            f" {statistics.median(processor):.2f} x of the processor"
            f" ({min(processor):.2f} to {max(processor):.2f}); bar {BARS[name]}"
        )
    tracemalloc.start()
    drift.compare(reference, current)
    print(f"peak of new memory in one comparison: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


def widen(rounds: int) -> None:
    """Cost of a column as columns become more."""
    for numeric in WIDTHS:
        reference, current = (window(seed, ROWS_OF_WIDE, numeric=numeric) for seed in (1, 2))
        compare = functools.partial(drift.compare, reference, current)
        compare()
        each = statistics.median(took(compare).processor for _ in range(rounds)) / reference.shape[1]
        print(f"{reference.shape[1]:>5,} columns of {ROWS_OF_WIDE:,} rows: {each * 1e3:.2f} ms of the processor each")


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
    parser.add_argument("--numbers", choices=NUMBERS, default="lognormal", help="what the numeric columns hold")
    parser.add_argument("--widen", action="store_true", help="show that the cost grows with the columns, and stop")
    parser.add_argument("--evidently", metavar="PYTHON", help="interpreter of an environment that has Evidently")
    args = parser.parse_args()
    print(f"numpy {np.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}; {args.rows:,} rows a window")
    if args.widen:
        widen(args.rounds)
        return
    measure(args.rows, args.rounds, args.numbers)
    if args.evidently:
        against_evidently(args.evidently, args.rows)


if __name__ == "__main__":
    main()
