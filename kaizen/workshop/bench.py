"""The child: reads a piece of work, does it, answers, until the bot goes. ``python -m kaizen.workshop.bench``."""

import importlib
import os
import pickle
import signal
import sys
from typing import Any, BinaryIO

from kaizen.workshop.wire import LENGTH, length, packed


def work_on(asked: BinaryIO, answers: BinaryIO) -> None:
    """Piece after piece; the end of the input is the end of the work."""
    while len(head := asked.read(LENGTH)) == LENGTH:
        name, given = pickle.loads(asked.read(length(head)))  # noqa: S301  -- of the bot that began us
        answers.write(_answer(name, given))
        answers.flush()


def _answer(name: str, given: tuple[Any, ...]) -> bytes:
    try:
        return packed((True, _function(name)(*given)))
    except Exception as error:  # noqa: BLE001  -- whatever it is, the bot hears of it
        return _carried(error)


def _carried(error: Exception) -> bytes:
    """The error itself where it travels; else its words."""
    try:
        content = packed((False, error))
        pickle.loads(content[LENGTH:])  # noqa: S301  -- our own
    except Exception:  # noqa: BLE001  -- errors of any library, some of which cannot be made again from their words
        return packed((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return content


def _function(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def main() -> None:
    """Speak to the bot alone: what a library prints goes to the log."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the bot's; it lets us go
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    work_on(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
