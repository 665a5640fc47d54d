"""When silence of a source becomes a finding: after as many missing readings as the team tolerates."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from kaizen.monitors import planning, sweeping
from kaizen.monitors.sweeping import Seen
from kaizen.teams import defaults
from storage import teams
from tests.builders import NOON, WORKSPACE, a_monitor, a_team

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
