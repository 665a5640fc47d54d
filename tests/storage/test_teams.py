"""What the tables of teams and the register hold, and for whom they answer."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from storage import models, people, teams

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_team(session, *, channel="C1", workspace="T1", private=False, members=("U1",), name="Model care"):
    team = teams.Team(
        workspace=workspace,
        channel=channel,
        private=private,
        name=name,
        zone="UTC",
        lead="U1",
        created_at=NOON,
        day_starts="09:00",
        day_ends="17:00",
    )
    assert teams.found(session, team)
    for user in members:
        session.add(teams.Membership(team_id=team.id, workspace=workspace, user=user))
    session.flush()
    return team


def a_model(session, *, name="fraud-scorer", workspace="T1", team_id=None, owner="U1"):
    model = models.Model(
        workspace=workspace,
        team_id=team_id,
        name=name,
        key=name.casefold(),
        owner=owner,
        steward="U2",
        tier=models.Tier.HIGH,
        registered_by="U1",
        registered_at=NOON,
    )
    return models.register(session, model)


def test_a_channel_holds_one_team_and_the_transaction_lives_on(session):
    a_team(session, channel="C1")

    second = teams.Team(
        workspace="T1",
        channel="C1",
        name="Again",
        zone="UTC",
        lead="U2",
        created_at=NOON,
        day_starts="09:00",
        day_ends="17:00",
    )

    assert not teams.found(session, second)
    assert teams.of_channel(session, "T1", "C1").name == "Model care"


def test_two_workspaces_may_have_the_same_channel_id(session):
    a_team(session, channel="C1", workspace="T1", name="Ours")
    a_team(session, channel="C1", workspace="T2", name="Theirs")

    assert teams.of_channel(session, "T1", "C1").name == "Ours"
    assert teams.of_channel(session, "T2", "C1").name == "Theirs"


def test_somebody_is_in_a_team_once(session):
    team = a_team(session, members=["U1"])
    session.add(teams.Membership(team_id=team.id, workspace="T1", user="U1"))

    with pytest.raises(IntegrityError):
        session.flush()


def test_a_day_without_hours_is_refused_by_the_table(session):
    team = a_team(session, members=[])
    session.add(teams.Membership(team_id=team.id, workspace="T1", user="U1", day_starts="17:00", day_ends="09:00"))

    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    ("user", "guest", "seen"),
    [
        ("U1", False, ["Open", "Secret"]),
        ("U9", False, ["Open"]),
        ("U1", True, ["Open", "Secret"]),
        ("U9", True, []),
    ],
    ids=["teammate", "colleague", "guest in the team", "guest outside"],
)
def test_a_private_team_is_seen_by_teammates_only_and_a_guest_sees_only_their_own(session, user, guest, seen):
    a_team(session, channel="C1", name="Open", members=["U1"])
    a_team(session, channel="C2", name="Secret", private=True, members=["U1"])

    found = teams.visible(session, "T1", user, guest=guest)

    assert [team.name for team in found] == seen


def test_a_changed_setting_replaces_itself_and_goes_back_to_the_default(session):
    team = a_team(session)
    teams.change_setting(session, "T1", team.id, "retro.votes", "4")
    teams.change_setting(session, "T1", team.id, "retro.votes", "5")
    session.flush()

    assert [(kept.name, kept.value) for kept in teams.changed_settings(session, "T1", team.id)] == [
        ("retro.votes", "5")
    ]

    teams.change_setting(session, "T1", team.id, "retro.votes", None)

    assert teams.changed_settings(session, "T1", team.id) == []


def test_the_newest_description_of_a_person_stands(session):
    people.remember(session, people.SlackPerson(workspace="T1", user="U1", name="Ada", zone="UTC", seen_at=NOON))
    people.remember(
        session, people.SlackPerson(workspace="T1", user="U1", name="Ada L.", zone="Asia/Tokyo", seen_at=NOON)
    )
    session.flush()

    assert [(person.name, person.zone) for person in people.known(session, "T1", ["U1", "U2"])] == [
        ("Ada L.", "Asia/Tokyo")
    ]


def test_a_name_is_registered_once_in_a_workspace_and_again_in_another(session):
    assert a_model(session, name="fraud-scorer")
    assert not a_model(session, name="Fraud-Scorer")
    assert a_model(session, name="fraud-scorer", workspace="T2")


def test_a_search_finds_every_word_anywhere_in_the_name_and_takes_signs_literally(session):
    for name in ("fraud-scorer", "fraud limit", "100% claims", "claims_router"):
        a_model(session, name=name)

    def found(query):
        return [model.name for model in models.matching(session, "T1", query, user="U1", guest=False)]

    assert found("SCORER fraud") == ["fraud-scorer"]
    assert found("fraud") == ["fraud limit", "fraud-scorer"]
    assert found("%") == ["100% claims"]
    assert found("s_r") == ["claims_router"]
    assert len(found("")) == 4


def test_a_private_teams_models_are_its_own_and_a_guest_sees_those_of_their_teams(session):
    secret = a_team(session, private=True, members=["U1"])
    a_model(session, name="secret", team_id=secret.id)
    a_model(session, name="everybody's", owner="U7")

    def seen(user, *, guest=False):
        return [model.name for model in models.listed(session, "T1", user=user, guest=guest)]

    assert seen("U1") == ["everybody's", "secret"]
    assert seen("U9") == ["everybody's"]
    assert seen("U1", guest=True) == ["secret"]
    assert seen("U9", guest=True) == []
