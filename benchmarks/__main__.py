"""``make bench``: every benchmark, or those named: ``python -m benchmarks submissions acks``."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    """Run each module's ``main`` in turn."""
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    known = [name for name in found if name[0] != "_" and name != "processes"]
    for name in sys.argv[1:] or known:
        if name not in known:
            sys.exit(f"There is no benchmark {name!r}; there are {', '.join(known)}.")
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


main()
