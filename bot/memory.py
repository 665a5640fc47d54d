"""How the process asks the system for memory."""

import ctypes
from contextlib import suppress
from typing import Final

ARENA_MAX: Final = -8
"""glibc's ``M_ARENA_MAX``, as its ``malloc.h`` numbers it."""


def share_one_arena() -> None:
    """Let all threads take their memory from one place.

    By default glibc gives nearly every thread an arena of its own, because threads usually run at once. Python's take
    turns, so that the arenas only keep what the others could use: about 4 MB of the bot's process after some weeks.
    Elsewhere than on glibc there is no such choice, and nothing happens.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)
