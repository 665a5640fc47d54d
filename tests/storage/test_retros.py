"""What must never be is forbidden by the tables themselves."""

import pytest
from sqlalchemy.exc import IntegrityError

from storage import actions, facilitators, retros
from storage.retros import Ballot, Phase, Retro, RetroCard, Theme
from tests.builders import NOON, WORKSPACE, a_team


def a_retro(session, **changes) -> Retro:
    columns = {
        "workspace": WORKSPACE,
        "number": 1,
        "channel": "C1",
        "members": 3,
        "salt": "salt",
        "phase_began_at": NOON,
        "phase_due_at": NOON,
        "began_at": NOON,
    }
    numbered = {name: changes.pop(name) for name in ("team_id", "number") if name in changes}
    retro = Retro(**{**columns, "team_id": 0, **numbered})
    retro.team_id = retro.team_id or a_team(session)
    session.add(retro)
    session.flush()
    retro.sqlmodel_update(changes)
    session.add(retro)
    session.flush()
    return retro


def test_a_team_cannot_be_in_two_retros(session):
    first = a_retro(session)

    with pytest.raises(IntegrityError):
        a_retro(session, team_id=first.team_id, number=2)


def test_a_team_has_as_many_past_retros_as_it_likes(session):
    over = {"phase": Phase.CLOSED, "running": None, "salt": None}
    first = a_retro(session, **over)

    a_retro(session, team_id=first.team_id, number=2, **over)
    a_retro(session, team_id=first.team_id, number=3)

    assert retros.running(session, WORKSPACE, first.team_id).number == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"phase": Phase.CLOSED},
        {"phase": Phase.CLOSED, "running": None},
        {"running": None, "salt": None},
        {"phase": "dreaming"},
    ],
    ids=["closed and running", "closed with its salt", "collecting and over", "unknown"],
)
def test_a_retro_cannot_be_half_over(session, wrong):
    with pytest.raises(IntegrityError):
        a_retro(session, **wrong)


def test_the_dots_of_one_person_for_one_theme_are_one_row(session):
    retro = a_retro(session)
    theme = Theme(workspace=WORKSPACE, retro_id=retro.id, position=0, title="t")
    session.add(theme)
    session.flush()
    for _ in range(2):
        session.add(Ballot(workspace=WORKSPACE, retro_id=retro.id, theme_id=theme.id, voter_key="k", dots=1))

    with pytest.raises(IntegrityError):
        session.flush()


def test_forgetting_names_leaves_words_and_dots(session):
    retro = a_retro(session)
    card = RetroCard(workspace=WORKSPACE, retro_id=retro.id, kind="keep", text="Words.", author_key="k")
    theme = Theme(workspace=WORKSPACE, retro_id=retro.id, position=0, title="t")
    session.add_all([card, theme])
    session.flush()
    session.add(Ballot(workspace=WORKSPACE, retro_id=retro.id, theme_id=theme.id, voter_key="k", dots=2))
    session.flush()

    retros.forget_names(session, WORKSPACE, retro.id)
    session.expire_all()

    [kept] = retros.cards(session, WORKSPACE, retro.id)
    [given] = retros.ballots(session, WORKSPACE, retro.id)
    assert (kept.text, kept.author_key, given.dots, given.voter_key) == ("Words.", None, 2, None)
    assert retro.salt is None


@pytest.mark.parametrize("wrong", [{"state": "done"}, {"evidence": "Shown."}, {"state": "forgotten"}])
def test_done_goes_with_evidence_and_nothing_else_does(session, wrong):
    retro = a_retro(session)
    columns = {
        "workspace": WORKSPACE,
        "team_id": retro.team_id,
        "retro_id": retro.id,
        "retro_number": 1,
        "number": 1,
        "text": "t",
        "owner": "U1",
        "proposer": "U1",
        "due": NOON.date(),
        "measure": "m",
        "proposed_at": NOON,
    }
    session.add(actions.Action(**{**columns, **wrong}))

    with pytest.raises(IntegrityError):
        session.flush()


def test_one_turn_for_each_team_and_day(session):
    columns = {"workspace": WORKSPACE, "day": NOON.date(), "retro_at": NOON, "fallback_at": NOON, "facilitator": "U1"}
    team_id = a_team(session)
    session.add_all([facilitators.Turn(team_id=team_id, **columns), facilitators.Turn(team_id=team_id, **columns)])

    with pytest.raises(IntegrityError):
        session.flush()


def test_the_newer_end_of_an_absence_holds(session):
    for last in (NOON.date(), NOON.date().replace(day=30)):
        facilitators.be_away(session, WORKSPACE, "U1", NOON.date(), last)

    [absence] = facilitators.absences(session, WORKSPACE, ["U1"])
    assert absence.last.day == 30
