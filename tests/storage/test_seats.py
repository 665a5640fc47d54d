from datetime import timedelta

from sqlmodel import Session

from storage import seats
from storage.user_groups import Stage, UserGroup
from tests.builders import NOON

LATER = NOON + timedelta(minutes=1)


def a_group(session: Session, slack_id: str, **given: object) -> UserGroup:
    group = UserGroup(
        workspace="T1", slack_id=slack_id, handle=slack_id, **{"stage": Stage.LOOK, "due_at": NOON} | given
    )
    session.add(group)
    session.flush()
    return group


def test_the_next_moment_is_the_first_that_lies_ahead(session: Session):
    a_group(session, "S1")
    a_group(session, "S2", due_at=LATER)
    a_group(session, "S3", stage=Stage.REFUSED, due_at=NOON + timedelta(seconds=1))

    assert (seats.next_due(session, NOON), seats.next_due(session, LATER)) == (LATER, None)


def test_the_oldest_are_due_first_and_no_more_than_asked_for(session: Session):
    groups = [a_group(session, f"S{number}") for number in range(3)]
    a_group(session, "S9", due_at=LATER)

    assert list(seats.due(session, NOON, 2)) == groups[:2]


def test_who_was_overtaken_has_nothing_to_record(session: Session):
    group = a_group(session, "S1", attempt=2)

    assert seats.in_attempt(session, group.id, 1) is None
    assert seats.in_attempt(session, group.id, 2) is group


def test_what_is_settled_awaits_no_answer(session: Session):
    group = a_group(session, "S1", attempt=2, stage=Stage.SETTLED)

    assert seats.in_attempt(session, group.id, 2) is None
