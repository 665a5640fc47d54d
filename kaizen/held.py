"""What was given up for now: shown to admins with its reason, and tried again when one of them says so.

Messages and pictures that Slack refused for good, and jobs that failed for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.people import Person
from kaizen.refusals import Refusal
from message_templates.home import views
from storage import jobs, messages, pictures
from storage.messages import Message

FEW: Final = 10
"""Held things in one Home tab, oldest first of each kind; the next ones follow when these are gone."""

KINDS: Final = ("delivery", "picture", "job")


@dataclass(frozen=True)
class Reference:
    """One held thing, as a button carries it.

    >>> Reference.read("delivery:7")
    Reference(kind='delivery', number=7)
    >>> str(Reference("job", 3))
    'job:3'
    """

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"

    @classmethod
    def read(cls, travelled: str) -> "Reference":
        """The thing that a button carries."""
        kind, _, number = travelled.partition(":")
        if kind not in KINDS or not number.isdecimal():
            raise Refusal("refusals/broken_seal")
        return cls(kind, int(number))


def shown(session: Session, person: Person) -> tuple[views.Held, ...]:
    """What is held in the person's workspace, and why."""
    return tuple(islice(_held(session, person.workspace), FEW))


def _held(session: Session, workspace: str) -> Iterator[views.Held]:
    for delivery, message in messages.parked(session, workspace):
        where = _where(session, message)
        reference = str(Reference("delivery", delivery.id or 0))
        yield views.Held(reference, "message", where, reason=delivery.reason or "", since=message.stored_at)
    for picture in pictures.parked(session, workspace):
        where = _where(session, session.get_one(Message, picture.message_id))
        reference = str(Reference("picture", picture.id or 0))
        yield views.Held(reference, "picture", where, reason=picture.reason or "", since=picture.begun_at)
    for job in jobs.parked(session, workspace):
        reference = str(Reference("job", job.id or 0))
        yield views.Held(reference, job.kind, "", reason=job.reason or "", since=job.run_at)


def _where(session: Session, message: Message) -> str:
    """The channel or the person that a message is for; a reply is for where its parent stands."""
    while message.parent_id is not None:
        message = session.get_one(Message, message.parent_id)
    return message.person or message.channel or ""


def release(session: Session, person: Person, reference: Reference, *, now: datetime) -> None:
    """Let one held thing be tried again; what Slack refused, the edge hands to the outbox in the same transaction."""
    permissions.require(person, "outbox.retry")
    if str(reference) not in {held.reference for held in _held(session, person.workspace)}:
        raise Refusal("refusals/too_late")
    if reference.kind == "job":
        jobs.retry(session, workspace=person.workspace, key=session.get_one(jobs.Job, reference.number).key)
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="outbox.retry",
        subject=str(reference),
        now=now,
    )
