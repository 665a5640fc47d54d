"""What the bot says in Slack: each message with its newest words, and its deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ColumnElement,
    Index,
    UniqueConstraint,
    and_,
    case,
    func,
    literal,
    or_,
    text,
)
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from storage.paces import Pace


class State(StrEnum):
    """How far a delivery is; a *sending* one was committed as such before the call."""

    PENDING = "pending"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    PARKED = "parked"
    SENT = "sent"


class Step(StrEnum):
    """The next call that a delivery needs."""

    OPEN = "conversations.open"
    POST = "chat.postMessage"
    UPDATE = "chat.update"
    LOOK_UP = "conversations.history"


class Message(SQLModel, table=True):
    """One message in Slack, known before it is there: *ts* is empty until Slack has taken it."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        CheckConstraint("channel IS NOT NULL OR person IS NOT NULL OR parent_id IS NOT NULL", name="has_a_place"),
        CheckConstraint("shown_version <= version", name="shows_what_was_written"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    key: str
    parent_id: int | None = Field(default=None, foreign_key="messages.id", index=True)
    channel: str | None = None
    person: str | None = None
    ts: str | None = None
    text: str
    blocks: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    version: int = 1
    shown_version: int = 0
    stamp: str = Field(unique=True)
    """An opaque random mark in the message's metadata, by which it is found again in Slack's history."""
    stored_at: datetime


IS_OPEN = text("state <> 'sent'")


class Delivery(SQLModel, table=True):
    """One way of a message's words to Slack. At most one per message is under way, which keeps them in order."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("one_open_delivery", "message_id", unique=True, sqlite_where=IS_OPEN),
        CheckConstraint("state IN ('pending', 'sending', 'uncertain', 'parked', 'sent')", name="known_state"),
        CheckConstraint("state <> 'uncertain' OR is_new", name="only_new_messages_are_uncertain"),
        Index("ix_deliveries_state_due_at", "state", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    message_id: int = Field(foreign_key="messages.id", index=True)
    is_new: bool
    """Whether it posts the message, which must not happen twice, or edits it, which may."""
    state: str = State.PENDING
    due_at: datetime
    """By the database's clock. Pending: not before; sending: when its lease lapses; uncertain: the next look."""
    version: int = 0
    attempt: int = 0
    failures: int = 0
    looks: int = 0
    first_tried_at: datetime | None = None
    sent_at: datetime | None = None
    reason: str | None = None


class DirectChannel(SQLModel, table=True):
    """The channel in which the bot speaks with one person alone."""

    __tablename__ = "direct_channels"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    channel: str


@dataclass(frozen=True)
class Waiting:
    """A delivery that could go now, with what it needs for that."""

    delivery: Delivery
    message: Message
    step: Step
    channel: str
    thread_ts: str | None


def by_key(session: Session, workspace: str, key: str) -> Message | None:
    """The message that carries *key*."""
    return session.exec(select(Message).where(Message.workspace == workspace, Message.key == key)).one_or_none()


def locked_by_key(session: Session, workspace: str, key: str) -> Message | None:
    """The message that carries *key*, locked until the end of the transaction: its sender waits."""
    asked = select(Message).where(Message.workspace == workspace, Message.key == key)
    return session.exec(asked.with_for_update().execution_options(populate_existing=True)).one_or_none()


def locked(session: Session, message: int) -> Message:
    """The message as it is now, locked until the end of the transaction."""
    return session.exec(select(Message).where(Message.id == message).with_for_update()).one()


def under_way(session: Session, message: Message) -> Delivery | None:
    """The one delivery of the message that has not arrived."""
    asked = select(Delivery).where(Delivery.message_id == message.id, Delivery.state != State.SENT)
    return session.exec(asked).one_or_none()


def in_attempt(session: Session, delivery: int, attempt: int) -> Delivery | None:
    """The delivery, if nobody else has taken it up since that attempt."""
    asked = select(Delivery).where(
        Delivery.id == delivery,
        Delivery.attempt == attempt,
        col(Delivery.state).in_((State.SENDING, State.UNCERTAIN)),
    )
    return session.exec(asked.with_for_update()).one_or_none()


def lapsed(session: Session, now: datetime) -> Sequence[Delivery]:
    """Deliveries whose sender has not said in time what became of them, oldest first."""
    asked = select(Delivery).where(Delivery.state == State.SENDING, Delivery.due_at <= now).order_by(col(Delivery.id))
    return session.exec(asked.with_for_update()).all()


_parent = aliased(Message)
_channel = func.coalesce(Message.channel, _parent.channel, "")
_step: ColumnElement[str] = case(
    (col(Delivery.state) == State.UNCERTAIN, literal(Step.LOOK_UP.value)),
    (col(Delivery.is_new).is_(False), literal(Step.UPDATE.value)),
    (_channel == "", literal(Step.OPEN.value)),
    else_=literal(Step.POST.value),
)
_pace_of_it = and_(
    col(Pace.workspace) == col(Delivery.workspace),
    col(Pace.method) == _step,
    col(Pace.channel) == case((_step == Step.POST.value, _channel), else_=""),
)
_not_behind_its_parent = or_(col(Message.parent_id).is_(None), col(_parent.ts).is_not(None))


def waiting(session: Session, now: datetime, *, posts: bool, limit: int) -> Sequence[Waiting]:
    """Deliveries that could go now: edits first, for somebody has just clicked; then in the order of their writing."""
    found = session.exec(
        select(Delivery, Message, _parent, _step)
        .join(Message, col(Delivery.message_id) == Message.id)
        .outerjoin(_parent, col(Message.parent_id) == _parent.id)
        .outerjoin(Pace, _pace_of_it)
        .where(
            col(Delivery.state).in_((State.PENDING, State.UNCERTAIN)),
            Delivery.due_at <= now,
            _not_behind_its_parent,
            or_(col(Pace.ready_at).is_(None), col(Pace.ready_at) <= now),
            literal(posts) | (_step != Step.POST.value),
        )
        .order_by(col(Delivery.is_new), col(Delivery.id))
        .limit(limit)
    )
    return [
        Waiting(
            delivery,
            message,
            Step(step),
            channel=message.channel or (parent.channel if parent else None) or "",
            thread_ts=parent.ts if parent else None,
        )
        for delivery, message, parent, step in found
    ]


def next_due(session: Session, now: datetime) -> datetime | None:
    """When something comes due that is not due now."""
    coming = (
        select(func.min(Delivery.due_at)).where(
            col(Delivery.state).in_((State.PENDING, State.SENDING, State.UNCERTAIN)), Delivery.due_at > now
        ),
        select(func.min(Pace.ready_at)).where(Pace.ready_at > now),
    )
    moments = [moment for asked in coming if (moment := session.exec(asked).one()) is not None]
    return min(moments, default=None)


def unsaid(session: Session, before: datetime) -> int:
    """How many deliveries are on their way or due before that moment, parked ones and what waits for them left out."""
    blocked = aliased(Delivery)
    found = session.exec(
        select(func.count())
        .select_from(Delivery)
        .join(Message, col(Delivery.message_id) == Message.id)
        .outerjoin(blocked, and_(col(blocked.message_id) == Message.parent_id, col(blocked.state) == State.PARKED))
        .where(
            or_(
                col(Delivery.state) == State.SENDING,
                col(Delivery.state).in_((State.PENDING, State.UNCERTAIN)) & (col(Delivery.due_at) < before),
            ),
            or_(col(blocked.id).is_(None), col(blocked.is_new).is_(False)),
        )
    )
    return found.one()


def parked(session: Session, workspace: str) -> Sequence[tuple[Delivery, Message]]:
    """What Slack refused for good, oldest first."""
    found = session.exec(
        select(Delivery, Message)
        .join(Message, col(Delivery.message_id) == Message.id)
        .where(Delivery.workspace == workspace, Delivery.state == State.PARKED)
        .order_by(col(Delivery.id))
    )
    return found.all()


def posted_in_channel(
    session: Session, workspace: str, channel: str, *, since: datetime, until: datetime
) -> Sequence[str]:
    """The keys of the messages that Slack took there, written from *since* until before *until* of the team's time.

    Edits and replies are none.
    """
    return session.exec(
        select(Message.key)
        .where(Message.workspace == workspace, Message.channel == channel, col(Message.ts).is_not(None))
        .where(Message.stored_at >= since, Message.stored_at < until, col(Message.parent_id).is_(None))
        .order_by(col(Message.id))
    ).all()


def direct_channel(session: Session, workspace: str, person: str) -> str | None:
    """Where the bot speaks with the person alone, if it ever did."""
    found = session.get(DirectChannel, (workspace, person))
    return found.channel if found else None
