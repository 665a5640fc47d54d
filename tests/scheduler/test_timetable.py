"""The timetable finds who does what."""

from datetime import timedelta

import pytest

from kaizen.schedules import CatchUp
from scheduler import timetable
from scheduler.timetable import Due, Timetable
from tests.scheduler.conftest import START


async def nothing(job, runtime, outbox) -> None:
    """A handler."""


def test_a_kind_is_known_with_its_rules():
    found = Timetable()

    entered = found.job("a.b", late_at_most=timedelta(hours=3), catch_up=CatchUp.EVERY)(nothing)

    kind = found["a.b"]
    assert entered is nothing
    assert (kind.handler, kind.late_at_most, kind.catch_up) == (nothing, timedelta(hours=3), CatchUp.EVERY)
    assert kind.takes_at_most == timetable.TAKES_AT_MOST


def test_two_that_want_the_same_kind_are_told_so():
    found = Timetable()
    found.job("a.b", late_at_most=None)(nothing)

    with pytest.raises(ValueError, match="nothing already"):
        found.job("a.b", late_at_most=None)(nothing)


def test_every_module_of_the_scheduler_has_a_say():
    import pkgutil
    import sys

    import scheduler

    timetable.complete()

    assert {f"scheduler.{module.name}" for module in pkgutil.iter_modules(scheduler.__path__)} <= set(sys.modules)


def test_a_job_knows_how_late_it_is_and_by_what_its_work_is_single():
    job = Due("T1", "a.b", "k", at=START, now=START + timedelta(days=3), payload={"subject": "team:3"})

    assert (job.late, job.subject) == (timedelta(days=3), "team:3")
    assert vars(job.receipt) == {"workspace": "T1", "kind": "job:a.b", "key": "k"}
