"""Ideas like the one that somebody has just written: only what they may see, with the words in common."""

import subprocess
import sys

import pytest
from sqlmodel import Session

from kaizen.ideas import comparing, joining, moving, submitting, voting
from kaizen.refusals import Refusal
from message_templates.ideas.views import Draft
from storage import ideas_compared
from tests.builders import A_GUEST, A_STRANGER, ANA, BEN, NOON, WORKSPACE, a_draft, a_team, an_idea, in_team

LOOKUPS = Draft(pain="Feature lookups are repeated, so p95 latency is high.", proposal="A cache for the lookups.")


def numbers(session: Session, person, draft: Draft = LOOKUPS) -> list[int]:
    return [idea.number for idea in comparing.similar(session, person, draft)]


def test_an_idea_in_other_words_is_found_with_the_words_in_common(session: Session):
    an_idea(session, votes=[ANA])

    [found] = comparing.similar(session, BEN, LOOKUPS)

    assert (found.number, found.status, found.votes, found.votable) == (1, "New", 1, True)
    assert set(found.shared) < {"Feature", "lookups", "repeated", "p95", "latency", "cache"}
    assert len(found.shared) == comparing.WORDS_SHOWN


def test_what_nobody_has_said_finds_nothing(session: Session):
    an_idea(session)

    assert numbers(session, BEN, Draft(pain="Reviewers wait for chargeback labels.")) == []


def test_at_most_three_are_shown_the_most_alike_first(session: Session):
    for number in range(5):
        an_idea(session, pain=f"Queue {number}: feature lookups are repeated and have latency.", proposal="")
    an_idea(session, pain=LOOKUPS.pain, proposal=LOOKUPS.proposal)

    found = numbers(session, BEN)

    assert len(found) == comparing.MOST
    assert found[0] == 6


@pytest.mark.parametrize("outsider", [BEN, A_GUEST, A_STRANGER])
def test_an_idea_of_a_private_team_is_not_given_away(session: Session, outsider):
    an_idea(session, ANA, **in_team(a_team(session, private=True)))

    assert numbers(session, ANA) == [1]
    assert numbers(session, outsider) == []


def test_a_guest_is_shown_ideas_of_their_own_teams_only(session: Session):
    an_idea(session, ANA, **in_team(a_team(session, channel="C0ONE")))
    an_idea(session, ANA, **in_team(a_team(session, members=[ANA, A_GUEST], channel="C0TWO")))

    assert numbers(session, A_GUEST) == [2]


def test_a_declined_idea_is_shown_without_a_vote_and_a_withdrawn_one_not_at_all(session: Session):
    team = a_team(session)
    declined, withdrawn = an_idea(session, **in_team(team)), an_idea(session, **in_team(team))
    moving.move(session, ANA, declined, to="declined", reason="Too dear.", now=NOON)
    moving.withdraw(session, ANA, withdrawn, now=NOON)

    [found] = comparing.similar(session, BEN, LOOKUPS)

    assert (found.id, found.status, found.votable) == (declined, "Declined", False)


def test_who_has_voted_is_not_asked_to_again(session: Session):
    an_idea(session, votes=[BEN])

    [found] = comparing.similar(session, BEN, LOOKUPS)

    assert (found.voted, found.votable) == (True, False)


def test_a_vote_instead_counts_and_leaves_what_was_begun_until_it_is_dropped(session: Session):
    idea = an_idea(session)
    a_draft(session, BEN, pain="The same.")

    outcome, joined = joining.join(session, BEN, idea, now=NOON)
    begun = submitting.kept(session, BEN)
    joining.drop(session, BEN)
    session.flush()

    assert (joined.number, joined.votes) == (1, 1)
    assert [said.template for said in outcome.announcements] == ["ideas/card"]
    assert begun is not None
    assert begun.pain == "The same."
    assert submitting.kept(session, BEN) is None


def test_dropping_leaves_drafts_from_elsewhere_alone(session: Session):
    a_draft(session, BEN)
    a_draft(session, BEN, source="https://example.invalid/p1")

    joining.drop(session, BEN, "https://example.invalid/p1")
    joining.drop(session, BEN, "https://example.invalid/p2")

    assert submitting.kept(session, BEN) is not None


def test_a_vote_instead_for_what_was_closed_meanwhile_is_refused(session: Session):
    idea = an_idea(session, **in_team(a_team(session)))
    moving.move(session, ANA, idea, to="declined", reason="Too dear.", now=NOON)

    with pytest.raises(Refusal, match="ideas/closed"):
        joining.join(session, BEN, idea, now=NOON)


def test_only_the_newest_are_compared(session: Session):
    old = an_idea(session)
    new = an_idea(session)

    found = ideas_compared.wordings(session, WORKSPACE, BEN.user, guest=False, limit=1)

    assert [row[0] for row in found] == [new]
    assert old != new


def test_comparing_brings_no_statistics_into_the_bots_process():
    script = "import sys, kaizen.ideas.comparing; print([m for m in ('pandas', 'scipy') if m in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


def test_the_votes_that_are_shown_are_those_that_are_counted(session: Session):
    idea = an_idea(session, votes=[ANA])
    voting.vote(session, BEN, idea, now=NOON)

    [found] = ideas_compared.with_votes(session, WORKSPACE, BEN.user, guest=False, idea_ids=[idea])

    assert (found.id, found.votes, found.voted) == (idea, 2, True)
