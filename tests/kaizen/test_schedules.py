"""Times that come back, in every zone there is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaizen import schedules
from kaizen.schedules import EVERY_DAY, WORKING_DAYS, CatchUp, Interval, WallClock

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ZONES = sorted(available_timezones())
moments = st.integers(0, 65 * 365 * 24 * 60).map(lambda minutes: datetime(1975, 1, 1, tzinfo=UTC) + minutes * MINUTE)
times = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))
weekdays = st.sets(st.integers(0, 6), min_size=1).map(tuple)


@st.composite
def wall_clocks(draw) -> WallClock:
    weeks = draw(st.integers(1, 4))
    anchor = draw(st.dates(date(1975, 1, 1), date(2040, 1, 1)) if weeks > 1 else st.none())
    return WallClock(draw(times), draw(st.sampled_from(ZONES)), draw(weekdays), weeks, anchor)


intervals = st.builds(Interval, st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds)), moments)
rhythms = wall_clocks() | intervals


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def walk(rhythm, start: datetime, count: int) -> list[schedules.Occurrence]:
    found = [rhythm.first_after(start)]
    while len(found) < count:
        found.append(rhythm.first_after(found[-1].at))
    return found


@given(rhythms, moments)
def test_the_first_after_a_moment_is_the_neighbour_of_the_last_until_it(rhythm, moment):
    first = rhythm.first_after(moment)
    last = rhythm.last_until(moment)

    assert first.at > moment
    assert rhythm.last_until(first.at) == first
    assert last is None or (last.at <= moment and rhythm.first_after(last.at) == first)


@given(rhythms, moments)
def test_every_occurrence_has_a_name_and_an_instant_of_its_own(rhythm, moment):
    found = walk(rhythm, moment, 30)

    assert len({occurrence.name for occurrence in found}) == len({occurrence.at for occurrence in found}) == 30
    assert [occurrence.name for occurrence in found] == sorted(occurrence.name for occurrence in found)


@given(times, st.sampled_from(ZONES), moments)
def test_no_date_that_exists_is_left_out(at, zone, moment):
    here = ZoneInfo(zone)
    hours = (moment + timedelta(hours=hour) for hour in range(24 * 30))
    lived = {hour.astimezone(here).date().isoformat() for hour in hours}

    named = {occurrence.name for occurrence in walk(WallClock(at, zone), moment - 2 * DAY, 40)}

    assert lived <= named


@given(times, st.sampled_from(ZONES), moments)
def test_it_is_the_first_minute_that_shows_the_time_or_a_later_one_where_none_does(at, zone, moment):
    occurrence = WallClock(at, zone).first_after(moment)
    day = date.fromisoformat(occurrence.name)
    noon = datetime.combine(day, time(12), UTC)
    scanned = (noon + number * MINUTE for number in range(-60 * 40, 60 * 40))

    shown = [
        minute
        for minute in scanned
        if minute.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, at)
    ]

    if shown:
        assert occurrence.at == shown[0]
    else:
        assert datetime.combine(day, at) < occurrence.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@given(wall_clocks(), moments)
def test_only_its_weekdays_and_its_weeks_from_its_anchor_on(rhythm, moment):
    days = [date.fromisoformat(occurrence.name) for occurrence in walk(rhythm, moment, 10)]

    assert {day.weekday() for day in days} <= set(rhythm.weekdays)
    if rhythm.anchor:
        first_week = rhythm.anchor - rhythm.anchor.weekday() * DAY
        assert all(day >= rhythm.anchor for day in days)
        assert {(day - first_week).days // 7 % rhythm.every_weeks for day in days} == {0}


@given(rhythms, moments, st.timedeltas(timedelta(), timedelta(days=40)))
def test_of_all_that_was_missed_the_latest_is_the_last(rhythm, since, gone):
    start = rhythm.first_after(since)
    if isinstance(rhythm, Interval):
        gone = min(gone, 50 * rhythm.every)

    everything = schedules.missed(rhythm, since=start.at, now=start.at + gone, catch_up=CatchUp.EVERY)
    latest = schedules.missed(rhythm, since=start.at, now=start.at + gone, catch_up=CatchUp.LATEST)

    assert everything[0] == start
    assert latest == everything[-1:]


@pytest.mark.parametrize(
    ("zone", "at", "day", "instant"),
    [
        ("Europe/Berlin", time(2, 30), "2026-03-29", "2026-03-29T01:30"),  # there is no 02:30; 03:30 takes its place
        ("Europe/Berlin", time(2, 30), "2026-10-25", "2026-10-25T00:30"),  # there are two; the first
        ("America/New_York", time(2, 30), "2026-03-08", "2026-03-08T07:30"),
        ("America/New_York", time(1, 30), "2026-11-01", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", time(2, 15), "2026-10-04", "2026-10-03T15:45"),  # half an hour is left out
        ("Australia/Lord_Howe", time(1, 45), "2026-04-05", "2026-04-04T14:45"),  # half an hour comes twice
        ("Africa/Cairo", time(0, 0), "2026-04-24", "2026-04-23T22:00"),  # the gap is at midnight
    ],
)
def test_a_gap_moves_forward_and_a_fold_takes_the_first(zone, at, day, instant):
    every_day = WallClock(at, zone)

    days = walk(every_day, utc(instant) - 2 * DAY, 4)

    assert utc(instant) in [occurrence.at for occurrence in days if occurrence.name == day]
    assert len({occurrence.name for occurrence in days}) == 4


def test_a_date_that_a_zone_left_out_has_no_occurrence():
    samoa = WallClock(time(9), "Pacific/Apia")

    names = [occurrence.name for occurrence in walk(samoa, utc("2011-12-28T20:00"), 3)]

    assert names == ["2011-12-29", "2011-12-31", "2012-01-01"]


def test_every_two_weeks_goes_on_over_the_turn_of_a_year_with_53_weeks():
    fortnightly = WallClock(time(9), "Europe/London", (0,), every_weeks=2, anchor=date(2026, 12, 14))

    names = [occurrence.name for occurrence in walk(fortnightly, utc("2026-12-01T00:00"), 3)]

    assert names == ["2026-12-14", "2026-12-28", "2027-01-11"]


def test_before_its_anchor_nothing_occurs():
    later = WallClock(time(9), "UTC", EVERY_DAY, anchor=date(2026, 12, 14))

    assert later.last_until(utc("2026-12-14T08:59")) is None
    assert later.first_after(utc("2026-11-01T00:00")).at == utc("2026-12-14T09:00")


def test_an_interval_keeps_its_distance_from_its_start():
    quarterly = Interval(timedelta(minutes=15), utc("2026-11-23T09:05"))

    assert quarterly.first_after(utc("2026-11-23T12:00")).at == utc("2026-11-23T12:05")
    assert quarterly.first_after(utc("2026-11-23T08:00")).at == utc("2026-11-23T09:05")
    assert quarterly.last_until(utc("2026-11-23T09:04")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: WallClock(time(9), "UTC", ()),
        lambda: WallClock(time(9), "UTC", (7,)),
        lambda: WallClock(time(9, tzinfo=UTC), "UTC"),
        lambda: WallClock(time(9), "UTC", every_weeks=2),
        lambda: WallClock(time(9), "UTC", every_weeks=0),
        lambda: WallClock(time(9), "Mars/Olympus"),
        lambda: WallClock(time(9), "America"),
        lambda: Interval(timedelta(), utc("2026-11-23T09:00")),
        lambda: Interval(timedelta(seconds=1.5), utc("2026-11-23T09:00")),
        lambda: Interval(timedelta(days=1), NOW.replace(tzinfo=None)),
    ],
)
def test_a_rhythm_that_cannot_be_kept_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        wrong()


# Planning


MONDAYS = WallClock(time(9), "Europe/London", (0,))


def plan(session, at=MONDAYS, *, now=NOW, subject="team:3", workspace="T1") -> datetime:
    return schedules.plan(session, workspace=workspace, kind="digests.weekly", subject=subject, at=at, now=now)


def next_at(session, *, workspace="T1") -> datetime | None:
    return schedules.next_at(session, workspace=workspace, kind="digests.weekly", subject="team:3")


def schedule(session):
    return schedules.stored.one(session, "T1", "digests.weekly", "team:3")


def test_what_is_planned_is_told_by_its_next_instant(session):
    assert plan(session) == next_at(session) == utc("2026-11-30T09:00")


@pytest.mark.parametrize(
    "rhythm",
    [
        MONDAYS,
        WallClock(time(23, 59, 30), "Australia/Lord_Howe", WORKING_DAYS, 3, date(2026, 1, 1)),
        Interval(timedelta(minutes=5), utc("2026-11-23T09:05")),
    ],
)
def test_a_rhythm_comes_back_from_its_row_as_it_went_in(session, rhythm):
    plan(session, rhythm)
    session.expire_all()

    assert schedules.rhythm(schedule(session)) == rhythm


def test_the_same_rhythm_again_forgets_nothing_that_is_overdue(session):
    plan(session)

    again = plan(session, now=NOW + 10 * DAY)

    assert again == utc("2026-11-30T09:00")


def test_another_rhythm_replaces_it_whatever_it_was(session):
    plan(session)

    plan(session, Interval(timedelta(hours=1), NOW))
    plan(session, WallClock(time(10), "Europe/London", (1,)))

    assert next_at(session) == utc("2026-12-01T10:00")


def test_a_date_that_was_taken_is_not_taken_again_at_another_time(session):
    plan(session)
    monday = utc("2026-11-30T09:00")
    [taken] = schedules.take(session, schedule(session), catch_up=CatchUp.LATEST, now=monday)

    plan(session, WallClock(time(15), "Europe/London", (0,)), now=monday)
    again = schedules.take(session, schedule(session), catch_up=CatchUp.LATEST, now=monday + 6 * timedelta(hours=1))

    assert (taken.name, again, next_at(session)) == ("2026-11-30", [], utc("2026-12-07T15:00"))


def test_taking_moves_the_schedule_past_now_however_late_it_is(session):
    plan(session)

    [only] = schedules.take(session, schedule(session), catch_up=CatchUp.LATEST, now=utc("2027-01-06T12:00"))

    assert (only.name, next_at(session)) == ("2027-01-04", utc("2027-01-11T09:00"))


def test_where_every_occurrence_counts_all_are_taken(session):
    plan(session)

    taken = schedules.take(session, schedule(session), catch_up=CatchUp.EVERY, now=utc("2026-12-14T09:00"))

    assert [occurrence.name for occurrence in taken] == ["2026-11-30", "2026-12-07", "2026-12-14"]


def test_what_is_forgotten_leaves_other_workspaces_alone(session):
    plan(session)
    plan(session, workspace="T2")
    schedules.take(session, schedule(session), catch_up=CatchUp.LATEST, now=utc("2026-12-01T00:00"))

    schedules.forget(session, workspace="T1", kind="digests.weekly", subject="team:3")

    assert (next_at(session), next_at(session, workspace="T2")) == (None, utc("2026-11-30T09:00"))
