from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from kaizen.announcements import Announcement, Audience, InChannel, InThread, Outcome, ToPerson
from outbox import NoSuchMessage, storing
from storage import messages
from storage.messages import Delivery, DirectChannel, Message, State
from tests.outbox import voice

HERE = InChannel("C1")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def store(session: Session, *announcements: Announcement, workspace: str = "T1") -> None:
    storing.store(session, Outcome(workspace, announcements), render=voice.render, now=NOON)
    session.flush()


def a_card(text: str = "0 votes", key: str = "idea:1", to: Audience = HERE) -> Announcement:
    return Announcement("plain", key, to, text)


def deliveries(session: Session) -> list[tuple[bool, str]]:
    found = session.exec(select(Delivery).order_by(Delivery.id)).all()
    return [(delivery.is_new, delivery.state) for delivery in found]


def arrive(session: Session, key: str = "idea:1") -> Message:
    """As if Slack had taken the message."""
    message = messages.by_key(session, "T1", key)
    message.channel, message.ts, message.shown_version = message.channel or "D1", "1.000001", message.version
    messages.under_way(session, message).state = State.SENT
    session.flush()
    return message


def test_a_new_key_is_a_new_message_to_post(session: Session):
    store(session, a_card())

    assert deliveries(session) == [(True, State.PENDING)]


def test_new_words_for_a_message_that_is_not_posted_replace_the_old_ones(session: Session):
    store(session, a_card("0 votes"))

    store(session, a_card("1 vote"), a_card("2 votes"))

    message = messages.by_key(session, "T1", "idea:1")
    assert (message.text, deliveries(session)) == ("2 votes", [(True, State.PENDING)])


def test_edits_of_a_posted_message_collapse_into_one(session: Session):
    store(session, a_card("0 votes"))
    arrive(session)

    store(session, a_card("1 vote"), a_card("2 votes"))

    assert deliveries(session) == [(True, State.SENT), (False, State.PENDING)]


def test_the_same_words_again_are_not_sent_again(session: Session):
    store(session, a_card("0 votes"))
    arrive(session)

    store(session, a_card("0 votes"))

    assert deliveries(session) == [(True, State.SENT)]


def test_a_reply_to_what_nobody_announced_is_refused(session: Session):
    with pytest.raises(NoSuchMessage, match="never announced"):
        store(session, a_card(to=InThread("idea:404")))


def test_a_reply_to_a_reply_stands_in_the_same_thread(session: Session):
    store(session, a_card(key="root"), a_card(key="reply", to=InThread("root")))

    store(session, a_card(key="second", to=InThread("reply")))

    root = messages.by_key(session, "T1", "root")
    assert messages.by_key(session, "T1", "second").parent_id == root.id


def test_a_broken_template_fails_in_the_transaction_that_wanted_it(session: Session):
    with pytest.raises(voice.NoSuchTemplate):
        store(session, Announcement("no/such", "k", InChannel("C1"), "x"))


def test_the_same_key_in_another_workspace_is_another_message(session: Session):
    store(session, a_card("here"))
    store(session, a_card("there"), workspace="T2")

    texts = [messages.by_key(session, workspace, "idea:1").text for workspace in ("T1", "T2")]
    assert texts == ["here", "there"]


def test_a_known_direct_channel_is_used_at_once(session: Session):
    session.add(DirectChannel(workspace="T1", person="U1", channel="D9"))

    store(session, a_card(to=ToPerson("U1")), a_card(key="other", to=ToPerson("U2")))

    channels = [messages.by_key(session, "T1", key).channel for key in ("idea:1", "other")]
    assert channels == ["D9", None]


def test_new_words_give_a_parked_message_another_chance(session: Session):
    store(session, a_card("0 votes"))
    messages.under_way(session, messages.by_key(session, "T1", "idea:1")).state = State.PARKED

    store(session, a_card("1 vote"))

    assert deliveries(session) == [(True, State.PENDING)]


def test_a_message_has_one_delivery_under_way_whatever_the_code_does(session: Session):
    store(session, a_card())
    message = messages.by_key(session, "T1", "idea:1")
    session.add(Delivery(workspace="T1", message_id=message.id, is_new=False, due_at=NOON))

    with pytest.raises(Exception, match=r"one_open_delivery|UNIQUE constraint"):
        session.flush()


def test_marks_are_long_random_and_say_nothing(session: Session):
    store(session, a_card("a", "one"), a_card("b", "two"))

    stamps = {messages.by_key(session, "T1", key).stamp for key in ("one", "two")}

    assert len(stamps) == 2
    assert all(len(stamp) == 32 and "idea" not in stamp for stamp in stamps)
