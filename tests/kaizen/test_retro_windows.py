"""Every phase gives everybody enough of their own working hours, in whatever zones, over changes of the hour too."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaizen.retros import windows
from kaizen.teams import zones
from kaizen.teams.hours import Worker
from kaizen.teams.settings import Chosen
from storage.retros import Phase

DEFAULTS = Chosen({})
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, tzinfo=UTC)
J2 = ("America/Los_Angeles", "Europe/London", "Asia/Kolkata", "Asia/Tokyo")
LEAST = {Phase.COLLECT: 4, Phase.GROUP: 2, Phase.VOTE: 2, Phase.DISCUSS: 4}


def team(*lived_in: str) -> dict[str, Worker]:
    return {f"U{number}": Worker(f"U{number}", zone, time(9), time(17)) for number, zone in enumerate(lived_in)}


def test_the_plan_of_journey_j2_is_what_it_says():
    ends = windows.plan(TUESDAY, DEFAULTS, team(*J2), facilitator="U2")

    assert [f"{end:%a %H:%M}" for end in ends.values()] == ["Wed 01:00", "Wed 06:00", "Thu 01:00", "Fri 01:00"]


@pytest.mark.parametrize(("facilitator", "grouped"), [("U0", "Wed 19:00"), ("U1", "Wed 11:00"), ("U3", "Wed 06:00")])
def test_a_facilitator_elsewhere_gets_a_window_of_their_own(facilitator, grouped):
    ends = windows.plan(TUESDAY, DEFAULTS, team(*J2), facilitator)

    assert f"{ends[Phase.GROUP]:%a %H:%M}" == grouped


def test_somebody_who_is_away_for_weeks_holds_nobody_up():
    gone = Worker("U9", "Europe/London", time(9), time(17), [(date(2026, 11, 1), date(2027, 1, 31))])

    with_them = windows.plan(TUESDAY, DEFAULTS, {**team(*J2), "U9": gone}, "U2")

    assert with_them == windows.plan(TUESDAY, DEFAULTS, team(*J2), "U2")


def away(first: int, last: int, zone: str = "Europe/London") -> Worker:
    """Somebody who is away on these days of December."""
    return Worker("U9", zone, time(9), time(17), [(date(2026, 12, first), date(2026, 12, last))])


@pytest.mark.parametrize("last", [1, 2, 3, 4, 7])
def test_an_absence_of_days_lengthens_no_phase_of_the_team(last):
    with_them = windows.plan(TUESDAY, DEFAULTS, {**team(*J2), "U9": away(1, last)}, "U2")

    assert with_them == windows.plan(TUESDAY, DEFAULTS, team(*J2), "U2")


def test_an_absence_that_begins_on_monday_does_not_move_a_phase_of_friday_into_tuesday():
    friday = datetime(2026, 12, 4, 18, tzinfo=UTC)
    workers = [*team("Europe/London").values(), away(7, 7)]

    assert f"{windows.need(Phase.VOTE, DEFAULTS).ends(friday, workers):%a %H:%M}" == "Mon 11:00"


def test_who_is_away_for_a_part_and_has_their_hours_in_the_rest_is_waited_for_as_usual():
    wednesday = datetime(2026, 12, 2, tzinfo=UTC)
    there_after_that = away(1, 1, "America/Los_Angeles")

    end = windows.need(Phase.VOTE, DEFAULTS).ends(wednesday, [there_after_that])

    assert end == windows.need(Phase.VOTE, DEFAULTS).ends(wednesday, team("America/Los_Angeles").values())
    assert there_after_that.hours_in(wednesday, end) >= timedelta(hours=2)


def test_what_only_the_facilitator_does_lies_in_their_hours_also_after_an_absence():
    end = windows.need(Phase.GROUP, DEFAULTS).ends(TUESDAY, [away(1, 2)])

    assert f"{end:%a %H:%M}" == "Thu 11:00"


def test_a_phase_that_begins_on_friday_evening_waits_for_monday():
    friday = datetime(2026, 12, 4, 18, tzinfo=UTC)

    end = windows.need(Phase.VOTE, DEFAULTS).ends(friday, team("Europe/London").values())

    assert f"{end:%a %H:%M}" == "Mon 11:00"


@settings(max_examples=150, deadline=None)
@given(
    lived_in=st.lists(st.sampled_from(sorted(zones.AROUND_THE_WORLD)), min_size=1, max_size=6),
    begin=st.integers(0, 2 * 365 * 24 * 4).map(lambda quarters: YEAR + quarters * timedelta(minutes=15)),
    starts=st.integers(0, 18),
    length=st.integers(2, 6),
    hours=st.integers(1, 48),
    who=st.integers(0, 5),
)
def test_whatever_the_zones_the_date_and_the_settings_nobody_gets_less(*, lived_in, begin, starts, length, hours, who):
    workers = {
        user: Worker(user, worker.zone, time(starts), time(min(23, starts + length)))
        for user, worker in team(*lived_in).items()
    }
    facilitator = f"U{who % len(lived_in)}"
    chosen = Chosen({f"retro.{name}": str(hours) for name in ("collect", "group", "vote", "discuss")})

    ends = windows.plan(begin, chosen, workers, facilitator)

    for phase, end in ends.items():
        for worker in windows.waited_for(phase, workers, facilitator):
            assert worker.hours_in(begin, end) >= timedelta(hours=LEAST[phase]), (phase, worker)
        begin = end
