"""When silence of a source becomes a finding: after as many missing readings as the team tolerates."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from kaizen.monitors import listing, planning, sweeping
from kaizen.monitors.sweeping import Seen
from kaizen.teams import defaults
from message_templates import render
from storage import monitors, teams
from storage.monitors import Monitor, Reading
from tests.builders import ANA, NOON, WORKSPACE, a_monitor, a_team, an_alert

DAY = timedelta(days=1)


def rules_found(session: Session, monitor_id: int, *, missed: int) -> list[str]:
    """What a sweep finds that brings nothing, when so many readings are missing."""
    now = NOON + missed * DAY
    plan = planning.plan(session, WORKSPACE, monitor_id, now=now)
    assert plan is not None
    swept = sweeping.record(session, plan, Seen(), now=now)
    assert swept is not None
    return [found.rule for found in swept.found]


@pytest.mark.parametrize(
    ("tolerated", "missed", "silent"),
    [(None, 1, False), (None, 2, True), ("4", 3, False), ("4", 4, True), ("1", 1, True)],
)
def test_no_data_are_said_after_as_many_missed_intervals_as_the_team_settled(
    session: Session, tolerated: str | None, missed: int, *, silent: bool
):
    team_id = a_team(session)
    teams.change_setting(session, WORKSPACE, team_id, defaults.MISSED_INTERVALS.name, tolerated)
    monitor = a_monitor(session, team_id, newest_at=NOON)

    assert rules_found(session, monitor.id, missed=missed) == ([sweeping.NO_DATA] if silent else [])


def taken_on(session: Session, monitor: Monitor, *weekdays: int, weeks: int) -> None:
    """Readings of so many weeks before a Friday, at noon on some days of the week, Monday being 0."""
    days = [FRIDAY - day * DAY for day in range(7 * weeks)]
    taken = [Reading(monitor_id=monitor.id or 0, at=at, value=1.0) for at in days if at.weekday() in weekdays]
    monitors.keep_readings(session, monitor.id or 0, taken)


FRIDAY = NOON + 4 * DAY
WORKING_DAYS = range(5)


@pytest.mark.parametrize(("days", "silent"), [(3, False), (4, True), (5, True)])
def test_a_weekend_is_no_missing_data_of_a_metric_of_working_days(session: Session, days: int, *, silent: bool):
    monitor = a_monitor(session, a_team(session), newest_at=FRIDAY)
    taken_on(session, monitor, *WORKING_DAYS, weeks=8)

    assert rules_found(session, monitor.id, missed=4 + days) == ([sweeping.NO_DATA] if silent else [])


def test_a_weekend_is_missing_until_four_weeks_without_one_were_seen(session: Session):
    monitor = a_monitor(session, a_team(session), newest_at=FRIDAY)
    taken_on(session, monitor, *WORKING_DAYS, weeks=4)

    assert rules_found(session, monitor.id, missed=4 + 2) == [sweeping.NO_DATA]


def test_a_reading_on_one_sunday_makes_sundays_expected(session: Session):
    monitor = a_monitor(session, a_team(session), newest_at=FRIDAY)
    taken_on(session, monitor, *WORKING_DAYS, weeks=8)
    sunday = Reading(monitor_id=monitor.id or 0, at=FRIDAY - 12 * DAY, value=1.0)
    monitors.keep_readings(session, monitor.id or 0, [sunday])

    assert rules_found(session, monitor.id, missed=4 + 2) == []
    assert rules_found(session, monitor.id, missed=4 + 3) == [sweeping.NO_DATA], "Sunday's and Monday's"


def test_an_outage_of_weeks_makes_no_day_one_without_readings(session: Session):
    monitor = a_monitor(session, a_team(session), newest_at=FRIDAY)
    taken_on(session, monitor, *range(7), weeks=12)
    for reading in monitors.readings(session, monitor.id or 0):
        if FRIDAY - 40 * DAY < reading.at < FRIDAY:
            session.delete(reading)
    session.flush()

    assert rules_found(session, monitor.id, missed=4 + 2) == [sweeping.NO_DATA]


def test_a_monitor_without_data_is_listed_as_such_and_promises_nothing(session: Session):
    team_id = a_team(session)
    promised = {"newest_at": NOON, "verdict": "I-MR chart", "power": "a lasting shift of 9.9 would show"}
    a_monitor(session, team_id, "Latency", **promised)
    an_alert(session, a_monitor(session, team_id, "Volume", **promised), rule=sweeping.NO_DATA)

    shown = listing.listed(session, ANA)
    text = render.message("monitors/listed", shown).text

    assert shown.expected_a_month == 0.3, "of the one that is watched"
    assert "2 monitors · 1 without data" in text
    assert "Volume: No data since Mon 23 Nov 2026, so nothing is known of it." in text
    assert (shown.monitors[1].emoji, shown.monitors[1].power) == ("🔌", "")


def test_a_monitor_whose_data_came_back_is_watched_again(session: Session):
    monitor = a_monitor(session, a_team(session), newest_at=NOON, verdict="I-MR chart")
    an_alert(session, monitor, rule=sweeping.NO_DATA, state="resolved", outcome="recovered", open_key=None)

    shown = listing.listed(session, ANA)

    assert (shown.silent, shown.expected_a_month, shown.monitors[0].state) == (0, 0.3, "I-MR chart")
