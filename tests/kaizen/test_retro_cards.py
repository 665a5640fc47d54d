"""Cards and how far they hide who wrote them."""

import pytest

from kaizen.refusals import Refusal
from kaizen.retros import phases, writing
from kaizen.retros.writing import CardEntered
from storage import audit, retros
from storage.retros import Phase
from tests.a_retro import ANA, BEN, CAI, OUTSIDE, TEAM, TUESDAY, a_retro, moved_on, with_cards, with_votes
from tests.builders import A_GUEST, A_STRANGER, WORKSPACE, team


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


def test_the_order_of_open_cards_is_not_the_order_of_writing(session):
    retro = a_retro(session)
    for number in range(30):
        writing.write(session, TEAM[number % 4], retro.id, CardEntered("keep", f"Thought {number}", "hidden"))
    written = [card.id for card in retros.cards(session, WORKSPACE, retro.id)]

    moved_on(session, retro)

    assert [card.id for card in retros.cards(session, WORKSPACE, retro.id)] != written
