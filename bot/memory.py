"""How the process is sparing with memory."""

import ctypes
import sys
from contextlib import suppress
from types import ModuleType
from typing import Final, cast

ARENA_MAX: Final = -8
"""glibc's ``M_ARENA_MAX``, as its ``malloc.h`` numbers it."""

UNUSED: Final = ("click", "rich")
"""Packages of terminals, which httpx and structlog import where they happen to be installed."""


def spare() -> None:
    """Hold no more than is used; to be called before anything else is imported."""
    share_one_arena()
    leave_out(*UNUSED)


def share_one_arena() -> None:
    """Let all threads take their memory from one place.

    By default glibc gives nearly every thread an arena of its own, because threads usually run at once. Python's take
    turns, so that the arenas only keep what the others could use: about 4 MB of the bot's process after some weeks.
    Elsewhere than on glibc there is no such choice, and nothing happens.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)


def leave_out(*packages: str) -> None:
    """Have optional packages answer as if they were not installed, unless they are loaded already.

    ``None`` in `sys.modules` is Python's way to say so (The Python Language Reference, 5.3.1: The module cache).
    In the environment of a developer, whose tools bring them along, the bot's process is 5 MB smaller, as it is where
    only ``requirements/run.txt`` is installed.
    """
    for package in packages:
        sys.modules.setdefault(package, cast("ModuleType", None))
