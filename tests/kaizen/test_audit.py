from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from kaizen import audit
from storage import audit as stored
from storage import engines
from storage.database import Database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
GUARDS_OFF = {
    "sqlite": ("DROP TRIGGER audit_events_update", "DROP TRIGGER audit_events_delete"),
    "postgresql": ("ALTER TABLE audit_events DISABLE TRIGGER USER",),
}


def a_deed(session: Session, *, number: int = 1, actor: str | None = "UASHA", workspace: str = "T1") -> None:
    audit.record(
        session,
        workspace=workspace,
        actor=actor,
        action="ideas.moved",
        subject=f"idea:{number}",
        reason="Größer als gedacht 🚀",
        details={"after": "trying", "before": "open", "share": 0.1},
        now=NOON,
    )


def a_chain(session: Session, length: int = 4) -> None:
    for number in range(1, length + 1):
        a_deed(session, number=number)
    audit.seal(session, "T1")
    session.flush()


def tamper(session: Session, statement: str) -> None:
    """Change the log as somebody would who owns the database."""
    for off in GUARDS_OFF[session.get_bind().dialect.name]:
        session.execute(text(off))
    session.execute(text(statement))
    session.expire_all()


def test_a_sealed_chain_holds(session: Session):
    a_chain(session, 4)

    found = audit.verify(session, "T1")

    assert (found.holds, found.sealed, found.unsealed) == (True, 4, 0)


def test_an_empty_log_holds(session: Session):
    assert audit.verify(session, "T1") == audit.Verification(0, 0, audit.GENESIS)


def test_the_tail_is_counted_until_it_is_sealed(session: Session):
    a_chain(session, 2)
    a_deed(session, number=3)
    session.flush()

    before = audit.verify(session, "T1")
    sealed = audit.seal(session, "T1")

    assert (before.holds, before.sealed, before.unsealed) == (True, 2, 1)
    assert (sealed, audit.verify(session, "T1").sealed) == (1, 3)


def test_sealing_when_there_is_nothing_new_changes_nothing(session: Session):
    a_chain(session)
    head = audit.verify(session, "T1").head

    assert (audit.seal(session, "T1"), audit.verify(session, "T1").head) == (0, head)


def test_every_workspace_has_a_chain_of_its_own(session: Session):
    for workspace in ("T1", "T2", "T2"):
        a_deed(session, workspace=workspace)
    session.flush()
    tails = stored.workspaces_with_a_tail(session)

    for workspace in tails:
        audit.seal(session, workspace)

    assert {name: audit.verify(session, name).sealed for name in tails} == {"T1": 1, "T2": 2}


@pytest.mark.parametrize(
    ("statement", "broken_at", "why"),
    [
        ("UPDATE audit_events SET reason = 'all was well' WHERE seq = 2", 2, "content"),
        ("""UPDATE audit_events SET details = '{"after": "done"}' WHERE seq = 3""", 3, "content"),
        ("UPDATE audit_events SET at = '2026-11-24 12:00:00' WHERE seq = 1", 1, "content"),
        ("UPDATE audit_events SET actor = 'UBEN' WHERE seq = 3", 3, "another person"),
        ("DELETE FROM audit_events WHERE seq = 2", 2, "number 2 is missing"),
        ("DELETE FROM audit_events WHERE seq >= 3", 3, "end"),
        ("DELETE FROM audit_events", 1, "end"),
        ("UPDATE chain_heads SET seq = 2", 5, "end"),
        ("UPDATE audit_events SET seq = 0 WHERE seq = 4", 1, "number 1 is missing"),
        ("DELETE FROM chain_heads", 5, "end"),
    ],
)
def test_the_first_broken_link_is_named(session: Session, statement: str, broken_at: int, why: str):
    a_chain(session, 4)

    tamper(session, statement)

    found = audit.verify(session, "T1")
    assert (found.holds, found.broken_at) == (False, broken_at)
    assert why in found.why


def test_a_broken_link_tells_which_row_stands_there_now(session: Session):
    a_chain(session, 4)

    tamper(session, "UPDATE audit_events SET reason = 'all was well' WHERE seq = 2")

    assert audit.verify(session, "T1").says.endswith("number 2: ideas.moved of idea:2, 2026-11-23 12:00 UTC")


@pytest.mark.parametrize("change", ["details = '{'", "at = 'yesterday'"])
def test_a_row_of_nonsense_is_a_broken_link_and_those_before_it_hold(session: Session, change: str):
    if session.get_bind().dialect.name == "postgresql":
        pytest.skip("PostgreSQL's types take no nonsense")
    a_chain(session, 4)

    tamper(session, f"UPDATE audit_events SET {change} WHERE seq = 3")

    found = audit.verify(session, "T1")
    assert (found.sealed, found.broken_at) == (2, 3)
    assert "cannot be read" in found.why


def test_a_workspace_whose_whole_log_is_gone_is_still_asked_about(session: Session):
    a_chain(session, 4)

    tamper(session, "DELETE FROM audit_events")

    assert stored.workspaces(session) == ["T1"]


def test_a_person_is_erased_and_the_chain_still_holds(session: Session):
    a_deed(session, number=1, actor="UASHA")
    a_deed(session, number=2, actor="UBEN")
    audit.seal(session, "T1")
    session.flush()

    audit.erase_person(session, workspace="T1", person="UASHA", now=NOON)
    session.expire_all()

    assert audit.verify(session, "T1").holds
    [event] = stored.of_subject(session, "T1", "idea:1")
    assert (event.actor, event.actor_salt, len(event.actor_commitment)) == (None, None, 64)
    [other] = stored.of_subject(session, "T1", "idea:2")
    assert other.actor == "UBEN"


def test_the_same_person_looks_different_in_every_row(session: Session):
    a_chain(session, 2)

    commitments = {stored.of_subject(session, "T1", f"idea:{number}")[0].actor_commitment for number in (1, 2)}

    assert len(commitments) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET reason = NULL",
        "UPDATE audit_events SET details = '{}'",
        "UPDATE audit_events SET seq = 9, hash = 'x' WHERE seq = 1",
        "UPDATE audit_events SET seq = NULL, hash = NULL WHERE seq = 1",
        "UPDATE audit_events SET actor = 'UBEN'",
        "UPDATE audit_events SET actor_commitment = NULL",
        "DELETE FROM audit_events WHERE seq = 1",
        "DELETE FROM audit_events WHERE seq IS NULL",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(session: Session, statement: str):
    a_chain(session, 2)
    a_deed(session, number=3)
    session.flush()

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


def test_replacing_and_truncating_are_refused_too(session: Session):
    a_chain(session, 1)
    postgres = session.get_bind().dialect.name == "postgresql"
    row = "(id, workspace, at, action, subject, details) SELECT id, 'T1', at, 'x', 'y', '{}' FROM audit_events"

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text("TRUNCATE audit_events" if postgres else f"INSERT OR REPLACE INTO audit_events {row}"))


def test_a_person_without_a_salt_cannot_be_stored(session: Session):
    event = stored.AuditEvent(workspace="T1", at=NOON, actor="UASHA", action="a", subject="s", details={})
    session.add(event)

    with pytest.raises(IntegrityError, match="erased_as_a_whole"):
        session.flush()


async def test_sealers_that_meet_make_one_chain(database: Database):
    for number in range(6):
        await database.transact(lambda session, number=number: a_deed(session, number=number))
    replica = Database(database.url.render_as_string(hide_password=False))

    sealed = [await each.transact(lambda session: audit.seal(session, "T1")) for each in (database, replica)]

    found = await database.read(lambda session: audit.verify(session, "T1"))
    assert (sealed, found.holds, found.sealed) == ([6, 0], True, 6)
    await replica.close()


async def test_the_salt_of_an_erased_person_is_gone_from_the_files(sqlite):
    url = sqlite.make()
    database = Database(url)
    await database.transact(a_deed)
    [event] = await database.read(lambda session: stored.of_subject(session, "T1", "idea:1"))

    await database.transact(lambda session: audit.erase_person(session, workspace="T1", person="UASHA", now=NOON))
    await database.scrub()

    path = Path(engines.address(url).database)
    files = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert event.actor_salt.encode() not in files
    assert event.actor_commitment.encode() in files  # the search itself finds what is there
    await database.close()


async def test_a_long_chain_is_sealed_in_short_transactions(database: Database):
    await database.transact(lambda session: [a_deed(session, number=number) for number in range(501)] and None)

    sealed = [await database.transact(lambda session: audit.seal(session, "T1")) for _ in range(3)]

    assert sealed == [500, 1, 0]
    assert (await database.read(lambda session: audit.verify(session, "T1"))).sealed == 501
