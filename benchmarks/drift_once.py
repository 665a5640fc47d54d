"""One drift comparison in a process of its own: its seconds and the process's peak memory, as JSON.

`benchmarks.drift --evidently PYTHON` runs it twice: here, and by the interpreter of an environment that has Evidently,
which does not import beside pandas 3.1. It therefore imports nothing of ours at the top."""

import importlib
import json
import resource
import sys
import time

import pandas as pd


def kaizen(reference, current):
    return importlib.import_module("analysis.drift").compare(reference, current).drifted


def evidently(reference, current):
    presets = importlib.import_module("evidently.presets")
    report = importlib.import_module("evidently").Report([presets.DataDriftPreset()])
    return report.run(current, reference).dict() is not None


def main() -> None:
    library, *files = sys.argv[1:]
    reference, current = (pd.read_parquet(file) for file in files)
    compare = {"kaizen": kaizen, "evidently": evidently}[library]
    compare(reference[:2_000], current[:2_000])
    start = time.perf_counter()
    compare(reference, current)
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "pandas": pd.__version__}))


if __name__ == "__main__":
    main()
