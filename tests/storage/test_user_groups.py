import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import seats, teams, user_groups
from storage.teams import Team
from storage.user_groups import Stage, UserGroup
from tests.builders import NOON


def a_team(session: Session, channel: str = "C1", workspace: str = "T1") -> Team:
    team = Team(
        workspace=workspace,
        channel=channel,
        name=channel,
        zone="UTC",
        lead="U1",
        created_at=NOON,
        day_starts="09:00",
        day_ends="17:00",
    )
    assert teams.found(session, team)
    return team


def test_a_group_serves_one_team(session: Session):
    ours, theirs = a_team(session, "C1"), a_team(session, "C2")

    assert user_groups.claim(session, ours, "S1", handle="on-call")
    assert not user_groups.claim(session, theirs, "S1", handle="on-call")
    assert user_groups.claim(session, theirs, "S2", handle="other")


def test_of_two_workspaces_each_has_its_own(session: Session):
    ours, theirs = a_team(session), a_team(session, workspace="T2")

    assert user_groups.claim(session, ours, "S1", handle="on-call")
    assert user_groups.claim(session, theirs, "S1", handle="on-call")


def test_naming_it_again_keeps_what_is_known_of_it_under_its_newest_handle(session: Session):
    team = a_team(session)
    user_groups.claim(session, team, "S1", handle="on-call")
    user_groups.locked(session, "T1", "S1").placed = ["UANA"]

    user_groups.claim(session, team, "S1", handle="kaizen")

    found = user_groups.of_team(session, "T1", team.id)
    assert (found.handle, found.placed) == ("kaizen", ["UANA"])


def test_what_a_team_lets_go_another_may_take(session: Session):
    ours, theirs = a_team(session, "C1"), a_team(session, "C2")
    user_groups.claim(session, ours, "S1", handle="on-call")

    released = user_groups.release(session, ours)

    assert released.slack_id == "S1"
    assert user_groups.of_team(session, "T1", ours.id) is None
    assert user_groups.claim(session, theirs, "S1", handle="on-call")
    assert user_groups.release(session, ours) is None


def test_a_team_has_one_group(session: Session):
    team = a_team(session)
    user_groups.claim(session, team, "S1", handle="on-call")

    assert not user_groups.claim(session, team, "S2", handle="other")


def test_a_stage_that_nobody_knows_is_refused(session: Session):
    session.add(UserGroup(workspace="T1", slack_id="S1", handle="on-call", stage="lost"))

    with pytest.raises(IntegrityError, match="known_stage"):
        session.flush()


def test_nobody_asks_slack_about_a_group_that_is_as_it_should_be(session: Session):
    for number, stage in enumerate(Stage):
        session.add(UserGroup(workspace="T1", slack_id=f"S{number}", handle=stage, stage=stage, due_at=NOON))
    session.flush()

    assert [group.stage for group in seats.due(session, NOON, 9)] == [Stage.LOOK, Stage.REPLACE]
    assert seats.unfinished(session) == 2
