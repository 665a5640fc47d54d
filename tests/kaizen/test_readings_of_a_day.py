"""A reading of a day has a day, the same for everybody: never a moment that readers west of UTC see the day before."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from kaizen.alerts import cards, recovery
from kaizen.alerts import listing as alerts_listing
from kaizen.monitors import answering, entering, listing, sweeping
from message_templates import render
from storage import monitors
from storage.monitors import Monitor, Reading
from tests.builders import ANA, a_monitor, a_team, an_alert

FRIDAY = datetime(2021, 5, 28, tzinfo=UTC)
DAY = timedelta(days=1)
IN_WORDS, A_MOMENT = "Fri 28 May 2021", f"<!date^{int(FRIDAY.timestamp())}^"
EVERY = [(86_400, IN_WORDS), (7 * 86_400, IN_WORDS), (3_600, A_MOMENT)]

of_a_day_and_of_an_hour = pytest.mark.parametrize(("every", "told"), EVERY)


def watched(session: Session, every: int) -> Monitor:
    monitor = a_monitor(session, a_team(session), every_seconds=every, newest_at=FRIDAY, verdict="I-MR chart")
    monitors.keep_readings(session, monitor.id or 0, [Reading(monitor_id=monitor.id or 0, at=FRIDAY, value=410.0)])
    return monitor


def missing(session: Session, every: int) -> Monitor:
    monitor = watched(session, every)
    facts = {"kind": "no_data", "newest_at": FRIDAY.isoformat(), "missed": 2, "failure": ""}
    an_alert(session, monitor, rule=sweeping.NO_DATA, facts=facts, opened_at=FRIDAY + 3 * DAY)
    return monitor


@of_a_day_and_of_an_hour
def test_the_card_of_missing_data_tells_when_the_newest_reading_was_taken(session: Session, every: int, told: str):
    missing(session, every)

    [case] = alerts_listing.listed(session, ANA).alerts

    assert (
        f"No reading since {told}" in render.message("alerts/card", alerts_listing.opened(session, ANA, case.id)).text
    )


@of_a_day_and_of_an_hour
def test_the_list_of_alerts_tells_when_the_newest_reading_was_taken(session: Session, every: int, told: str):
    an_alert(session, watched(session, every), opened_at=FRIDAY + DAY, last_at=FRIDAY)

    assert f"last {told}" in render.message("alerts/listed", alerts_listing.listed(session, ANA)).text


def test_the_list_of_alerts_tells_at_what_moment_data_were_missed(session: Session):
    missing(session, 86_400)

    found_at = int((FRIDAY + 3 * DAY).timestamp())
    assert f"last <!date^{found_at}^" in render.message("alerts/listed", alerts_listing.listed(session, ANA)).text


@of_a_day_and_of_an_hour
def test_the_list_of_monitors_tells_when_the_newest_reading_was_taken(session: Session, every: int, told: str):
    watched(session, every)

    assert f"newest reading {told}" in render.message("monitors/listed", listing.listed(session, ANA)).text


@of_a_day_and_of_an_hour
def test_the_list_of_monitors_tells_since_when_there_are_no_data(session: Session, every: int, told: str):
    missing(session, every)

    assert f"No data since {told}" in render.message("monitors/listed", listing.listed(session, ANA)).text


@of_a_day_and_of_an_hour
def test_what_a_source_answered_tells_when_the_newest_reading_was_taken(session: Session, every: int, told: str):
    monitor = watched(session, every)
    monitor.looked_version = monitor.version

    answers = answering.told(session, ANA, [monitor.id or 0])

    assert f"the newest of {told}" in render.message("monitors/answers", answers).text


@of_a_day_and_of_an_hour
def test_the_form_of_a_monitor_tells_from_when_to_when_there_are_readings(session: Session, every: int, told: str):
    form = entering.form(session, ANA, watched(session, every).id or 0, sources={})

    assert f"from {told}" in str(render.modal("monitors/edit", form))


@of_a_day_and_of_an_hour
def test_recovery_tells_when_the_newest_point_was_taken(session: Session, every: int, told: str):
    span = timedelta(seconds=every)
    monitor = a_monitor(session, a_team(session), every_seconds=every, swept_at=FRIDAY + span)
    case = an_alert(session, monitor, opened_at=FRIDAY - 3 * span)
    new = [Reading(monitor_id=monitor.id or 0, at=FRIDAY - back * span, value=411.0) for back in range(3)]
    monitors.keep_readings(session, monitor.id or 0, new)

    found = recovery.of(session, case, monitor)

    assert f"Up to {told}" in render.message("alerts/card", cards.card(session, case)).text
    assert found is not None
    assert isinstance(found.until, datetime) == (every < 86_400)
