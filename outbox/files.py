"""Pictures in messages: uploaded step by step, each step written down, and shown when Slack is ready with them.

Slack processes a file after its upload, and a message that shows it too early is refused. So the picture is uploaded
without a channel and awaited; the message waits for it a little, then goes without it, and the picture is edited in.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from outbox import pacing, storing
from outbox.fates import Fate, Refused, TooFast
from outbox.pacing import TEMPI, Tempo
from outbox.uploading import Chore, Step
from storage import database, messages, pictures
from storage.messages import Message, State
from storage.pictures import Picture, Stage

PATIENCE = timedelta(seconds=10)
"""How long a new message waits for its pictures: charts belong to their words, but words are worth more."""

PROCESSING = timedelta(minutes=2)
"""How long Slack may take before its processing counts as failed."""

FAILURES = 6
AT_ONCE = 4


@dataclass(frozen=True)
class Shown:
    """What an image block shall show: the bytes, and what a person hears who cannot see them."""

    name: str
    content: bytes
    alt_text: str

    @property
    def digest(self) -> str:
        """Tells whether Slack has these bytes already."""
        return hashlib.sha256(self.content).hexdigest()


def attach(
    session: Session, shown: Shown, *, workspace: str, key: str, block_id: str, patience: timedelta = PATIENCE
) -> None:
    """Show a picture in the image block *block_id* of the announced message *key*; the same again is left alone."""
    message = messages.locked_by_key(session, workspace, key)
    if message is None or message.id is None:
        raise storing.NoSuchMessage(f"{key!r} shall show a picture, and was never announced.")
    known = next((one for one in pictures.of_message(session, message.id) if one.block_id == block_id), None)
    if known is not None and known.digest == shown.digest:
        return
    now = database.moment(session)
    picture = Picture(
        id=known.id if known else None,
        workspace=workspace,
        message_id=message.id,
        block_id=block_id,
        name=shown.name,
        alt_text=shown.alt_text,
        digest=shown.digest,
        content=shown.content,
        due_at=now,
        begun_at=now,
        attempt=known.attempt + 1 if known else 0,  # whoever brings the one before has nothing to record any more
        ready_id=known.ready_id if known else None,
    )
    session.merge(picture)
    _wait_for_it(session, message, now + patience)


def filled(session: Session, message: Message) -> list[dict[str, Any]]:
    """The blocks of the message with the pictures that are ready; the places of the others are left out for now."""
    if message.id is None or not any(block.get("type") == "image" for block in message.blocks):
        return message.blocks
    ready = {one.block_id: one.ready_id for one in pictures.of_message(session, message.id)}
    blocks = (_with_picture(block, ready) for block in message.blocks)
    return [block for block in blocks if block is not None]


def _with_picture(block: dict[str, Any], ready: dict[str, str | None]) -> dict[str, Any] | None:
    place = block.get("block_id")
    if block.get("type") != "image" or place not in ready:
        return block
    return block | {"slack_file": {"id": ready[place]}} if ready[place] else None


def _wait_for_it(session: Session, message: Message, until: datetime) -> None:
    under_way = messages.under_way(session, message)
    if under_way is not None and under_way.is_new and under_way.state == State.PENDING:
        under_way.due_at = until


def take_up(session: Session, *, lease: timedelta, tempi: Mapping[str, Tempo] = TEMPI) -> list[Chore]:
    """Lease the pictures that need a call now, a few at a time."""
    now = database.moment(session)
    found = pictures.due(session, now, AT_ONCE)
    return [
        _leased(one, now, lease)
        for one in found
        if pacing.spend(session, one.workspace, one.stage, "", now, tempi=tempi)
    ]


def _leased(picture: Picture, now: datetime, lease: timedelta) -> Chore:
    assert picture.id is not None
    picture.due_at, picture.attempt = now + lease, picture.attempt + 1
    return Chore(
        stage=Stage(picture.stage),
        picture=picture.id,
        attempt=picture.attempt,
        workspace=picture.workspace,
        name=picture.name,
        alt_text=picture.alt_text,
        content=picture.content or b"",
        upload_id=picture.upload_id or "",
        upload_url=picture.upload_url or "",
    )


def record(session: Session, chore: Chore, step: Step) -> None:
    """Write down that the call did what it should."""
    picture = _in_hand(session, chore)
    if picture is None:
        return
    now = database.moment(session)
    picture.due_at = now + step.pause
    picture.upload_id = step.upload_id or picture.upload_id
    picture.upload_url = step.upload_url or picture.upload_url
    if step.to is Stage.AWAIT and now - picture.begun_at > PROCESSING:
        _park(session, picture, "Slack did not finish processing it")
        return
    picture.stage = step.to
    if step.to is Stage.READY:
        picture.ready_id, picture.content, picture.upload_url, picture.reason = picture.upload_id, None, None, None
        _show(session, picture)


def stumble(session: Session, chore: Chore, fate: Fate) -> None:
    """The call did not do what it should: pause, go back to a stage that is safe to repeat, or give the picture up."""
    picture = _in_hand(session, chore)
    if picture is None:
        return
    now = database.moment(session)
    match fate:
        case TooFast(seconds):
            pacing.hold(session, chore.workspace, chore.stage, "", seconds)
            picture.due_at = now
        case Refused(reason):
            _go_back(session, picture, _SAFE_AFTER_REFUSAL.get(chore.stage), reason, now)
        case _:
            reason = getattr(fate, "reason", "")
            _go_back(session, picture, _SAFE_AFTER_SILENCE.get(chore.stage, chore.stage), reason, now)


# An address takes one upload; what was perhaps completed is found by asking; what Slack does not know begins anew.
_SAFE_AFTER_SILENCE = {Stage.UPLOAD: Stage.ADDRESS, Stage.COMPLETE: Stage.AWAIT}
_SAFE_AFTER_REFUSAL = {Stage.UPLOAD: Stage.ADDRESS, Stage.COMPLETE: Stage.AWAIT, Stage.AWAIT: Stage.ADDRESS}


def _go_back(session: Session, picture: Picture, to: Stage | None, reason: str, now: datetime) -> None:
    picture.failures += 1
    if to is None or picture.failures >= FAILURES:
        _park(session, picture, reason)
        return
    picture.stage, picture.reason = to, reason
    picture.due_at = now + timedelta(seconds=0.25 * 2**picture.failures)


def retry_parked(session: Session, picture_id: int) -> None:
    """Upload the picture from the beginning, if it is still parked."""
    picture = session.get(Picture, picture_id)
    if picture is not None and picture.stage == Stage.PARKED:
        now = database.moment(session)
        picture.stage, picture.failures, picture.reason = Stage.ADDRESS, 0, None
        picture.due_at = picture.begun_at = now


def _in_hand(session: Session, chore: Chore) -> Picture | None:
    # The message first, as everybody locks it first.
    given = session.get(Picture, chore.picture)
    if given is not None:
        messages.locked(session, given.message_id)
    return pictures.in_attempt(session, chore.picture, chore.attempt)


def _park(session: Session, picture: Picture, reason: str) -> None:
    picture.stage, picture.reason = Stage.PARKED, reason  # the bytes stay, for another try
    _release(session, messages.locked(session, picture.message_id))


def _show(session: Session, picture: Picture) -> None:
    message = messages.locked(session, picture.message_id)
    message.version += 1
    storing.deliver(session, message)
    _release(session, message)


def _release(session: Session, message: Message) -> None:
    """Let the message go when nothing of it is awaited any more."""
    assert message.id is not None
    session.flush()
    under_way = messages.under_way(session, message)
    waits = under_way is not None and under_way.is_new and under_way.state == State.PENDING
    if waits and all(one.stage in pictures.DONE for one in pictures.of_message(session, message.id)):
        assert under_way is not None
        under_way.due_at = database.moment(session)
