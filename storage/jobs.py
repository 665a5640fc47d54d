"""What is to be done at a moment, once for each key, and how far it has come."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ColumnElement, Index, UniqueConstraint, bindparam, text
from sqlmodel import Field, Session, SQLModel, UTCDateTime, and_, col, delete, func, or_, select, update


class State(StrEnum):
    """How far a job is; a *running* one was committed as such before it began."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"
    PARKED = "parked"


class Job(SQLModel, table=True):
    """One thing to do. *run_at* is the team's time; *not_before* is the database's clock."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        CheckConstraint("state IN ('waiting', 'running', 'done', 'dropped', 'parked')", name="known_state"),
        CheckConstraint("state <> 'running' OR not_before IS NOT NULL", name="running_under_a_lease"),
        Index("ix_jobs_state_run_at", "state", "run_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    kind: str
    key: str
    run_at: datetime
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    state: str = State.WAITING
    not_before: datetime | None = None
    """Waiting: when it may be tried again; running: when its lease lapses."""
    attempt: int = 0
    reason: str | None = None


# One statement, so that two who plan the same key at once need no second look.
_PLAN = text(
    "INSERT INTO jobs (workspace, kind, key, run_at, payload, state, attempt) "
    "VALUES (:workspace, :kind, :key, :run_at, :payload, 'waiting', 0) "
    "ON CONFLICT (workspace, key) DO UPDATE SET kind = excluded.kind, run_at = excluded.run_at, "
    "payload = excluded.payload WHERE jobs.state = 'waiting' AND jobs.attempt = 0 RETURNING id"
).bindparams(bindparam("run_at", type_=UTCDateTime()), bindparam("payload", type_=JSON()))


def enqueue(
    session: Session, *, workspace: str, kind: str, key: str, run_at: datetime, payload: Mapping[str, Any] | None = None
) -> bool:
    """Plan a job for a moment of the team's time, in the transaction that wants it.

    A key is done once. Planned again while it waits, it moves to the new time with the new payload; once it has
    begun, nothing changes and the answer is False.
    """
    row = {"workspace": workspace, "kind": kind, "key": key, "run_at": run_at, "payload": dict(payload or {})}
    return session.connection().execute(_PLAN, row).first() is not None


def waiting(session: Session, *, workspace: str, key: str) -> Job | None:
    """What is planned under a key and has not begun, locked until the transaction ends."""
    asked = select(Job).where(Job.workspace == workspace, Job.key == key, Job.state == State.WAITING, Job.attempt == 0)
    return session.exec(asked.with_for_update()).first()


def cancel(session: Session, *, workspace: str, key: str) -> bool:
    """Plan it no more, nor try it again; False if it runs, is over, or was never planned."""
    waiting = (col(Job.workspace) == workspace, col(Job.key) == key, col(Job.state) == State.WAITING)
    return session.execute(delete(Job).where(*waiting).returning(col(Job.id))).first() is not None


def runnable(session: Session, now: datetime, moment: datetime, kinds: Collection[str], limit: int) -> Sequence[Job]:
    """What may be begun, in the order of its time, locked; what another replica takes up is left to it."""
    asked = select(Job).where(_is_runnable(now, moment), col(Job.kind).in_(kinds))
    ordered = asked.order_by(col(Job.run_at), col(Job.id)).limit(limit)
    return session.exec(ordered.with_for_update(skip_locked=True)).all()


def count_runnable(session: Session, now: datetime, moment: datetime, kinds: Collection[str]) -> int:
    """How many may be begun."""
    asked = select(func.count()).select_from(Job).where(_is_runnable(now, moment), col(Job.kind).in_(kinds))
    return session.exec(asked).one()


def count_unfinished(session: Session, now: datetime, kinds: Collection[str]) -> int:
    """How many are due and neither done nor given up, whether or not they may be begun yet."""
    due = or_(col(Job.state) == State.RUNNING, and_(col(Job.state) == State.WAITING, col(Job.run_at) <= now))
    return session.exec(select(func.count()).select_from(Job).where(due, col(Job.kind).in_(kinds))).one()


def coming(session: Session, after: datetime, kinds: Collection[str], limit: int) -> Sequence[Job]:
    """What comes due after that moment, earliest first."""
    asked = select(Job).where(Job.state == State.WAITING, Job.run_at > after, col(Job.kind).in_(kinds))
    return session.exec(asked.order_by(col(Job.run_at), col(Job.id)).limit(limit)).all()


def record(
    session: Session,
    job: int,
    attempt: int,
    *,
    state: State,
    reason: str | None = None,
    not_before: datetime | None = None,
) -> bool:
    """Write down what became of an attempt; False if the job has been taken up by another since."""
    still_ours = (col(Job.id) == job, col(Job.attempt) == attempt, col(Job.state) == State.RUNNING)
    changed = update(Job).where(*still_ours).values(state=state, reason=reason, not_before=not_before)
    return session.execute(changed.returning(col(Job.id))).first() is not None


def parked(session: Session, workspace: str) -> Sequence[Job]:
    """What was given up, with its reason, oldest first."""
    asked = select(Job).where(Job.workspace == workspace, Job.state == State.PARKED)
    return session.exec(asked.order_by(col(Job.id))).all()


def retry(session: Session, *, workspace: str, key: str) -> bool:
    """Try a parked job anew; False if there is none of that key."""
    given_up = (col(Job.workspace) == workspace, col(Job.key) == key, col(Job.state) == State.PARKED)
    anew = update(Job).where(*given_up).values(state=State.WAITING, attempt=0, not_before=None, reason=None)
    return session.execute(anew.returning(col(Job.id))).first() is not None


def _is_runnable(now: datetime, moment: datetime) -> ColumnElement[bool]:
    rested = or_(col(Job.not_before).is_(None), col(Job.not_before) <= moment)
    waits = and_(col(Job.state) == State.WAITING, col(Job.run_at) <= now, rested)
    return or_(waits, and_(col(Job.state) == State.RUNNING, col(Job.not_before) <= moment))
