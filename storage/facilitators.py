"""Whose turn it is to facilitate, how they answered, and who is away when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Column, Field, Session, SQLModel, UniqueConstraint, col, func, select


class TurnState(StrEnum):
    """How far a turn has come: asked and not answered, open to whoever takes it, accepted, or done."""

    ASKED = "asked"
    OPEN = "open"
    ACCEPTED = "accepted"
    SERVED = "served"


class Because(StrEnum):
    """Why a turn came to somebody from another.

    Who had it is away, has not answered, found nobody to swap with, or is not in the team any more.
    """

    AWAY = "away"
    SILENT = "silent"
    OFFERED = "offered"
    LEFT = "left"


class Turn(SQLModel, table=True):
    """One retro to be facilitated; the constraint, not the code, gives each day one turn."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("team_id", "day"),
        CheckConstraint("state IN ('asked', 'open', 'accepted', 'served')", "known_state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    team_id: int = Field(foreign_key="teams.id")
    day: date
    """The date in UTC on which the retro begins."""
    retro_at: datetime
    fallback_at: datetime
    """When the next one is asked, if nobody has accepted by then."""
    facilitator: str
    state: str = TurnState.ASKED
    passed: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Who was asked before and could not; they have not served, so that they come first next time."""
    offered_by: str = ""
    """Whose offer to swap stands in the channel."""
    because: str | None = None
    """Why it was passed on to whoever has it, one of `Because`; None if it was theirs from the start, or taken."""


class Absence(SQLModel, table=True):
    """Days on which somebody is away, both ends included, wherever they are."""

    __tablename__ = "absences"
    __table_args__ = (
        UniqueConstraint("workspace", "user", "first"),
        CheckConstraint("first <= last", "ends_after_it_begins"),
        Index(None, "workspace", "user"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    user: str
    first: date
    last: date


def turn(session: Session, workspace: str, turn_id: int) -> Turn | None:
    """One turn, its row locked until the transaction ends."""
    return session.exec(select(Turn).where(Turn.workspace == workspace, Turn.id == turn_id).with_for_update()).first()


def turn_on(session: Session, workspace: str, team_id: int, day: date) -> Turn | None:
    """The turn of a team on one day."""
    return session.exec(
        select(Turn).where(Turn.workspace == workspace, Turn.team_id == team_id, Turn.day == day)
    ).first()


def unserved(session: Session, workspace: str, team_id: int) -> Sequence[Turn]:
    """The turns of a team that nobody has served, earliest first."""
    return session.exec(
        select(Turn)
        .where(Turn.workspace == workspace, Turn.team_id == team_id, Turn.state != TurnState.SERVED)
        .order_by(col(Turn.day))
    ).all()


def turns_of(session: Session, workspace: str, user: str) -> Sequence[Turn]:
    """What lies before somebody, earliest first."""
    return session.exec(
        select(Turn)
        .where(Turn.workspace == workspace, Turn.facilitator == user, Turn.state != TurnState.SERVED)
        .order_by(col(Turn.day), col(Turn.id))
    ).all()


def latest_sure(session: Session, workspace: str, team_id: int) -> Turn | None:
    """The latest turn of a team to which somebody has said yes, or which they have served."""
    sure = col(Turn.state).in_((TurnState.ACCEPTED, TurnState.SERVED))
    return session.exec(
        select(Turn).where(Turn.workspace == workspace, Turn.team_id == team_id, sure).order_by(col(Turn.day).desc())
    ).first()


def last_duties(session: Session, workspace: str, team_id: int, before: date) -> Mapping[str, date]:
    """When each facilitator's latest turn before that day was."""
    found = session.exec(
        select(Turn.facilitator, func.max(Turn.day))
        .where(Turn.workspace == workspace, Turn.team_id == team_id, Turn.day < before)
        .group_by(col(Turn.facilitator))
    ).all()
    return dict(found)


def absences(session: Session, workspace: str, users: Sequence[str]) -> Sequence[Absence]:
    """When each of *users* is away, earliest first."""
    return session.exec(
        select(Absence)
        .where(Absence.workspace == workspace, col(Absence.user).in_(users))
        .order_by(col(Absence.first), col(Absence.id))
    ).all()


def be_away(session: Session, workspace: str, user: str, first: date, last: date) -> None:
    """Keep that somebody is away; from the same day on, the newer end holds."""
    known = session.exec(
        select(Absence).where(Absence.workspace == workspace, Absence.user == user, Absence.first == first)
    ).first()
    absence = known or Absence(workspace=workspace, user=user, first=first, last=last)
    absence.last = last
    session.add(absence)
    session.flush()


def be_back(session: Session, workspace: str, user: str, day: date) -> None:
    """Forget when somebody is away from that day on; what has begun ends on the day before."""
    for absence in absences(session, workspace, [user]):
        if absence.first >= day:
            session.delete(absence)
        elif absence.last >= day:
            absence.last = day - timedelta(days=1)
            session.add(absence)
    session.flush()
