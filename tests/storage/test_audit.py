from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import audit
from storage.audit import AuditEvent

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_deed(session: Session, subject: str = "idea:1", workspace: str = "T1", **given: object) -> AuditEvent:
    event = AuditEvent(workspace=workspace, at=NOON, action="ideas.moved", subject=subject, details={}, **given)
    session.add(event)
    session.flush()
    return event


def seal(session: Session, event: AuditEvent, seq: int) -> None:
    event.seq, event.hash = seq, f"hash {seq}"
    session.flush()


def test_what_is_not_sealed_is_told_in_the_order_of_its_recording(session: Session):
    for number in (1, 2, 3):
        a_deed(session, f"idea:{number}")

    assert [event.subject for event in audit.unsealed(session, "T1", 2)] == ["idea:1", "idea:2"]
    assert (audit.count_unsealed(session, "T1"), audit.workspaces_with_a_tail(session)) == (3, ["T1"])


def test_a_chain_longer_than_a_page_is_told_whole(session: Session):
    for number in range(1, audit.PAGE + 3):
        seal(session, a_deed(session, f"idea:{number}"), number)

    assert [event.seq for event in audit.sealed(session, "T1")] == list(range(1, audit.PAGE + 3))


def test_a_place_in_the_chain_is_single(session: Session):
    seal(session, a_deed(session), 1)
    seal(session, a_deed(session, workspace="T2"), 1)

    with pytest.raises(IntegrityError):
        seal(session, a_deed(session), 1)


def test_a_seal_is_whole(session: Session):
    event = a_deed(session)
    event.seq = 1

    with pytest.raises(IntegrityError, match="sealed_as_a_whole"):
        session.flush()


def test_erasing_a_person_touches_nobody_else_and_no_other_workspace(session: Session):
    a_deed(session, "mine", actor="UASHA", actor_salt="s", actor_commitment="c")
    a_deed(session, "other's", actor="UBEN", actor_salt="s", actor_commitment="c")
    a_deed(session, "elsewhere", workspace="T2", actor="UASHA", actor_salt="s", actor_commitment="c")

    audit.erase(session, "T1", "UASHA")
    session.expire_all()

    left = [
        audit.of_subject(session, *one)[0].actor for one in (("T1", "mine"), ("T1", "other's"), ("T2", "elsewhere"))
    ]
    assert left == [None, "UBEN", "UASHA"]
