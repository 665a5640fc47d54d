"""What comes back and when next, and which of its occurrences have been taken up."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlmodel import Field, Session, SQLModel, col, delete, func, select


class Schedule(SQLModel, table=True):
    """A wall-clock time in a zone, or an interval; one for each kind and subject of a workspace."""

    __tablename__ = "schedules"
    __table_args__ = (
        UniqueConstraint("workspace", "kind", "subject"),
        CheckConstraint("(wall_time IS NULL) <> (every_seconds IS NULL)", name="wall_clock_or_interval"),
        CheckConstraint("(wall_time IS NULL) = (zone IS NULL)", name="wall_clock_has_a_zone"),
        CheckConstraint("(every_seconds IS NULL) = (since IS NULL)", name="interval_has_a_start"),
        CheckConstraint("every_weeks = 1 OR anchor IS NOT NULL", name="weeks_are_counted_from_an_anchor"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    kind: str
    subject: str
    wall_time: str | None = None
    zone: str | None = None
    weekdays: str | None = None
    """Digits, 0 for Monday: "01234" are the working days."""
    every_weeks: int = 1
    anchor: date | None = None
    every_seconds: int | None = None
    since: datetime | None = None
    next_at: datetime = Field(index=True)
    """By the team's clock, in UTC."""


class Occurrence(SQLModel, table=True):
    """One that was taken up; the key, not the code, keeps it single."""

    __tablename__ = "occurrences"

    schedule_id: int = Field(primary_key=True, foreign_key="schedules.id")
    occurrence: str = Field(primary_key=True)
    """The local date of a wall clock, the instant in UTC of an interval."""


_KEEP = text(
    "INSERT INTO occurrences (schedule_id, occurrence) VALUES (:schedule_id, :occurrence) "
    "ON CONFLICT (schedule_id, occurrence) DO NOTHING RETURNING occurrence"
)


def one(session: Session, workspace: str, kind: str, subject: str) -> Schedule | None:
    """The schedule of one kind for one subject, locked until the transaction ends."""
    asked = select(Schedule).where(Schedule.workspace == workspace, Schedule.kind == kind, Schedule.subject == subject)
    return session.exec(asked.with_for_update()).one_or_none()


def next_at(session: Session, workspace: str, kind: str, subject: str) -> datetime | None:
    """When it comes due next, for who only asks."""
    asked = select(Schedule.next_at).where(
        Schedule.workspace == workspace, Schedule.kind == kind, Schedule.subject == subject
    )
    return session.exec(asked).one_or_none()


def due(session: Session, now: datetime, kinds: Collection[str], limit: int) -> Sequence[Schedule]:
    """What has come due, earliest first, locked; what another ticker holds is left to it."""
    asked = select(Schedule).where(Schedule.next_at <= now, col(Schedule.kind).in_(kinds))
    ordered = asked.order_by(col(Schedule.next_at), col(Schedule.id)).limit(limit)
    return session.exec(ordered.with_for_update(skip_locked=True)).all()


def count_due(session: Session, now: datetime, kinds: Collection[str]) -> int:
    """How many have come due."""
    asked = select(func.count()).select_from(Schedule).where(Schedule.next_at <= now, col(Schedule.kind).in_(kinds))
    return session.exec(asked).one()


def coming(session: Session, after: datetime, kinds: Collection[str], limit: int) -> Sequence[Schedule]:
    """What comes due after that moment, earliest first."""
    asked = select(Schedule).where(Schedule.next_at > after, col(Schedule.kind).in_(kinds))
    return session.exec(asked.order_by(col(Schedule.next_at), col(Schedule.id)).limit(limit)).all()


def keep_occurrence(session: Session, schedule: Schedule, name: str) -> bool:
    """Take the occurrence up; False if somebody has."""
    row = {"schedule_id": schedule.id, "occurrence": name}
    return session.connection().execute(_KEEP, row).first() is not None


def forget(session: Session, workspace: str, kind: str, subject: str) -> None:
    """Remove the schedule and the traces of its occurrences."""
    found = one(session, workspace, kind, subject)
    if found is not None:
        session.execute(delete(Occurrence).where(col(Occurrence.schedule_id) == found.id))
        session.delete(found)
        session.flush()
