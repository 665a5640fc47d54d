"""What a retro leads to: asked, accepted or handed back, done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kaizen.refusals import Refusal
from kaizen.retros import (
    deciding,
    nudging,
    showing,
)
from kaizen.retros.deciding import Proposal
from message_templates import render
from storage import actions, jobs, teams
from storage.actions import ActionState
from tests.a_retro import (
    ANA,
    BEN,
    CAI,
    HOUR,
    OUTSIDE,
    PROPOSAL,
    TUESDAY,
    moved_on,
    with_an_action,
    with_votes,
)
from tests.builders import WORKSPACE


def test_a_retro_decides_two_actions_at_most_and_one_handed_back_makes_room(session):
    retro, action = with_an_action(session)
    now = retro.phase_began_at
    deciding.propose(session, ANA, retro.id, replace(PROPOSAL, text="Write down who is called"), now=now)

    with pytest.raises(Refusal, match="retros/enough_actions"):
        deciding.propose(session, ANA, retro.id, replace(PROPOSAL, text="One more"), now=now)
    deciding.answer(session, BEN, action.id, accept=False, now=now)
    deciding.propose(session, ANA, retro.id, PROPOSAL, now=now)

    assert [found.number for found in actions.of_retro(session, WORKSPACE, retro.id)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " "}, "text"),
        ({"owner": OUTSIDE.user}, "owner"),
        ({"due": "2026-11-01"}, "due"),
        ({"due": ""}, "due"),
        ({"due": "2031-06-01"}, "due"),
        ({"measure": ""}, "measure"),
    ],
)
def test_an_action_that_lacks_something_is_refused_at_its_field(session, wrong, field):
    retro = moved_on(session, with_votes(session))

    with pytest.raises(Refusal) as refused:
        deciding.propose(session, ANA, retro.id, Proposal(**{**vars(PROPOSAL), **wrong}), now=retro.phase_began_at)

    assert refused.value.field == field


def test_a_due_date_a_year_ahead_is_the_latest_and_a_later_one_is_told_so(session):
    retro = moved_on(session, with_votes(session))
    now = retro.phase_began_at
    latest = now.date() + timedelta(days=366)
    later = replace(PROPOSAL, due=f"{latest + timedelta(days=1)}")
    deciding.propose(session, ANA, retro.id, replace(PROPOSAL, due=f"{latest}"), now=now)

    with pytest.raises(Refusal, match="retros/due_far") as refused:
        deciding.propose(session, ANA, retro.id, later, now=now)

    assert render.words(refused.value.template, **refused.value.figures).startswith("A year ahead at most: ")


def test_what_nobody_took_on_is_proposed_again_without_typing_it_anew(session):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=False, now=retro.phase_began_at)

    form = deciding.again(session, ANA, retro.id, action.id, now=retro.phase_began_at)
    later = deciding.again(session, ANA, retro.id, action.id, now=retro.phase_began_at + timedelta(days=400))

    assert (form.text, form.measure, form.due) == (action.text, action.measure, action.due)
    assert later.due == (retro.phase_began_at + timedelta(days=400)).date(), "a day that is over would be refused"


def test_what_was_proposed_again_in_other_words_is_not_said_to_be_nobodys_as_well(session):
    retro, action = with_an_action(session)
    now = retro.phase_began_at
    deciding.answer(session, BEN, action.id, accept=False, now=now)
    smaller = replace(PROPOSAL, text="Half of it", replaces=action.id)

    deciding.propose(session, ANA, retro.id, smaller, now=now)

    proposed = actions.of_retro(session, WORKSPACE, retro.id)
    assert [one.text for one in proposed] == [action.text, "Half of it"]
    assert showing.unowned(proposed) == []
    proposed[-1].state = ActionState.HANDED_BACK
    assert [one.text for one in showing.unowned(proposed)] == ["Half of it"]


def test_only_its_owner_answers_for_an_action(session):
    _, action = with_an_action(session)

    with pytest.raises(Refusal, match="not_allowed"):
        deciding.answer(session, ANA, action.id, accept=True, now=TUESDAY)


def test_silence_hands_an_action_back_after_a_working_day_of_its_owner(session):
    retro, action = with_an_action(session)

    [planned] = jobs.coming(session, TUESDAY, {nudging.UNANSWERED}, 9)
    deciding.silence(session, WORKSPACE, action.id, now=planned.run_at)

    assert f"{retro.phase_began_at:%a %H:%M}" == "Thu 06:00"
    assert f"{planned.run_at:%a %H:%M}" == "Fri 09:00"
    assert action.state == ActionState.HANDED_BACK


@pytest.mark.parametrize(("phases_later", "still_open"), [(0, True), (1, False)])
def test_who_proposed_is_told_whether_it_can_still_be_proposed_anew(session, phases_later, still_open):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=False, now=retro.phase_began_at)
    moved_on(session, retro, phases_later)

    told = nudging.tell(
        session,
        WORKSPACE,
        {"action": action.id, "what": "back", "to": ANA.user},
        now=datetime(2026, 12, 4, 10, tzinfo=UTC),
    )

    [announcement] = told.announcements
    assert announcement.audience.user == ANA.user
    assert announcement.view.open is still_open


def test_an_accepted_action_survives_the_silence_that_was_planned(session):
    _, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=True, now=TUESDAY)

    deciding.silence(session, WORKSPACE, action.id, now=TUESDAY + 90 * HOUR)

    assert action.state == ActionState.ACCEPTED


def test_nudges_come_two_days_before_on_the_day_and_three_days_after_in_the_morning(session):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=True, now=retro.phase_began_at)

    nudges = [job for job in jobs.coming(session, TUESDAY, {nudging.TELL}, 9) if "due" in job.key]

    assert [f"{job.run_at:%a %d %H:%M}" for job in nudges] == ["Mon 14 09:00", "Wed 16 09:00", "Mon 21 09:00"]


def test_two_nudges_that_a_weekend_moves_to_one_morning_are_one(session):
    retro = moved_on(session, with_votes(session))
    deciding.propose(session, ANA, retro.id, replace(PROPOSAL, due="2026-12-14"), now=retro.phase_began_at)
    [action] = actions.of_retro(session, WORKSPACE, retro.id)
    deciding.answer(session, BEN, action.id, accept=True, now=retro.phase_began_at)

    nudges = [job for job in jobs.coming(session, TUESDAY, {nudging.TELL}, 9) if "due" in job.key]

    assert [f"{job.run_at:%a %d %H:%M}" for job in nudges] == ["Mon 14 09:00", "Thu 17 09:00"]


def test_done_needs_a_sentence_and_ends_the_nudges(session):
    _, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=True, now=TUESDAY)

    with pytest.raises(Refusal, match="retros/evidence_missing"):
        deciding.finish(session, BEN, action.id, evidence=" ", now=TUESDAY)
    deciding.finish(session, BEN, action.id, evidence="No night lost in two weeks.", now=TUESDAY)
    nudged = nudging.tell(
        session, WORKSPACE, {"action": action.id, "what": "due+3"}, now=datetime(2026, 12, 21, 9, tzinfo=UTC)
    )

    assert action.state == ActionState.DONE
    assert list(nudged.announcements) == []


def back_to(session, action) -> list[str]:
    """Whom it is planned to tell that nobody owns it."""
    return [
        job.payload["to"] for job in jobs.coming(session, TUESDAY, {nudging.TELL}, 99) if job.payload["what"] == "back"
    ]


def test_what_came_back_is_told_to_who_proposed_it_and_to_who_facilitates_and_to_nobody_else(session):
    retro, action = with_an_action(session)
    retro.facilitator = CAI.user

    deciding.answer(session, BEN, action.id, accept=False, now=retro.phase_began_at)

    assert back_to(session, action) == [ANA.user, CAI.user]


def test_who_hands_back_an_action_of_their_own_is_not_told_so(session):
    retro = moved_on(session, with_votes(session))
    deciding.propose(session, ANA, retro.id, replace(PROPOSAL, owner=ANA.user), now=retro.phase_began_at)
    [action] = actions.of_retro(session, WORKSPACE, retro.id)

    deciding.answer(session, ANA, action.id, accept=False, now=retro.phase_began_at)

    assert back_to(session, action) == []


@pytest.mark.parametrize("person", [BEN, CAI])
def test_only_who_leads_this_retro_proposes_whoever_is_in_the_rota_answers_in_the_thread(session, person):
    retro = moved_on(session, with_votes(session))
    member = teams.membership(session, WORKSPACE, retro.team_id, person.user)
    member.facilitates = True

    with pytest.raises(Refusal, match="refusals/not_allowed") as refused:
        deciding.form(session, person, retro.id, theme_id=None, now=retro.phase_began_at)

    assert "whoever facilitates this retro" in render.words(refused.value.template, **refused.value.figures)


def summary(session, retro) -> str:
    shown = showing.announced(session, retro, now=retro.phase_due_at)
    return render.message(shown.template, shown.view).text


def test_the_summary_tells_agreed_from_asked_and_from_what_nobody_owns(session):
    retro, first = with_an_action(session)
    now = retro.phase_began_at
    deciding.answer(session, BEN, first.id, accept=True, now=now)
    for number, text in ((2, "Write down who is called"), (3, "Check the hand-off")):
        deciding.propose(session, ANA, retro.id, replace(PROPOSAL, text=text), now=now)
        if number == 2:
            second = actions.of_retro(session, WORKSPACE, retro.id)[-1]
            deciding.answer(session, BEN, second.id, accept=False, now=now)

    closed = summary(session, moved_on(session, retro))

    agreed, rest = closed.split("Agreed: ")[1].split(" Asked, not accepted yet: ")
    asked, unowned = rest.split(" Nobody owns: ")
    assert PROPOSAL.text in agreed
    assert "Check the hand-off" in asked
    assert "Write down who is called" in unowned
    assert "Decided" not in closed


def test_a_retro_whose_only_action_was_not_accepted_says_that_nothing_was_agreed(session):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=False, now=retro.phase_began_at)

    closed = summary(session, moved_on(session, retro))

    assert "Nobody owns: 1)" in closed
    assert "Nothing was agreed." in closed


def test_what_is_proposed_again_is_not_listed_as_nobodys(session):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=False, now=retro.phase_began_at)

    deciding.propose(session, ANA, retro.id, replace(PROPOSAL, owner=CAI.user), now=retro.phase_began_at)

    assert "Nobody owns" not in summary(session, retro)


def test_what_was_proposed_by_mistake_is_taken_back_and_makes_room(session):
    retro, action = with_an_action(session)
    now = retro.phase_began_at

    said = deciding.take_back(session, ANA, action.id, now=now)
    deciding.propose(session, ANA, retro.id, replace(PROPOSAL, owner=CAI.user, replaces=action.id), now=now)

    in_thread = render.message("retros/action", said.announcements[0].view).text
    assert f"<@{BEN.user}>, taken back by <@{ANA.user}>, nobody owns it" in in_thread
    assert [one.owner for one in showing.decided(actions.of_retro(session, WORKSPACE, retro.id))] == [CAI.user]
    assert showing.unowned(actions.of_retro(session, WORKSPACE, retro.id)) == []


def test_whoever_took_it_back_can_propose_it_again_as_it_was_written(session):
    retro, action = with_an_action(session)
    deciding.take_back(session, ANA, action.id, now=retro.phase_began_at)

    [planned] = [job for job in jobs.coming(session, TUESDAY, {nudging.TELL}, 99) if job.payload["what"] == "back"]
    [said] = nudging.tell(session, WORKSPACE, planned.payload, now=planned.run_at).announcements

    words = render.message(said.template, said.view, seal=str)
    assert (said.audience.user, words.text.startswith("You took this back")) == (ANA.user, True)
    assert "retros.propose_again" in str(words.blocks)


def test_whom_nobody_had_asked_yet_is_not_asked_for_what_was_taken_back(session):
    retro, action = with_an_action(session)
    [planned] = [job for job in jobs.coming(session, TUESDAY, {nudging.TELL}, 99) if job.payload["what"] == "asked"]

    deciding.take_back(session, ANA, action.id, now=retro.phase_began_at)

    assert list(nudging.tell(session, WORKSPACE, planned.payload, now=planned.run_at).announcements) == []


@pytest.mark.parametrize("person", [BEN, CAI])
def test_only_who_may_propose_takes_a_proposal_back(session, person):
    retro, action = with_an_action(session)

    with pytest.raises(Refusal, match="refusals/not_allowed"):
        deciding.take_back(session, person, action.id, now=retro.phase_began_at)


def test_what_was_accepted_is_not_taken_back(session):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=True, now=retro.phase_began_at)

    with pytest.raises(Refusal, match="refusals/too_late"):
        deciding.take_back(session, ANA, action.id, now=retro.phase_began_at)


def test_what_two_propose_in_the_same_words_is_asked_for_once(session):
    retro, action = with_an_action(session)

    again = replace(PROPOSAL, text=action.text.upper(), measure="Other words")

    with pytest.raises(Refusal, match="retros/proposed_already") as refused:
        deciding.propose(session, ANA, retro.id, again, now=retro.phase_began_at)

    assert refused.value.field == "text"


def test_what_somebody_was_asked_for_who_has_left_was_never_theirs_and_is_nobodys(session):
    retro, action = with_an_action(session)
    teams.leave(session, WORKSPACE, retro.team_id, BEN.user)

    shown = showing.announced(session, retro, now=retro.phase_began_at).view
    told = nudging.tell(
        session, WORKSPACE, {"action": action.id, "what": nudging.LEFT, "to": ANA.user}, now=TUESDAY + 10 * HOUR
    ).announcements[0]

    assert (shown.asked, [line.text for line in shown.unowned]) == ((), [action.text])
    assert f"<@{BEN.user}> was asked to own this and has left" in render.message(told.template, told.view).text
