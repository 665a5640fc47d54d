"""``make bench``: every benchmark, or those named: ``python -m benchmarks submissions acks``."""

import importlib
import pkgutil
import sys

import benchmarks

PARTS = {"processes", "drift_once"}
"""What benchmarks are made of."""


def main() -> None:
    """Run each main in turn; a module alone takes options as well: ``python -m benchmarks.drift --help``."""
    known = [
        module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in PARTS | {"__main__"}
    ]
    asked, sys.argv[1:] = sys.argv[1:], []
    for name in asked or known:
        if name not in known:
            sys.exit(f"There is no benchmark {name!r}; there are {', '.join(known)}.")
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


main()
