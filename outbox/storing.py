"""Store what is to be said, with its words, in the transaction that causes it: a template's error rolls it back."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session

from kaizen.announcements import Announcement, InChannel, InThread, Outcome, ToPerson
from storage import database, messages
from storage.messages import Delivery, Message, State


class Rendered(Protocol):
    """Words ready for Slack."""

    @property
    def text(self) -> str: ...

    @property
    def blocks(self) -> list[dict[str, Any]]: ...


Render = Callable[[str, object], Rendered]


class NoSuchMessage(LookupError):
    """Somebody wants to reply to a message that nobody announced."""


@dataclass(frozen=True)
class Place:
    """Where a message stands or will stand; columns of its row."""

    channel: str | None = None
    person: str | None = None
    parent_id: int | None = None


def store(session: Session, outcome: Outcome, *, render: Render, now: datetime) -> None:
    """Keep every announcement, and see that each is delivered."""
    for announcement in outcome.announcements:
        words = render(announcement.template, announcement.view)
        known = messages.locked_by_key(session, outcome.workspace, announcement.key)
        if known is None:
            _announce(session, outcome.workspace, announcement, words, now)
        elif (known.text, known.blocks) != (words.text, words.blocks):
            _rephrase(session, known, words)


def deliver(session: Session, message: Message) -> None:
    """See that the newest words of the message get to Slack: by the delivery under way, or by a new one."""
    under_way = messages.under_way(session, message)
    if under_way is None:
        now = database.moment(session)
        assert message.id is not None
        is_new = message.ts is None
        session.add(Delivery(workspace=message.workspace, message_id=message.id, is_new=is_new, due_at=now))
    elif under_way.state == State.PARKED:
        retry(session, under_way)


def retry(session: Session, parked: Delivery) -> None:
    """Try once more what Slack refused."""
    parked.state, parked.due_at, parked.reason = State.PENDING, database.moment(session), None
    parked.failures = parked.looks = 0


def retry_in_channel(session: Session, workspace: str, channel: str) -> None:
    """Try everything once more that is parked for one channel: the bot has just been let in."""
    for delivery, message in messages.parked(session, workspace):
        if message.channel == channel:
            retry(session, delivery)
            session.add(delivery)


def retry_parked(session: Session, delivery: int) -> None:
    """Try the delivery once more, if it is still parked."""
    found = session.get(Delivery, delivery)
    if found is not None and found.state == State.PARKED:
        retry(session, found)


def _announce(session: Session, workspace: str, announcement: Announcement, words: Rendered, now: datetime) -> None:
    message = Message(
        workspace=workspace,
        key=announcement.key,
        text=words.text,
        blocks=words.blocks,
        stamp=secrets.token_hex(16),
        stored_at=now,
        **vars(_place(session, workspace, announcement)),
    )
    session.add(message)
    session.flush()
    deliver(session, message)


def _rephrase(session: Session, message: Message, words: Rendered) -> None:
    message.text, message.blocks = words.text, words.blocks
    message.version += 1
    deliver(session, message)


def _place(session: Session, workspace: str, announcement: Announcement) -> Place:
    match announcement.audience:
        case InChannel(channel):
            return Place(channel=channel)
        case ToPerson(person):
            return Place(channel=messages.direct_channel(session, workspace, person), person=person)
        case InThread(of):
            parent = messages.by_key(session, workspace, of)
            if parent is None:
                raise NoSuchMessage(f"{announcement.key!r} replies to {of!r}, which was never announced.")
            return Place(parent_id=parent.parent_id or parent.id)  # Slack's threads are one level deep
