"""A retro from phase to phase: by time, by hand, and what is said of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kaizen.refusals import Refusal
from kaizen.retros import (
    counting,
    deciding,
    phases,
    showing,
    stepping,
    voting,
    writing,
)
from kaizen.retros.writing import CardEntered
from message_templates import render
from storage import facilitators, jobs, retros, teams
from storage.retros import Phase
from tests.a_retro import (
    ANA,
    BEN,
    CAI,
    DEB,
    HOUR,
    PROPOSAL,
    TEAM,
    TUESDAY,
    a_retro,
    asked_to_confirm,
    moved_on,
    told_to,
    with_an_action,
    with_cards,
    with_votes,
)
from tests.builders import WORKSPACE, team


def test_a_team_has_one_retro_at_a_time(session):
    retro = a_retro(session)

    with pytest.raises(Refusal, match="retros/running_already"):
        phases.start(session, team(session, retro.team_id), facilitator="", now=TUESDAY)


def test_an_absent_person_holds_up_nobody(session):
    facilitators.be_away(session, WORKSPACE, DEB.user, date(2026, 12, 1), date(2026, 12, 4))

    retro = a_retro(session)

    assert retro.phase_due_at == TUESDAY + 25 * HOUR


@pytest.mark.parametrize(("last", "members"), [(4, 3), (2, 3), (None, 4)])
def test_who_is_away_for_all_of_collect_is_not_counted_although_they_are_back_within_a_week(session, last, members):
    if last:
        facilitators.be_away(session, WORKSPACE, DEB.user, date(2026, 12, 1), date(2026, 12, last))

    assert a_retro(session).members == members


def test_who_is_away_for_a_part_of_collect_is_counted(session):
    facilitators.be_away(session, WORKSPACE, DEB.user, date(2026, 12, 2), date(2026, 12, 4))

    assert a_retro(session).members == len(TEAM)


def test_who_was_not_counted_and_takes_part_all_the_same_is_counted_then(session):
    for person in (CAI, DEB):
        facilitators.be_away(session, WORKSPACE, person.user, date(2026, 12, 1), date(2026, 12, 1))
    retro = moved_on(session, with_cards(session))

    assert (retro.wrote, retro.members) == (3, 3)


def test_how_many_wrote_is_said_only_at_instants_that_were_fixed_before(session):
    retro = with_cards(session)
    assert retro.wrote == 0

    planned = [job.run_at - TUESDAY for job in jobs.coming(session, TUESDAY, {stepping.COUNT}, 99)]
    phases.count(session, WORKSPACE, retro.id, step=retro.step, now=TUESDAY + 8 * HOUR)

    assert planned == [8 * HOUR, 16 * HOUR, 24 * HOUR]
    assert retro.wrote == 3


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "is first counted <!date^1796112000^"), (8, "3 of 4 had written when")]
)
def test_before_it_is_counted_nobody_is_said_not_to_have_written(session, hours, said):
    retro, now = with_cards(session), TUESDAY + hours * HOUR

    if hours:
        [shown] = phases.count(session, WORKSPACE, retro.id, step=retro.step, now=now).announcements
    else:
        shown = showing.announced(session, retro, now=now)

    words = render.message(shown.template, shown.view).text
    assert said in words
    assert "Nobody" not in words


def test_whoever_facilitates_other_retros_cannot_end_a_phase_of_this_one(session):
    retro = with_cards(session)
    member = teams.membership(session, WORKSPACE, retro.team_id, BEN.user)
    member.facilitates = True

    with pytest.raises(Refusal, match="refusals/not_allowed") as refused:
        phases.end_by_hand(session, BEN, retro.id, step=retro.step, now=TUESDAY)

    assert "whoever facilitates this retro" in render.words(refused.value.template, **refused.value.figures)


@pytest.mark.parametrize(
    "person", [BEN, ANA, replace(CAI, admin=True)], ids=["its facilitator", "the lead", "an admin"]
)
def test_who_ends_a_phase_early_is_named_in_the_thread(session, person):
    retro = with_cards(session)
    retro.facilitator = BEN.user

    outcome = phases.end_by_hand(session, person, retro.id, step=retro.step, now=TUESDAY + HOUR)

    early = next(said for said in outcome.announcements if said.template == "retros/closed_early")
    assert f"<@{person.user}> closed Collect early" in render.message(early.template, early.view).text
    assert retro.phase == Phase.GROUP


def test_who_is_asked_to_look_over_the_themes_reads_one_sentence(session):
    said = told_to(session, moved_on(session, with_cards(session)), ANA)

    assert ": you facilitate, so please look over the suggested themes" in said


def test_who_is_asked_to_discuss_reads_what_about(session):
    retro = moved_on(session, with_votes(session))

    said = told_to(session, retro, DEB)

    titles = [theme.title for theme, _, _ in showing.talked_about(session, retro)]
    assert titles
    assert all(title in said for title in titles)


def test_after_an_extended_vote_people_read_that_it_goes_on_and_why(session):
    retro = moved_on(session, with_cards(session), 2)
    first = told_to(session, retro, DEB)

    again = told_to(session, moved_on(session, retro), DEB)

    assert retro.phase == Phase.VOTE
    assert "Fewer than the quorum had voted, so the vote goes on until <!date" in again
    assert "quorum" not in first


@pytest.mark.parametrize(
    ("voters", "hours", "extended", "warned"),
    [
        (
            (),
            0,
            0,
            "If fewer than the quorum of 2 have, the vote ends all the same, and is not extended, as it would be",
        ),
        ((BEN,), 8, 0, "Only 1 had voted when last counted. If fewer than the quorum of 2 have, the vote ends all the"),
        (
            (BEN,),
            8,
            1,
            "Only 1 had voted when last counted. If fewer than the quorum of 2 have, the vote ends all the same. P",
        ),
        ((BEN, CAI), 8, 0, "People may count on the time that was announced."),
    ],
)
def test_whoever_closes_the_vote_is_warned_first_if_too_few_may_have_voted(session, voters, hours, extended, warned):
    retro = moved_on(session, with_cards(session), 2)
    retro.extended = extended
    first, *_ = retros.themes(session, WORKSPACE, retro.id)
    for person in voters:
        voting.vote(session, person, retro.id, {f"theme_{first.id}": 1})
    counting.count(session, retro)

    shown = showing.announced(session, retro, now=retro.phase_began_at + hours * HOUR)

    assert asked_to_confirm(shown, "retros.move_on").startswith(warned)


def test_a_retro_of_nothing_but_thanks_says_that_there_is_nothing_to_vote_on(session):
    retro = a_retro(session)
    for person in TEAM[:3]:
        writing.write(session, person, retro.id, CardEntered("thanks", "Deb found the leak.", "hidden"))

    said = showing.themes_announced(session, moved_on(session, retro))

    words = render.message(said.template, said.view).text
    assert "nothing but thanks, so there is nothing to vote on. Thanks:" in words
    assert "suggested" not in words


def test_a_phase_that_is_not_due_or_over_already_is_left_alone(session):
    retro = with_cards(session)
    step, due = retro.step, retro.phase_due_at

    early = phases.come_due(session, WORKSPACE, retro.id, step=step, now=due - HOUR)
    moved_on(session, retro)
    again = phases.come_due(session, WORKSPACE, retro.id, step=step, now=due + 90 * HOUR)

    assert (list(early.announcements), list(again.announcements)) == ([], [])
    assert retro.phase == Phase.GROUP


def test_the_next_retro_opens_with_what_is_unfinished(session):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=True, now=TUESDAY)
    moved_on(session, retro)

    begun = phases.start(session, team(session, retro.team_id), facilitator="", now=datetime(2026, 12, 17, tzinfo=UTC))

    [kick_off] = begun.announcements
    assert [(line.text, line.late) for line in kick_off.view.since_last] == [(PROPOSAL.text, True)]
    assert kick_off.view.since_last[0].due == date(2026, 12, 16)
