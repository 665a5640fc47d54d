"""Whose turn it is: fair in the long run, whoever swaps or is away."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from kaizen.facilitators import answering, asking, passing, showing, telling, turns
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates import render
from outbox import storing
from storage import facilitators, jobs, people, teams
from storage.facilitators import Turn, TurnState
from storage.teams import Membership
from tests.builders import NOON, WORKSPACE, a_team, team

FIRST = datetime(2026, 12, 1, tzinfo=UTC)
FORTNIGHT = timedelta(days=14)
ANA, BEN, CAI, DEB, EVA = (
    Person(WORKSPACE, f"U0{name.upper()}", name, zone)
    for name, zone in (
        ("Ana", "Europe/London"),
        ("Ben", "Asia/Tokyo"),
        ("Cai", "America/Los_Angeles"),
        ("Deb", "Asia/Kolkata"),
        ("Eva", "Europe/Berlin"),
    )
)
MORNING_IN_TOKYO = FIRST - timedelta(hours=23)
EVERYBODY = (ANA, BEN, CAI, DEB, EVA)


def a_rota(session, *members: Person):
    """A team in which everybody facilitates."""
    found = team(session, a_team(session, members=members))
    for person in members:
        people.remember(session, people.SlackPerson(**described(person)))
        member = teams.membership(session, WORKSPACE, found.id, person.user)
        member.facilitates = True
        session.add(member)
    session.flush()
    return found


def described(person: Person) -> dict:
    return {"workspace": WORKSPACE, "user": person.user, "name": person.name, "zone": person.zone, "seen_at": NOON}


def an_asked_turn(session, rota, retro_at: datetime = FIRST) -> Turn:
    asking.ask(session, rota, retro_at=retro_at, now=retro_at - timedelta(days=5))
    return facilitators.turn_on(session, WORKSPACE, rota.id, retro_at.date())


def served(session, rota, count: int, *, since: datetime = FIRST) -> list[str]:
    """Who leads so many retros, one after another."""
    return [asking.begin(session, rota, now=since + number * FORTNIGHT)[0] for number in range(count)]


def said(outcome) -> dict[str, object]:
    return {announcement.template: announcement.view for announcement in outcome.announcements}


def heard(session, outcome) -> None:
    """What is announced waits in the outbox, and counts as said."""
    storing.store(session, outcome, render=render.message, now=NOON)
    session.flush()


def words(view, template: str = "facilitators/asked") -> str:
    return render.message(template, view).text


def test_everybody_has_a_turn_before_anybody_has_a_second(session):
    rota = a_rota(session, *EVERYBODY)

    led = served(session, rota, 26)

    assert led[:5] == [person.user for person in EVERYBODY]
    assert max(Counter(led).values()) - min(Counter(led).values()) <= 1


def test_who_is_away_is_skipped_and_comes_first_when_they_are_back(session):
    rota = a_rota(session, ANA, BEN, CAI)
    facilitators.be_away(session, WORKSPACE, ANA.user, FIRST.date(), FIRST.date() + timedelta(days=3))

    led = served(session, rota, 3)

    assert led == [BEN.user, ANA.user, CAI.user]


def test_a_year_with_absences_leaves_it_fair(session):
    rota = a_rota(session, *EVERYBODY)
    for person, number in ((ANA, 5), (BEN, 6), (BEN, 11), (EVA, 19)):
        day = (FIRST + number * FORTNIGHT).date()
        facilitators.be_away(session, WORKSPACE, person.user, day, day + timedelta(days=4))

    counted = Counter(served(session, rota, 26))

    assert max(counted.values()) - min(counted.values()) <= 1


def test_a_turn_is_kept_once_it_is_given_whatever_changes_later(session):
    rota = a_rota(session, ANA, BEN)
    an_asked_turn(session, rota)
    session.add(Membership(team_id=rota.id, workspace=WORKSPACE, user="U0AAA", facilitates=True))
    session.flush()

    assert turns.next_facilitator(session, rota, FIRST.date()) == ANA.user
    assert asking.begin(session, rota, now=FIRST)[0] == ANA.user


def test_the_question_waits_for_their_own_hours(session):
    rota = a_rota(session, ANA)
    an_asked_turn(session, rota)

    [planned] = jobs.coming(session, NOON, {telling.TELL}, 9)

    assert planned.run_at == datetime(2026, 11, 26, 9, tzinfo=UTC)  # asked at midnight, told at nine in London


def test_a_swap_is_open_to_others_and_the_debt_is_kept(session):
    rota = a_rota(session, ANA, BEN, CAI)
    turn = an_asked_turn(session, rota)

    offered = said(answering.swap(session, ANA, turn.id, now=FIRST - timedelta(days=3)))
    taken = said(answering.take(session, CAI, turn.id, now=FIRST - timedelta(days=2)))
    turns.begin(session, rota, now=FIRST)

    assert offered["facilitators/open_swap"].asked_by == ANA.user
    assert not offered["facilitators/open_swap"].taken_by
    assert taken["facilitators/open_swap"].taken_by == CAI.user
    assert turns.next_facilitator(session, rota, (FIRST + FORTNIGHT).date()) == ANA.user


def test_whoever_is_away_on_that_day_does_not_take_a_swap(session):
    rota = a_rota(session, ANA, BEN, CAI)
    turn = an_asked_turn(session, rota)
    answering.swap(session, ANA, turn.id, now=FIRST - timedelta(days=3))
    answering.absent(session, CAI, turn.day, turn.day, now=FIRST - timedelta(days=3))

    with pytest.raises(Refusal, match="facilitators/away_then"):
        answering.take(session, CAI, turn.id, now=FIRST - timedelta(days=2))

    assert turn.facilitator == ANA.user


def test_nobody_takes_ones_own_swap_or_one_that_is_over(session):
    rota = a_rota(session, ANA, BEN, CAI)
    turn = an_asked_turn(session, rota)
    answering.swap(session, ANA, turn.id, now=FIRST - timedelta(days=3))

    with pytest.raises(Refusal, match="facilitators/settled"):
        answering.take(session, ANA, turn.id, now=FIRST - timedelta(days=2))
    answering.take(session, BEN, turn.id, now=FIRST - timedelta(days=2))
    with pytest.raises(Refusal, match="facilitators/settled"):
        answering.take(session, CAI, turn.id, now=FIRST - timedelta(days=2))


@pytest.mark.parametrize("offered", [False, True])
def test_a_day_before_without_a_yes_the_next_one_is_asked(session, offered):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    if offered:
        answering.swap(session, ANA, turn.id, now=FIRST - timedelta(days=3))

    outcome = asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)

    assert (turn.facilitator, turn.state, turn.passed) == (BEN.user, TurnState.ASKED, [ANA.user])
    assert said(outcome)["facilitators/asked"].state == "passed"


def test_a_yes_is_not_asked_again(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    answering.accept(session, ANA, turn.id, now=FIRST - timedelta(days=3))

    asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)

    assert (turn.facilitator, turn.state) == (ANA.user, TurnState.ACCEPTED)


def test_where_there_is_nobody_else_the_turn_stays(session):
    rota = a_rota(session, ANA)
    turn = an_asked_turn(session, rota)

    outcome = asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)

    assert turn.facilitator == ANA.user
    assert said(outcome)["facilitators/asked"].last


def test_who_cannot_pass_their_turn_on_hears_it_instead_of_nothing(session):
    rota = a_rota(session, ANA)
    turn = an_asked_turn(session, rota)

    with pytest.raises(Refusal, match="facilitators/nobody_else"):
        answering.away(session, ANA, turn.id, now=FIRST - timedelta(days=3))


def test_the_turn_of_who_is_not_in_the_team_any_more_goes_to_the_next_also_after_a_yes(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    heard(session, answering.accept(session, ANA, turn.id, now=FIRST - timedelta(days=4)))
    teams.leave(session, WORKSPACE, rota.id, ANA.user)

    left = said(passing.left(session, WORKSPACE, ANA.user, now=FIRST - timedelta(days=3)))["facilitators/asked"]
    asked = said(asking.tell(session, WORKSPACE, turn.id, BEN.user, now=MORNING_IN_TOKYO))["facilitators/asked"]

    assert (turn.facilitator, turn.state, turn.passed) == (BEN.user, TurnState.ASKED, [ANA.user])
    assert words(left) == "You are not in Team of C0TEAM any more, so none of its turns to facilitate is yours."
    assert all(block["type"] != "actions" for block in render.message("facilitators/asked", left).blocks)
    assert f"<@{ANA.user}> is not in the team any more, and you come next" in words(asked)


def test_who_is_not_in_the_team_any_more_hears_nothing_new_of_its_turns(session):
    rota = a_rota(session, ANA, BEN)
    an_asked_turn(session, rota)
    teams.leave(session, WORKSPACE, rota.id, ANA.user)

    assert not passing.left(session, WORKSPACE, ANA.user, now=FIRST - timedelta(days=3)).announcements


def test_a_turn_that_nobody_else_can_have_is_nobodys_once_who_had_it_has_left(session):
    rota = a_rota(session, ANA)
    an_asked_turn(session, rota)
    teams.leave(session, WORKSPACE, rota.id, ANA.user)

    passing.left(session, WORKSPACE, ANA.user, now=FIRST - timedelta(days=3))

    assert facilitators.turn_on(session, WORKSPACE, rota.id, FIRST.date()) is None
    assert asking.begin(session, rota, now=FIRST)[0] == ""


def test_the_turns_of_who_still_is_in_the_team_stay_theirs(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)

    passing.left(session, WORKSPACE, ANA.user, now=FIRST - timedelta(days=3))

    assert turn.facilitator == ANA.user


@pytest.mark.parametrize(("offered", "because"), [(False, "silent"), (True, "offered")])
def test_whoever_is_asked_the_day_before_reads_why(session, offered, because):
    rota = a_rota(session, ANA, BEN, CAI)
    turn = an_asked_turn(session, rota)
    if offered:
        answering.swap(session, ANA, turn.id, now=FIRST - timedelta(days=3))
    asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)

    asked = said(asking.tell(session, WORKSPACE, turn.id, BEN.user, now=MORNING_IN_TOKYO))["facilitators/asked"]

    assert (asked.instead_of, asked.because, asked.fallback_at) == (ANA.user, because, None)
    assert "Without an answer it opens with you" in words(asked)


def test_a_swap_on_the_last_day_asks_the_next_one_and_does_not_say_that_nobody_wanted_it(session):
    turn = an_asked_turn(session, a_rota(session, ANA, BEN, CAI))
    answering.swap(session, ANA, turn.id, now=turn.fallback_at)

    asked = said(asking.tell(session, WORKSPACE, turn.id, BEN.user, now=MORNING_IN_TOKYO))["facilitators/asked"]

    assert f"<@{ANA.user}> wanted to swap, and you come next" in words(asked)


def test_a_yes_is_thanked_for_without_an_empty_line(session):
    turn = an_asked_turn(session, a_rota(session, ANA, BEN))

    thanked = said(answering.accept(session, ANA, turn.id, now=FIRST - timedelta(days=3)))["facilitators/asked"]

    assert "\n\n" not in render.message("facilitators/asked", thanked).blocks[0]["text"]["text"]


def test_who_comes_to_work_when_the_retro_has_opened_hears_that_they_lead_it(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)
    asking.begin(session, rota, now=FIRST)

    asked = said(asking.tell(session, WORKSPACE, turn.id, BEN.user, now=FIRST + timedelta(hours=1)))

    assert f"You facilitate the retro of Team of C0TEAM. <@{ANA.user}> has not said yes" in words(
        asked["facilitators/asked"]
    )


def test_a_retro_that_opens_leaves_no_question_open_to_anybody(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    heard(session, asking.tell(session, WORKSPACE, turn.id, ANA.user, now=FIRST - timedelta(days=4, hours=-10)))
    heard(session, asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at))
    heard(session, asking.tell(session, WORKSPACE, turn.id, BEN.user, now=MORNING_IN_TOKYO))

    _, settled = asking.begin(session, rota, now=FIRST)

    told = {one.audience.user: words(one.view) for one in settled.announcements}
    assert told[ANA.user].startswith(f"<@{BEN.user}> facilitates the retro of Team of C0TEAM in your place")
    assert told[BEN.user].startswith("You facilitate the retro of Team of C0TEAM.")


def test_a_swap_that_nobody_took_ends_when_the_retro_opens(session):
    rota = a_rota(session, ANA)
    turn = an_asked_turn(session, rota)
    heard(session, answering.swap(session, ANA, turn.id, now=FIRST - timedelta(days=3)))

    _, settled = asking.begin(session, rota, now=FIRST)

    assert "they facilitate the retro of Team of C0TEAM themselves" in words(
        said(settled)["facilitators/open_swap"], "facilitators/open_swap"
    )


def test_a_retro_that_never_opened_is_nobodys_duty(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    heard(session, asking.tell(session, WORKSPACE, turn.id, ANA.user, now=FIRST - timedelta(days=4, hours=-10)))

    dropped = asking.ask(session, rota, retro_at=FIRST + FORTNIGHT, now=FIRST + FORTNIGHT - timedelta(days=5))

    assert "No retro of Team of C0TEAM opened" in words(said(dropped)["facilitators/dropped"], "facilitators/dropped")
    assert turns.next_facilitator(session, rota, (FIRST + FORTNIGHT).date()) == ANA.user


def test_a_retro_that_opens_a_day_late_still_is_that_turns(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    answering.swap(session, ANA, turn.id, now=FIRST - timedelta(days=3))
    answering.take(session, BEN, turn.id, now=FIRST - timedelta(days=2))

    facilitator, _ = asking.begin(session, rota, now=FIRST + timedelta(days=1))

    assert (facilitator, turn.state) == (BEN.user, TurnState.SERVED)


@pytest.mark.parametrize(
    ("after", "now_is"),
    [
        ("asked", f"with <@{BEN.user}> now, who is asked"),
        ("accepted", f"<@{BEN.user}> has said yes"),
        ("opened", f"has opened, and <@{BEN.user}> facilitates it"),
    ],
)
def test_a_late_answer_hears_what_is_so_now(session, after, now_is):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)
    asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)
    if after == "accepted":
        answering.accept(session, BEN, turn.id, now=turn.fallback_at)
    if after == "opened":
        asking.begin(session, rota, now=FIRST)

    with pytest.raises(Refusal, match="facilitators/settled") as refused:
        answering.accept(session, ANA, turn.id, now=FIRST)

    assert now_is in words(refused.value.figures, refused.value.template)


def test_whoever_says_that_they_are_away_passes_their_turn_on(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)

    answering.absent(session, ANA, date(2026, 11, 30), date(2026, 12, 4), now=FIRST - timedelta(days=4))

    assert turn.facilitator == BEN.user


def test_whoever_is_back_early_is_away_no_more_from_that_day_on(session):
    today = NOON.date()
    for first, last in ((-9, -5), (-2, 5), (20, 400)):
        facilitators.be_away(session, WORKSPACE, ANA.user, today + timedelta(days=first), today + timedelta(days=last))
    facilitators.be_away(session, WORKSPACE, BEN.user, today, today)

    answering.back(session, ANA, now=NOON)

    kept = [(one.first, one.last) for one in facilitators.absences(session, WORKSPACE, [ANA.user])]
    assert kept == [
        (today - timedelta(days=9), today - timedelta(days=5)),
        (today - timedelta(days=2), today - timedelta(days=1)),
    ]
    assert len(facilitators.absences(session, WORKSPACE, [BEN.user])) == 1
    assert showing.away(session, ANA, now=NOON).absences == ()


EVENING_IN_LOS_ANGELES = datetime(2026, 12, 8, 2, 20, tzinfo=UTC)


def test_days_away_are_proposed_from_ones_own_date(session):
    facilitators.be_away(session, WORKSPACE, CAI.user, date(2026, 12, 7), date(2026, 12, 7))

    proposed = showing.away(session, CAI, now=EVENING_IN_LOS_ANGELES)

    assert (proposed.first, proposed.last) == (date(2026, 12, 7), date(2026, 12, 7))
    assert len(proposed.absences) == 1, "their day is not over"


def test_ones_own_date_is_that_of_ones_working_hours(session):
    rota = a_rota(session, ANA, BEN)
    teams.membership(session, WORKSPACE, rota.id, ANA.user).zone = CAI.zone
    session.flush()

    assert showing.away(session, ANA, now=EVENING_IN_LOS_ANGELES).first == date(2026, 12, 7)
    answering.absent(session, ANA, date(2026, 12, 7), date(2026, 12, 7), now=EVENING_IN_LOS_ANGELES)
    assert not teams.settled_zone(session, "T0ELSEWHERE", ANA.user)


def test_days_that_are_over_are_refused(session):
    yesterday = NOON.date() - timedelta(days=1)

    with pytest.raises(Refusal, match="facilitators/over_already"):
        answering.absent(session, ANA, yesterday, yesterday, now=NOON)


def test_an_answer_for_somebody_else_is_refused(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)

    with pytest.raises(Refusal, match="facilitators/settled"):
        answering.accept(session, BEN, turn.id, now=FIRST)


def test_the_rota_shows_who_is_next_and_who_is_away(session):
    rota = a_rota(session, ANA, BEN, CAI)
    served(session, rota, 1, since=NOON - FORTNIGHT)
    facilitators.be_away(session, WORKSPACE, BEN.user, NOON.date(), NOON.date() + timedelta(days=30))

    shown = showing.rota(session, ANA, rota.channel, now=NOON)

    assert shown.facilitator == CAI.user
    assert [(one.user, one.away) for one in shown.order] == [(CAI.user, False), (ANA.user, False), (BEN.user, True)]


@pytest.mark.parametrize("typed", ["2026-12-01..2026-12-05", "2026-12-01 to 2026-12-05", "2026-12-01 - 2026-12-05"])
def test_days_are_read_as_people_write_them(typed):
    assert showing.dates(typed) == (date(2026, 12, 1), date(2026, 12, 5))


@pytest.mark.parametrize("typed", ["next week", "2026-13-01", "2026-12-01..", "1 December"])
def test_days_that_are_none_are_refused_with_an_example(typed):
    with pytest.raises(Refusal, match="facilitators/dates_unclear"):
        showing.dates(typed)


def test_an_absence_that_ends_before_it_begins_is_refused(session):
    with pytest.raises(Refusal, match="ends_before_it_begins"):
        answering.absent(session, ANA, date(2026, 12, 5), date(2026, 12, 1), now=NOON)


@pytest.mark.parametrize(
    ("leaves", "why"), [(False, "everybody who facilitates is away"), (True, "nobody in the team facilitates any more")]
)
def test_a_rota_without_anybody_says_whether_they_are_away_or_have_left(session, leaves, why):
    rota = a_rota(session, ANA)
    if leaves:
        people.remember(session, people.SlackPerson(**described(ANA), gone=True))
    else:
        facilitators.be_away(session, WORKSPACE, ANA.user, NOON.date(), NOON.date() + timedelta(days=30))

    shown = showing.rota(session, ANA, rota.channel, now=NOON)

    assert why in render.message("facilitators/rota", shown).text
