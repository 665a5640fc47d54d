"""What cards have in common, looked over and given dots."""

from itertools import zip_longest

import pytest

from kaizen.refusals import Refusal
from kaizen.retros import reviewing, voting, writing
from kaizen.retros.reviewing import Reviewed
from kaizen.retros.writing import CardEntered
from storage import retros
from tests.a_retro import ANA, BEN, CAI, DEB, TUESDAY, a_retro, moved_on, told_to, with_cards, with_votes
from tests.builders import WORKSPACE


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


def opened(session, retro, *renamed: str, into: dict[int, int] | None = None) -> dict[str, Reviewed]:
    """What is entered in the modal as it is now: new names in its order, the rest left alone."""
    themes, entered = retros.themes(session, WORKSPACE, retro.id), {}
    for place, (theme, title) in enumerate(zip_longest(themes, renamed, fillvalue=None)):
        target = (into or {}).get(place)
        goes = "stays" if target is None else str(themes[target].id)
        entered[str(theme.id)] = Reviewed(title or theme.title, goes, theme.title)
    return entered


def test_two_who_rename_different_themes_both_get_what_they_wrote(session):
    retro = moved_on(session, with_cards(session))
    ana, ben = opened(session, retro, "Night alerts"), opened(session, retro, None, "Pairs")

    reviewing.review(session, ANA, retro.id, ana, now=TUESDAY)
    reviewing.review(session, ANA, retro.id, ben, now=TUESDAY)

    assert [theme.title for theme in retros.themes(session, WORKSPACE, retro.id)] == ["Night alerts", "Pairs"]


def test_whoever_gives_the_same_theme_another_name_later_is_told_of_the_first(session):
    retro = moved_on(session, with_cards(session))
    ana, ben = opened(session, retro, "Night alerts"), opened(session, retro, "Alerts")
    reviewing.review(session, ANA, retro.id, ana, now=TUESDAY)

    with pytest.raises(Refusal, match="retros/theme_renamed") as refused:
        reviewing.review(session, ANA, retro.id, ben, now=TUESDAY)

    assert refused.value.figures["title"] == "Night alerts"
    reviewing.review(session, ANA, retro.id, opened(session, retro, "Alerts"), now=TUESDAY)


@pytest.mark.parametrize("late", [{"renamed": (None, "Pairs")}, {"into": {0: 1}}])
def test_whoever_changes_a_theme_that_was_put_away_meanwhile_is_told_so(session, late):
    retro = moved_on(session, with_cards(session))
    ben = opened(session, retro, *late.get("renamed", ()), into=late.get("into"))
    reviewing.review(session, ANA, retro.id, opened(session, retro, into={1: 0}), now=TUESDAY)

    with pytest.raises(Refusal, match="retros/theme_gone"):
        reviewing.review(session, ANA, retro.id, ben, now=TUESDAY)


@pytest.mark.parametrize(
    ("dots", "refusal"), [((2, 2), "too_many_dots"), ((3, 0), "too_many_on_one"), ((0, 0), "no_dots")]
)
def test_dots_beyond_the_rules_are_refused(session, dots, refusal):
    retro = moved_on(session, with_cards(session), 2)
    fields = [f"theme_{theme.id}" for theme in retros.themes(session, WORKSPACE, retro.id)]

    with pytest.raises(Refusal, match=f"retros/{refusal}"):
        voting.vote(session, BEN, retro.id, dict(zip(fields, dots, strict=True)))


def test_where_there_is_one_theme_everybody_is_asked_for_as_many_dots_as_may_go_to_it(session):
    retro = moved_on(session, with_cards(session))
    first, second = (str(theme.id) for theme in retros.themes(session, WORKSPACE, retro.id))
    reviewing.review(session, ANA, retro.id, {first: Reviewed("a"), second: Reviewed("b", into=first)}, now=TUESDAY)
    moved_on(session, retro)

    form = voting.form(session, BEN, retro.id)

    assert (form.dots, form.most) == (2, 2)
    assert "give your 2 dots" in told_to(session, retro, DEB)
    with pytest.raises(Refusal, match="retros/no_dots") as refused:
        voting.vote(session, BEN, retro.id, {})
    assert refused.value.figures["dots"] == 2


def test_the_newest_dots_of_somebody_hold(session):
    retro = with_votes(session)
    first, second = (f"theme_{theme.id}" for theme in retros.themes(session, WORKSPACE, retro.id))

    voting.vote(session, BEN, retro.id, {first: 0, second: 1})

    assert [one.dots for one in voting.form(session, BEN, retro.id).candidates] == ["0", "1"]
    assert sum(ballot.dots for ballot in retros.ballots(session, WORKSPACE, retro.id)) == 2


def test_dots_for_a_theme_of_another_retro_are_refused(session):
    with pytest.raises(Refusal, match="broken_seal"):
        voting.vote(session, BEN, with_votes(session).id, {"theme_999": 1})


def test_a_theme_into_which_another_was_put_says_what_its_cards_have_in_common_now(session):
    retro = a_retro(session)
    for person, text in ((ANA, "Flaky alerts at night."), (BEN, "Flaky alerts again."), (CAI, "Reviews need a pair.")):
        writing.write(session, person, retro.id, CardEntered("problem", text, "hidden"))
    writing.write(session, DEB, retro.id, CardEntered("try", "A pair reviews the on-call sheet.", "hidden"))
    moved_on(session, retro)
    first, second = (str(theme.id) for theme in retros.themes(session, WORKSPACE, retro.id))
    before = {theme.words for theme in retros.themes(session, WORKSPACE, retro.id)}

    reviewing.review(session, ANA, retro.id, {first: Reviewed("All"), second: Reviewed("x", into=first)}, now=TUESDAY)

    [left] = retros.themes(session, WORKSPACE, retro.id)
    assert before == {"alert, flaky", "pair, review"}
    assert left.words == "alert, flaky, pair"
