"""When silence of a source becomes a finding: after as many missing readings as the team tolerates."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from kaizen.monitors import listing, planning, sweeping
from kaizen.monitors.sweeping import Seen
from kaizen.teams import defaults
from message_templates import render
from storage import teams
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
