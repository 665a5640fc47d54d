"""Teams, who is in them in which role, what they changed of the defaults, and whom their things may be shown to."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BindParameter, CheckConstraint, Column, ColumnElement, Index
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, delete, exists, or_, select


class Craft(StrEnum):
    """The four points of view that a Kaizen team needs."""

    DATA_SCIENCE = "data_science"
    MLOPS = "mlops"
    COMPLIANCE = "compliance"
    BUSINESS = "business"


class Team(SQLModel, table=True):
    """A Kaizen team lives in one channel; the constraint, not the code, keeps it single there."""

    __tablename__ = "teams"
    __table_args__ = (
        UniqueConstraint("workspace", "channel"),
        CheckConstraint("day_starts < day_ends", "day_has_hours"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    channel: str
    private: bool = False
    name: str
    zone: str
    day_starts: str
    day_ends: str
    lead: str
    created_at: datetime
    deputy: str | None = None
    """Who triages while the lead is away, if anybody is named."""


class Membership(SQLModel, table=True):
    """One person in one team. What is empty follows: the zone what Slack says, the hours the team's."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("team_id", "user"),
        CheckConstraint("day_starts < day_ends OR (day_starts = '' AND day_ends = '')", "day_has_hours"),
        Index(None, "workspace", "user"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="teams.id")
    workspace: str
    user: str
    crafts: str = ""
    """Crafts joined by spaces, in the order of `Craft`."""
    facilitates: bool = False
    zone: str = ""
    day_starts: str = ""
    day_ends: str = ""


class ChangedSetting(SQLModel, table=True):
    """One default that a team replaced by a value of its own."""

    __tablename__ = "changed_settings"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="teams.id")
    workspace: str
    name: str
    value: str


class TeamDraft(SQLModel, table=True):
    """What somebody entered for a channel that could not get its team yet; gone once it has one."""

    __tablename__ = "team_drafts"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    saved_at: datetime


def found(session: Session, team: Team) -> bool:
    """Add a team and give it its number; False if its channel has one already."""
    try:
        with session.begin_nested():
            session.add(team)
    except IntegrityError:
        return False
    return True


def of_channel(session: Session, workspace: str, channel: str) -> Team | None:
    """The team that lives in a channel."""
    return session.exec(select(Team).where(Team.workspace == workspace, Team.channel == channel)).first()


def team(session: Session, workspace: str, team_id: int) -> Team | None:
    """One team by its number."""
    return session.exec(select(Team).where(Team.workspace == workspace, Team.id == team_id)).first()


def team_for_change(session: Session, workspace: str, team_id: int) -> Team | None:
    """The same, with its row locked until the transaction ends, so that two who change it follow each other."""
    return session.exec(select(Team).where(Team.workspace == workspace, Team.id == team_id).with_for_update()).first()


def membership(session: Session, workspace: str, team_id: int, user: str) -> Membership | None:
    """What one person is in one team."""
    return session.exec(
        select(Membership).where(
            Membership.workspace == workspace, Membership.team_id == team_id, Membership.user == user
        )
    ).first()


def members(session: Session, workspace: str, team_id: int) -> Sequence[Membership]:
    """Everybody in a team, by user id."""
    return session.exec(
        select(Membership)
        .where(Membership.workspace == workspace, Membership.team_id == team_id)
        .order_by(Membership.user)
    ).all()


def of_person(session: Session, workspace: str, user: str) -> Sequence[Team]:
    """The teams that somebody is in, by name."""
    return session.exec(
        select(Team)
        .join(Membership, col(Membership.team_id) == col(Team.id))
        .where(Team.workspace == workspace, Membership.user == user)
        .order_by(Team.name, col(Team.id))
    ).all()


def settled_zone(session: Session, workspace: str, user: str) -> str:
    """The zone that somebody chose for their working hours, in the first of their teams where they did; else empty."""
    chosen = select(Membership.zone).where(
        Membership.workspace == workspace, Membership.user == user, col(Membership.zone) != ""
    )
    return session.exec(chosen.order_by(col(Membership.team_id))).first() or ""


def visible_to(user: str | BindParameter[str], *, guest: bool) -> ColumnElement[bool]:
    """For whom a question about a team's things is asked: teammates always, colleagues if its channel is public.

    A guest sees only the teams they are in, as in Slack itself. Add it to every query that joins `Team`.
    """
    in_it = exists().where(col(Membership.team_id) == col(Team.id), col(Membership.user) == user)
    return in_it if guest else or_(col(Team.private).is_(False), in_it)


def visible(session: Session, workspace: str, user: str, *, guest: bool) -> Sequence[Team]:
    """The teams whose things somebody may see, by name."""
    return session.exec(
        select(Team).where(Team.workspace == workspace, visible_to(user, guest=guest)).order_by(Team.name, col(Team.id))
    ).all()


def seen_in_channel(session: Session, workspace: str, channel: str, user: str, *, guest: bool) -> Team | None:
    """The team of a channel, if the asker may see it."""
    return session.exec(
        select(Team).where(Team.workspace == workspace, Team.channel == channel, visible_to(user, guest=guest))
    ).first()


def leave(session: Session, workspace: str, team_id: int, user: str) -> None:
    """Take one person out of a team."""
    session.exec(
        delete(Membership).where(
            col(Membership.workspace) == workspace, col(Membership.team_id) == team_id, col(Membership.user) == user
        )
    )


def changed_settings(session: Session, workspace: str, team_id: int) -> Sequence[ChangedSetting]:
    """What a team replaced of the defaults, by name."""
    return session.exec(
        select(ChangedSetting)
        .where(ChangedSetting.workspace == workspace, ChangedSetting.team_id == team_id)
        .order_by(ChangedSetting.name)
    ).all()


def change_setting(session: Session, workspace: str, team_id: int, name: str, value: str | None) -> None:
    """Keep a team's own value for one setting; None goes back to the default."""
    session.exec(
        delete(ChangedSetting).where(
            col(ChangedSetting.workspace) == workspace,
            col(ChangedSetting.team_id) == team_id,
            col(ChangedSetting.name) == name,
        )
    )
    if value is not None:
        session.add(ChangedSetting(workspace=workspace, team_id=team_id, name=name, value=value))


def draft(session: Session, workspace: str, channel: str, user: str) -> TeamDraft | None:
    """What somebody entered for a channel's team that could not begin."""
    return session.get(TeamDraft, (workspace, channel, user))


def drop_drafts(session: Session, workspace: str, channel: str) -> None:
    """A channel has its team: nobody needs what they entered for it any more."""
    session.exec(delete(TeamDraft).where(col(TeamDraft.workspace) == workspace, col(TeamDraft.channel) == channel))
