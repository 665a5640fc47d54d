"""The log of who did what, when and why: appended, then sealed into one chain of hashes per workspace."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, func, text, update
from sqlmodel import Field, Session, SQLModel, col, select

UNSEALED = text("seq IS NULL")

PAGE = 500
"""Rows of a chain held in memory at once."""


class AuditEvent(SQLModel, table=True):
    """One deed. Triggers in the database forbid to change or delete it; only its person may be erased."""

    __tablename__ = "audit_events"
    __table_args__ = (
        UniqueConstraint("workspace", "seq"),
        CheckConstraint("(seq IS NULL) = (hash IS NULL)", name="sealed_as_a_whole"),
        CheckConstraint("(actor IS NULL) = (actor_salt IS NULL)", name="erased_as_a_whole"),
        Index("ix_audit_events_unsealed", "workspace", "id", sqlite_where=UNSEALED),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    at: datetime
    actor: str | None = Field(default=None, index=True)
    actor_salt: str | None = None
    actor_commitment: str | None = None
    """Stands for the actor in the chain: it proves who it was, and without the salt it says nothing."""
    action: str
    subject: str = Field(index=True)
    reason: str | None = None
    details: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    seq: int | None = None
    hash: str | None = None


class ChainHead(SQLModel, table=True):
    """The last link of a workspace's chain: shows when the end was cut off."""

    __tablename__ = "chain_heads"

    workspace: str = Field(primary_key=True)
    seq: int = 0
    hash: str


def unsealed(session: Session, workspace: str, limit: int) -> Sequence[AuditEvent]:
    """Deeds that are not in the chain yet, in the order of their recording."""
    asked = select(AuditEvent).where(AuditEvent.workspace == workspace, col(AuditEvent.seq).is_(None))
    return session.exec(asked.order_by(col(AuditEvent.id)).limit(limit)).all()


def count_unsealed(session: Session, workspace: str) -> int:
    """How long the tail is that no chain protects yet."""
    asked = select(func.count()).where(AuditEvent.workspace == workspace, col(AuditEvent.seq).is_(None))
    return session.exec(asked).one()


def workspaces_with_a_tail(session: Session) -> Sequence[str]:
    """The workspaces that have something to seal."""
    asked = select(AuditEvent.workspace).where(col(AuditEvent.seq).is_(None)).distinct()
    return session.exec(asked.order_by(AuditEvent.workspace)).all()


def workspaces(session: Session) -> Sequence[str]:
    """Every workspace of which something was recorded, also where nothing of it is left."""
    recorded = session.exec(select(AuditEvent.workspace).distinct()).all()
    return sorted({*recorded, *session.exec(select(ChainHead.workspace)).all()})


def sealed(session: Session, workspace: str) -> Iterator[AuditEvent]:
    """The whole chain from its first link, a page at a time, for it may be long; `ValueError` at a row of nonsense."""
    last = -(2**31)  # a row smuggled in before the first is found too
    while page := _page_after(session, workspace, last):
        for event in page:
            assert event.seq is not None
            last = event.seq
            session.expunge(event)
            yield event


def _page_after(session: Session, workspace: str, seq: int) -> Sequence[AuditEvent]:
    asked = select(AuditEvent).where(AuditEvent.workspace == workspace, col(AuditEvent.seq) > seq)
    following = asked.order_by(col(AuditEvent.seq))
    try:
        return session.exec(following.limit(PAGE)).all()
    except ValueError:  # one of them cannot be read: those before it can, one by one
        return session.exec(following.limit(1)).all()


def head(session: Session, workspace: str) -> ChainHead | None:
    """Where the chain ends."""
    return session.get(ChainHead, workspace)


def locked_head(session: Session, workspace: str) -> ChainHead | None:
    """Where the chain ends, locked so that only one sealer adds to it."""
    return session.get(ChainHead, workspace, with_for_update=True)


def of_subject(session: Session, workspace: str, subject: str) -> Sequence[AuditEvent]:
    """All that was done to one thing, first deed first."""
    asked = select(AuditEvent).where(AuditEvent.workspace == workspace, AuditEvent.subject == subject)
    return session.exec(asked.order_by(col(AuditEvent.id))).all()


def erase(session: Session, workspace: str, person: str) -> None:
    """Destroy the person and the salts; the commitments stay, and say nothing any more."""
    session.execute(
        update(AuditEvent)
        .where(col(AuditEvent.workspace) == workspace, col(AuditEvent.actor) == person)
        .values(actor=None, actor_salt=None)
    )
