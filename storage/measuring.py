"""How much there is of what, over all workspaces: figures for whoever runs the bot, and nothing of anybody's."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, func, select

from storage import jobs, messages
from storage.alerts import Alert
from storage.jobs import Job
from storage.messages import Delivery
from storage.monitors import Monitor


@dataclass(frozen=True)
class Counts:
    """Figures of one moment."""

    waiting: int
    parked: int
    parked_jobs: int
    monitors: int
    failing: int
    open_alerts: int


def counts(session: Session) -> Counts:
    """Count everything now."""
    done = (messages.State.SENT, messages.State.PARKED)
    return Counts(
        waiting=_count(session, Delivery, col(Delivery.state).not_in(done)),
        parked=_count(session, Delivery, col(Delivery.state) == messages.State.PARKED),
        parked_jobs=_count(session, Job, col(Job.state) == jobs.State.PARKED),
        monitors=_count(session, Monitor, col(Monitor.stopped_at).is_(None)),
        failing=_count(session, Monitor, col(Monitor.failing_since).is_not(None), col(Monitor.stopped_at).is_(None)),
        open_alerts=_count(session, Alert, col(Alert.open_key).is_not(None)),
    )


def _count(session: Session, table: type[SQLModel], *conditions: ColumnElement[bool] | Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*conditions)).one()
