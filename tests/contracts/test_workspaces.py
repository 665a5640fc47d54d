"""No question crosses workspaces: each names the one it is asked in, and answers with nothing of another."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_type_hints

import pytest
from sqlmodel import Session, SQLModel

import storage
from storage import actions, alerts, facilitators, ideas, models, monitors, people, retros, teams, user_groups

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

MACHINERY = {
    "storage.database": "the doors themselves",
    "storage.engines": "connections",
    "storage.upgrading": "migrations",
    "storage.receipts": "a receipt carries its workspace",
    "storage.messages": "the outbox serves all workspaces in turn; its own tests hold it to their order",
    "storage.schedules": "the tick serves all workspaces in turn, and what it plans carries the schedule's own",
    "storage.jobs": "the queue serves all workspaces in turn; features name the workspace with each key",
    "storage.measuring": "figures over all workspaces for whoever runs the bot, without anything of anybody's",
    "storage.forgetting": "housekeeping, in all workspaces alike",
    "storage.pictures": "the same for its files",
    "storage.seats": "the same for the user groups that it fills",
    "storage.audit": "chains are sealed one workspace at a time; tests/kaizen/test_audit.py holds it to that",
}
"""Modules that answer to the bot itself, never to a person."""

PARENTS = {"idea_id", "monitor_id"}
"""Parameters that name a row which a question with a workspace has found: what hangs below it is in the same one."""

ROWS = {"described", "team", "model", "monitor"}
"""Parameters that are a row themselves, and carry their workspace."""


def questions() -> Iterator[Callable[..., Any]]:
    """Every public function of the memory that takes a session."""
    for found in pkgutil.iter_modules(storage.__path__, "storage."):
        if found.name in MACHINERY or found.ispkg:
            continue
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == found.name and not name.startswith("_") and "session" in parameters(function):
                yield function


def parameters(function: Callable[..., Any]) -> set[str]:
    return set(inspect.signature(function).parameters)


def name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('storage.')}.{function.__name__}"


COUNTING = {"any_known", "count"}
"""Questions whose answer is a number or a yes; what else answers so changes something and says whether it could."""

ALL = sorted(questions(), key=name)


@pytest.mark.parametrize("question", ALL, ids=name)
def test_a_question_names_its_workspace(question):
    assert parameters(question) & ({"workspace"} | PARENTS | ROWS)


def a_workspace(session: Session, workspace: str, sign: str) -> dict[str, Any]:
    """The same people, channels and names in every workspace, but rows of its own."""
    team_id = a_team(session, workspace, sign)
    people.remember(session, people.SlackPerson(workspace=workspace, user="U1", name=sign, seen_at=NOON))
    return {
        "team_id": team_id,
        **a_model(session, workspace, team_id),
        **an_idea(session, workspace, team_id, sign),
        **a_retro(session, workspace, team_id),
        **a_case(session, workspace, team_id),
    }


def a_team(session: Session, workspace: str, sign: str) -> int:
    """A team with a member, a setting and a user group, and another one that somebody began."""
    team = teams.Team(
        workspace=workspace,
        channel="C1",
        name=f"Team {sign}",
        zone="UTC",
        lead="U1",
        created_at=NOON,
        day_starts="09:00",
        day_ends="17:00",
    )
    assert teams.found(session, team)
    session.add(teams.Membership(team_id=team.id, workspace=workspace, user="U1", zone="Asia/Tokyo"))
    teams.change_setting(session, workspace, team.id, "retro.votes", "4")
    assert user_groups.claim(session, team, "S1", handle="on-call")
    session.add(teams.TeamDraft(workspace=workspace, channel="C1", user="U1", content={}, saved_at=NOON))
    return team.id


def a_model(session: Session, workspace: str, team_id: int) -> dict[str, Any]:
    model = models.Model(
        workspace=workspace,
        team_id=team_id,
        name="scorer",
        key="scorer",
        owner="U1",
        steward="U1",
        tier="high",
        registered_by="U1",
        registered_at=NOON,
    )
    assert models.register(session, model)
    return {"model_id": model.id}


def an_idea(session: Session, workspace: str, team_id: int, sign: str) -> dict[str, Any]:
    """An idea that was moved, and another one that somebody began."""
    idea = ideas.Idea(
        workspace=workspace,
        number=1,
        team_id=team_id,
        channel="C1",
        author="U1",
        title=sign,
        pain="p",
        submitted_at=NOON,
        moved_at=NOON,
    )
    session.add(idea)
    session.add(ideas.Draft(workspace=workspace, author="U1", content={"pain": sign}, saved_at=NOON))
    session.flush()
    moved = ideas.Move(
        workspace=workspace, idea_id=idea.id, mover="U1", before="new", after="triaged", reason=sign, moved_at=NOON
    )
    session.add(moved)
    session.flush()
    return {"idea_id": idea.id, "idea_ids": [idea.id], "move_id": moved.id}


def a_case(session: Session, workspace: str, team_id: int) -> dict[str, Any]:
    """A monitor with a finding, and the alert that it opened."""
    monitor = monitors.Monitor(
        workspace=workspace,
        team_id=team_id,
        channel="C1",
        name="Accuracy",
        key="scorer",
        source="files",
        question="file=a.csv",
        chart="auto",
        every_seconds=86400,
        baseline_points=30,
        rules="limits",
        watched="",
        owner="U1",
        created_by="U1",
        created_at=NOON,
    )
    assert monitors.register(session, monitor)
    finding = monitors.Finding(
        workspace=workspace, monitor_id=monitor.id, rule="limits", at=NOON, found_at=NOON, value=0.5
    )
    assert monitors.keep_finding(session, monitor.id, finding)
    alert = alerts.Alert(
        workspace=workspace,
        number=1,
        team_id=team_id,
        monitor_id=monitor.id,
        channel="C1",
        rule="limits",
        severity=2,
        owner="U1",
        title="Accuracy",
        facts={},
        opened_at=NOON,
        last_at=NOON,
        open_key=f"{monitor.id}:limits",
        umbrella="alerts:storm:1",
    )
    session.add(alert)
    session.flush()
    alerts.ask(session, workspace, alert.id, message="alerts:1:called", asked="alerts/called", person="U1")
    repeats = {"number": 2, "state": "resolved", "open_key": None, "outcome": "duplicate", "duplicate_of": alert.id}
    session.add(alerts.Alert(**alert.model_dump(exclude={"id", *repeats}), **repeats))
    session.flush()
    return {"monitor_id": monitor.id, "alert_id": alert.id, "rule": "limits"}


def a_retro(session: Session, workspace: str, team_id: int) -> dict[str, Any]:
    """A running retro with one of everything, an action, a turn and an absence."""
    retro = retros.Retro(
        workspace=workspace,
        team_id=team_id,
        number=1,
        channel="C1",
        salt="salt",
        members=1,
        phase_began_at=NOON,
        phase_due_at=NOON,
        began_at=NOON,
    )
    session.add(retro)
    session.flush()
    theme = retros.Theme(workspace=workspace, retro_id=retro.id, position=0, title="t")
    card = retros.RetroCard(workspace=workspace, retro_id=retro.id, kind="keep", text="c", author_key="k")
    action = actions.Action(
        workspace=workspace,
        team_id=team_id,
        retro_id=retro.id,
        retro_number=1,
        number=1,
        text="a",
        owner="U1",
        proposer="U1",
        due=NOON.date(),
        measure="m",
        proposed_at=NOON,
    )
    turn = facilitators.Turn(
        workspace=workspace,
        team_id=team_id,
        day=NOON.date(),
        retro_at=NOON,
        fallback_at=NOON,
        facilitator="U1",
        state="accepted",
    )
    session.add_all([theme, card, action, turn])
    session.flush()
    session.add(retros.Ballot(workspace=workspace, retro_id=retro.id, theme_id=theme.id, voter_key="k", dots=1))
    session.add(retros.Rating(workspace=workspace, retro_id=retro.id, given=4, rater_key="k"))
    facilitators.be_away(session, workspace, "U1", NOON.date(), NOON.date())
    session.flush()
    return {"retro_id": retro.id, "card_id": card.id, "action_id": action.id, "turn_id": turn.id}


def asked(question: Callable[..., Any], session: Session, workspace: str, ids: dict[str, Any]) -> Any:
    """The question's answer in one workspace, about the rows of *ids*."""
    known = {
        "session": session,
        "workspace": workspace,
        "user": "U1",
        "author": "U1",
        "channel": "C1",
        "users": ["U1"],
        "guest": False,
        "query": "",
        "key": "scorer",
        "source": "",
        "umbrella": "alerts:storm:1",
        "message": "alerts:1:called",
        "slack_id": "S1",
        "name": "nothing",
        "day": NOON.date(),
        "before": NOON.date() + timedelta(days=1),
        "conditions": [],
        "by_score": True,
        "offset": 0,
        "limit": 100,
        "since": datetime(2000, 1, 1, tzinfo=UTC),
        "until": datetime(2100, 1, 1, tzinfo=UTC),
        **ids,
    }
    return question(**{name: known[name] for name in parameters(question)})


def rows(answer: Any) -> list[SQLModel]:
    """Every row in an answer, however it is wrapped."""
    if isinstance(answer, SQLModel):
        return [answer]
    if isinstance(answer, (list, tuple)):
        return [row for part in answer for row in rows(part)]
    return []


def reads() -> list[Callable[..., Any]]:
    """The questions that answer with something of somebody's: rows, or whether there are any."""
    changing = {type(None), bool, int}
    return [
        question
        for question in ALL
        if "workspace" in parameters(question)
        and (question.__name__ in COUNTING or get_type_hints(question)["return"] not in changing)
    ]


def test_every_question_answers_with_rows_of_its_workspace_only(session):
    own = a_workspace(session, "T1", "ours")
    a_workspace(session, "T2", "theirs")

    answers = {name(question): asked(question, session, "T1", own) for question in reads()}

    assert [asked for asked, answer in answers.items() if not answer] == [], "these found nothing, so prove nothing"
    assert {asked for asked, answer in answers.items() if {row.workspace for row in rows(answer)} - {"T1"}} == set()


def test_another_workspaces_ids_find_nothing(session):
    a_workspace(session, "T1", "ours")
    theirs = a_workspace(session, "T2", "theirs")
    by_id = [question for question in reads() if parameters(question) & theirs.keys()]

    answers = {name(question): asked(question, session, "T1", theirs) for question in by_id}

    assert len(answers) > 5
    assert {asked for asked, answer in answers.items() if answer} == set()
