"""The flags of a point as the bits of a byte, so that one operation answers for all of them.

Points of a block lie one behind the other in memory, row after row. Each answer is about the window that *ends* at a
point. The first points of a row see the row before it (those of the block: what lay there by chance), and whoever asks
clears them. No window is longer than the block.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Join = Callable[..., Bytes]


class Buffers:
    """Bytes for one block after the other: fresh memory costs more than what is done in it."""

    def __init__(self) -> None:
        self.size = 0
        self.kept: list[Bytes] = []
        self.lent = 0

    def begin(self, size: int) -> None:
        """A block of so many points: everything that was lent is back."""
        if size != self.size:
            self.size, self.kept = size, [kept[:size] for kept in self.kept if len(kept) >= size]
        self.lent = 0

    def take(self) -> Bytes:
        if self.lent == len(self.kept):
            self.kept.append(np.empty(self.size, dtype=np.uint8))
        self.lent += 1
        return self.kept[self.lent - 1]


class Codes:
    """A byte for each point, and the windows over them."""

    def __init__(self, bits: Bytes, buffers: Buffers) -> None:
        self.bits, self.buffers = bits, buffers

    def all_of(self, window: int, into: Bytes | None = None) -> Bytes:
        """Bits that are set in each of the last *window* points; where points had to be joined, in *into* if given."""
        found, length = self.bits, 1
        while length < window:  # twice as many each time: two runs may overlap
            by = min(length, window - length)
            length += by
            found = self._joined(np.bitwise_and, found, found, by, into if length == window else None)
        return found

    def any_of(self, window: int) -> Bytes:
        """Bits that are set in one of the last *window* points at least, or of those that there are."""
        found, length = self.bits, 1
        while length < window:
            by = min(length, window - length)
            longer = self._joined(np.bitwise_or, found, found, by)
            longer[:by] = found[:by]
            found, length = longer, length + by
        return found

    def at_least(self, count: int, window: int) -> Bytes:
        """Bits that are set in *count* of the last *window* points, seen from the last one backwards."""
        reached = {1: self.bits}  # the bits that were set once so far, twice, ...
        for back in range(1, window):
            fewest = max(1, count - (window - 1 - back))  # from fewer, *count* cannot be reached any more
            wanted = range(fewest, min(count, back + 1) + 1)
            reached = {many: self._reached(reached, many, back) for many in wanted}
        return reached[count]

    def _reached(self, before: dict[int, Bytes], many: int, back: int) -> Bytes:
        """Bits set so many times: they were so already, or were once less and are set in the point so far *back*."""
        if many == 1:
            return self._joined(np.bitwise_or, before[1], self.bits, back)
        once_more = self._joined(np.bitwise_and, before[many - 1], self.bits, back)
        return np.bitwise_or(once_more, before[many], out=once_more) if many in before else once_more

    def ending_in(self, count: int, window: int) -> Bytes:
        """Bits that are set in the last point and in *count* of the window all in all."""
        if count == 1:
            return self.bits
        return self._joined(np.bitwise_and, self.bits, self.at_least(count - 1, window - 1), 1)

    def _joined(self, join: Join, newer: Bytes, older: Bytes, by: int, into: Bytes | None = None) -> Bytes:
        """Each point of *newer* with the point of *older* that lies *by* before it."""
        into = self.buffers.take() if into is None else into
        join(newer[by:], older[: older.size - by], out=into[by:])
        return into
