"""The flags of a point as the bits of a byte, so that one operation answers for all of them.

Points of a block lie one behind the other in memory, row after row. Each answer is about the window that *ends* at a
point. The first points of a row see the row before it (those of the block: what lay there by chance), and whoever asks
clears them. No window is longer than the block.
"""

from collections.abc import Callable
from functools import reduce

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
        """Bits that are set in *count* of the last *window* points."""
        return self._at_least(count, window, {(1, 1): self.bits})

    def _at_least(self, count: int, window: int, known: dict[tuple[int, int], Bytes]) -> Bytes:
        """So many in the newer half of the window and the others in the older, whichever way they are shared out."""
        if (count, window) not in known:
            newer, older = window // 2, window - window // 2
            ways = [self._at_least(count, newer, known)] if count <= newer else []
            for here in range(max(1, count - older), min(count - 1, newer) + 1):
                late, early = self._at_least(here, newer, known), self._at_least(count - here, older, known)
                ways.append(self._joined(np.bitwise_and, late, early, newer))
            found = reduce(self._either, ways)
            if count <= older:
                found = self._joined(np.bitwise_or, found, self._at_least(count, older, known), newer)
            known[count, window] = found
        return known[count, window]

    def _either(self, one: Bytes, other: Bytes) -> Bytes:
        return np.bitwise_or(one, other, out=self.buffers.take())

    def ending_in(self, count: int, window: int) -> Bytes:
        """Bits that are set in the last point and in *count* of the window all in all."""
        if count == 1:
            return self.bits
        return self._joined(np.bitwise_and, self.bits, self.at_least(count - 1, window - 1), 1)

    def _joined(self, join: Join, newer: Bytes, older: Bytes, by: int, into: Bytes | None = None) -> Bytes:
        """Each point of *newer* with the point of *older* that lies *by* before it."""
        into = self.buffers.take() if into is None else into
        join(newer[by:], older[:-by], into[by:])
        return into
