from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import pictures
from storage.messages import Message
from storage.pictures import Picture, Stage

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def message(session: Session) -> Message:
    message = Message(workspace="T1", key="k", channel="C1", text="", blocks=[], stamp="s", stored_at=NOON)
    session.add(message)
    session.flush()
    return message


def a_picture(session: Session, message: Message, block_id: str, **given: object) -> Picture:
    fields = {"name": "a.png", "alt_text": "A line", "digest": "d", "content": b"png", "due_at": NOON, "begun_at": NOON}
    picture = Picture(workspace="T1", message_id=message.id, block_id=block_id, **fields | given)
    session.add(picture)
    session.flush()
    return picture


def test_a_block_shows_one_picture(session: Session, message: Message):
    a_picture(session, message, "chart")

    with pytest.raises(IntegrityError):
        a_picture(session, message, "chart")


def test_a_stage_that_nobody_knows_is_refused(session: Session, message: Message):
    with pytest.raises(IntegrityError, match="known_stage"):
        a_picture(session, message, "chart", stage="lost")


def test_what_is_finished_is_neither_due_nor_counted(session: Session, message: Message):
    for stage in (Stage.ADDRESS, Stage.AWAIT, *pictures.DONE):
        a_picture(session, message, stage, stage=stage)

    due = [picture.stage for picture in pictures.due(session, NOON, 9)]

    assert (due, pictures.unfinished(session)) == ([Stage.ADDRESS, Stage.AWAIT], 2)
    assert len(pictures.of_message(session, message.id)) == 4


def test_the_next_moment_is_the_first_that_lies_ahead(session: Session, message: Message):
    a_picture(session, message, "now")
    a_picture(session, message, "later", due_at=LATER)
    a_picture(session, message, "done", stage=Stage.READY, due_at=NOON + timedelta(seconds=1))

    assert (pictures.next_due(session, NOON), pictures.next_due(session, LATER)) == (LATER, None)


def test_who_was_overtaken_has_nothing_to_record(session: Session, message: Message):
    picture = a_picture(session, message, "chart", attempt=2)

    assert pictures.in_attempt(session, picture.id, 1) is None
    assert pictures.in_attempt(session, picture.id, 2) is picture
