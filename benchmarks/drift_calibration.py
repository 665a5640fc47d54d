"""How often quiet data alarm and how often real changes are found, with more trials than the tests have time for.

Run with `python -m benchmarks.drift_calibration`; it prints two tables.
"""

import argparse
import math
from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis import drift

ALPHA = 0.05
SIZES = (100, 200, 500, 1_000, 5_000)
SHAPES = {
    "normal": lambda dealing, n: dealing.normal(size=n),
    "lognormal": lambda dealing, n: dealing.lognormal(0, 1.5, size=n),
    "integers 0-4": lambda dealing, n: dealing.integers(0, 5, size=n),
    "integers 0-9": lambda dealing, n: dealing.integers(0, 10, size=n),
    "integers 0-99": lambda dealing, n: dealing.integers(0, 100, size=n),
    "5 categories": lambda dealing, n: dealing.choice(list("abcde"), size=n),
    "50 rare categories": lambda dealing, n: dealing.zipf(1.5, size=n).clip(max=50).astype(str),
    "booleans": lambda dealing, n: dealing.random(n) < 0.1,
    "2% missing": lambda dealing, n: np.where(dealing.random(n) < 0.02, np.nan, dealing.normal(size=n)),
}


def nulls(dealing, n, rate):
    return np.where(dealing.random(n) < rate, np.nan, dealing.normal(size=n))


def categories(dealing, n, new):
    return np.where(dealing.random(n) < new, "new", dealing.choice(list("abcde"), size=n))


CHANGES = {
    "mean +0.3 sigma": lambda dealing, n: (dealing.normal(size=n), dealing.normal(0.3, 1, size=n)),
    "sigma x 1.5": lambda dealing, n: (dealing.normal(size=n), dealing.normal(0, 1.5, size=n)),
    "heavy tail, log mean +0.3": lambda dealing, n: (dealing.lognormal(0, 2, n), dealing.lognormal(0.3, 2, n)),
    "null rate 1% to 10%": lambda dealing, n: (nulls(dealing, n, 0.01), nulls(dealing, n, 0.1)),
    "new category at 3%": lambda dealing, n: (categories(dealing, n, 0.0), categories(dealing, n, 0.03)),
    "booleans 10% to 20%": lambda dealing, n: (dealing.random(n) < 0.1, dealing.random(n) < 0.2),
}


def compared(before, after):
    return drift.compare(pd.DataFrame({"x": before}), pd.DataFrame({"x": after}))


def quiet(trials: int, names: Collection[str]) -> None:
    error = 3 * math.sqrt(ALPHA * (1 - ALPHA) / trials)
    print(
        f"Quiet data: share of {trials:,} trials with p <= {ALPHA} / called drifted"
        f" (three standard errors: {ALPHA - error:.3f} to {ALPHA + error:.3f})"
    )
    print(f"{'':<20}" + "".join(f"{f'n = {n:,}':>16}" for n in SIZES))
    for place, (name, draw) in enumerate(SHAPES.items()):
        if name not in names:
            continue
        cells = []
        for n in SIZES:
            dealing = np.random.default_rng([place, n])
            results = [compared(draw(dealing, n), draw(dealing, n)) for _ in range(trials)]
            significant = np.mean([result.columns["x"].p_value <= ALPHA for result in results])
            cells.append(f"{significant:.3f} / {np.mean([result.drifted for result in results]):.3f}")
        print(f"{name:<20}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


def changed(trials: int, names: Collection[str]) -> None:
    print(f"Changes: share of {trials:,} trials in which each is found")
    print(f"{'':<28}" + "".join(f"{f'n = {n:,}':>12}" for n in SIZES))
    for place, (name, draw) in enumerate(CHANGES.items()):
        if name not in names:
            continue
        shares = []
        for n in SIZES:
            dealing = np.random.default_rng([1_000 + place, n])
            shares.append(np.mean([compared(*draw(dealing, n)).drifted for _ in range(trials)]))
        print(f"{name:<28}" + "".join(f"{share:>12.3f}" for share in shares), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="false alarms and power of drift comparisons")
    parser.add_argument("--trials", type=int, default=1_000)
    parser.add_argument("--only", choices=[*SHAPES, *CHANGES], nargs="+", help="rows to print; all by default")
    args = parser.parse_args()
    quiet(args.trials, args.only or SHAPES)
    changed(max(args.trials // 5, 1), args.only or CHANGES)


if __name__ == "__main__":
    main()
