"""Submitting, voting, moving and listing, without Slack."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from kaizen.announcements import ToPerson
from kaizen.ideas import estimating, finding, following, lifecycle, listing, moving, submitting, telling, voting
from kaizen.ideas.estimating import EstimateForm, Gains
from kaizen.refusals import Refusal, Refusals
from kaizen.sealing import Seal
from kaizen.teams.setting_up import Place
from message_templates.ideas import views
from storage import ideas as stored
from storage import jobs, people, teams
from storage.ideas import Draft, IdeaState
from storage.receipts import Receipt
from tests.builders import A_GUEST, A_STRANGER, ANA, BEN, NINETY_MS, NOON, WORKSPACE, a_draft, a_team, an_idea, in_team


def card(outcome):
    return next(said.view for said in outcome.announcements if isinstance(said.view, views.Card))


def test_an_idea_gets_a_number_a_title_and_a_card_in_its_channel(session: Session):
    a_draft(session)

    outcome, saved = submitting.submit(session, ANA, Gains((NINETY_MS,)), now=NOON)

    assert saved.number == 1
    assert saved.title == "Cache the feature lookups"
    assert [said.template for said in outcome.announcements] == ["ideas/card", "ideas/saved"]
    assert card(outcome).estimates[0].likely == 90


def test_the_draft_is_gone_once_it_is_an_idea(session: Session):
    an_idea(session)

    assert session.exec(select(Draft)).all() == []


def test_submitting_without_a_draft_says_that_it_was_submitted_already(session: Session):
    an_idea(session)

    with pytest.raises(Refusal, match="ideas/draft_gone"):
        submitting.submit(session, ANA, Gains((NINETY_MS,)), now=NOON)


def test_numbers_follow_each_other_within_a_workspace(session: Session):
    numbers = [stored.idea(session, WORKSPACE, an_idea(session)).number for _ in range(3)]

    assert numbers == [1, 2, 3]


@pytest.mark.parametrize("field", ["pain", "areas"])
def test_a_first_step_without_pain_or_area_is_refused_at_its_field(session: Session, field: str):
    with pytest.raises(Refusal) as refused:
        a_draft(session, **{field: "" if field == "pain" else ()})

    assert refused.value.field == field


def test_every_wrong_figure_is_named_at_its_field_at_once(session: Session):
    a_draft(session, areas=("latency", "time"))
    forms = (
        EstimateForm("latency", "", 60.0, 30.0, 20.0, "estimate"),
        EstimateForm("time", "", 1.0, None, 3.0, "hunch"),
    )

    with pytest.raises(Refusals) as refused:
        submitting.submit(session, ANA, Gains(forms), now=NOON)

    fields = {refusal.field for refusal in refused.value.refusals}
    assert fields == {"latency_likely", "latency_high", "time_likely"}


def test_nobody_has_to_know_the_gain(session: Session):
    a_draft(session)
    unknown = EstimateForm("latency", "", None, None, None, "unknown")

    outcome, _ = submitting.submit(session, ANA, Gains((unknown,)), now=NOON)

    assert card(outcome).estimates[0].likely is None


def test_figures_of_somebody_who_does_not_know_are_asked_about_and_not_dropped(session: Session):
    a_draft(session)
    form = EstimateForm("latency", "", 60.0, 90.0, 120.0, "unknown")

    with pytest.raises(Refusals) as refused:
        submitting.submit(session, ANA, Gains((form,)), now=NOON)

    assert [one.field for one in refused.value.refusals] == ["latency_sureness"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_three_figures_in_order_are_never_refused_and_out_of_order_always(figures: list[float]):
    low, likely, high = figures

    wrong = estimating._wrong(EstimateForm("latency", "", low, likely, high, "estimate"))

    assert bool(wrong) == (not low <= likely <= high)


@given(st.text(min_size=1).filter(str.strip))
def test_a_title_is_never_empty_too_long_or_of_two_lines(words: str):
    found = submitting.title(words)

    assert 0 < len(found) <= submitting.TITLE_LENGTH or found == ""
    assert "\n" not in found


def test_an_unnamed_idea_keeps_no_trace_of_its_author(session: Session):
    a_draft(session, unnamed=True)

    outcome, saved = submitting.submit(session, ANA, Gains((NINETY_MS,)), now=NOON)

    kept = stored.idea(session, WORKSPACE, saved.id)
    assert kept.author is None
    assert ANA.user not in repr([kept, outcome, session.exec(select(Draft)).all()])
    assert [said.template for said in outcome.announcements] == ["ideas/card"]


def test_the_follow_code_finds_the_unnamed_idea_and_no_other_code_does(session: Session):
    a_draft(session, unnamed=True)
    _, saved = submitting.submit(session, ANA, Gains((NINETY_MS,)), now=NOON)

    found = listing.listed(session, ANA, f"code:{saved.code}")
    other = listing.listed(session, ANA, "code:AAAA-BBBB-CCCC")

    assert [idea.number for idea in found.ideas] == [saved.number]
    assert other.total == 0


def test_who_submits_again_because_no_answer_came_hears_the_same_code_and_nobody_else_does():
    seal, other = Seal(b"a key"), Seal(b"another key")
    receipt = Receipt(WORKSPACE, "view_submission", "V1:hash:typed")

    code = submitting.follow_code(seal.secret(str(receipt)))

    assert following.code_in(code) == code
    assert submitting.follow_code(seal.secret(str(Receipt(*vars(receipt).values())))) == code
    assert submitting.follow_code(other.secret(str(receipt))) != code
    assert submitting.follow_code(seal.secret(str(replace(receipt, key="V2:hash:typed")))) != code


def test_a_vote_changes_the_card(session: Session):
    idea = an_idea(session)

    assert card(voting.vote(session, BEN, idea, now=NOON)).votes == 1


def test_a_second_vote_by_the_same_person_is_refused(session: Session):
    idea = an_idea(session)
    voting.vote(session, BEN, idea, now=NOON)

    with pytest.raises(Refusal, match="ideas/already_voted"):
        voting.vote(session, BEN, idea, now=NOON)


def test_a_vote_can_be_taken_back_and_cast_again(session: Session):
    idea = an_idea(session, votes=[BEN])

    assert card(voting.take_back(session, BEN, idea)).votes == 0
    assert card(voting.vote(session, BEN, idea, now=NOON)).votes == 1


def test_a_closed_idea_takes_no_votes(session: Session):
    team = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, **in_team(team))
    moving.move(session, ANA, idea, to="declined", reason="No data for it.", now=NOON)

    with pytest.raises(Refusal, match="ideas/closed"):
        voting.vote(session, BEN, idea, now=NOON)


def test_a_move_tells_author_and_voters_once_but_not_who_moved(session: Session):
    team = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, ANA, votes=[ANA, A_GUEST, BEN], **in_team(team))

    outcome = moving.move(session, BEN, idea, to="triaged", reason="Small and measurable.", now=NOON)

    told = [said.audience.user for said in outcome.announcements if isinstance(said.audience, ToPerson)]
    assert [said.template for said in outcome.announcements][:3] == ["ideas/card", "ideas/moved", "ideas/saved"]
    assert told[1:] == [ANA.user, A_GUEST.user]
    assert card(outcome).status == "Triaged"


def test_who_voted_and_is_not_in_the_private_team_any_more_hears_of_no_move(session: Session):
    team = a_team(session, members=[ANA, BEN], private=True)
    people.remember(session, people.SlackPerson(workspace=WORKSPACE, user=BEN.user, zone=BEN.zone, seen_at=NOON))
    idea = an_idea(session, ANA, votes=[BEN], **in_team(team))
    moving.move(session, ANA, idea, to="triaged", reason="Small and measurable.", now=NOON)
    [kept] = jobs.coming(session, NOON, {telling.TELL}, 9)
    teams.leave(session, WORKSPACE, team, BEN.user)

    at_work = moving.move(session, ANA, idea, to="approved", reason="It is worth it.", now=kept.run_at)
    of_before = telling.say(session, WORKSPACE, kept.payload, now=kept.run_at)

    assert kept.payload["user"] == BEN.user, "it is night in Tokyo"
    assert BEN.user not in [getattr(said.audience, "user", "") for said in at_work.announcements]
    assert not of_before.announcements


def test_a_move_without_a_reason_is_refused_at_its_field(session: Session):
    idea = an_idea(session, **in_team(a_team(session)))

    with pytest.raises(Refusal) as refused:
        moving.move(session, ANA, idea, to="triaged", reason="  ", now=NOON)

    assert refused.value.field == "reason"


def test_a_move_to_nowhere_asks_for_a_status(session: Session):
    idea = an_idea(session, **in_team(a_team(session)))

    with pytest.raises(Refusal, match="ideas/status_missing") as refused:
        moving.move(session, ANA, idea, to="", reason="Good.", now=NOON)

    assert refused.value.field == "to"


def test_two_who_move_at_once_do_not_overwrite_each_other(session: Session):
    idea = an_idea(session, **in_team(a_team(session)))
    moving.move(session, ANA, idea, to="declined", reason="Too dear.", now=NOON)

    with pytest.raises(Refusal, match="ideas/moved_meanwhile"):
        moving.move(session, ANA, idea, to="approved", reason="Good.", now=NOON)


def test_only_the_author_may_withdraw(session: Session):
    team = a_team(session, members=[ANA, BEN])
    idea = an_idea(session, ANA, **in_team(team))

    with pytest.raises(Refusal, match="refusals/not_allowed"):
        moving.move(session, BEN, idea, to="withdrawn", reason="Not mine.", now=NOON)
    moving.move(session, ANA, idea, to="withdrawn", reason="It was a mistake.", now=NOON)

    assert stored.idea(session, WORKSPACE, idea).state == IdeaState.WITHDRAWN


@pytest.mark.parametrize("outsider", [BEN, A_GUEST, A_STRANGER])
def test_an_idea_of_a_private_team_does_not_exist_for_others(session: Session, outsider):
    idea = an_idea(session, ANA, **in_team(a_team(session, private=True)))

    with pytest.raises(Refusal, match=r"refusals/(not_found|not_a_guests)"):
        finding.idea(session, outsider, idea)
    assert listing.listed(session, outsider, "").total == 0


def test_a_guest_is_offered_the_teams_that_they_belong_to_and_no_form_without_one(session: Session):
    reads_along = a_team(session, channel="C0ONE", members=[ANA])
    mine = a_team(session, channel="C0TWO", members=[ANA, A_GUEST])

    assert list(submitting.places(session, A_GUEST, here=Place("C0ONE", private=False))) == [f"team:{mine}"]
    assert f"team:{reads_along}" in submitting.places(session, ANA, here=Place("C0ONE", private=False))


def test_a_guest_of_no_team_is_told_before_they_type(session: Session):
    a_team(session, channel="C0ONE", members=[ANA])

    with pytest.raises(Refusal, match="refusals/guest"):
        submitting.places(session, A_GUEST, here=Place("C0ONE", private=False))


def test_a_guest_sees_only_the_ideas_of_their_teams(session: Session):
    an_idea(session, ANA, **in_team(a_team(session, channel="C0ONE")))
    mine = an_idea(session, ANA, **in_team(a_team(session, members=[ANA, A_GUEST], channel="C0TWO")))

    found = listing.listed(session, A_GUEST, "")

    assert [idea.id for idea in found.ideas] == [mine]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("open", 1),
        ("area:latency", 1),
        ("open latency", 1),
        ("model:fraud", 1),
        ("LOOKUPS", 1),
        ("mine", 1),
        ("status:done", 0),
        ("status:new", 1),
        ("area:Latency lookups", 1),
        ("In progress", 0),
        ("status:in progress", 0),
        ("status:in_progress", 0),
        ("status:In-Progress lookups", 0),
        ("area:data_quality", 0),
        ("area:Data quality", 0),
        ("area:infrastructure cost lookups", 0),
        ("area:infra_cost", 0),
        ("100%", 0),
        ("K-1", 1),
        ("k-1", 1),
        ("K-2", 0),
        ("K-99999999999", 0),
    ],
)
def test_a_list_is_narrowed_by_what_is_typed(session: Session, query: str, number: int):
    an_idea(session)

    assert listing.listed(session, ANA, query).total == number


def test_an_unknown_status_is_answered_with_those_that_exist(session: Session):
    with pytest.raises(Refusal) as refused:
        listing.listed(session, ANA, "status:finished")

    assert refused.value.figures["known"] == [
        "approved",
        "declined",
        "done",
        "in progress",
        "new",
        "open",
        "triaged",
        "withdrawn",
    ]


def test_an_unknown_area_is_answered_with_the_words_that_people_read(session: Session):
    with pytest.raises(Refusal) as refused:
        listing.listed(session, ANA, "area:speed")

    known = refused.value.figures["known"]
    assert {"data quality", "infrastructure cost"} <= set(known)
    assert not [words for words in known if "_" in words]


@pytest.mark.parametrize("query", ["in progress", "In-progress", "in_progress", "status:in progress"])
def test_a_status_of_two_words_is_found_as_it_is_read_and_as_it_is_stored(session: Session, query: str):
    idea = an_idea(session, **in_team(a_team(session)))
    for to in ("approved", "in_progress"):
        moving.move(session, ANA, idea, to=to, reason="So be it.", now=NOON)

    assert listing.listed(session, ANA, query).total == 1


def test_words_that_are_only_like_an_area_are_looked_for_in_the_text(session: Session):
    an_idea(session)

    assert listing.listed(session, ANA, "data quality").total == 0


def test_a_list_shows_the_most_wanted_first_page_by_page(session: Session):
    first = an_idea(session, votes=[ANA, BEN])
    for _ in range(listing.PAGE):
        an_idea(session)

    page = listing.listed(session, ANA, "")
    rest = listing.listed(session, ANA, "", first=listing.PAGE)

    assert page.ideas[0].id == first
    assert page.next_page == f"{listing.PAGE}:"
    assert (len(rest.ideas), rest.next_page) == (1, "")


@pytest.mark.parametrize("state", list(IdeaState))
def test_every_state_has_words_and_leads_only_to_known_states(state: IdeaState):
    assert all(lifecycle.words(state))
    assert set(lifecycle.next_states(state, author=True)) <= set(IdeaState)
