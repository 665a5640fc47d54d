"""The small charts of a digest tell the same week as its words."""

import random
from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from kaizen.digests import behind, weekly
from kaizen.monitors import calculating
from kaizen.monitors import weekly as models
from storage import monitors
from storage.monitors import Finding, Monitor, Reading
from tests.builders import NOON, WORKSPACE, a_monitor, a_team, an_alert, team

DAY = timedelta(days=1)
UNTIL = NOON + 30 * DAY
FIRST = UNTIL - 150 * DAY


def some_values(*, alike: float = 0.0) -> list[float]:
    """Readings of 150 days; each keeps a part of its neighbour."""
    draw, level, values = random.Random(4), 0.0, []
    for _ in range(150):
        level = alike * level + draw.gauss(0, 1)
        values.append(100 + level)
    return values


def a_metric(session: Session, team_id: int, name: str, values: Sequence[float], **changes: object) -> Monitor:
    monitor = a_monitor(session, team_id, name, newest_at=UNTIL - DAY, baseline_points=100, **changes)
    readings = [Reading(monitor_id=monitor.id, at=FIRST + day * DAY, value=value) for day, value in enumerate(values)]
    monitors.keep_readings(session, monitor.id, readings)
    return monitor


def find(session: Session, monitor: Monitor, rule: str, *days: int) -> None:
    """Findings so many days before the end of the week."""
    for day in days:
        at = UNTIL - day * DAY
        one = Finding(workspace=WORKSPACE, monitor_id=monitor.id, rule=rule, at=at, found_at=at)
        monitors.keep_finding(session, monitor.id, one)


def words(session: Session, team_id: int) -> str:
    charted = models.charted(session, team(session, team_id), since=UNTIL - weekly.WEEK, until=UNTIL)
    drawn = calculating.small(charted)
    assert drawn is not None
    return drawn.alt_text


def test_the_picture_counts_the_signals_that_the_text_counts(session: Session):
    team_id = a_team(session)
    latency = a_metric(session, team_id, "Latency", some_values())
    find(session, latency, "nelson-2", 3, 2, 1)
    find(session, latency, "limits", 1, 20)

    counted = weekly.week(session, team(session, team_id), until=UNTIL, now=UNTIL).models.signals

    assert counted == 2, "a run that goes on, and a point beyond the limits; the third is of another week"
    assert "2 signals in this week" in words(session, team_id)


def test_a_run_that_goes_on_after_a_weekend_is_one_signal(session: Session):
    team_id = a_team(session)
    days = [day for day in range(150) if (FIRST + day * DAY).weekday() < 5]
    volume = a_monitor(session, team_id, "Volume", newest_at=UNTIL - DAY, baseline_points=60)
    readings = [Reading(monitor_id=volume.id, at=FIRST + day * DAY, value=1.0) for day in days]
    monitors.keep_readings(session, volume.id, readings)
    find(session, volume, "nelson-2", *(150 - day for day in days[-5:]))

    week = weekly.week(session, team(session, team_id), until=UNTIL, now=UNTIL)

    assert week.models.signals == 1, "Monday follows on Friday"
    assert [name.split(" at ")[0] for name in behind.read(session, team(session, team_id), week).signals()] == [
        "Volume"
    ]


def test_a_signal_that_is_older_than_what_is_drawn_is_counted_in_words(session: Session):
    team_id = a_team(session)
    latency = a_metric(session, team_id, "Latency", some_values())
    find(session, latency, "limits", 1)
    at = UNTIL - 70 * DAY
    late = Finding(workspace=WORKSPACE, monitor_id=latency.id, rule="limits", at=at, found_at=UNTIL - DAY)
    monitors.keep_finding(session, latency.id, late)

    assert "2 signals in this week (1 before what is drawn)" in words(session, team_id)


def test_widened_limits_are_drawn_where_a_monitor_is_judged_by_them(session: Session):
    team_id = a_team(session)
    a_metric(session, team_id, "Latency", some_values(alike=0.45))
    [one] = models.charted(session, team(session, team_id), since=UNTIL - weekly.WEEK, until=UNTIL)

    assert "limits widened" in calculating.judged(one.asked).reason
    assert words(session, team_id).endswith(", no signal in this week.")


def test_what_the_text_does_not_judge_has_no_quiet_week_in_the_picture(session: Session):
    team_id = a_team(session)
    latency = a_metric(session, team_id, "Latency", some_values())
    an_alert(session, latency, rule="no-data")

    assert words(session, team_id).endswith(", not judged in this week.")

    find(session, latency, "limits", 6)

    assert words(session, team_id).endswith(", 1 signal in this week."), "found before its data went missing"
