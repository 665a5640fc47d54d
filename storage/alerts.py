"""Alert cases: what a finding opened, who took it up, and how it ended."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ColumnElement, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, exists, select

from storage import teams


class AlertState(StrEnum):
    """How far a case is."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Alert(SQLModel, table=True):
    """One case of one rule on one monitor. *open_key* keeps it single until it is resolved, then it is None."""

    __tablename__ = "alerts"
    __table_args__ = (
        UniqueConstraint("workspace", "number"),
        UniqueConstraint("open_key"),
        CheckConstraint("state IN ('open', 'acknowledged', 'snoozed', 'resolved')", name="known_state"),
        CheckConstraint("(state = 'resolved') = (open_key IS NULL)", name="single_until_resolved"),
        CheckConstraint("(state = 'resolved') = (outcome <> '')", name="resolved_with_an_outcome"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    number: int
    team_id: int = Field(foreign_key="teams.id", index=True)
    monitor_id: int = Field(foreign_key="monitors.id", index=True)
    channel: str
    rule: str
    severity: int
    owner: str
    title: str
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """What the message shows of the newest finding."""
    seen: int = 1
    opened_at: datetime
    last_at: datetime
    state: str = Field(default=AlertState.OPEN, index=True)
    open_key: str | None
    acked_by: str | None = None
    acked_at: datetime | None = None
    snoozed_by: str | None = None
    snoozed_until: datetime | None = None
    snooze_reason: str = ""
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    outcome: str = ""
    sentence: str = ""
    umbrella: str | None = Field(default=None, index=True)
    """The key of the message that lists it with others of a storm; None if it has a card of its own."""
    called: str | None = None
    """Who was called because nobody had taken it up in time."""


def alert(session: Session, workspace: str, alert_id: int) -> Alert | None:
    """One case."""
    return session.exec(select(Alert).where(Alert.workspace == workspace, Alert.id == alert_id)).first()


def alert_for_change(session: Session, workspace: str, alert_id: int) -> Alert | None:
    """The same, with its row locked until the transaction ends, so that two clicks follow each other."""
    asked = select(Alert).where(Alert.workspace == workspace, Alert.id == alert_id)
    return session.exec(asked.with_for_update()).first()


def under_way(session: Session, workspace: str, monitor_id: int) -> Sequence[Alert]:
    """The cases of one monitor that nobody has resolved, locked, oldest first."""
    asked = select(Alert).where(
        Alert.workspace == workspace, Alert.monitor_id == monitor_id, col(Alert.open_key).is_not(None)
    )
    return session.exec(asked.order_by(col(Alert.id)).with_for_update()).all()


def opened_in_channel(session: Session, workspace: str, channel: str, *, since: datetime) -> Sequence[Alert]:
    """The cases that were opened in one channel after *since*, oldest first."""
    return session.exec(
        select(Alert)
        .where(Alert.workspace == workspace, Alert.channel == channel, Alert.opened_at > since)
        .order_by(col(Alert.number))
    ).all()


def under_umbrella(session: Session, workspace: str, umbrella: str) -> Sequence[Alert]:
    """The cases that one message lists, oldest first."""
    return session.exec(
        select(Alert).where(Alert.workspace == workspace, Alert.umbrella == umbrella).order_by(col(Alert.number))
    ).all()


def untouched(session: Session, workspace: str, team_id: int) -> Sequence[Alert]:
    """The cases of a team that nobody took up and for which nobody was called, locked, oldest first."""
    asked = select(Alert).where(Alert.workspace == workspace, Alert.team_id == team_id, Alert.state == AlertState.OPEN)
    alone = asked.where(col(Alert.acked_by).is_(None), col(Alert.called).is_(None))
    return session.exec(alone.order_by(col(Alert.number)).with_for_update()).all()


def visible_to(user: str, *, guest: bool) -> ColumnElement[bool]:
    """For whom the question is asked: as the channel of the case's team allows."""
    return exists().where(col(teams.Team.id) == col(Alert.team_id), teams.visible_to(user, guest=guest))


def seen_by(session: Session, workspace: str, alert_id: int, *, user: str, guest: bool) -> Alert | None:
    """One case, if the asker may see it."""
    return session.exec(
        select(Alert).where(Alert.workspace == workspace, Alert.id == alert_id, visible_to(user, guest=guest))
    ).first()


def listed(session: Session, workspace: str, *, user: str, guest: bool, limit: int = 30) -> Sequence[Alert]:
    """The unresolved cases that somebody may see, the most severe and then the newest first."""
    return session.exec(
        select(Alert)
        .where(Alert.workspace == workspace, col(Alert.open_key).is_not(None), visible_to(user, guest=guest))
        .order_by(col(Alert.severity), col(Alert.number).desc())
        .limit(limit)
    ).all()


def of_team(session: Session, workspace: str, team_id: int) -> Sequence[Alert]:
    """Every case of one team, oldest first; whom the team may be shown to, these may."""
    return session.exec(
        select(Alert).where(Alert.workspace == workspace, Alert.team_id == team_id).order_by(col(Alert.number))
    ).all()


def of_rule(session: Session, workspace: str, monitor_id: int, rule: str) -> Sequence[Alert]:
    """The cases that one rule has opened on one monitor, oldest first."""
    return session.exec(
        select(Alert)
        .where(Alert.workspace == workspace, Alert.monitor_id == monitor_id, Alert.rule == rule)
        .order_by(col(Alert.number))
    ).all()
