"""What an author may still do with an idea: word it anew, add evidence, take it back, with or without a name."""

from typing import Any

import pytest
from sqlmodel import Session, select

from kaizen.ideas import editing, following, lifecycle, listing, moving, noting, submitting
from kaizen.ideas.editing import Wording
from kaizen.ideas.estimating import EstimateForm, Gains
from kaizen.refusals import Refusal
from message_templates.ideas import views
from storage import ideas as stored
from storage.audit import AuditEvent
from storage.ideas import IdeaState
from tests.builders import A_STRANGER, ANA, BEN, NINETY_MS, NOON, WORKSPACE, a_draft, a_team, an_idea, in_team

TWO_HOURS = EstimateForm("time", "hours a week less", 1.0, 2.0, 3.5, "hunch")
THE_SAME = Gains((NINETY_MS,))


def change(session: Session, idea: int, *, gains: Gains = THE_SAME, person=ANA, **words: Any):
    begun = editing.form(session, person, idea)
    wording = {"pain": begun.pain, "proposal": begun.proposal, "areas": begun.areas, **words}
    editing.keep(session, person, idea, Wording(**wording), now=NOON)
    session.flush()
    return editing.change(session, person, idea, gains, now=NOON)


def kept(session: Session, idea: int) -> stored.Idea:
    found = stored.idea(session, WORKSPACE, idea)
    assert found is not None
    return found


def an_unnamed_idea(session: Session, person=ANA, **changes: Any) -> views.Saved:
    a_draft(session, person, unnamed=True, **changes)
    return submitting.submit(session, person, Gains((NINETY_MS,)), now=NOON)[1]


def said(outcome, template: str) -> Any:
    return next(one.view for one in outcome.announcements if one.template == template)


def test_new_words_change_the_card_its_title_and_the_authors_message(session: Session):
    idea = an_idea(session)

    outcome = change(session, idea, pain="p95 is 900 ms.", proposal="Cache everything.")

    assert (said(outcome, "ideas/card").pain, said(outcome, "ideas/card").title) == (
        "p95 is 900 ms.",
        "Cache everything",
    )
    assert said(outcome, "ideas/edited").changed == ("the problem", "what to try")
    assert said(outcome, "ideas/saved").title == "Cache everything"


def test_new_areas_are_asked_for_figures_and_the_known_ones_stand_there(session: Session):
    idea = an_idea(session)
    editing.keep(session, ANA, idea, Wording("Slow.", "", ("latency", "time")), now=NOON)
    session.flush()

    asked = editing.figures(session, ANA, idea).areas

    assert [(area.key, area.low, area.likely, area.high) for area in asked] == [
        ("latency", "60", "90", "120"),
        ("time", "", "", ""),
    ]


def test_new_figures_take_the_place_of_the_old_ones_which_the_log_keeps(session: Session):
    idea = an_idea(session)

    outcome = change(session, idea, areas=("time",), gains=Gains((TWO_HOURS,), "Night shifts."))

    assert [estimate.label for estimate in said(outcome, "ideas/card").estimates] == ["Time"]
    assert said(outcome, "ideas/edited").changed == ("the areas", "people and fairness")
    event = session.exec(select(AuditEvent).where(AuditEvent.action == "ideas.edit")).one()
    assert event.details["estimates_before"] == {"latency": [60.0, 90.0, 120.0, "ms less", "estimate"]}


def test_figures_are_offered_as_a_field_for_numbers_takes_them(session: Session):
    a_draft(session, areas=("time",))
    huge = EstimateForm("time", "rows", 0.0000001, 2.5, 1e20, "hunch")
    idea = submitting.submit(session, ANA, Gains((huge,)), now=NOON)[1].id
    editing.keep(session, ANA, idea, Wording("Slow.", "", ("time",)), now=NOON)
    session.flush()

    [asked] = editing.figures(session, ANA, idea).areas

    assert (asked.low, asked.likely, asked.high) == ("0.0000001", "2.5", "100000000000000000000")


def test_saving_without_a_change_says_nothing(session: Session):
    assert list(change(session, an_idea(session)).announcements) == []


def test_a_change_that_was_begun_is_offered_again(session: Session):
    idea = an_idea(session)
    editing.keep(session, ANA, idea, Wording("Half a thought", "", ("time",)), now=NOON)
    session.flush()

    form = editing.form(session, ANA, idea)

    assert (form.pain, form.areas, form.kept) == ("Half a thought", ("time",), True)
    assert submitting.kept(session, ANA) is None


@pytest.mark.parametrize("field", ["pain", "areas"])
def test_a_change_without_pain_or_area_is_refused_at_its_field(session: Session, field: str):
    idea = an_idea(session)

    with pytest.raises(Refusal) as refused:
        change(session, idea, **{field: "" if field == "pain" else ()})

    assert refused.value.field == field


def test_once_it_is_approved_words_and_estimate_are_frozen(session: Session):
    idea = an_idea(session, **in_team(a_team(session)))
    editing.keep(session, ANA, idea, Wording("Late.", "", ("time",)), now=NOON)
    session.flush()
    moving.move(session, ANA, idea, to="approved", reason="Small.", now=NOON)

    with pytest.raises(Refusal, match="ideas/frozen"):
        editing.change(session, ANA, idea, Gains((TWO_HOURS,)), now=NOON)
    with pytest.raises(Refusal, match="ideas/frozen"):
        editing.form(session, ANA, idea)

    assert [estimate.area for estimate in stored.estimates(session, idea)] == ["latency"]


def test_nobody_else_may_word_it(session: Session):
    idea = an_idea(session, **in_team(a_team(session, members=[ANA, BEN])))

    with pytest.raises(Refusal, match="refusals/not_allowed"):
        editing.form(session, BEN, idea)


def test_evidence_goes_below_the_card_and_into_the_log(session: Session):
    idea = an_idea(session)

    outcome = noting.note(session, ANA, idea, words="31% on Monday.", link="https://example.invalid/d", now=NOON)

    added = said(outcome, "ideas/evidence_added")
    assert (added.words, added.link) == ("31% on Monday.", "https://example.invalid/d")
    event = session.exec(select(AuditEvent).where(AuditEvent.action == "ideas.add_evidence")).one()
    assert event.reason == "31% on Monday."


@pytest.mark.parametrize(
    ("words", "link", "field"),
    [(" ", "", "words"), ("Seen.", "javascript:alert(1)", "link"), ("Seen.", "dash", "link")],
)
def test_evidence_needs_words_and_an_address_that_is_one(session: Session, words: str, link: str, field: str):
    idea = an_idea(session)

    with pytest.raises(Refusal) as refused:
        noting.note(session, ANA, idea, words=words, link=link, now=NOON)

    assert refused.value.field == field


def test_somebody_from_elsewhere_adds_no_evidence(session: Session):
    idea = an_idea(session)

    with pytest.raises(Refusal, match="refusals/not_allowed"):
        noting.form(session, BEN, idea)
    with pytest.raises(Refusal, match="refusals/not_found"):
        noting.form(session, A_STRANGER, idea)


def test_a_withdrawn_idea_keeps_its_votes_and_says_so(session: Session):
    idea = an_idea(session, votes=[BEN])

    outcome = moving.withdraw(session, ANA, idea, now=NOON)

    card = said(outcome, "ideas/card")
    assert (card.withdrawn, card.votes, card.votable, card.movable) == (True, 1, False, False)
    assert said(outcome, "ideas/saved").open is False


def test_withdrawing_is_for_good(session: Session):
    idea = an_idea(session)
    moving.withdraw(session, ANA, idea, reason="A mistake.", now=NOON)

    with pytest.raises(Refusal, match="ideas/closed"):
        moving.withdraw(session, ANA, idea, now=NOON)

    assert lifecycle.next_states(kept(session, idea).state, author=True) == ()


def test_only_its_author_withdraws_an_idea(session: Session):
    named, unnamed = an_idea(session, ANA), an_unnamed_idea(session).id

    for idea in (named, unnamed):
        with pytest.raises(Refusal, match="refusals/not_allowed"):
            moving.withdraw(session, BEN, idea, now=NOON)
    with pytest.raises(Refusal, match="refusals/not_allowed"):
        moving.withdraw(session, BEN, named, now=NOON, holds_code=True)


def test_who_holds_the_code_reads_where_the_idea_stands(session: Session):
    team = a_team(session, members=[ANA, BEN])
    saved = an_unnamed_idea(session, **in_team(team))
    moving.move(session, BEN, saved.id, to="triaged", reason="Small.", now=NOON)

    found = following.followed(session, ANA, saved.code.lower())

    assert found is not None
    assert (found.number, found.status, found.moved_by, found.reason, found.open) == (
        1,
        "Triaged",
        BEN.user,
        "Small.",
        True,
    )
    assert following.followed(session, ANA, "AAAA-BBBB-CCCC") is None


def test_a_code_opens_nothing_to_whom_the_idea_is_hidden(session: Session):
    saved = an_unnamed_idea(session, **in_team(a_team(session, private=True)))

    assert following.followed(session, BEN, saved.code) is None


def test_an_unnamed_idea_is_withdrawn_without_a_trace_of_who_did(session: Session):
    saved = an_unnamed_idea(session)

    outcome = moving.withdraw(session, ANA, saved.id, reason="A mistake.", now=NOON, holds_code=True)

    events = session.exec(select(AuditEvent)).all()
    assert kept(session, saved.id).state == IdeaState.WITHDRAWN
    assert said(outcome, "ideas/moved").mover == ""
    assert ANA.user not in repr([outcome, events, stored.last_move(session, saved.id)])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("QF7K-2MXP-9WTR", "QF7K-2MXP-9WTR"),
        (" qf7k2mxp9wtr ", "qf7k2mxp9wtr"),
        ("code:QF7K-2MXP-9WTR", "QF7K-2MXP-9WTR"),
        ("open latency", ""),
        ("QF7K-2MXP-9WTR open", ""),
        ("QF7K-2MXP-90TR", ""),
        ("", ""),
    ],
)
def test_a_code_is_told_from_words(typed: str, code: str):
    assert following.code_in(typed) == code


def test_a_code_among_other_words_narrows_the_list(session: Session):
    saved = an_unnamed_idea(session)

    assert listing.listed(session, ANA, f"open code:{saved.code}").total == 1
