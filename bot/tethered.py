"""``python -m bot.tethered MODULE ARGUMENTS…``: that module's program, for as long as whoever started it lives.

Its standard input is a pipe whose other end the starter holds. The system closes that end however the starter ends, by
``kill -9`` as well, so that nothing stays behind on the port and in the database. It works wherever there are pipes.
"""

import os
import runpy
import signal
import sys
import threading

PIPE = 0


def main(arguments: list[str]) -> None:
    """Run the module named first, with the arguments behind it."""
    threading.Thread(target=_stop_when_alone, name="tether", daemon=True).start()
    sys.argv = arguments
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


def _stop_when_alone() -> None:
    """Ask ourselves to stop, as a service manager would, once the other end is closed."""
    while os.read(PIPE, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
