"""Somebody's own working hours as spans of time."""

from datetime import UTC, date, datetime, time, timedelta

from kaizen.teams.hours import Worker

HOUR = timedelta(hours=1)
TUESDAY = datetime(2026, 12, 1, tzinfo=UTC)


def a_worker(zone: str = "Europe/London", *away: tuple[date, date]) -> Worker:
    return Worker("U1", zone, time(9), time(17), away)


def test_a_day_of_journey_j2_holds_the_hours_that_it_promises():
    collect = (TUESDAY, TUESDAY + 25 * HOUR)

    held = {
        zone: a_worker(zone).hours_in(*collect) / HOUR
        for zone in ("America/Los_Angeles", "Europe/London", "Asia/Kolkata", "Asia/Tokyo")
    }

    assert held == {"America/Los_Angeles": 9, "Europe/London": 8, "Asia/Kolkata": 8, "Asia/Tokyo": 9}


def test_nobody_works_at_the_weekend_or_while_away():
    away = a_worker("Europe/London", (date(2026, 12, 1), date(2026, 12, 2)))

    assert away.first_moment(TUESDAY, TUESDAY + 7 * 24 * HOUR) == datetime(2026, 12, 3, 9, tzinfo=UTC)
    assert a_worker().hours_in(datetime(2026, 12, 5, tzinfo=UTC), datetime(2026, 12, 7, tzinfo=UTC)) == timedelta()


def test_a_morning_is_at_nine_on_the_wall_also_when_the_clocks_change():
    begin = datetime(2026, 3, 27, tzinfo=UTC)  # London's clocks go forward on Sunday, 29 March

    mornings = list(a_worker().mornings(begin, begin + timedelta(days=4)))

    assert [f"{morning:%a %H:%M}" for morning in mornings] == ["Fri 09:00", "Mon 08:00"]


def test_after_a_whole_day_of_work_one_is_at_work_again_the_next_morning():
    worker, end = a_worker(), TUESDAY + timedelta(days=7)

    assert worker.have_worked(8 * HOUR, TUESDAY, end) == datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert worker.at_work_after(8 * HOUR, TUESDAY, end) == datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert not worker.works_at(datetime(2026, 12, 1, 17, tzinfo=UTC))
    assert worker.works_at(datetime(2026, 12, 2, 9, tzinfo=UTC))


def test_hours_that_never_come_are_not_promised():
    gone = a_worker("Europe/London", (date(2026, 11, 1), date(2027, 1, 31)))

    assert gone.have_worked(HOUR, TUESDAY, TUESDAY + timedelta(days=7)) is None
    assert gone.at_work_after(HOUR, TUESDAY, TUESDAY + timedelta(days=7)) is None
