"""Teams, who is in them in which role, and whom their things may be shown to."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, exists, or_, select


class Craft(StrEnum):
    """The four points of view that a Kaizen team needs."""

    DATA_SCIENCE = "data_science"
    MLOPS = "mlops"
    COMPLIANCE = "compliance"
    BUSINESS = "business"


class Team(SQLModel, table=True):
    """A Kaizen team lives in one channel."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("workspace", "channel"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace: str = Field(index=True)
    channel: str
    private: bool = False
    name: str
    zone: str
    lead: str
    created_at: datetime


class Membership(SQLModel, table=True):
    """One person in one team, with their own zone and hours where these differ from what Slack says."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("team_id", "user"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="teams.id", index=True)
    workspace: str = Field(index=True)
    user: str = Field(index=True)
    crafts: str = ""
    """Crafts joined by spaces, in the order of `Craft`."""
    facilitates: bool = False
    zone: str = "UTC"
    day_starts: str = "09:00"
    day_ends: str = "17:00"


def of_channel(session: Session, workspace: str, channel: str) -> Team | None:
    """The team that lives in a channel."""
    return session.exec(select(Team).where(Team.workspace == workspace, Team.channel == channel)).first()


def team(session: Session, workspace: str, team_id: int) -> Team | None:
    """One team by its number."""
    return session.exec(select(Team).where(Team.workspace == workspace, Team.id == team_id)).first()


def membership(session: Session, team_id: int, user: str) -> Membership | None:
    """What one person is in one team."""
    return session.exec(select(Membership).where(Membership.team_id == team_id, Membership.user == user)).first()


def members(session: Session, team_id: int) -> Sequence[Membership]:
    """Everybody in a team, by user id."""
    return session.exec(select(Membership).where(Membership.team_id == team_id).order_by(Membership.user)).all()


def of_person(session: Session, workspace: str, user: str) -> Sequence[Team]:
    """The teams that somebody is in, by name."""
    return session.exec(
        select(Team)
        .join(Membership, col(Membership.team_id) == col(Team.id))
        .where(Team.workspace == workspace, Membership.user == user)
        .order_by(Team.name)
    ).all()


def visible_to(user: str, *, guest: bool) -> ColumnElement[bool]:
    """For whom a question about a team's things is asked: teammates always, colleagues if its channel is public.

    A guest sees only the teams they are in, as in Slack itself. Add it to every query that joins `Team`.
    """
    in_it = exists().where(col(Membership.team_id) == col(Team.id), col(Membership.user) == user)
    return in_it if guest else or_(col(Team.private).is_(False), in_it)


def visible(session: Session, workspace: str, user: str, *, guest: bool) -> Sequence[Team]:
    """The teams whose things somebody may see, by name."""
    return session.exec(
        select(Team).where(Team.workspace == workspace, visible_to(user, guest=guest)).order_by(Team.name)
    ).all()
