"""How values are cut into parts that stay in a core's cache, and of which none spans two phases."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

BLOCK = 114_688
"""Points judged together: 896 kB of values, which a core's second cache holds with room for their codes."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows and columns, seen together with *lead* columns before them."""

    rows: slice
    columns: slice
    lead: int

    @property
    def seen(self) -> slice:
        """The columns with those before them."""
        return slice(self.columns.start - self.lead, self.columns.stop)


def stretches(phases: Any, points: int) -> Iterator[slice]:
    """The columns of each phase."""
    if phases is None:
        yield slice(0, points)
        return
    labels = np.asarray(phases)
    if labels.shape != (points,):
        raise ValueError(
            f"There are {points} points but phases of shape {labels.shape}; give one label for each point."
        )
    edges = [0, *(np.flatnonzero(labels[1:] != labels[:-1]) + 1).tolist(), points]
    yield from (slice(begin, end) for begin, end in pairwise(edges))


def parts(series: int, stretch: slice, reach: int, *, chunked: bool) -> Iterator[Part]:
    """Parts of whole rows; a row that is longer than a block in pieces that look back on *reach* points before them."""
    width = stretch.stop - stretch.start
    rows = max(1, BLOCK // width)
    step = BLOCK if chunked else width
    for top in range(0, series, rows):
        for begin in range(stretch.start, stretch.stop, step):
            columns = slice(begin, min(stretch.stop, begin + step))
            yield Part(slice(top, min(series, top + rows)), columns, min(reach, begin - stretch.start))
