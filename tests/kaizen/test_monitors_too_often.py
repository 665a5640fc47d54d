"""Readings that come more often than their monitor says are not judged, and no figure of chance is promised of them."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from kaizen.monitors import answering, calculating, fitting, listing, planning, sweeping
from kaizen.monitors.judgements import Asked, Judged, Small
from kaizen.monitors.sweeping import Seen
from message_templates import render
from sources.base import Series
from tests.builders import ANA, NOON, WORKSPACE, a_monitor, a_team

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
ROWS = "file=volume.csv time=at value=v"


def asked(apart: timedelta, every: timedelta, *, readings: int = 60) -> Asked:
    return Asked(
        title="Volume",
        chart="auto",
        times=tuple(NOON + number * apart for number in range(readings)),
        values=tuple(100.0 + number * 37 % 11 for number in range(readings)),
        sizes=None,
        baseline=30,
        every=every,
        rules=("limits",),
        watched=("nelson-2",),
    )


def reason(apart: timedelta, every: timedelta, question: str = ROWS) -> str:
    found = fitting.refused(asked(apart, every), question)
    return found.reason if found else ""


@pytest.mark.parametrize(
    ("apart", "every", "question", "said"),
    [
        (HOUR, DAY, ROWS, "come every hour, not every day: write every=hour, or average them with value=mean(v)"),
        (DAY, WEEK, ROWS, "come every day, not every week: write every=day, or average them with value=mean(v)"),
        (6 * HOUR, DAY, f"{ROWS} size=n", "write every=6h, or let the file hold one row every day"),
        (6 * HOUR, DAY, f"{ROWS} of=n", "write every=6h, or let the file hold one row every day"),
        (timedelta(seconds=10), HOUR, ROWS, "more often than once a minute, not every hour: average them"),
        (HOUR, DAY, "file=a.csv time=at 'value=scored rows'", 'average them with "value=mean(scored rows)"'),
        (HOUR, DAY, "up{job='x'}", "or ask for one reading every day"),
    ],
)
def test_what_to_write_is_said_in_words_that_the_source_understands(
    apart: timedelta, every: timedelta, question: str, said: str
):
    assert said in reason(apart, every, question)


@pytest.mark.parametrize("apart", [DAY, DAY - 5 * HOUR, WEEK])
def test_readings_that_are_a_little_uneven_or_rare_are_judged(apart: timedelta):
    assert not reason(apart, DAY)


def test_nights_and_weekends_do_not_hide_that_readings_are_hourly():
    days = [NOON + day * DAY for day in range(30) if (NOON + day * DAY).weekday() < 5]
    times = tuple(day + hour * HOUR for day in days for hour in range(8))

    assert fitting.refused(Asked("Volume", "auto", times, (1.0,) * len(times), None, 30, DAY, (), ()), ROWS)


def test_few_readings_say_nothing_of_their_spacing():
    assert fitting.refused(asked(HOUR, DAY, readings=7), ROWS) is None


def test_a_monitor_that_stood_with_such_a_mismatch_is_not_judged_any_more_from_its_next_look_on(session: Session):
    monitor = a_monitor(session, a_team(session), question=ROWS, verdict="I-MR chart, limits", power="a shift of 9.9")
    plan = planning.plan(session, WORKSPACE, monitor.id, now=NOON + 60 * HOUR)
    given = asked(HOUR, DAY)
    refused = fitting.refused(given, ROWS)
    assert plan is not None

    swept = sweeping.record(
        session, plan, Seen(Series(given.times, given.values), judged=refused), now=NOON + 60 * HOUR
    )

    assert swept is not None
    assert (swept.found, swept.announcements) == ((), ())
    assert (monitor.standing, monitor.power, monitor.expected_a_month) == ("too often", "", None)
    shown = render.message("monitors/listed", listing.listed(session, ANA)).text
    assert "Not judged: readings come every hour, not every day: write every=hour" in shown
    assert "false alarms" not in shown


def test_whoever_saved_it_is_told_first_and_promised_nothing(session: Session):
    verdict = reason(HOUR, DAY)
    late = {"looked_version": 1, "newest_at": NOON + 30 * DAY, "expected_a_month": None}
    monitor = a_monitor(session, a_team(session), "Volume", standing="too often", verdict=verdict, **late)

    answers = answering.told(session, ANA, [monitor.id])
    text = render.message("monitors/answers", answers).text

    assert answers.unwell == 1
    assert "1 of 1 monitor needs you" in text
    assert "readings come every hour, not every day: write every=hour, or average them with value=mean(v)." in text
    assert "neither judge it nor alert on it, and promise no number of false alarms" in text
    assert "expected" not in text


def test_an_unstable_metric_whose_interval_is_refused_is_not_said_to_learn(session: Session):
    monitor = a_monitor(session, a_team(session), standing="unstable", swept_at=None)
    plan = planning.plan(session, WORKSPACE, monitor.id, now=NOON)
    assert plan is not None

    swept = sweeping.record(session, plan, Seen(judged=fitting.refused(asked(HOUR, DAY), ROWS)), now=NOON)

    assert swept is not None
    [said] = swept.announcements
    text = render.message(said.template, said.view).text
    assert "I do not judge it until then" in text
    assert "baseline was chosen" not in text


def test_the_small_chart_of_a_digest_has_no_limits_to_believe_either():
    fine, hurried = (Small(asked(apart, DAY), None) for apart in (DAY, HOUR))

    assert "no limits to believe" not in calculating.small([fine]).alt_text
    assert "no limits to believe" in calculating.small([hurried]).alt_text


def test_what_is_not_judged_alerts_nobody():
    refused = fitting.refused(asked(HOUR, DAY), ROWS)

    assert isinstance(refused, Judged)
    assert not refused.alerts
    assert (refused.signals, refused.expected_a_month, refused.points) == ((), None, 60)
