"""Scores by those who triage: with what they were made of, blind where two score, and an order for a list."""

from datetime import timedelta

import pytest

from kaizen.ideas import cards, estimating, listing, scoring
from kaizen.ideas.estimating import EstimateForm
from kaizen.ideas.scoring import Figures
from kaizen.refusals import Refusal, Refusals
from message_templates import render
from storage import ideas
from tests.builders import ANA, BEN, NOON, a_team, an_idea, in_team, team

WORTH_48 = Figures(120.0, "2", "80", 4.0)
WORTH_24 = Figures(120.0, "2", "80", 8.0)


def an_idea_of_a_team(session, *, deputy: str | None = None, **changes) -> int:
    """Ana leads the team, Ben is in it."""
    team_id = a_team(session, members=(ANA, BEN))
    team(session, team_id).deputy = deputy
    return an_idea(session, **in_team(team_id), **changes)


def card(session, idea_id: int) -> str:
    idea = ideas.idea(session, ANA.workspace, idea_id)
    return render.message("ideas/card", cards.card(session, idea)).text


def test_a_score_stands_on_the_card_with_its_figures_its_scorer_and_its_day(session):
    idea = an_idea_of_a_team(session)

    scoring.score(session, ANA, idea, WORTH_48, now=NOON)

    assert (
        f"Score 48 (RICE): 120 people a quarter × impact 2 × 80% ÷ 4 person-weeks, <@{ANA.user}>, "
        f"<!date^{int(NOON.timestamp())}"
    ) in card(session, idea)


def test_nobodys_score_is_no_score(session):
    idea = an_idea_of_a_team(session)

    assert "core" not in card(session, idea)


def test_lead_and_deputy_do_not_see_each_others_figures_until_both_have_scored(session):
    idea = an_idea_of_a_team(session, deputy=BEN.user)
    scoring.score(session, ANA, idea, WORTH_48, now=NOON)
    alone, asked = card(session, idea), scoring.form(session, BEN, idea)

    scoring.score(session, BEN, idea, WORTH_24, now=NOON)

    assert "One of two has scored it" in alone
    assert "120" not in alone.split("One of two")[1]
    assert (asked.reach, asked.blind) == ("", True)
    assert "Score 36 (RICE, mean of 2, 24 to 48)" in card(session, idea)


def test_newer_figures_take_the_place_of_older_ones_and_are_offered_again(session):
    idea = an_idea_of_a_team(session)
    scoring.score(session, ANA, idea, WORTH_48, now=NOON)

    scoring.score(session, ANA, idea, WORTH_24, now=NOON + timedelta(days=1))

    assert "Score 24 (RICE)" in card(session, idea)
    assert (scoring.form(session, ANA, idea).effort, scoring.form(session, ANA, idea).impact) == ("8", "2")


def test_who_neither_leads_nor_stands_in_does_not_score(session):
    idea = an_idea_of_a_team(session)

    with pytest.raises(Refusal, match="refusals/not_allowed"):
        scoring.score(session, BEN, idea, WORTH_48, now=NOON)


def test_figures_that_cannot_be_are_refused_at_their_fields(session):
    idea = an_idea_of_a_team(session)

    with pytest.raises(Refusals) as refused:
        scoring.score(session, ANA, idea, Figures(-1.0, "2", "80", 0.0), now=NOON)

    assert [refusal.field for refusal in refused.value.refusals] == ["reach", "effort"]


def test_top_puts_the_highest_score_first_and_what_nobody_scored_last(session):
    team_id = a_team(session, members=(ANA, BEN))
    unscored = an_idea(session, **in_team(team_id), votes=(ANA, BEN))
    low, high = (an_idea(session, **in_team(team_id)) for _ in range(2))
    scoring.score(session, ANA, low, WORTH_24, now=NOON)
    scoring.score(session, ANA, high, WORTH_48, now=NOON)

    found = listing.listed(session, ANA, "top")

    assert [line.id for line in found.ideas] == [high, low, unscored]
    said = render.message("ideas/listed", found).text
    assert "score 48" in said
    assert "2 votes, not scored" in said


def test_what_is_settled_stands_below_what_is_open_whatever_its_score(session):
    team_id = a_team(session, members=(ANA, BEN))
    plain, settled, wanted = (an_idea(session, **in_team(team_id), votes=votes) for votes in ((), (ANA, BEN), (ANA,)))
    scoring.score(session, ANA, settled, WORTH_48, now=NOON)
    ideas.idea(session, ANA.workspace, settled).state = ideas.IdeaState.DECLINED
    session.flush()

    for query, order in (("", "open ones first, then most votes"), ("top", "open ones first, then highest score")):
        found = listing.listed(session, ANA, query)

        assert [line.id for line in found.ideas] == [wanted, plain, settled]
        assert order in str(render.message("ideas/listed", found).blocks)
    some = render.message("ideas/listed", listing.listed(session, ANA, "open")).blocks
    assert "*2 ideas* for `open`, most votes first" in str(some)


def test_half_of_a_blind_score_orders_nothing(session):
    team_id = a_team(session, members=(ANA, BEN))
    team(session, team_id).deputy = BEN.user
    first, second = (an_idea(session, **in_team(team_id)) for _ in range(2))
    scoring.score(session, ANA, first, WORTH_48, now=NOON)

    assert [line.id for line in listing.listed(session, ANA, "top").ideas] == [second, first]


@pytest.mark.parametrize(("high", "fits"), [(100.0, True), (101.0, False)])
def test_a_share_gains_a_hundred_points_at_most(high, fits):
    form = EstimateForm("accuracy", "", 1.0, 2.0, high, "estimate")

    if fits:
        estimating.check([form])
        return
    with pytest.raises(Refusals) as refused:
        estimating.check([form])

    [refusal] = refused.value.refusals
    assert (refusal.template, refusal.field) == ("ideas/beyond_a_share", "accuracy_high")
    assert "100 percentage points" in render.words(refusal.template, **refusal.figures)
