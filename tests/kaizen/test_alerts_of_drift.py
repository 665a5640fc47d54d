"""Drift that goes on after somebody closed its case: it began when it began, and what is settled is no news."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from kaizen.alerts import opening
from kaizen.alerts.opening import News
from kaizen.monitors import describing, planning
from kaizen.monitors.judgements import DriftedColumn
from message_templates import render
from storage import monitors
from storage.alerts import Alert
from storage.monitors import Finding, Monitor, Reading
from tests.builders import NOON, WORKSPACE, a_monitor, a_team, an_alert

DAY = timedelta(days=1)


def drifting(session: Session, *, columns: list[float], **closed: object) -> tuple[Monitor, Alert]:
    """A monitor of inputs, the case of its first day, and in how many columns it has drifted day by day."""
    monitor = a_monitor(
        session, a_team(session), "Inputs", chart="drift", baseline_points=None, baseline_first=NOON - 60 * DAY,
        baseline_last=NOON - 2 * DAY,
    )  # fmt: skip
    read = [Reading(monitor_id=monitor.id or 0, at=NOON + day * DAY, value=n) for day, n in enumerate(columns)]
    monitors.keep_readings(session, monitor.id or 0, read)
    for day in (reading.at for reading in read if reading.value):
        finding = Finding(workspace=WORKSPACE, monitor_id=monitor.id or 0, rule="drift", at=day, found_at=day)
        assert monitors.keep_finding(session, monitor.id or 0, finding)
    case = an_alert(session, monitor, rule="drift", facts=facts(NOON), opened_at=NOON, **closed)
    return monitor, case


def facts(at: datetime) -> dict[str, object]:
    return {
        "kind": "drift", "at": at.isoformat(), "since": (at - DAY).isoformat(), "columns": [], "columns_drifted": 1,
        "columns_tested": 5,
    }  # fmt: skip


def closed_as(outcome: str) -> dict[str, object]:
    return {"state": "resolved", "open_key": None, "outcome": outcome, "resolved_at": NOON}


def said_on_day(session: Session, monitor: Monitor, day: int) -> list[str]:
    at = NOON + day * DAY
    said = opening.opened(session, monitor, [News("drift", "Inputs: drift", facts(at), at)], now=at)
    return [render.message(one.template, one.view).text for one in said]


def test_drift_that_goes_on_after_its_case_was_closed_keeps_when_it_was_first_seen(session: Session):
    monitor, _ = drifting(session, columns=[1, 2, 1], **closed_as("real_fixed"))

    [said] = said_on_day(session, monitor, 2)

    assert "A-2" in said
    assert "since Sun 22 Nov" in said


def test_drift_that_had_stopped_begins_anew(session: Session):
    monitor, _ = drifting(session, columns=[1, 0, 0, 1, 1], **closed_as("real_fixed"))

    [said] = said_on_day(session, monitor, 4)

    assert "since Thu 26 Nov" in said


@pytest.mark.parametrize(("outcome", "cases"), [("expected", 0), ("real_accepted", 0), ("false_limit", 1)])
def test_of_drift_that_people_have_settled_no_case_is_opened_while_it_lasts(session: Session, outcome: str, cases: int):
    monitor, _ = drifting(session, columns=[1, 2, 1], **closed_as(outcome))

    assert len(said_on_day(session, monitor, 2)) == cases


def test_settled_drift_that_had_stopped_is_news_again(session: Session):
    monitor, _ = drifting(session, columns=[1, 0, 1, 1], **closed_as("expected"))

    assert len(said_on_day(session, monitor, 3)) == 1


@pytest.mark.parametrize(("closed", "pictured"), [({}, False), (closed_as("real_fixed"), True)])
def test_drift_seen_again_is_drawn_if_its_message_will_be_a_new_one(
    session: Session, closed: dict[str, object], *, pictured: bool
):
    monitor, _ = drifting(session, columns=[1, 1], **closed)

    plan = planning.plan(session, WORKSPACE, monitor.id or 0, now=NOON + 2 * DAY)

    assert plan is not None
    assert planning.drift_asked(plan, folder="files").pictured is pictured


def test_a_picture_writes_its_figures_as_the_text_does():
    moved = DriftedColumn("Longitude", "large", "KS", 1.0, 0.001, "median", before=-118.1234, now=-115.4)

    assert describing.in_short(moved) == "Longitude: large shift (KS 1), median −118.1 before and −115.4 then"
