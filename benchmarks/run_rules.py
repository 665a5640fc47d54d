"""How long an i-mr chart and the eight Nelson rules take, as a ratio to copying the same array once.

Run with `python -m benchmarks.run_rules`; `--peers PYTHON` names the interpreter of an environment with shewhart and
pycontrolcharts. Every round times the copy and the work, so that a busy machine slows both.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from analysis import control_charts, run_rules

ROUNDS = 15
SHAPES = {(10_000, 1_000): 30, (1, 1_000_000): 50}
"""Series x points, and the ratio that is not to be exceeded."""

GROWTH = (100, 1_000, 10_000, 100_000)
GROWTH_POINTS = 200
PEER_SERIES = 40
"""Series of 1,000 points that a peer is given; it takes them one by one, so that its time grows with their number."""

PEERS = {
    "shewhart": "import shewhart as s; judge = lambda row: s.imr(row, rules='nelson')",
    "pycontrolcharts": "import pycontrolcharts as p; judge = lambda row: p.calc_xmr(list(row))",
}
PEER = """
import sys, time, numpy as np
{}
rows = np.random.default_rng(1).normal(size=({}, 1000))
judge(rows[0])
begun = time.perf_counter()
for row in rows:
    judge(row)
print(time.perf_counter() - begun)
"""


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def judged(values: np.ndarray) -> np.ndarray:
    return run_rules.violations(values, control_charts.chart(values), "nelson")


def against_copying(series: int, points: int, rounds: int) -> tuple[float, float, float]:
    """Median seconds of a copy and of the work, and the median of their ratios round by round."""
    values = np.random.default_rng(1).normal(size=(series, points))
    values = values[0] if series == 1 else values
    target = np.empty_like(values)
    np.copyto(target, values)
    judged(values)
    copies, works = [], []
    for _ in range(rounds):
        copies.append(min(seconds(lambda: np.copyto(target, values)) for _ in range(3)))
        works.append(seconds(lambda: judged(values)))
    ratios = [work / copy for work, copy in zip(works, copies, strict=True)]
    return statistics.median(copies), statistics.median(works), statistics.median(ratios)


def ratios(rounds: int) -> None:
    print("| series x points | one copy | i-mr + 8 Nelson rules | ratio (median of rounds) | at most |")
    print("| --- | --- | --- | --- | --- |")
    for (series, points), most in SHAPES.items():
        copy, work, ratio = against_copying(series, points, rounds)
        print(f"| {series:,} x {points:,} | {copy * 1e3:.2f} ms | {work * 1e3:.1f} ms | {ratio:.1f} | {most} |")


def growth() -> None:
    print(f"\n| series of {GROWTH_POINTS} points | seconds | microseconds per series |")
    print("| --- | --- | --- |")
    for series in GROWTH:
        values = np.random.default_rng(1).normal(size=(series, GROWTH_POINTS))
        judged(values)
        work = statistics.median(seconds(lambda values=values: judged(values)) for _ in range(5))
        print(f"| {series:,} | {work:.4f} | {work / series * 1e6:.2f} |")


def against_peers(python: str) -> None:
    values = np.random.default_rng(1).normal(size=(10_000, 1_000))
    print("\n| peer | seconds for 10,000 x 1,000 (from some series) | ours | times as fast |")
    print("| --- | --- | --- | --- |")
    for name, setup in PEERS.items():
        command = [python, "-W", "ignore", "-c", PEER.format(setup, PEER_SERIES)]
        ours, theirs = [], []
        for _ in range(3):
            found = subprocess.run(command, capture_output=True, text=True, check=False)
            if found.returncode:
                sys.stderr.write(found.stderr)
                break
            theirs.append(float(found.stdout) / PEER_SERIES * len(values))
            ours.append(statistics.median(seconds(lambda: judged(values)) for _ in range(3)))
        if theirs:
            faster = statistics.median(their / our for their, our in zip(theirs, ours, strict=True))
            print(f"| {name} | {statistics.median(theirs):.0f} | {statistics.median(ours):.3f} s | {faster:,.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description="speed of run rules")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter with shewhart and pycontrolcharts")
    arguments, _others = parser.parse_known_args()
    print(f"numpy {np.__version__}, Python {sys.version.split()[0]}, {arguments.rounds} rounds\n")
    ratios(arguments.rounds)
    growth()
    if arguments.peers:
        against_peers(arguments.peers)


if __name__ == "__main__":
    main()
