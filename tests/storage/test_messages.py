from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import messages
from storage.messages import Delivery, Message, State, Step
from storage.paces import Pace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


def a_message(session: Session, key: str = "idea:1", **given: object) -> Message:
    place = {"channel": "C1"} if not {"person", "parent_id"} & set(given) else {}
    fields = {"workspace": "T1", "key": key, "text": key, "blocks": [], "stamp": key, "stored_at": NOON} | place | given
    message = Message(**fields)
    session.add(message)
    session.flush()
    return message


def a_delivery(session: Session, message: Message, **given: object) -> Delivery:
    fields = {"workspace": "T1", "message_id": message.id, "is_new": message.ts is None, "due_at": NOON} | given
    delivery = Delivery(**fields)
    session.add(delivery)
    session.flush()
    return delivery


def steps(session: Session, now: datetime = NOON, *, posts: bool = True) -> list[tuple[str, Step]]:
    found = messages.waiting(session, now, posts=posts, limit=50)
    return [(waiting.message.key, waiting.step) for waiting in found]


def test_a_message_needs_a_place(session: Session):
    with pytest.raises(IntegrityError, match="has_a_place"):
        a_message(session, channel=None)


def test_a_message_cannot_show_words_that_were_never_written(session: Session):
    with pytest.raises(IntegrityError, match="shows_what_was_written"):
        a_message(session, shown_version=2)


def test_a_key_is_single_in_its_workspace(session: Session):
    a_message(session, stamp="one")

    with pytest.raises(IntegrityError):
        a_message(session, stamp="two")


def test_an_edit_is_never_uncertain(session: Session):
    with pytest.raises(IntegrityError, match="only_new_messages_are_uncertain"):
        a_delivery(session, a_message(session, ts="1.1"), state=State.UNCERTAIN)


def test_each_delivery_names_the_call_that_it_needs(session: Session):
    a_delivery(session, a_message(session, "posted", ts="1.1"))
    a_delivery(session, a_message(session, "new"))
    a_delivery(session, a_message(session, "direct", person="U1"))
    a_delivery(session, a_message(session, "doubtful"), state=State.UNCERTAIN)

    assert steps(session) == [
        ("posted", Step.UPDATE),
        ("new", Step.POST),
        ("direct", Step.OPEN),
        ("doubtful", Step.LOOK_UP),
    ]
    assert ("new", Step.POST) not in steps(session, posts=False)


def test_a_reply_is_not_waiting_until_its_parent_is_there(session: Session):
    parent = a_message(session, "retro")
    a_delivery(session, a_message(session, "note", parent_id=parent.id))
    before = steps(session)

    parent.ts = "1.1"
    session.flush()

    assert (before, steps(session)) == ([], [("note", Step.POST)])
    [note] = messages.waiting(session, NOON, posts=True, limit=1)
    assert (note.channel, note.thread_ts) == ("C1", "1.1")


def test_what_is_due_later_or_held_by_the_pace_is_not_waiting(session: Session):
    a_delivery(session, a_message(session, "later"), due_at=LATER)
    a_delivery(session, a_message(session, "held", channel="C2"))
    session.add(Pace(workspace="T1", method=Step.POST, channel="C2", ready_at=LATER, spent_until=LATER))
    session.flush()

    assert (steps(session, NOON), steps(session, LATER)) == ([], [("later", Step.POST), ("held", Step.POST)])


def test_the_next_moment_is_the_first_that_lies_ahead(session: Session):
    a_delivery(session, a_message(session, "now"))
    a_delivery(session, a_message(session, "sending"), due_at=NOON + timedelta(seconds=30), state=State.SENDING)
    a_delivery(session, a_message(session, "parked"), due_at=NOON + timedelta(seconds=1), state=State.PARKED)
    session.add(Pace(workspace="T1", method=Step.POST, channel="C1", ready_at=LATER, spent_until=LATER))
    session.flush()

    assert messages.next_due(session, NOON) == NOON + timedelta(seconds=30)
    assert messages.next_due(session, NOON + timedelta(seconds=30)) == LATER
    assert messages.next_due(session, LATER) is None


def test_what_waits_behind_a_parked_message_is_not_counted_as_unsaid(session: Session):
    retro = a_message(session, "retro")
    a_delivery(session, retro, state=State.PARKED)
    a_delivery(session, a_message(session, "note", parent_id=retro.id))
    a_delivery(session, a_message(session, "sending"), state=State.SENDING, due_at=LATER)
    a_delivery(session, a_message(session, "soon"))
    a_delivery(session, a_message(session, "later"), due_at=LATER)

    counts = [messages.unsaid(session, NOON + timedelta(seconds=seconds)) for seconds in (1, 61)]

    assert counts == [2, 3]


def test_parked_messages_are_told_by_workspace(session: Session):
    a_delivery(session, a_message(session, "here"), state=State.PARKED, reason="is_archived")

    [(delivery, message)] = messages.parked(session, "T1")

    assert (delivery.reason, message.key) == ("is_archived", "here")
    assert messages.parked(session, "T2") == []


def test_only_the_lapsed_are_taken_over(session: Session):
    a_delivery(session, a_message(session, "lapsed"), state=State.SENDING, due_at=NOON)
    a_delivery(session, a_message(session, "leased"), state=State.SENDING, due_at=LATER)

    assert [delivery.message_id for delivery in messages.lapsed(session, NOON)] == [
        messages.by_key(session, "T1", "lapsed").id
    ]


def test_who_was_overtaken_has_nothing_to_record(session: Session):
    delivery = a_delivery(session, a_message(session), state=State.SENDING, attempt=2)

    assert messages.in_attempt(session, delivery.id, 1) is None
    assert messages.in_attempt(session, delivery.id, 2) is delivery
