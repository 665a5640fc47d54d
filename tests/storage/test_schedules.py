"""What the tables of time hold, whoever writes them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from storage import jobs, schedules
from storage.jobs import Job
from storage.schedules import Schedule

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_schedule(**changes) -> Schedule:
    """Every working day at nine in London, unless told otherwise."""
    usual = {"kind": "digests.weekly", "subject": "team:3", "wall_time": "09:00", "zone": "Europe/London"}
    return Schedule(**{"workspace": "T1", "weekdays": "01234", "next_at": NOON, **usual, **changes})


@pytest.mark.parametrize(
    "wrong",
    [
        {"wall_time": None, "zone": None},
        {"zone": None},
        {"every_seconds": 60, "since": NOON},
        {"wall_time": None, "zone": None, "every_seconds": 60},
        {"every_weeks": 2},
    ],
)
def test_a_schedule_is_a_wall_clock_or_an_interval_and_nothing_halfway(session, wrong):
    session.add(a_schedule(**wrong))

    with pytest.raises(IntegrityError, match="ck_schedules"):
        session.flush()


def test_whole_schedules_are_kept(session):
    session.add(a_schedule(every_weeks=2, anchor=date(2026, 11, 23)))
    session.add(a_schedule(kind="sweep", wall_time=None, zone=None, every_seconds=60, since=NOON))

    session.flush()

    assert schedules.count_due(session, NOON, {"digests.weekly", "sweep"}) == 2


def test_one_schedule_for_each_kind_and_subject(session):
    session.add(a_schedule())
    session.add(a_schedule(wall_time="10:00"))

    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        session.flush()


def test_an_occurrence_is_kept_once(session):
    schedule = a_schedule()
    session.add(schedule)
    session.flush()

    kept = [schedules.keep_occurrence(session, schedule, name) for name in ("2026-11-23", "2026-11-23", "2026-11-24")]

    assert kept == [True, False, True]


def test_only_known_kinds_are_due_or_coming(session):
    session.add(a_schedule())
    session.flush()

    assert schedules.due(session, NOON, {"retros.start"}, limit=9) == []
    assert schedules.coming(session, datetime(1970, 1, 1, tzinfo=UTC), {"retros.start"}, limit=9) == []
    assert len(schedules.due(session, NOON, {"digests.weekly"}, limit=9)) == 1


def test_the_same_key_in_another_workspace_is_another_job(session):
    planned = [
        jobs.enqueue(session, workspace=workspace, kind="x", key="k", run_at=NOON, payload={"of": workspace})
        for workspace in ("T1", "T2")
    ]
    cancelled = jobs.cancel(session, workspace="T1", key="k")

    [left] = jobs.runnable(session, NOON, NOON, {"x"}, limit=9)
    assert (planned, cancelled, left.workspace, left.payload) == ([True, True], True, "T2", {"of": "T2"})


def test_an_instant_of_any_zone_is_kept_in_utc(session):
    tokyo = datetime.fromisoformat("2026-11-23T21:00:00+09:00")

    jobs.enqueue(session, workspace="T1", kind="x", key="k", run_at=tokyo)
    session.expire_all()

    [job] = jobs.runnable(session, NOON, NOON, {"x"}, limit=9)
    assert (job.run_at, job.run_at.tzinfo) == (NOON, UTC)


def test_a_job_of_which_another_has_taken_charge_is_not_written_by_the_first(session):
    job = Job(workspace="T1", kind="x", key="k", run_at=NOON, payload={}, state="running", not_before=NOON, attempt=2)
    session.add(job)
    session.flush()

    first = jobs.record(session, job.id, 1, state=jobs.State.DONE)
    second = jobs.record(session, job.id, 2, state=jobs.State.DONE)

    assert (first, second) == (False, True)


def test_a_running_job_without_a_lease_is_refused(session):
    session.add(Job(workspace="T1", kind="x", key="k", run_at=NOON, payload={}, state="running"))

    with pytest.raises(IntegrityError, match="running_under_a_lease"):
        session.flush()
