"""Two doors to the database: one changes something, in one transaction; the other asks."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Literal, TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, func, select

from storage import engines, receipts, upgrading
from storage.receipts import Receipt

T = TypeVar("T")
U = TypeVar("U")
Isolation = Literal["SERIALIZABLE", "READ COMMITTED"]

ATTEMPTS = 12
"""Tries before a transaction that PostgreSQL keeps refusing as not serializable is given up; the pause doubles."""

NOT_SERIALIZABLE = {"40001", "40P01"}
"""PostgreSQL: serialization failure, deadlock. Nothing happened; the same work may simply run again."""


class Database:
    """SQLite in a file, or PostgreSQL, with the same promise on both: transactions happen as if one after another."""

    def __init__(self, url: str) -> None:
        self.url = engines.address(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer = engines.writer(self.url)
        self._reader = engines.reader(self.url)
        # SQLite has one writer at a time: a lane of one thread waits more cheaply than its lock does.
        self._lane = ThreadPoolExecutor(1 if self.is_sqlite else engines.POOLED, "database-writer")
        self._readers = ThreadPoolExecutor(engines.READING if self.is_sqlite else engines.POOLED, "database-reader")

    def __repr__(self) -> str:
        return f"Database({self.shown!r})"

    @property
    def shown(self) -> str:
        """Where it is, for people: a file, or an address without its password."""
        return str(self.url.database) if self.is_sqlite else self.url.set(drivername="postgresql").render_as_string()

    async def transact(
        self, work: Callable[[Session], T], *, once: Receipt | None = None, isolation: Isolation = "SERIALIZABLE"
    ) -> T:
        """Run *work* in one transaction and return its answer; what it raises rolls everything back.

        With *once*, the receipt is kept in the same transaction, and work that has such a receipt already does not
        run again: its first answer (None, or what JSON can hold) is returned. *work* may run several times until it
        is committed, so it touches nothing but its session. READ COMMITTED is for work that locks its own rows.
        """
        return await _in(self._lane, lambda: self._attempt(work, once, isolation))

    async def transact_and_read(
        self, work: Callable[[Session], T], question: Callable[[Session], U], *, once: Receipt | None = None
    ) -> tuple[T, U]:
        """Run *work* as `transact` does, and ask *question* while the disk is waited for.

        For a question to which *work* makes no difference: it may be answered from before the commit or from after.
        """
        asked: list[Future[U]] = []  # by each attempt; the last one counts

        def ask() -> None:
            asked.append(self._readers.submit(_contained(lambda: self._ask(question))))

        answer = await _in(self._lane, lambda: self._attempt(work, once, "SERIALIZABLE", ask))
        return answer, await asyncio.wrap_future(asked[-1])

    async def read(self, question: Callable[[Session], T]) -> T:
        """Ask *question* of one moment of the database; it cannot change anything and waits for no writer."""
        return await _in(self._readers, lambda: self._ask(question))

    def upgrade(self) -> None:
        """Bring the tables up to date; safe when several processes start at once."""
        upgrading.upgrade_apart(self.url)

    async def scrub(self) -> None:
        """After an erasure: remove what was deleted from the files too, as far as the database itself keeps copies."""
        await _in(self._lane, lambda: engines.scrub(self._writer))

    async def close(self) -> None:
        """Let what runs finish, then leave."""
        await asyncio.to_thread(self._leave)

    def _attempt(
        self,
        work: Callable[[Session], T],
        once: Receipt | None,
        isolation: Isolation,
        before_commit: Callable[[], None] | None = None,
    ) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._transaction(work, once, isolation, before_commit)
            except OperationalError as error:
                if attempt == ATTEMPTS or getattr(error.orig, "sqlstate", None) not in NOT_SERIALIZABLE:
                    raise
                # Apart at random, or the same two meet again.
                time.sleep(random.uniform(0, min(0.001 * 2**attempt, 0.2)))  # noqa: S311  -- not a secret
        raise AssertionError("unreachable")

    def _transaction(
        self,
        work: Callable[[Session], T],
        once: Receipt | None,
        isolation: Isolation,
        before_commit: Callable[[], None] | None,
    ) -> T:
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            if not self.is_sqlite:
                session.connection(execution_options={"isolation_level": isolation})
            answer = work(session) if once is None else receipts.answer_once(session, once, work)
            if before_commit is not None:
                session.flush()
                before_commit()
            return answer

    def _ask(self, question: Callable[[Session], T]) -> T:
        with Session(self._reader, expire_on_commit=False) as session:
            return question(session)

    def _leave(self) -> None:
        for threads in (self._lane, self._readers):
            threads.shutdown(wait=True)
        for engine in (self._writer, self._reader):
            engine.dispose()


async def _in(threads: ThreadPoolExecutor, run: Callable[[], T]) -> T:
    """What *run* answers in one of *threads*."""
    return await asyncio.get_running_loop().run_in_executor(threads, _contained(run))


def _contained(run: Callable[[], T]) -> Callable[[], T]:
    """*run*, without the one error that asyncio cannot hand over: whoever waits would wait for ever."""

    def contained() -> T:
        try:
            return run()
        except StopIteration as error:
            raise RuntimeError("The work on the database ran out of items: next() without a default.") from error

    return contained


def moment(session: Session) -> datetime:
    """The time by the database's own clock, which all replicas share: for leases and pace, never for people."""
    if session.get_bind().dialect.name == "sqlite":
        told: str = session.exec(select(func.strftime("%Y-%m-%d %H:%M:%f", "now"))).one()
        return datetime.fromisoformat(told).replace(tzinfo=UTC)
    now: datetime = session.exec(select(func.clock_timestamp())).one()
    return now.astimezone(UTC)
