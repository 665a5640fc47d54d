"""Windows over rows of flags, laid one behind the other in memory.

Each function answers for the window that *ends* at a point. Rows follow each other without a gap, so that one
operation serves many series; the first points of a row see the row before it, and whoever asks clears them.
"""

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]


def shifted_and(flags: Flags, by: int) -> Flags:
    found = np.empty_like(flags)
    found[:by] = False
    np.logical_and(flags[by:], flags[:-by], out=found[by:])
    return found


def all_of(flags: Flags, window: int) -> Flags:
    """All of the last *window* flags are set: by doubling, in log2(window) steps."""
    length = 1
    while 2 * length <= window:
        flags = shifted_and(flags, length)
        length *= 2
    return shifted_and(flags, window - length) if length < window else flags


def any_of(flags: Flags, window: int) -> Flags:
    """Any of the last *window* flags is set, or of those that there are."""
    length = 1
    while length < window:
        by = min(length, window - length)
        found = flags.copy()
        np.logical_or(flags[by:], flags[:-by], out=found[by:])
        flags, length = found, length + by
    return flags


def at_least(flags: Flags, count: int, window: int) -> Flags:
    """At least *count* of the last *window* flags are set."""
    tally = flags.view(np.uint8).copy()
    for back in range(1, min(window, len(flags))):
        tally[back:] += flags[:-back].view(np.uint8)
    return np.asarray(tally >= count, dtype=np.bool_)


def dilated_back(flags: Flags, window: int) -> Flags:
    """Set in every point of the windows that end at a set flag."""
    return any_of(flags[::-1], window)[::-1]
