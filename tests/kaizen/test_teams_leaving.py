"""Who is not in a private team's channel any more: off the roster, and told to one who answers for the team."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kaizen.teams import leaving
from message_templates import render
from storage import audit, jobs, people, teams
from storage.people import SlackPerson
from tests.builders import ANA, BEN, NOON, WORKSPACE, a_team, team

CAI = replace(ANA, user="U0CAI", name="Cai")


def a_private_team(session, *members, **duties):
    """A team in a private channel; at noon London is at work, and Tokyo not any more."""
    found = team(session, a_team(session, members=members, private=True))
    for name, value in duties.items():
        setattr(found, name, value)
    for person in members:
        kept = SlackPerson(workspace=WORKSPACE, user=person.user, name=person.name, zone=person.zone, seen_at=NOON)
        people.remember(session, kept)
    session.flush()
    return found


def leaves(session, person, *, channel="C0TEAM"):
    return leaving.channel(session, WORKSPACE, channel, person.user, now=NOON)


def told(outcome) -> dict[str, str]:
    """What who is told, in words."""
    return {
        said.audience.user: render.message(said.template, said.view).text
        for said in outcome.announcements
        if said.template == "teams/left_channel"
    }


def planned(session) -> list[jobs.Job]:
    return list(jobs.coming(session, NOON, {leaving.TELL}, 9))


def test_whoever_is_out_is_off_the_roster_and_the_lead_hears_it(session):
    found = a_private_team(session, ANA, BEN)

    said = told(leaves(session, BEN))

    assert [member.user for member in teams.members(session, WORKSPACE, found.id)] == [ANA.user]
    assert list(said) == [ANA.user]
    assert said[ANA.user].startswith(f"<@{BEN.user}> is no longer in <#C0TEAM>, which is private.")
    [deed] = audit.of_subject(session, WORKSPACE, f"team:{found.id}")
    assert (deed.action, deed.actor, deed.details) == ("teams.left_channel", BEN.user, {"members": 1, "led": False})


def test_once_more_changes_nothing(session):
    a_private_team(session, ANA, BEN)
    leaves(session, BEN)

    assert leaves(session, BEN) is None


@pytest.mark.parametrize("case", ["a public channel", "somebody of no team", "a channel without a team"])
def test_nothing_follows_from(session, case):
    found = a_private_team(session, ANA, BEN)
    found.private = case != "a public channel"
    session.flush()
    who = CAI if case == "somebody of no team" else BEN

    assert leaves(session, who, channel="C0ELSE" if case == "a channel without a team" else "C0TEAM") is None
    assert len(teams.members(session, WORKSPACE, found.id)) == 2


def test_of_the_lead_the_deputy_hears_and_that_another_is_needed(session):
    a_private_team(session, BEN, ANA, CAI, deputy=CAI.user)

    said = told(leaves(session, BEN))

    assert list(said) == [CAI.user]
    assert "The team needs another lead" in said[CAI.user]


def test_of_the_lead_an_admin_of_the_workspace_hears_where_there_is_no_deputy(session):
    a_private_team(session, BEN, ANA, CAI)
    kept = people.person(session, WORKSPACE, CAI.user)
    people.remember(session, SlackPerson(**{**kept.model_dump(), "admin": True}))
    session.flush()

    assert list(told(leaves(session, BEN))) == [CAI.user]


def test_of_the_lead_nobody_hears_where_nobody_answers_for_the_team(session):
    found = a_private_team(session, ANA, BEN)

    assert told(leaves(session, ANA)) == {}
    assert planned(session) == []
    assert told(leaves(session, BEN)) == {}
    assert teams.members(session, WORKSPACE, found.id) == [], "the last one as well"


def test_a_deputy_who_is_out_deputises_no_more(session):
    found = a_private_team(session, ANA, BEN, deputy=BEN.user)

    leaves(session, BEN)

    assert found.deputy is None


def test_who_is_not_at_work_hears_it_in_their_own_hours(session):
    found = a_private_team(session, BEN, ANA)

    at_once = told(leaves(session, ANA))

    [job] = planned(session)
    assert at_once == {}
    assert job.run_at > NOON
    assert list(told(leaving.tell(session, WORKSPACE, job.payload, now=job.run_at))) == [found.lead]


def test_nothing_is_told_of_somebody_who_is_back_by_then(session):
    found = a_private_team(session, BEN, ANA)
    leaves(session, ANA)
    [job] = planned(session)
    session.add(teams.Membership(team_id=found.id, workspace=WORKSPACE, user=ANA.user))
    session.flush()

    assert leaving.tell(session, WORKSPACE, job.payload, now=job.run_at).announcements == ()


def test_who_is_out_for_a_second_time_is_told_of_again(session):
    found = a_private_team(session, ANA, BEN)
    first = leaves(session, BEN)
    session.add(teams.Membership(team_id=found.id, workspace=WORKSPACE, user=BEN.user))
    session.flush()

    again = leaving.channel(session, WORKSPACE, "C0TEAM", BEN.user, now=NOON + timedelta(days=1))

    assert first.announcements[-1].key != again.announcements[-1].key
