"""Alert cases: what a finding opened, who took it up, and how it ended."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ColumnElement, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, exists, or_, select

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
    """Who was called last because nobody had taken it up in time."""
    recovery: str | None = None
    """How far it is back within its limits, as its card last said; None while there is nothing to say."""
    within: int | None = None
    """Of how many points the card said so."""
    proposed_by: str | None = None
    """Who would close it, while a second person has not agreed; with what it was, and why."""
    proposed_at: datetime | None = None
    proposed_outcome: str | None = None
    proposed_sentence: str | None = None
    agreed_by: str | None = None
    """The second person, where one was needed."""
    duplicate_of: int | None = None
    """The case that it repeats."""


class AlertRequest(SQLModel, table=True):
    """One person was asked about one case by a direct message, which is edited when the case moves on."""

    __tablename__ = "alert_requests"
    __table_args__ = (UniqueConstraint("alert_id", "message"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    alert_id: int = Field(foreign_key="alerts.id", index=True)
    message: str = Field(index=True)
    """The key of the direct message; one about several cases has a row for each."""
    asked: str
    """What it asks for, which is the name of its template."""
    person: str


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


def ask(session: Session, workspace: str, alert_id: int, *, message: str, asked: str, person: str) -> None:
    """Keep that somebody was asked; the same request again is the same."""
    known = select(AlertRequest).where(AlertRequest.alert_id == alert_id, AlertRequest.message == message)
    if session.exec(known).first() is None:
        request = AlertRequest(workspace=workspace, alert_id=alert_id, message=message, asked=asked, person=person)
        session.add(request)
        session.flush()


def requests(session: Session, workspace: str, alert_id: int) -> Sequence[AlertRequest]:
    """The direct messages about one case, oldest first."""
    asked = select(AlertRequest).where(AlertRequest.workspace == workspace, AlertRequest.alert_id == alert_id)
    return session.exec(asked.order_by(col(AlertRequest.id))).all()


def asked_in(session: Session, workspace: str, message: str) -> Sequence[Alert]:
    """The cases that one direct message is about, oldest first."""
    named = exists().where(col(AlertRequest.alert_id) == col(Alert.id), col(AlertRequest.message) == message)
    return session.exec(select(Alert).where(Alert.workspace == workspace, named).order_by(col(Alert.number))).all()


def duplicates(session: Session, workspace: str, alert_id: int) -> Sequence[Alert]:
    """The closed cases that repeat this one, oldest first."""
    repeating = select(Alert).where(
        Alert.workspace == workspace, Alert.duplicate_of == alert_id, Alert.outcome == "duplicate"
    )
    return session.exec(repeating.order_by(col(Alert.number))).all()


def waiting_for(session: Session, workspace: str, user: str, *, guest: bool) -> Sequence[Alert]:
    """The cases that are not closed and that somebody answers for, took up, or was asked about; most severe first."""
    was_asked = exists().where(col(AlertRequest.alert_id) == col(Alert.id), col(AlertRequest.person) == user)
    theirs = or_(Alert.owner == user, Alert.acked_by == user, Alert.called == user, was_asked)
    asked = select(Alert).where(
        Alert.workspace == workspace, col(Alert.open_key).is_not(None), theirs, visible_to(user, guest=guest)
    )
    return session.exec(asked.order_by(col(Alert.severity), col(Alert.number))).all()


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


def to_repeat(
    session: Session, workspace: str, user: str, *, guest: bool, since: datetime, limit: int = 100
) -> Sequence[Alert]:
    """The cases that somebody may see and that are not closed, or were opened after *since*; the newest first."""
    recent = or_(col(Alert.open_key).is_not(None), Alert.opened_at > since)
    asked = select(Alert).where(Alert.workspace == workspace, recent, visible_to(user, guest=guest))
    return session.exec(asked.order_by(col(Alert.number).desc()).limit(limit)).all()


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
