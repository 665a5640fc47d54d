"""Things to test with, saying only what matters: ``an_idea(session, votes=3)``."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from kaizen.ideas import submitting
from kaizen.ideas.estimating import EstimateForm, Gains
from kaizen.people import Person
from message_templates.ideas.views import Draft
from storage import ideas, numbers, teams
from storage.alerts import Alert
from storage.monitors import Monitor
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


def a_monitor(session: Session, team_id: int, name: str = "Latency", **changes: Any) -> Monitor:
    """A daily monitor whose limits are settled."""
    monitor = Monitor(
        **{
            "workspace": WORKSPACE,
            "team_id": team_id,
            "channel": "C0TEAM",
            "name": name,
            "key": name.casefold(),
            "source": "files",
            "question": "file=latency.csv time=day value=p95",
            "chart": "auto",
            "every_seconds": 86_400,
            "baseline_points": 30,
            "rules": "limits",
            "watched": "nelson-2",
            "owner": ANA.user,
            "created_by": ANA.user,
            "created_at": NOON,
            "swept_at": NOON + timedelta(days=30),
            "standing": "settled",
            "expected_a_month": 0.3,
            **changes,
        }
    )
    session.add(monitor)
    session.flush()
    return monitor


def an_alert(session: Session, monitor: Monitor, *, rule: str = "limits", **changes: Any) -> Alert:
    """An open case of a point above its limit, a day after noon."""
    number = numbers.next_number(session, WORKSPACE, "alert")
    at = changes.get("opened_at", NOON + timedelta(days=1))
    facts = {
        "kind": "signal", "at": at.isoformat(), "since": at.isoformat(), "value": 512.0, "limit": 455.0, "beyond": True,
        "centre": 410.0, "apart": 6.8, "size": None, "says": "1 point beyond the limits", "basis": "I-MR chart, limits",
        "expected_a_month": 0.3, "final_at": None, "alt_text": "",
    }  # fmt: skip
    alert = Alert(
        **{
            "workspace": WORKSPACE,
            "number": number,
            "team_id": monitor.team_id,
            "monitor_id": monitor.id,
            "channel": monitor.channel,
            "rule": rule,
            "severity": monitor.severity,
            "owner": monitor.owner,
            "title": f"{monitor.name} above its upper limit",
            "facts": facts,
            "opened_at": at,
            "last_at": at,
            "open_key": f"{monitor.id}:{rule}",
            **changes,
        }
    )
    session.add(alert)
    session.flush()
    return alert


def in_team(team_id: int) -> dict[str, str]:
    """The place of an idea that belongs to a team."""
    return {"place": f"team:{team_id}"}


def team(session: Session, team_id: int) -> Team:
    """A team by its number."""
    found = teams.team(session, WORKSPACE, team_id)
    assert found is not None
    return found
