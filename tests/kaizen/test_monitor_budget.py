"""The false-alarm budget: what new monitors bring is said when they are saved, before anything was read."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from kaizen.clock import Clock
from kaizen.monitors import budgeting, calculating, listing
from kaizen.monitors.judgements import Planned
from kaizen.runtime import Runtime
from kaizen.sealing import Seal
from message_templates import render
from message_templates.monitors.views import Registered
from storage import teams
from storage.database import Database
from tests.builders import A_GUEST, ANA, NOON, a_monitor, a_team, team

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAILY = Planned(("limits",), DAY, 100)


def test_a_daily_monitor_of_three_sigma_brings_one_false_alarm_in_370_points():
    [found] = calculating.foreseen([DAILY])

    assert found.expected == pytest.approx(30 / 370.4, rel=1e-3)


@pytest.mark.parametrize(
    ("plan", "more"),
    [(Planned(("limits",), HOUR, 100), 24.0), (Planned(("limits", "nelson-2"), DAY, 100), 370.4 / 216.7)],
)
def test_shorter_intervals_and_more_rules_bring_more(plan: Planned, more: float):
    [daily], [found] = calculating.foreseen([DAILY]), calculating.foreseen([plan])

    assert found.expected / daily.expected == pytest.approx(more, rel=1e-3)


def test_a_monitor_whose_rules_only_the_digest_tells_alerts_nobody():
    assert calculating.foreseen([Planned((), DAY, 100)])[0].expected == 0


def test_limits_from_few_points_may_bring_several_times_as_many():
    rough, settled = (calculating.foreseen([Planned(("limits",), DAY, points)])[0].times for points in (30, 400))

    assert 5 < rough < 12, "defaults.md: 0 to 11 a year where one is nominal"
    assert 1 <= settled < 2.5


def asked(session: Session, team_id: int, *names: str, person=ANA):
    return budgeting.question(session, person, team(session, team_id).channel, names)


def test_the_new_ones_stand_beside_what_the_team_has_already(session: Session):
    team_id = a_team(session)
    a_monitor(session, team_id, "Known", expected_a_month=0.7)
    a_monitor(session, team_id, "Learning", expected_a_month=None, standing="too few", every_seconds=3600)
    a_monitor(session, team_id, "Unstable", expected_a_month=None, standing="unstable")
    dates = {"baseline_points": None, "baseline_first": NOON, "baseline_last": NOON + 99 * DAY}
    a_monitor(session, team_id, "New  one", expected_a_month=None, standing="new", key="new one", **dates)
    a_monitor(session, team_id, "Inputs", chart="drift", expected_a_month=None, **dates)

    found = asked(session, team_id, "new ONE", "Inputs")

    assert found.known == 0.7
    assert found.new == (Planned(("limits",), DAY, 100),)
    assert found.learning == (Planned(("limits",), HOUR, 30),)
    assert found.budget == 2


def test_inputs_alone_have_no_such_figure(session: Session):
    team_id = a_team(session)
    dates = {"baseline_points": None, "baseline_first": NOON, "baseline_last": NOON + DAY}
    a_monitor(session, team_id, "Inputs", chart="drift", **dates)

    assert asked(session, team_id, "Inputs") is None


def test_a_teams_own_budget_holds_also_in_the_list(session: Session):
    team_id = a_team(session)
    a_monitor(session, team_id, "Latency", expected_a_month=2.5)
    teams.change_setting(session, team(session, team_id).workspace, team_id, "monitors.false_alarm_budget", "3")

    assert asked(session, team_id, "Latency").budget == 3
    assert not listing.listed(session, ANA).over_budget


def test_whoever_may_not_see_the_team_learns_nothing_of_its_monitors(session: Session):
    team_id = a_team(session, private=True)
    a_monitor(session, team_id, "Latency")

    assert asked(session, team_id, "Latency", person=A_GUEST) is None


def test_settled_limits_need_no_such_word():
    [settled] = calculating.foreseen([DAILY])

    assert budgeting.told(budgeting.Asked(0, (), (), 2), [settled], []).times is None


async def test_the_confirmation_says_what_is_expected_and_when_it_is_too_much(database: Database):
    def prepare(session: Session) -> None:
        team_id = a_team(session)
        a_monitor(session, team_id, "Known", expected_a_month=1.9)
        a_monitor(session, team_id, "Latency", expected_a_month=None, standing="new", every_seconds=3600)

    await database.transact(prepare)
    runtime = Runtime(database, Clock(), Seal(b"a key"))

    found = await budgeting.foreseen(runtime, ANA, "C0TEAM", ["Latency"])
    await runtime.workshop.close()

    said = render.message("monitors/registered", Registered(("Latency",), "Care", budget=found)).text
    assert "By their rules, 1.9 false alarms a month are expected from it" in said
    assert "with the team's other monitors about 3.8" in said
    assert "more than the budget of 2" in said
    assert "Limits from 30 points are rough: it may be up to" in said
