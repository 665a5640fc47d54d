"""Messages that Slack refused for good: shown to admins, and tried again when one of them says so."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates.home import views
from storage import messages
from storage.messages import Message

FEW: Final = 10
"""Held messages in one Home tab, oldest first; the next ones follow when these are gone."""


def shown(session: Session, person: Person) -> tuple[views.Parked, ...]:
    """What is held in the person's workspace, and why."""
    found = messages.parked(session, person.workspace)[:FEW]
    return tuple(
        views.Parked(
            delivery=delivery.id or 0,
            where=_where(session, message),
            reason=delivery.reason or "",
            since=message.stored_at,
        )
        for delivery, message in found
    )


def _where(session: Session, message: Message) -> str:
    """The channel or the person that a message is for; a reply is for where its parent stands."""
    while message.parent_id is not None:
        message = session.get_one(Message, message.parent_id)
    return message.person or message.channel or ""


def release(session: Session, person: Person, delivery_id: int, *, now: datetime) -> None:
    """Let one held message be tried again; the edge hands it to the outbox in the same transaction."""
    permissions.require(person, "outbox.retry")
    if delivery_id not in {delivery.id for delivery, _ in messages.parked(session, person.workspace)}:
        raise Refusal("refusals/too_late")
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="outbox.retry",
        subject=f"delivery:{delivery_id}",
        now=now,
    )


def reference(opened: str) -> int:
    """The delivery that a button carries.

    >>> reference("delivery:7")
    7
    """
    kind, _, number = opened.partition(":")
    if kind != "delivery" or not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(number)
