"""An action whose owner has left: named as free, told to who has to know, taken over by one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kaizen.digests import weekly
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import deciding, nudging, showing, taking_over
from message_templates import render
from outbox import storing
from storage import actions, audit, jobs, people, teams
from storage.actions import Action, ActionState
from tests.a_retro import ANA, BEN, CAI, DEB, OUTSIDE, TUESDAY, with_an_action
from tests.builders import WORKSPACE, team

AT_WORK = datetime(2026, 12, 4, 10, tzinfo=UTC)
"""A Friday morning in London, where all of them work."""


def leaves_slack(session, person: Person) -> None:
    kept = people.person(session, WORKSPACE, person.user)
    people.remember(session, people.SlackPerson(**{**kept.model_dump(), "gone": True}))
    session.flush()


def an_agreed_action(session) -> Action:
    _, action = with_an_action(session)
    deciding.answer(session, BEN, action.id, accept=True, now=AT_WORK - timedelta(days=1))
    return action


def in_thread(outcome) -> str:
    [said] = [one for one in outcome.announcements if one.template == "retros/action"]
    return render.message(said.template, said.view).text


def test_who_leaves_slack_leaves_their_actions_free_and_who_wanted_them_hears(session):
    action = an_agreed_action(session)
    leaves_slack(session, BEN)

    said = taking_over.left(session, WORKSPACE, BEN.user, now=AT_WORK)

    assert "<@U0BEN>, has left, so nobody owns it" in in_thread(said)
    [planned] = [job for job in jobs.coming(session, TUESDAY, {nudging.TELL}, 99) if job.payload["what"] == "left"]
    [told] = nudging.tell(session, WORKSPACE, planned.payload, now=planned.run_at).announcements
    assert told.audience.user == ANA.user
    message = render.message(told.template, told.view)
    assert message.text.startswith("<@U0BEN> owned this and has left")
    assert [block["elements"][0]["action_id"] for block in message.blocks if block["type"] == "actions"] == [
        "retros.take_over"
    ]
    assert action.state == ActionState.ACCEPTED, "it is still what the team agreed on"


def test_who_is_taken_out_of_the_team_leaves_only_what_was_of_that_team(session):
    action = an_agreed_action(session)

    still_there = taking_over.left(session, WORKSPACE, BEN.user, now=AT_WORK)
    teams.leave(session, WORKSPACE, action.team_id, BEN.user)
    gone = taking_over.left(session, WORKSPACE, BEN.user, now=AT_WORK)

    assert not still_there.announcements
    assert "has left" in in_thread(gone)


def test_whoever_takes_it_over_owns_it_and_the_first_wins(session):
    action = an_agreed_action(session)
    leaves_slack(session, BEN)

    said = taking_over.take_over(session, CAI, action.id, now=AT_WORK)

    assert (action.owner, action.state) == (CAI.user, ActionState.ACCEPTED)
    assert "<@U0CAI>, accepted" in in_thread(said)
    nudges = [job for job in jobs.coming(session, TUESDAY, {nudging.TELL}, 99) if CAI.user in job.key]
    assert len(nudges) == 3
    deeds = {event.action: event.details for event in audit.of_subject(session, WORKSPACE, f"action:{action.id}")}
    assert deeds["retros.take_over"]["before"] == BEN.user
    with pytest.raises(Refusal, match="retros/not_free") as refused:
        taking_over.take_over(session, DEB, action.id, now=AT_WORK)
    assert render.message(refused.value.template, refused.value.figures).text == "<@U0CAI> owns this already."


@pytest.mark.parametrize("person", [OUTSIDE, replace(OUTSIDE, guest=True)])
def test_nobody_from_outside_the_team_takes_it_over(session, person):
    action = an_agreed_action(session)
    leaves_slack(session, BEN)

    with pytest.raises(Refusal):
        taking_over.take_over(session, person, action.id, now=AT_WORK)

    assert action.owner == BEN.user


def test_an_action_whose_owner_is_there_is_not_free(session):
    action = an_agreed_action(session)

    with pytest.raises(Refusal, match="retros/not_free"):
        taking_over.take_over(session, CAI, action.id, now=AT_WORK)


def test_a_note_about_it_is_dropped_once_somebody_has_taken_it(session):
    action = an_agreed_action(session)
    leaves_slack(session, BEN)
    taking_over.left(session, WORKSPACE, BEN.user, now=AT_WORK)
    taking_over.take_over(session, CAI, action.id, now=AT_WORK)

    told = nudging.tell(session, WORKSPACE, {"action": action.id, "what": "left", "to": ANA.user}, now=AT_WORK)

    assert not told.announcements


def test_who_proposed_it_and_has_left_the_team_too_reads_nothing_new_of_it(session):
    action = an_agreed_action(session)
    leaves_slack(session, BEN)
    taking_over.left(session, WORKSPACE, BEN.user, now=AT_WORK)
    told = nudging.tell(session, WORKSPACE, {"action": action.id, "what": "left", "to": ANA.user}, now=AT_WORK)
    storing.store(session, told, render=render.message, now=AT_WORK)
    teams.leave(session, WORKSPACE, action.team_id, ANA.user)

    said = taking_over.take_over(session, CAI, action.id, now=AT_WORK)

    assert [one.audience.user for one in told.announcements] == [ANA.user]
    assert ANA.user not in [getattr(one.audience, "user", "") for one in said.announcements]


def test_the_digest_and_the_next_retro_name_what_nobody_does(session):
    action = an_agreed_action(session)
    leaves_slack(session, BEN)
    found = team(session, action.team_id)

    week = weekly.week(session, found, until=AT_WORK, now=AT_WORK)
    digest = render.message("digests/weekly", week)

    assert [need.kind for need in week.needs] == ["left"]
    assert "<@U0BEN> owned it and has left, so nobody does it" in digest.text
    assert "<@U0BEN> (has left) Alert the zone that is awake" in digest.text
    shown = showing.shown(session, ANA, found, leads="", now=AT_WORK)
    assert "<@U0BEN>, who has left" in render.message("retros/shown", shown).text
    assert actions.unfinished(session, WORKSPACE, action.team_id) == [action]
