"""What keeps the house in order: by the machine's clock, for it concerns files and hashes and no person's day.

A chore that ran just before a restart runs again; each does nothing where there is nothing to do.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from kaizen import audit
from kaizen.ideas import drafts
from kaizen.runtime import Runtime
from storage import audit as log_of_deeds
from storage import database, forgetting, receipts

RECEIPTS_LIVE = timedelta(days=7)
"""Slack repeats an event for hours, and a button's trigger dies in seconds; a week is far beyond both."""

DRAFTS_LIVE = drafts.LIVE

JOBS_LIVE = timedelta(days=60)
"""How long the key of a finished job, and the date of an occurrence, stay taken."""

DELIVERIES_LIVE = timedelta(days=30)
"""Long enough to look up what became of a message of last week; every edit leaves one behind."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Chore:
    """Something done every so often."""

    name: str
    every: timedelta
    work: Callable[[Runtime], Awaitable[None]]


async def seal_the_log(runtime: Runtime) -> None:
    """Chain what was recorded since the last time, in every workspace."""
    for workspace in await runtime.database.read(log_of_deeds.workspaces_with_a_tail):
        while await runtime.database.transact(partial(audit.seal, workspace=workspace)):
            pass


async def forget(runtime: Runtime) -> None:
    """Drop what has done its service."""
    now = runtime.clock.now()

    def work(session: Session) -> None:
        receipts.forget_before(session, database.moment(session) - RECEIPTS_LIVE)
        forgetting.deliveries_before(session, database.moment(session) - DELIVERIES_LIVE)
        forgetting.drafts_before(session, now - DRAFTS_LIVE)
        forgetting.jobs_before(session, now - JOBS_LIVE)
        forgetting.occurrences_before(session, now - JOBS_LIVE)

    await runtime.database.transact(work)


async def shorten_the_journal(runtime: Runtime) -> None:
    """SQLite's write-ahead file keeps the length it once had; PostgreSQL sweeps by itself."""
    if runtime.database.is_sqlite:
        await runtime.database.scrub()


CHORES = (
    Chore("seal_the_log", timedelta(minutes=1), seal_the_log),
    Chore("forget", timedelta(hours=1), forget),
    Chore("shorten_the_journal", timedelta(days=1), shorten_the_journal),
)


class Housekeeping:
    """Remembers when each chore is to be done next; all of them first at the start."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._next = {chore.name: runtime.clock.elapsed() for chore in CHORES}

    async def do_due(self) -> None:
        """Do what is due; a chore that fails is tried again when it is due again."""
        for chore in CHORES:
            if self._next[chore.name] <= self._runtime.clock.elapsed():
                self._next[chore.name] = self._runtime.clock.elapsed() + chore.every.total_seconds()
                await self._do(chore)

    async def _do(self, chore: Chore) -> None:
        try:
            await chore.work(self._runtime)
        except SQLAlchemyError:
            log.exception("housekeeping.failed", chore=chore.name)
