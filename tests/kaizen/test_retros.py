"""A retro from its first card to its last action, by its functions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import deciding, nudging, phases, reviewing, showing, telling, voting, writing
from kaizen.retros.deciding import Proposal
from kaizen.retros.reviewing import Reviewed
from kaizen.retros.writing import CardEntered
from message_templates import render
from storage import actions, audit, jobs, people, retros, teams
from storage.actions import ActionState
from storage.retros import Phase, Retro
from tests.builders import A_GUEST, A_STRANGER, NOON, WORKSPACE, a_team, team

ANA, BEN, CAI, DEB = (
    Person(WORKSPACE, f"U0{name.upper()}", name, "Europe/London") for name in ("Ana", "Ben", "Cai", "Deb")
)
OUTSIDE = Person(WORKSPACE, "U0OUT", "Out", "Europe/London")
TEAM = (ANA, BEN, CAI, DEB)
HOUR = timedelta(hours=1)
TUESDAY = datetime(2026, 12, 1, tzinfo=UTC)
PROPOSAL = Proposal("Alert the zone that is awake", BEN.user, "2026-12-16", "no night lost")


def a_retro(session) -> Retro:
    """A retro that collects cards; Ana leads the team and facilitates."""
    found = team(session, a_team(session, members=TEAM))
    for person in TEAM:
        described = {"workspace": WORKSPACE, "user": person.user, "name": person.name, "zone": person.zone}
        people.remember(session, people.SlackPerson(**described, seen_at=NOON))
    member = teams.membership(session, WORKSPACE, found.id, ANA.user)
    member.facilitates = True
    session.add(member)
    session.flush()
    phases.start(session, found, facilitator=ANA.user, now=TUESDAY)
    return retros.running(session, WORKSPACE, found.id)


def with_cards(session, *writers: Person) -> Retro:
    retro = a_retro(session)
    for person in writers or TEAM[:3]:
        writing.write(session, person, retro.id, CardEntered("problem", f"{person.name} saw a flaky alert.", "hidden"))
    writing.write(session, ANA, retro.id, CardEntered("try", "Reviews in pairs.", "shown"))
    return retro


def moved_on(session, retro: Retro, times: int = 1) -> Retro:
    """The same retro so many phases later, each ended when it was due."""
    for _ in range(times):
        phases.come_due(session, WORKSPACE, retro.id, step=retro.step, now=retro.phase_due_at)
    return retro


def with_votes(session) -> Retro:
    retro = moved_on(session, with_cards(session), 2)
    first, second = (f"theme_{theme.id}" for theme in retros.themes(session, WORKSPACE, retro.id))
    voting.vote(session, BEN, retro.id, {first: 2, second: 1})
    voting.vote(session, CAI, retro.id, {first: 1})
    return retro


def with_an_action(session):
    retro = moved_on(session, with_votes(session))
    deciding.propose(session, ANA, retro.id, PROPOSAL, now=retro.phase_began_at)
    [action] = actions.of_retro(session, WORKSPACE, retro.id)
    return retro, action


def test_a_team_has_one_retro_at_a_time(session):
    retro = a_retro(session)

    with pytest.raises(Refusal, match="retros/running_already"):
        phases.start(session, team(session, retro.team_id), facilitator="", now=TUESDAY)


def test_hidden_cards_carry_no_id_but_a_key_that_only_their_author_has(session):
    retro = with_cards(session)

    hidden = [card for card in retros.cards(session, WORKSPACE, retro.id) if not card.author]

    assert len({card.author_key for card in hidden}) == 3
    assert not [user for user in TEAM if user.user in str([card.model_dump() for card in hidden])]
    assert [card.text for card in writing.mine(session, BEN, retro.id).cards] == ["Ben saw a flaky alert."]


def test_the_same_person_has_another_key_in_another_retro(session):
    first = with_cards(session, ANA)
    key = retros.cards(session, WORKSPACE, first.id)[0].author_key
    moved_on(session, first, 2)  # too few, and cancelled
    phases.start(session, team(session, first.team_id), facilitator=ANA.user, now=TUESDAY)
    second = retros.running(session, WORKSPACE, first.team_id)

    writing.write(session, ANA, second.id, CardEntered("keep", "Again.", "hidden"))

    assert retros.cards(session, WORKSPACE, second.id)[0].author_key != key


def test_when_a_retro_is_over_nobody_can_tell_whose_the_hidden_cards_were(session):
    retro = moved_on(session, with_votes(session), 2)

    assert (retro.phase, retro.salt, retro.running) == (Phase.CLOSED, None, None)
    cards, given = retros.cards(session, WORKSPACE, retro.id), retros.ballots(session, WORKSPACE, retro.id)
    assert {card.author_key for card in cards} == {None}
    assert {ballot.voter_key for ballot in given} == {None}
    assert len(cards) == 4
    assert sum(ballot.dots for ballot in given) == 4


def test_the_log_tells_nothing_of_cards_and_dots(session):
    moved_on(session, with_votes(session), 2)

    recorded = [(event.action, event.actor) for event in audit.unsealed(session, WORKSPACE, 100)]

    assert {action for action, _ in recorded} == {"retros.start", "retros.close"}
    assert {actor for _, actor in recorded} == {None}


def test_a_card_is_changed_and_taken_back_only_by_its_author(session):
    retro = with_cards(session)
    [mine] = writing.mine(session, BEN, retro.id).cards

    with pytest.raises(Refusal, match="retros/card_gone"):
        writing.rewrite(session, CAI, mine.id, CardEntered("keep", "Not mine.", "hidden"))
    writing.rewrite(session, BEN, mine.id, CardEntered("keep", "Calm week.", "shown"))
    changed = retros.card(session, WORKSPACE, mine.id)
    assert (changed.kind, changed.text, changed.author) == ("keep", "Calm week.", BEN.user)
    writing.take_back(session, BEN, mine.id)
    assert writing.mine(session, BEN, retro.id).cards == ()


@pytest.mark.parametrize("entered", [CardEntered("keep", "  ", "hidden"), CardEntered("", "Words.", "hidden")])
def test_a_card_without_words_or_kind_is_refused_at_its_field(session, entered):
    with pytest.raises(Refusal) as refused:
        writing.write(session, ANA, a_retro(session).id, entered)

    assert refused.value.field == ("text" if entered.kind else "kind")


@pytest.mark.parametrize("person", [OUTSIDE, A_GUEST, A_STRANGER])
def test_only_teammates_write(session, person):
    with pytest.raises(Refusal):
        writing.write(session, person, a_retro(session).id, CardEntered("keep", "Hello.", "hidden"))


def test_nobody_writes_once_the_cards_are_open(session):
    retro = moved_on(session, with_cards(session))

    with pytest.raises(Refusal, match="retros/not_now"):
        writing.write(session, ANA, retro.id, CardEntered("keep", "Late.", "hidden"))


def test_cards_of_two_people_stay_shut(session):
    retro = moved_on(session, with_cards(session, BEN))

    assert (retro.phase, retro.wrote) == (Phase.TOO_FEW, 2)
    assert retros.themes(session, WORKSPACE, retro.id) == []


def test_too_few_and_nobody_chooses_ends_it_after_two_days(session):
    retro = moved_on(session, with_cards(session, BEN), 2)

    assert retro.phase == Phase.CANCELLED


def test_the_order_of_open_cards_is_not_the_order_of_writing(session):
    retro = a_retro(session)
    for number in range(30):
        writing.write(session, TEAM[number % 4], retro.id, CardEntered("keep", f"Thought {number}", "hidden"))
    written = [card.id for card in retros.cards(session, WORKSPACE, retro.id)]

    moved_on(session, retro)

    assert [card.id for card in retros.cards(session, WORKSPACE, retro.id)] != written


def test_how_many_wrote_is_said_only_at_instants_that_were_fixed_before(session):
    retro = with_cards(session)
    assert retro.wrote == 0

    planned = [job.run_at - TUESDAY for job in jobs.coming(session, TUESDAY, {phases.COUNT}, 99)]
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


def test_after_an_extended_vote_people_read_that_it_goes_on_and_why(session):
    retro = moved_on(session, with_cards(session), 2)
    first = told_to(session, retro, DEB)

    again = told_to(session, moved_on(session, retro), DEB)

    assert retro.phase == Phase.VOTE
    assert "fewer than the quorum had voted, so the vote goes on until <!date" in again
    assert "quorum" not in first


def test_after_collecting_was_extended_people_read_why(session):
    retro = moved_on(session, with_cards(session, BEN))
    phases.extend(session, ANA, retro.id, now=retro.phase_began_at)

    assert "too few had written to open the cards" in told_to(session, retro, DEB)


def told_to(session, retro: Retro, person: Person) -> str:
    """What somebody reads when the phase begins in their morning."""
    [planned] = [
        job
        for job in jobs.coming(session, TUESDAY, {telling.KIND}, 99)
        if (job.payload["user"], job.payload["step"], job.payload["what"]) == (person.user, retro.step, "begin")
    ]
    [said] = telling.say(session, WORKSPACE, planned.payload, now=planned.run_at).announcements
    return render.message(said.template, said.view).text


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


def test_a_facilitator_renames_themes_and_puts_one_into_another_and_words_stay(session):
    retro = moved_on(session, with_cards(session))
    first, second = (str(theme.id) for theme in retros.themes(session, WORKSPACE, retro.id))

    reviewing.review(
        session, ANA, retro.id, {first: Reviewed("Alerts"), second: Reviewed("x", into=first)}, now=TUESDAY
    )

    [left] = retros.themes(session, WORKSPACE, retro.id)
    assert (left.title, retro.reviewed) == ("Alerts", True)
    assert {card.theme_id for card in retros.cards(session, WORKSPACE, retro.id)} == {left.id}
    assert "Reviews in pairs." in {card.text for card in retros.cards(session, WORKSPACE, retro.id)}


def test_two_themes_that_go_into_each_other_are_refused(session):
    retro = moved_on(session, with_cards(session))
    first, second = (str(theme.id) for theme in retros.themes(session, WORKSPACE, retro.id))
    circle = {first: Reviewed("a", into=second), second: Reviewed("b", into=first)}

    with pytest.raises(Refusal, match="retros/theme_moves_too"):
        reviewing.review(session, ANA, retro.id, circle, now=TUESDAY)


@pytest.mark.parametrize(
    ("dots", "refusal"), [((2, 2), "too_many_dots"), ((3, 0), "too_many_on_one"), ((0, 0), "no_dots")]
)
def test_dots_beyond_the_rules_are_refused(session, dots, refusal):
    retro = moved_on(session, with_cards(session), 2)
    fields = [f"theme_{theme.id}" for theme in retros.themes(session, WORKSPACE, retro.id)]

    with pytest.raises(Refusal, match=f"retros/{refusal}"):
        voting.vote(session, BEN, retro.id, dict(zip(fields, dots, strict=True)))


def test_the_newest_dots_of_somebody_hold(session):
    retro = with_votes(session)
    first, second = (f"theme_{theme.id}" for theme in retros.themes(session, WORKSPACE, retro.id))

    voting.vote(session, BEN, retro.id, {first: 0, second: 1})

    assert [one.dots for one in voting.form(session, BEN, retro.id).candidates] == ["0", "1"]
    assert sum(ballot.dots for ballot in retros.ballots(session, WORKSPACE, retro.id)) == 2


def test_dots_for_a_theme_of_another_retro_are_refused(session):
    with pytest.raises(Refusal, match="broken_seal"):
        voting.vote(session, BEN, with_votes(session).id, {"theme_999": 1})


def test_a_retro_decides_two_actions_at_most_and_one_handed_back_makes_room(session):
    retro, action = with_an_action(session)
    now = retro.phase_began_at
    deciding.propose(session, ANA, retro.id, PROPOSAL, now=now)

    with pytest.raises(Refusal, match="retros/enough_actions"):
        deciding.propose(session, ANA, retro.id, PROPOSAL, now=now)
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
        ({"measure": ""}, "measure"),
    ],
)
def test_an_action_that_lacks_something_is_refused_at_its_field(session, wrong, field):
    retro = moved_on(session, with_votes(session))

    with pytest.raises(Refusal) as refused:
        deciding.propose(session, ANA, retro.id, Proposal(**{**vars(PROPOSAL), **wrong}), now=retro.phase_began_at)

    assert refused.value.field == field


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
        session, WORKSPACE, {"action": action.id, "what": "back"}, now=datetime(2026, 12, 4, 10, tzinfo=UTC)
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


def test_the_next_retro_opens_with_what_is_unfinished(session):
    retro, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=True, now=TUESDAY)
    moved_on(session, retro)

    begun = phases.start(session, team(session, retro.team_id), facilitator="", now=datetime(2026, 12, 17, tzinfo=UTC))

    [kick_off] = begun.announcements
    assert [(line.text, line.late) for line in kick_off.view.since_last] == [(PROPOSAL.text, True)]
    assert kick_off.view.since_last[0].due == date(2026, 12, 16)
