"""Work shared by the cores: all of it is done, once, by whoever has time; failures are heard; nothing stays behind."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from analysis import sharing


def test_each_part_is_done_once_however_many_workers_there_are():
    for workers in (1, 2, 5):
        done = []

        sharing.share(range(200), done.extend, workers)

        assert sorted(done) == list(range(200)), workers


def test_several_workers_are_at_work_at_the_same_time():
    together = threading.Barrier(3, timeout=10)

    sharing.share(range(3), lambda parts: [together.wait() for _part in parts], workers=3)

    assert not together.broken


def test_what_a_worker_raises_is_raised_and_the_others_stop():
    begun = []

    def work(parts):
        for part in parts:
            begun.append(part)
            if part == 3:
                raise ValueError("part 3 is broken")
            time.sleep(0.001)

    with pytest.raises(ValueError, match="part 3 is broken"):
        sharing.share(range(10_000), work, workers=2)

    assert len(begun) < 1_000


def test_no_thread_is_left_behind():
    before = threading.active_count()

    sharing.share(range(100), lambda parts: [None for _part in parts], workers=4)

    assert threading.active_count() == before


def test_threads_may_share_work_of_their_own_at_the_same_time():
    def squares(first):
        found = {}
        sharing.share(
            range(first, first + 50), lambda parts: found.update((part, part**2) for part in parts), workers=2
        )
        return sum(found.values())

    with ThreadPoolExecutor(4) as callers:
        sums = list(callers.map(squares, range(8)))

    assert sums == [sum(n**2 for n in range(first, first + 50)) for first in range(8)]


def test_few_parts_are_done_without_a_thread():
    names = []

    sharing.share(range(sharing.FEWEST - 1), lambda parts: [names.append(threading.get_ident()) for _part in parts])

    assert set(names) == {threading.get_ident()}
