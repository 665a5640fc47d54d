"""Pictures in messages: what has to be uploaded, and how far Slack is with each."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint, func
from sqlmodel import Field, Session, SQLModel, col, select


class Stage(StrEnum):
    """The next call that a picture needs; each may be repeated without harm."""

    ADDRESS = "files.getUploadURLExternal"
    UPLOAD = "upload"
    COMPLETE = "files.completeUploadExternal"
    AWAIT = "files.info"
    READY = "ready"
    PARKED = "parked"


DONE = (Stage.READY, Stage.PARKED)


class Picture(SQLModel, table=True):
    """What an image block of a message shows. While a new one is on its way, the one before stays."""

    __tablename__ = "pictures"
    __table_args__ = (
        UniqueConstraint("message_id", "block_id"),
        CheckConstraint(
            "stage IN ('files.getUploadURLExternal', 'upload', 'files.completeUploadExternal', 'files.info',"
            " 'ready', 'parked')",
            name="known_stage",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    message_id: int = Field(foreign_key="messages.id")
    block_id: str
    name: str
    alt_text: str
    digest: str
    content: bytes | None
    """Forgotten as soon as Slack has it; kept while it is parked."""
    stage: str = Field(default=Stage.ADDRESS, index=True)
    due_at: datetime
    """By the database's clock: not before; or, while somebody is at it, when their lease lapses."""
    begun_at: datetime
    attempt: int = 0
    failures: int = 0
    upload_id: str | None = None
    upload_url: str | None = None
    ready_id: str | None = None
    reason: str | None = None


def of_message(session: Session, message: int) -> Sequence[Picture]:
    """The message's pictures, in the order in which they were given."""
    return session.exec(select(Picture).where(Picture.message_id == message).order_by(col(Picture.id))).all()


def due(session: Session, now: datetime, limit: int) -> Sequence[Picture]:
    """Pictures that need a call now, oldest first; those that another replica has in hand are left to it."""
    asked = select(Picture).where(col(Picture.stage).not_in(DONE), Picture.due_at <= now)
    return session.exec(asked.order_by(col(Picture.id)).limit(limit).with_for_update(skip_locked=True)).all()


def in_attempt(session: Session, picture: int, attempt: int) -> Picture | None:
    """The picture, if nobody else has taken it up since that attempt."""
    asked = select(Picture).where(Picture.id == picture, Picture.attempt == attempt, col(Picture.stage).not_in(DONE))
    return session.exec(asked.with_for_update()).one_or_none()


def next_due(session: Session, now: datetime) -> datetime | None:
    """When a picture comes due that is not due now."""
    asked = select(func.min(Picture.due_at)).where(col(Picture.stage).not_in(DONE), Picture.due_at > now)
    return session.exec(asked).one()


def parked(session: Session, workspace: str) -> Sequence[Picture]:
    """What Slack refused for good, oldest first."""
    asked = select(Picture).where(Picture.workspace == workspace, Picture.stage == Stage.PARKED)
    return session.exec(asked.order_by(col(Picture.id))).all()


def unfinished(session: Session) -> int:
    """How many pictures are on their way."""
    return session.exec(select(func.count()).where(col(Picture.stage).not_in(DONE))).one()
