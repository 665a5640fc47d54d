"""Back within its limits: said by a rule whose errors are known, on the card, and never more than is known."""

import random
from datetime import timedelta
from statistics import fmean, stdev

import pytest
from sqlmodel import Session

from kaizen.alerts import asking, cards, closing, handling, opening, recovering, recovery
from kaizen.alerts.opening import News
from kaizen.announcements import Announcement, ToPerson
from message_templates import render
from storage import jobs, monitors
from storage.alerts import Alert
from storage.monitors import Monitor, Reading
from tests.builders import ANA, NOON, WORKSPACE, a_monitor, a_team, an_alert

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CENTRE, SIGMA = 410.0, 15.0
"""Of the case that the builder makes: 512 is 6.8 sigma above."""


def a_case(session: Session, apart: list[float], **changes: object) -> tuple[Monitor, Alert]:
    """A case, and the readings of the days after it, so many sigma from the mean."""
    monitor = a_monitor(session, a_team(session), **changes)
    case = an_alert(session, monitor, opened_at=NOON)
    goes_on(session, monitor, apart)
    return monitor, case


def goes_on(session: Session, monitor: Monitor, apart: list[float], *, after: int = 0) -> None:
    new = [
        Reading(monitor_id=monitor.id or 0, at=NOON + (after + day) * DAY, value=CENTRE + SIGMA * distance)
        for day, distance in enumerate(apart, start=1)
    ]
    monitors.keep_readings(session, monitor.id or 0, new)
    monitor.swept_at = NOON + (after + len(apart) + 1) * DAY
    session.add(monitor)
    session.flush()


def words(session: Session, case: Alert) -> str:
    return render.message("alerts/card", cards.card(session, case)).text


BACK = [0.3, -0.5, 1.2, -0.9, 0.1, 0.6, -1.1, 0.4]


def test_two_points_within_the_limits_say_nothing(session: Session):
    _, case = a_case(session, BACK[:2])

    assert "in a row" not in words(session, case)


def test_three_points_are_called_no_evidence_with_what_chance_would_do(session: Session):
    _, case = a_case(session, BACK[:3])

    said = words(session, case)

    assert "3 points in a row lie within the limits" in said
    assert "Not evidence that it is over: a metric that is still 2σ off has so many in a row 60% of the time." in said


def test_eight_points_at_the_old_level_are_called_back_but_nothing_is_closed(session: Session):
    _, case = a_case(session, BACK)

    said = words(session, case)

    assert "Back within its limits" in said
    assert "It stays open until somebody says what it was." in said
    assert case.state == "open"


def test_points_within_the_limits_at_another_level_are_not_called_back(session: Session):
    _, case = a_case(session, [1.5, 2.1, 1.7, 0.8, 2.4, 1.1, 1.9, 2.0])

    said = words(session, case)

    assert "1.7σ above the baseline's: it may have settled at another level" in said
    assert "Back" not in said


def test_a_point_beyond_a_limit_begins_the_count_anew(session: Session):
    _, case = a_case(session, [*BACK, 3.5, 0.1, 0.2])

    assert "in a row" not in words(session, case)


def test_readings_whose_labels_may_still_come_do_not_count(session: Session):
    _, case = a_case(session, BACK, label_delay_seconds=3 * 86_400)

    assert "5 points in a row" in words(session, case)


def test_a_chart_that_was_given_another_baseline_says_nothing_of_the_old_one(session: Session):
    _, case = a_case(session, BACK, judged_since=NOON + DAY)

    assert "within" not in words(session, case)


def test_small_samples_lie_further_from_the_mean_before_it_means_anything():
    lines = recovery.Lines(0.8420, 0.0058, 3912)

    assert lines.apart(0.8362, 3912) == pytest.approx(-1.0)
    assert lines.apart(0.8362, 978) == pytest.approx(-0.5)


def test_windows_of_drift_that_do_not_differ_are_counted_and_called_no_evidence(session: Session):
    monitor = a_monitor(
        session, a_team(session), "Inputs", chart="drift", baseline_points=None, baseline_first=NOON - 60 * DAY,
        baseline_last=NOON - 2 * DAY,
    )  # fmt: skip
    facts = {"kind": "drift", "at": NOON.isoformat(), "columns": [], "columns_drifted": 1, "columns_tested": 5}
    case = an_alert(session, monitor, rule="drift", facts=facts, opened_at=NOON)
    read = [Reading(monitor_id=monitor.id or 0, at=NOON + day * DAY, value=float(day == 1)) for day in range(1, 5)]
    monitors.keep_readings(session, monitor.id or 0, read)
    monitor.swept_at = NOON + 5 * DAY

    said = words(session, case)

    assert "3 windows in a row differ from the reference in no column. That is not evidence that it is over" in said


def points_until_called_back(shift: float, chance: random.Random, *, at_most: int) -> int:
    """How many points come until a metric so far off is called back; a point beyond a limit begins anew."""
    within: list[float] = []
    for count in range(1, at_most):
        point = chance.gauss(shift)
        within = [*within, point] if abs(point) <= recovery.WIDTH else []
        if recovery.stage(within) == "back":
            return count
    return at_most


def test_a_shift_of_one_sigma_is_called_back_once_in_about_330_points():
    chance = random.Random(20261123)

    lengths = [points_until_called_back(1.0, chance, at_most=3000) for _ in range(300)]

    standard_error = stdev(lengths) / len(lengths) ** 0.5
    assert abs(fmean(lengths) - 333.7) < 3 * standard_error, "20,000 runs elsewhere gave 333.7, and the card says 330"


def test_a_shift_of_two_sigma_is_hardly_ever_called_back():
    chance = random.Random(20261123)

    lengths = [points_until_called_back(2.0, chance, at_most=1000) for _ in range(100)]

    assert sum(length < 1000 for length in lengths) <= 15, "once in 10,000 points is at most one in ten of 1,000"


def test_a_metric_that_is_back_is_called_so_after_eight_points_in_most_cases():
    chance = random.Random(20261123)

    lengths = [points_until_called_back(0.0, chance, at_most=500) for _ in range(500)]

    assert 0.75 < fmean(length == recovery.ENOUGH for length in lengths) < 0.9


def test_each_look_edits_the_card_up_to_the_eighth_point_and_then_when_they_are_twice_as_many(session: Session):
    monitor, _ = a_case(session, BACK[:2])

    said = []
    for day in range(3, 20):
        goes_on(session, monitor, [BACK[day % 8]], after=day - 1)
        said += [day] * len(recovering.looked(session, monitor, now=NOON + day * DAY))

    assert said == [3, 4, 5, 6, 7, 8, 16]


def test_the_same_signal_again_takes_back_what_was_said(session: Session):
    monitor, case = a_case(session, BACK)
    recovering.looked(session, monitor, now=NOON + 9 * DAY)
    facts = case.facts | {"at": (NOON + 9 * DAY).isoformat()}

    opening.opened(session, monitor, [News("limits", case.title, facts, NOON + 9 * DAY)], now=NOON + 10 * DAY)

    assert (case.recovery, case.within) == (None, None)
    assert "in a row" not in words(session, case)


def planned(session: Session):
    return jobs.coming(session, NOON - 100 * DAY, [asking.ASK], 100)


def test_whoever_has_it_is_asked_once_what_it_was_and_the_question_goes_when_it_is_answered(session: Session):
    monitor, case = a_case(session, BACK)
    handling.acknowledge(session, ANA, case.id, now=NOON + HOUR)
    for hour in range(3):
        recovering.looked(session, monitor, now=NOON + 9 * DAY + hour * HOUR)
    [job] = planned(session)

    [asked] = asking.ask(session, WORKSPACE, job.payload).announcements
    closed = closing.resolve(session, ANA, case.id, outcome="expected", sentence="A sale.", now=NOON + 10 * DAY)

    assert asked.audience == ToPerson(ANA.user)
    assert "What was it?" in render.message(asked.template, asked.view).text
    edited = next(one for one in closed.announcements if one.key == asked.key)
    after = render.message(edited.template, edited.view)
    assert "Now: closed: Expected change, by <@U0ANA>." in after.text
    assert not [block for block in after.blocks if block["type"] == "actions"]


def signals_again(session: Session, monitor: Monitor, case: Alert, *, day: int) -> list[Announcement]:
    facts = case.facts | {"at": (NOON + day * DAY).isoformat()}
    return opening.opened(session, monitor, [News("limits", case.title, facts, NOON + day * DAY)], now=NOON + day * DAY)


def test_the_message_that_asked_follows_a_metric_that_signals_again_and_asks_again_when_it_is_back(session: Session):
    monitor, case = a_case(session, BACK)
    recovering.looked(session, monitor, now=NOON + 9 * DAY)
    [asked] = asking.ask(session, WORKSPACE, planned(session)[0].payload).announcements

    goes_on(session, monitor, [5.0], after=8)
    _, again = signals_again(session, monitor, case, day=9)
    goes_on(session, monitor, BACK, after=9)
    _, back = recovering.looked(session, monitor, now=NOON + 18 * DAY)

    assert asked.key == again.key == back.key
    said, then = (render.message(one.template, one.view) for one in (again, back))
    assert (
        "I can no longer say that it is, so I need no answer for now. Its newest signal: Wed 2 Dec 2026." in said.text
    )
    assert not [block for block in said.blocks if block["type"] == "actions"]
    assert "What was it?" in then.text
    assert "8 points in a row" in then.text


def test_of_a_metric_that_comes_and_goes_before_their_morning_somebody_gets_one_message(session: Session):
    monitor, case = a_case(session, BACK)
    recovering.looked(session, monitor, now=NOON + 9 * DAY)
    signals_again(session, monitor, case, day=9)
    goes_on(session, monitor, BACK, after=9)
    recovering.looked(session, monitor, now=NOON + 18 * DAY)
    first, second = planned(session)

    said = [asking.ask(session, WORKSPACE, job.payload).announcements for job in (first, second)]
    recovering.looked(session, monitor, now=NOON + 19 * DAY)

    assert [len(one) for one in said] == [1, 0]
    assert len(planned(session)) == 2, "who was asked is not asked again"


def test_a_metric_that_settles_elsewhere_after_the_question_is_not_called_back_in_it_any_more(session: Session):
    monitor, _ = a_case(session, BACK)
    recovering.looked(session, monitor, now=NOON + 9 * DAY)
    [asked] = asking.ask(session, WORKSPACE, planned(session)[0].payload).announcements

    goes_on(session, monitor, [2.0] * 8, after=8)
    _, edited = recovering.looked(session, monitor, now=NOON + 17 * DAY)

    assert edited.key == asked.key
    assert "it may have settled at another level" in render.message(edited.template, edited.view).text


def test_nobody_is_asked_about_a_case_that_was_closed_before_their_morning(session: Session):
    monitor, case = a_case(session, BACK)
    recovering.looked(session, monitor, now=NOON + 9 * DAY)
    [job] = planned(session)
    closing.resolve(session, ANA, case.id, outcome="expected", sentence="A sale.", now=NOON + 9 * DAY)

    assert not asking.ask(session, WORKSPACE, job.payload).announcements
