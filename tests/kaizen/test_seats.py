"""Who sits in the team's user group: whoever said yes to the next turn, by the bot's doing."""

from datetime import timedelta

import pytest
from sqlmodel import select

from kaizen.announcements import Seat
from kaizen.facilitators import answering, asking, seats, turns
from kaizen.facilitators.seats import Named
from kaizen.refusals import Refusal
from storage import facilitators, people, user_groups
from storage.audit import AuditEvent
from storage.user_groups import Stage
from tests.builders import A_GUEST, A_STRANGER, NOON, WORKSPACE, a_team
from tests.kaizen.test_facilitators import ANA, BEN, CAI, DEB, FIRST, FORTNIGHT, a_rota, an_asked_turn

GROUP = Named("S1", "kaizen-facilitator")
EARLY = FIRST - timedelta(days=3)


def a_rota_with_a_group(session, *members):
    rota = a_rota(session, *members)
    seats.choose(session, members[0], rota.id, GROUP, now=NOON)
    session.flush()
    return rota


def obeyed(session, outcome) -> list[Seat]:
    """The seats of an outcome, once the outbox has taken them."""
    for seat in outcome.seats:
        user_groups.locked(session, WORKSPACE, seat.group).wanted = seat.user
    session.flush()
    return list(outcome.seats)


def an_accepted_turn(session, rota, person):
    turn = an_asked_turn(session, rota)
    assert obeyed(session, answering.accept(session, person, turn.id, now=EARLY)) == [Seat("S1", person.user)]
    return turn


def test_whoever_accepts_sits_there(session):
    rota = a_rota_with_a_group(session, ANA, BEN)

    an_accepted_turn(session, rota, ANA)


def test_being_asked_is_no_yes(session):
    rota = a_rota_with_a_group(session, ANA, BEN)
    turn = an_asked_turn(session, rota)

    passed = asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)

    assert list(passed.seats) == []


def test_an_open_swap_changes_nothing_until_somebody_takes_it(session):
    rota = a_rota_with_a_group(session, ANA, BEN, CAI)
    turn = an_accepted_turn(session, rota, ANA)

    offered = answering.swap(session, ANA, turn.id, now=EARLY)
    taken = answering.take(session, CAI, turn.id, now=EARLY)

    assert (list(offered.seats), list(taken.seats)) == ([], [Seat("S1", CAI.user)])


def test_whoever_is_away_after_all_leaves_the_seat_to_whoever_says_yes_next(session):
    rota = a_rota_with_a_group(session, ANA, BEN)
    turn = an_accepted_turn(session, rota, ANA)

    left = obeyed(session, answering.away(session, ANA, turn.id, now=EARLY))
    following = answering.accept(session, BEN, turn.id, now=EARLY)

    assert (left, list(following.seats)) == ([Seat("S1", "")], [Seat("S1", BEN.user)])


def test_days_away_free_the_seat_as_well(session):
    rota = a_rota_with_a_group(session, ANA, BEN)
    an_accepted_turn(session, rota, ANA)

    said = answering.absent(session, ANA, FIRST.date(), FIRST.date(), now=EARLY)

    assert list(said.seats) == [Seat("S1", "")]


def test_a_swap_that_nobody_took_frees_it_the_day_before(session):
    rota = a_rota_with_a_group(session, ANA, BEN)
    turn = an_accepted_turn(session, rota, ANA)
    answering.swap(session, ANA, turn.id, now=EARLY)

    passed = asking.fall_back(session, WORKSPACE, turn.id, now=turn.fallback_at)

    assert list(passed.seats) == [Seat("S1", "")]


def test_whoever_leads_a_retro_that_begins_sits_there_also_without_an_answer(session):
    rota = a_rota_with_a_group(session, ANA, BEN)
    an_asked_turn(session, rota)

    led = asking.begin(session, rota, now=FIRST)[1]

    assert list(led.seats) == [Seat("S1", ANA.user)]


def test_a_retro_without_a_facilitator_leaves_the_seat_as_it_is(session):
    rota = a_rota_with_a_group(session, ANA)

    facilitators.be_away(session, WORKSPACE, ANA.user, FIRST.date(), FIRST.date())

    facilitator, settled = asking.begin(session, rota, now=FIRST)

    assert (facilitator, list(settled.seats)) == ("", [])


def test_slack_takes_no_guests_so_that_while_one_facilitates_nobody_sits_there(session):
    rota = a_rota_with_a_group(session, ANA, A_GUEST)
    guest = people.person(session, WORKSPACE, A_GUEST.user)
    guest.guest = True
    session.add(guest)
    session.flush()

    turns.begin(session, rota, now=FIRST - FORTNIGHT)

    facilitator, settled = asking.begin(session, rota, now=FIRST)

    assert (facilitator, list(settled.seats)) == (A_GUEST.user, [Seat("S1", "")])


def test_a_team_without_a_group_has_no_seats(session):
    rota = a_rota(session, ANA, BEN)
    turn = an_asked_turn(session, rota)

    outcomes = [
        answering.accept(session, ANA, turn.id, now=EARLY),
        answering.away(session, ANA, turn.id, now=EARLY),
        asking.begin(session, rota, now=FIRST)[1],
    ]

    assert [seat for outcome in outcomes for seat in outcome.seats] == []


def test_whoever_said_yes_last_sits_in_a_group_as_soon_as_it_is_named(session):
    rota = a_rota(session, ANA, BEN)
    turns.begin(session, rota, now=FIRST - FORTNIGHT)
    turn = an_asked_turn(session, rota)
    before = seats.choose(session, ANA, rota.id, GROUP, now=NOON)
    answering.accept(session, BEN, turn.id, now=EARLY)
    after = seats.choose(session, ANA, rota.id, Named("S2", "other"), now=NOON)

    assert list(before.seats) == [Seat("S1", ANA.user)]  # who served; the one who is asked has not answered yet
    assert list(after.seats) == [Seat("S1", ""), Seat("S2", BEN.user)]


def test_none_frees_the_seat_and_is_remembered(session):
    rota = a_rota_with_a_group(session, ANA)

    said = seats.choose(session, ANA, rota.id, Named(), now=NOON)

    assert list(said.seats) == [Seat("S1", "")]
    assert seats.chosen(session, ANA, rota.id) == Named()


def test_the_same_again_does_nothing_unless_slack_had_refused_it(session):
    rota = a_rota_with_a_group(session, ANA)
    obeyed(session, asking.begin(session, rota, now=FIRST)[1])
    unchanged = seats.choose(session, ANA, rota.id, GROUP, now=NOON)
    user_groups.locked(session, WORKSPACE, "S1").stage = Stage.REFUSED
    session.flush()

    again = seats.choose(session, ANA, rota.id, GROUP, now=NOON)

    assert (list(unchanged.seats), list(again.seats)) == ([], [Seat("S1", ANA.user)])


def test_two_teams_cannot_share_a_group(session):
    a_rota_with_a_group(session, ANA)
    theirs = a_team(session, members=[BEN], channel="C0OTHER")

    with pytest.raises(Refusal, match="facilitators/group_taken") as refused:
        seats.choose(session, BEN, theirs, GROUP, now=NOON)

    assert refused.value.field == "group"


@pytest.mark.parametrize(
    ("person", "refusal"),
    [(DEB, "refusals/not_allowed"), (A_STRANGER, "refusals/not_found")],
    ids=["other", "stranger"],
)
def test_only_who_may_change_the_team_names_its_group(session, person, refusal):
    rota = a_rota(session, ANA)

    with pytest.raises(Refusal, match=refusal):
        seats.choose(session, person, rota.id, GROUP, now=NOON)


def test_naming_a_group_stands_in_the_log(session):
    rota = a_rota_with_a_group(session, ANA)

    [event] = session.exec(select(AuditEvent).where(AuditEvent.action == "facilitators.group")).all()

    assert (event.actor, event.subject) == (ANA.user, f"team:{rota.id}")
