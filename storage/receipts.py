"""What was done already: the same click, command or event is answered again, but not obeyed again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import JSON, Column, UniqueConstraint, text
from sqlmodel import Field, Session, SQLModel, col, delete, select, update

T = TypeVar("T")


@dataclass(frozen=True)
class Receipt:
    """What names one interaction: an event's id, a view's id and hash, a click's trigger."""

    workspace: str
    kind: str
    key: str


class KeptReceipt(SQLModel, table=True):
    """One interaction that was obeyed, and the answer it got; the constraint, not the code, keeps it single."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("workspace", "kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    kind: str
    key: str
    answer: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    at: datetime = Field(index=True, sa_column_kwargs={"server_default": text("CURRENT_TIMESTAMP")})


# A violated constraint would end the whole transaction on PostgreSQL; a conflict that does nothing does not.
_KEEP = text(
    "INSERT INTO receipts (workspace, kind, key) VALUES (:workspace, :kind, :key) "
    "ON CONFLICT (workspace, kind, key) DO NOTHING RETURNING id"
)


def answer_once(session: Session, receipt: Receipt, work: Callable[[Session], T]) -> T:
    """Do *work* and keep its answer, or give the answer that is kept."""
    if session.connection().execute(_KEEP, vars(receipt)).first() is None:
        return cast("T", _kept(session, receipt))
    answer = work(session)
    if answer is not None:
        session.execute(update(KeptReceipt).where(*_is(receipt)).values(answer=answer))
    return answer


def forget_before(session: Session, moment: datetime) -> None:
    """Drop the receipts older than *moment*, when Slack repeats nothing any more."""
    session.execute(delete(KeptReceipt).where(col(KeptReceipt.at) < moment.astimezone(UTC)))


def _kept(session: Session, receipt: Receipt) -> Any:
    return session.exec(select(KeptReceipt.answer).where(*_is(receipt))).one()


def _is(receipt: Receipt) -> tuple[Any, ...]:
    return tuple(getattr(KeptReceipt, name) == value for name, value in vars(receipt).items())
