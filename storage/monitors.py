"""Monitors, their readings, and what was found in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, delete, func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, exists, select

from storage import teams


class ChartKind(StrEnum):
    """How readings are judged; *auto* takes what fits them, and keeps it."""

    AUTO = "auto"
    INDIVIDUALS = "i-mr"
    PROPORTION = "p"
    LANEY = "laney-p"
    DRIFT = "drift"


class Monitor(SQLModel, table=True):
    """One metric that is watched. *key* is its name as people compare names: without case and stray spaces.

    *version* counts the changes: what was begun with an older one is not written down. The lower half is what the
    newest sweep saw: a monitor is shown without asking its source again.
    """

    __tablename__ = "monitors"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        CheckConstraint("chart IN ('auto', 'i-mr', 'p', 'laney-p', 'drift')", name="known_chart"),
        CheckConstraint("severity BETWEEN 1 AND 3", name="severity_from_1_to_3"),
        CheckConstraint("every_seconds >= 1", name="interval_above_nothing"),
        CheckConstraint("(baseline_points IS NULL) <> (baseline_first IS NULL)", name="baseline_by_points_or_dates"),
        CheckConstraint("(baseline_first IS NULL) = (baseline_last IS NULL)", name="baseline_has_both_dates"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    team_id: int = Field(foreign_key="teams.id", index=True)
    channel: str
    name: str
    key: str
    source: str
    question: str
    chart: str
    every_seconds: int
    baseline_points: int | None = None
    baseline_first: datetime | None = None
    baseline_last: datetime | None = None
    rules: str
    """Rules whose signals alert, joined by spaces."""
    watched: str
    """Rules whose signals only the digest tells, joined by spaces."""
    model: str = ""
    severity: int = 2
    label_delay_seconds: int = 0
    owner: str
    created_by: str
    created_at: datetime
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    changed_by: str | None = None
    judged_since: datetime | None = None
    """When what it is judged by was changed last; None if it never was."""
    judged_until: datetime | None = None
    """Points up to here were judged before that, and keep their judgement."""
    resumed_at: datetime | None = None
    """When it was started again; what came while it was stopped is not missing."""
    stopped_at: datetime | None = None
    stopped_by: str | None = None
    stop_reason: str | None = None

    looked_version: int | None = None
    """The version that the newest sweep looked at."""
    swept_at: datetime | None = None
    """None also after a change of what is read or of the baseline: all of it is read again then."""
    newest_at: datetime | None = None
    """When the newest reading was taken."""
    failing_since: datetime | None = None
    failure: str = ""
    standing: str = "new"
    """new, too often, unstable, or how far its limits can be trusted: too few, provisional, rough, settled."""
    verdict: str = ""
    power: str = ""
    """What size of shift the chart would have seen."""
    expected_a_month: float | None = None
    """Signals of the alerting rules in 30 quiet days."""
    expected_a_month_watched: float | None = None
    """The same of the rules that only the digest tells."""


class Reading(SQLModel, table=True):
    """One value at one time, and of how many cases where it is a proportion."""

    __tablename__ = "readings"

    monitor_id: int = Field(primary_key=True, foreign_key="monitors.id")
    at: datetime = Field(primary_key=True)
    value: float
    size: float | None = None


class Finding(SQLModel, table=True):
    """A point that broke a rule; the constraint, not the code, keeps it single."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("monitor_id", "rule", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    monitor_id: int = Field(foreign_key="monitors.id", index=True)
    rule: str
    at: datetime
    found_at: datetime = Field(index=True)
    value: float | None = None
    words: str = ""


def register(session: Session, monitor: Monitor) -> bool:
    """Add a monitor and give it its number; False if the workspace has one of that name."""
    try:
        with session.begin_nested():
            session.add(monitor)
    except IntegrityError:
        return False
    return True


def monitor(session: Session, workspace: str, monitor_id: int) -> Monitor | None:
    """One monitor."""
    return session.exec(select(Monitor).where(Monitor.workspace == workspace, Monitor.id == monitor_id)).first()


def monitor_for_change(session: Session, workspace: str, monitor_id: int) -> Monitor | None:
    """The same, with its row locked until the transaction ends, so that two sweeps follow each other."""
    asked = select(Monitor).where(Monitor.workspace == workspace, Monitor.id == monitor_id)
    return session.exec(asked.with_for_update()).first()


def rewrite(session: Session, monitor: Monitor, values: Mapping[str, Any]) -> bool:
    """Change columns of a monitor; False, and nothing changed, if another monitor has that name."""
    before = {name: getattr(monitor, name) for name in values}
    try:
        with session.begin_nested():
            session.add(monitor.sqlmodel_update(dict(values)))
    except IntegrityError:
        monitor.sqlmodel_update(before)
        return False
    return True


def named(session: Session, workspace: str, key: str) -> Monitor | None:
    """The monitor of that name."""
    return session.exec(select(Monitor).where(Monitor.workspace == workspace, Monitor.key == key)).first()


def seen_by(session: Session, workspace: str, monitor_id: int, *, user: str, guest: bool) -> Monitor | None:
    """One monitor, if the asker may see it."""
    asked = select(Monitor).where(Monitor.workspace == workspace, Monitor.id == monitor_id)
    return session.exec(asked.where(visible_to(user, guest=guest))).first()


def visible_to(user: str, *, guest: bool) -> ColumnElement[bool]:
    """For whom the question is asked: as the channel of the monitor's team allows."""
    return exists().where(col(teams.Team.id) == col(Monitor.team_id), teams.visible_to(user, guest=guest))


def listed(session: Session, workspace: str, *, user: str, guest: bool, limit: int = 2000) -> Sequence[Monitor]:
    """The monitors that somebody may see, by name, also those that are stopped."""
    return session.exec(
        select(Monitor)
        .where(Monitor.workspace == workspace, visible_to(user, guest=guest))
        .order_by(Monitor.key)
        .limit(limit)
    ).all()


def of_team(session: Session, workspace: str, team_id: int) -> Sequence[Monitor]:
    """The monitors of one team that are not stopped, by name; whom the team may be shown to, these may."""
    return [monitor for monitor in kept_by_team(session, workspace, team_id) if monitor.stopped_at is None]


def kept_by_team(session: Session, workspace: str, team_id: int) -> Sequence[Monitor]:
    """The same with those that are stopped."""
    return session.exec(
        select(Monitor).where(Monitor.workspace == workspace, Monitor.team_id == team_id).order_by(Monitor.key)
    ).all()


def readings(session: Session, monitor_id: int) -> Sequence[Reading]:
    """What was read so far, in the order of time."""
    return session.exec(select(Reading).where(Reading.monitor_id == monitor_id).order_by(col(Reading.at))).all()


def reading_times(session: Session, monitor_id: int, *, since: datetime) -> Sequence[datetime]:
    """When the readings of a monitor were taken from *since* on, in the order of time."""
    asked = select(Reading.at).where(Reading.monitor_id == monitor_id, Reading.at >= since)
    return session.exec(asked.order_by(col(Reading.at))).all()


def count_readings(session: Session, monitor_id: int) -> int:
    """How many there are."""
    return session.exec(select(func.count()).select_from(Reading).where(Reading.monitor_id == monitor_id)).one()


def forget_readings(session: Session, monitor_id: int) -> None:
    """They answered another question than the monitor asks now."""
    session.exec(delete(Reading).where(col(Reading.monitor_id) == monitor_id))


def keep_readings(session: Session, monitor_id: int, new: Iterable[Reading]) -> None:
    """Add readings; one of the same time replaces the one before."""
    known = {reading.at: reading for reading in readings(session, monitor_id)}
    for reading in new:
        before = known.get(reading.at)
        if before is None:
            session.add(reading)
        elif (before.value, before.size) != (reading.value, reading.size):
            before.value, before.size = reading.value, reading.size
            session.add(before)
    session.flush()


def found_already(session: Session, monitor_id: int) -> Sequence[Finding]:
    """Everything that was ever found in a monitor, oldest first."""
    return session.exec(select(Finding).where(Finding.monitor_id == monitor_id).order_by(col(Finding.id))).all()


def keep_finding(session: Session, monitor_id: int, finding: Finding) -> bool:
    """Add a finding; False if it is known."""
    assert finding.monitor_id == monitor_id
    try:
        with session.begin_nested():
            session.add(finding)
    except IntegrityError:
        return False
    return True


def found_in_team(
    session: Session, workspace: str, team_id: int, *, since: datetime, until: datetime
) -> Sequence[Finding]:
    """What was found in a team's monitors from *since* until before *until*, in the order of time."""
    return session.exec(
        select(Finding)
        .join(Monitor, col(Monitor.id) == col(Finding.monitor_id))
        .where(Monitor.workspace == workspace, Monitor.team_id == team_id)
        .where(Finding.found_at >= since, Finding.found_at < until)
        .order_by(col(Finding.at), col(Finding.id))
    ).all()
