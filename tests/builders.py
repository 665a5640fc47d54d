"""Things to test with, saying only what matters: ``an_idea(session, votes=3)``."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from kaizen.ideas import submitting
from kaizen.ideas.submitting import EstimateForm, Gains
from kaizen.people import Person
from message_templates.ideas.views import Draft
from storage import ideas, teams
from storage.teams import Membership, Team

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WORKSPACE = "T0NORTHWIND"
ANA = Person(WORKSPACE, "U0ANA", "Ana", "Europe/London")
BEN = Person(WORKSPACE, "U0BEN", "Ben", "Asia/Tokyo")
A_GUEST = Person(WORKSPACE, "U0GUEST", "Gus", "UTC", guest=True)
A_STRANGER = Person(WORKSPACE, "U0ELSE", "Eve", "UTC", home="T0ELSEWHERE")

NINETY_MS = EstimateForm("latency", "", 60.0, 90.0, 120.0, "estimate")


def a_team(
    session: Session, *, members: Sequence[Person] = (ANA,), channel: str = "C0TEAM", private: bool = False
) -> int:
    """A team in a channel; the first member leads it."""
    team = Team(
        workspace=WORKSPACE,
        channel=channel,
        private=private,
        name=f"Team of {channel}",
        zone="Europe/London",
        day_starts="09:00",
        day_ends="17:00",
        lead=members[0].user,
        created_at=NOON,
    )
    session.add(team)
    session.flush()
    assert team.id is not None
    for member in members:
        session.add(Membership(team_id=team.id, workspace=WORKSPACE, user=member.user, zone=member.zone))
    session.flush()
    return team.id


def a_draft(session: Session, person: Person = ANA, **changes: Any) -> Draft:
    """The first step of an idea, kept."""
    draft = Draft(
        **{
            "pain": "p95 latency is 410 ms, and a third of it are repeated lookups.",
            "proposal": "Cache the feature lookups. They seldom change.",
            "areas": ("latency",),
            "model": "fraud-scorer",
            "place": "channel:C0ANY:0",
            **changes,
        }
    )
    submitting.keep(session, person, draft, now=NOON)
    session.flush()
    return draft


def an_idea(session: Session, person: Person = ANA, *, votes: Sequence[Person] = (), **changes: Any) -> int:
    """A submitted idea; its id."""
    a_draft(session, person, **changes)
    _, saved = submitting.submit(session, person, Gains((NINETY_MS,)), now=NOON)
    for voter in votes:
        ideas.cast(session, saved.id, voter.user, NOON)
    return saved.id


def in_team(team_id: int) -> dict[str, str]:
    """The place of an idea that belongs to a team."""
    return {"place": f"team:{team_id}"}


def team(session: Session, team_id: int) -> Team:
    """A team by its number."""
    found = teams.team(session, WORKSPACE, team_id)
    assert found is not None
    return found
