"""How far back a monitor is read at first: as far as its baseline needs."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from kaizen.monitors import planning
from tests.builders import NOON, WORKSPACE, a_monitor, a_team

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


def since(session: Session, points: int | None, every: timedelta, **changes: object) -> datetime:
    monitor = a_monitor(
        session, a_team(session), baseline_points=points, every_seconds=every // timedelta(seconds=1), swept_at=None,
        **changes,
    )  # fmt: skip
    plan = planning.plan(session, WORKSPACE, monitor.id, now=NOON)
    assert plan is not None
    return plan.window.since


@pytest.mark.parametrize("points", [500, 3000])
def test_a_long_baseline_is_read_whole_with_what_a_picture_shows_after_it(session: Session, points: int):
    assert since(session, points, HOUR) <= NOON - (points + 120) * HOUR


def test_a_long_baseline_is_whole_also_where_nothing_is_measured_at_weekends(session: Session):
    days = (NOON - since(session, 500, DAY)).days

    assert days * 5 / 7 >= 500 + 100


def test_a_short_baseline_is_read_from_where_it_always_was(session: Session):
    assert since(session, 100, DAY) == NOON - 400 * DAY


def test_a_baseline_of_dates_is_read_from_its_first(session: Session):
    first = NOON - 900 * DAY

    assert since(session, None, DAY, baseline_first=first, baseline_last=NOON) == first


def test_a_baseline_longer_than_history_breaks_nothing(session: Session):
    assert since(session, 5000, 10 * WEEK) == datetime(1700, 1, 1, tzinfo=UTC)
