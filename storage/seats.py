"""What the sender asks about user groups: which need a call now, and whose turn it is to make it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.user_groups import Stage, UserGroup

DONE = (Stage.SETTLED, Stage.REFUSED)


def due(session: Session, now: datetime, limit: int) -> Sequence[UserGroup]:
    """Groups that need a call now, oldest first; those that another replica has in hand are left to it."""
    asked = select(UserGroup).where(col(UserGroup.stage).not_in(DONE), col(UserGroup.due_at) <= now)
    return session.exec(asked.order_by(col(UserGroup.id)).limit(limit).with_for_update(skip_locked=True)).all()


def in_attempt(session: Session, group: int, attempt: int) -> UserGroup | None:
    """The group, if nobody else has taken it up since that attempt."""
    asked = select(UserGroup).where(
        UserGroup.id == group, UserGroup.attempt == attempt, col(UserGroup.stage).not_in(DONE)
    )
    return session.exec(asked.with_for_update()).one_or_none()


def next_due(session: Session, now: datetime) -> datetime | None:
    """When a group comes due that is not due now."""
    asked = select(func.min(UserGroup.due_at)).where(col(UserGroup.stage).not_in(DONE), col(UserGroup.due_at) > now)
    return session.exec(asked).one()


def unfinished(session: Session) -> int:
    """How many groups are on their way to what is wanted."""
    return session.exec(select(func.count()).where(col(UserGroup.stage).not_in(DONE))).one()
