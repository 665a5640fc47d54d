"""Work shared by the cores of the machine: numpy lets go of Python's lock while it computes.

Threads live for one call only: a call may come from any thread or process, and nothing is left behind.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")

FEWEST = 8
"""Parts from which on sharing pays for its threads."""

MOST = 4
"""Workers at most: what Python does between two steps of numpy is done by one of them at a time."""


def share(parts: Iterable[Part], work: Callable[[Iterator[Part]], None], workers: int | None = None) -> None:
    """Let some workers take the parts, each the next one that is left; what one of them raises is raised here.

    The parts are done in no order, so that each writes what is its own. *workers*: the cores that this process may
    use, where there are parts enough to pay for them.

    Examples
    --------
    >>> squares = [0] * 20
    >>> def square(parts):
    ...     for part in parts:
    ...         squares[part] = part**2
    >>> share(range(20), square)
    >>> sum(squares)
    2470
    """
    waiting = deque(parts)
    count = _workers(len(waiting)) if workers is None else workers
    if count == 1:
        work(iter(waiting))
        return
    with ThreadPoolExecutor(count - 1) as others:
        busy = [others.submit(work, _taken(waiting)) for _ in range(count - 1)]
        try:
            work(_taken(waiting))
            for each in busy:
                each.result()
        finally:
            waiting.clear()


def _taken(waiting: deque[Part]) -> Iterator[Part]:
    while True:
        try:
            yield waiting.popleft()
        except IndexError:
            return


def _workers(parts: int) -> int:
    if parts < FEWEST:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST)
