import asyncio
import multiprocessing
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, func, select

from kaizen.refusals import Refusal
from storage import database as doors
from storage.database import Database
from storage.receipts import KeptReceipt, Receipt

CLICK = Receipt("T1", "click", "1.2.abc")


def kept(session: Session) -> int:
    return session.exec(select(func.count()).select_from(KeptReceipt)).one()


def one_more(session: Session) -> int:
    session.add(KeptReceipt(workspace="T1", kind="count", key=str(number := kept(session))))
    return number


async def test_what_is_committed_is_read(database: Database):
    await database.transact(one_more)

    assert await database.read(kept) == 1


async def test_work_that_runs_out_of_items_fails_instead_of_never_ending(database: Database):
    def exhausted(session: Session) -> int:
        one_more(session)  # with nothing flushed, a question may do so as well
        return next(iter(()))

    async def beside(question):
        return await database.transact_and_read(lambda _: None, question)

    for door in (database.transact, database.read, beside):
        async with asyncio.timeout(10):
            with pytest.raises(RuntimeError, match="ran out of items"):
                await door(exhausted)

    assert await database.read(kept) == 0


async def test_a_refusal_rolls_everything_back_and_the_receipt_too(database: Database):
    def refused(session: Session) -> None:
        one_more(session)
        session.flush()
        raise Refusal("ideas/closed")

    with pytest.raises(Refusal, match="ideas/closed"):
        await database.transact(refused, once=CLICK)

    assert await database.read(kept) == 0


async def test_a_duplicate_gets_the_first_answer_and_does_nothing(database: Database):
    answers = iter([{"number": 214}, {"number": 215}])

    first = await database.transact(lambda _: next(answers), once=CLICK)
    second = await database.transact(lambda _: next(answers), once=CLICK)

    assert first == second == {"number": 214}


async def test_work_without_an_answer_is_done_once_too(database: Database):
    runs = []

    for _ in range(2):
        assert await database.transact(lambda _: runs.append(1), once=CLICK) is None

    assert runs == [1]


async def test_of_simultaneous_duplicates_one_runs_and_the_others_get_its_answer(database: Database):
    async def click() -> int:
        return await database.transact(lambda session: (time.sleep(0.02), one_more(session))[1], once=CLICK)

    answers = await asyncio.gather(*(click() for _ in range(6)))

    assert len(set(answers)) == 1
    assert await database.read(kept) == 2  # the receipt, and what the one run added


async def test_a_question_beside_work_is_answered_also_for_a_duplicate(database: Database):
    async def click() -> tuple[int, int]:
        return await database.transact_and_read(one_more, kept, once=CLICK)

    first, again = await click(), await click()

    assert first in {(1, 0), (1, 2)}, "from before the commit or after it, never from the middle"
    assert again == (1, 2), "the receipt, and what the first click added"


async def test_where_work_is_refused_nobody_asks_the_question_beside_it(database: Database):
    asked = []

    def refused(session: Session) -> None:
        one_more(session)
        raise Refusal("ideas/closed")

    with pytest.raises(Refusal, match="ideas/closed"):
        await database.transact_and_read(refused, lambda _: asked.append(1), once=CLICK)

    assert await database.read(kept) == 0
    assert asked == []


async def test_the_same_key_of_another_workspace_or_kind_is_another_receipt(database: Database):
    for receipt in (CLICK, Receipt("T2", "click", "1.2.abc"), Receipt("T1", "event", "1.2.abc")):
        await database.transact(lambda _: None, once=receipt)

    assert await database.read(kept) == 3


async def test_an_answer_that_json_cannot_hold_is_refused_and_rolled_back(database: Database):
    with pytest.raises(Exception, match="not JSON serializable"):
        await database.transact(lambda _: object(), once=CLICK)

    assert await database.read(kept) == 0


async def test_no_update_is_lost_among_many_that_read_and_then_write(database: Database):
    await asyncio.gather(*(database.transact(one_more) for _ in range(40)))

    assert await database.read(kept) == 40  # each read the number before it: none twice, or the key would collide


async def test_two_replicas_do_not_lose_updates_either(database: Database, database_url: str):
    replica = Database(database_url)

    await asyncio.gather(*(place.transact(one_more) for _ in range(15) for place in (database, replica)))

    assert await database.read(kept) == 30
    await replica.close()


async def test_a_reader_waits_for_no_writer_and_sees_nothing_uncommitted(database: Database):
    written, read = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        one_more(session)
        session.flush()
        written.set()
        assert read.wait(30)

    writing = asyncio.create_task(database.transact(slow))
    await asyncio.to_thread(written.wait, 30)

    seen = await database.read(kept)

    read.set()
    await writing
    assert (seen, await database.read(kept)) == (0, 1)


async def test_a_question_cannot_change_anything(database: Database):
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await database.read(lambda session: (one_more(session), session.flush()))


async def test_times_come_back_aware_and_in_utc(database: Database):
    tokyo_noon = datetime.fromisoformat("2026-11-23T12:00:00+09:00")
    await database.transact(lambda session: session.add(KeptReceipt(workspace="T", kind="k", key="1", at=tokyo_noon)))

    [found] = await database.read(lambda session: session.exec(select(KeptReceipt.at)).all())

    assert (found, found.tzinfo, found.hour) == (tokyo_noon, UTC, 3)


async def test_the_databases_clock_is_near_ours(database: Database):
    told = await database.read(doors.moment)

    assert abs(told - datetime.now(UTC)) < timedelta(seconds=2)


async def test_in_sqlite_foreign_keys_hold_and_deleted_secrets_are_wiped(sqlite):
    database = Database(sqlite.make())

    def switches(session: Session) -> list[object]:
        names = ("foreign_keys", "journal_mode", "secure_delete")
        return [session.connection().execute(text(f"PRAGMA {name}")).scalar() for name in names]

    assert await database.transact(switches) == [1, "wal", 1]
    await database.close()


def test_an_address_that_is_no_database_file_is_refused():
    for url in ("sqlite://", "sqlite:///:memory:", "mysql://root:secret@localhost/kaizen"):
        with pytest.raises(ValueError, match="sqlite:///path"):
            Database(url)


async def test_how_long_a_transaction_waits_for_the_disk_stands_in_the_address(tmp_path: Path):
    told = {}

    for address in ("a.sqlite3", "b.sqlite3?synchronous=NORMAL"):
        database = Database(f"sqlite:///{tmp_path}/{address}")
        told[address] = await database.transact(
            lambda session: session.connection().execute(text("PRAGMA synchronous")).scalar()
        )
        await database.close()

    assert told == {"a.sqlite3": 2, "b.sqlite3?synchronous=NORMAL": 1}
    with pytest.raises(ValueError, match="FULL or NORMAL"):
        Database("sqlite:///a.sqlite3?synchronous=off")


def test_a_password_never_shows():
    database = Database("postgresql://bot:secret@localhost/kaizen")

    assert database.shown == "postgresql://bot:***@localhost/kaizen"
    assert "secret" not in repr(database)


async def test_an_error_names_its_statement_and_nobodys_words(database: Database):
    def refused(session: Session) -> None:
        session.execute(text("INSERT INTO nowhere (pain) VALUES (:pain)"), {"pain": "my manager never listens"})

    with pytest.raises(DBAPIError) as error:
        await database.transact(refused)

    assert "INSERT INTO nowhere" in str(error.value)
    assert "my manager" not in str(error.value)


def _upgrade(url: str, start: float) -> None:
    time.sleep(max(0.0, start - time.time()))
    Database(url).upgrade()


def test_processes_that_start_at_once_upgrade_once(server, tmp_path: Path):
    url = f"sqlite:///{tmp_path}/new/kaizen.sqlite3" if not hasattr(server, "template") else server.make_empty()
    start = time.time() + 2
    starters = [multiprocessing.get_context("spawn").Process(target=_upgrade, args=(url, start)) for _ in range(3)]

    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join(60)

    assert [starter.exitcode for starter in starters] == [0, 0, 0]
