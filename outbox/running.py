"""The sender: takes up what is due, says it, writes down what became of it, until it is stopped."""

import asyncio
import functools
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.clock import Clock
from outbox import pacing, reconciling, recording, sending, storing
from outbox.pacing import Errand
from outbox.sending import Fate, Refused
from outbox.storing import Render
from storage import database, messages
from storage.database import Database
from storage.messages import Delivery, Message, Step

LANE = 16
"""Calls at once for new posts, and as many for everything else: a stalled post holds no edit up."""

LEASE = 1.25
"""A lease outlives the client's time-out by a quarter: who still waits for an answer keeps the delivery."""

FAREWELL = 5.0
"""Seconds that calls get to finish when the sender is stopped; what is cut off must be looked up later."""

IDLE = 5.0
"""Seconds between two looks at the table when nothing is due: what a crashed replica left is found by then."""

log = structlog.get_logger(__name__)


class Outbox:
    """Says each thing once: :meth:`store` in the transaction, :meth:`wake` after it, and :meth:`run` does the rest."""

    def __init__(
        self, database: Database, client: AsyncWebClient, *, clock: Clock, render: Render, grace: float = 30.0
    ) -> None:
        client.retry_handlers = []  # they repeat what may have happened already
        self._database = database
        self._client = client
        self._clock = clock
        self._render = render
        self._grace = timedelta(seconds=grace)
        self._lease = timedelta(seconds=client.timeout * LEASE)
        self._woken = asyncio.Event()
        self._calls: dict[asyncio.Task[None], Errand] = {}

    def store(self, session: Session, outcome: Outcome) -> None:
        """Keep what is to be said, in the caller's transaction."""
        storing.store(session, outcome, render=self._render, now=self._clock.now())

    def wake(self) -> None:
        """Something was committed; the sender looks at once."""
        self._woken.set()

    async def run(self) -> None:
        """Send until cancelled; what an earlier process left is taken up too."""
        try:
            while True:
                self._woken.clear()
                pause = await self._round()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), pause)
        finally:
            await self._farewell()

    async def drained(self, timeout: float = 30) -> bool:  # noqa: ASYNC109  -- it answers no instead of raising
        """Wait until everything is said that can be said in time; whether nothing is left at all, parked ones aside."""
        until = self._clock.elapsed() + timeout
        while (left := until - self._clock.elapsed()) > 0:
            soon, ever = await self._database.read(functools.partial(_unsaid, seconds=left))
            if not soon:
                return not ever
            await asyncio.sleep(0.03)
        return False

    async def parked(self, workspace: str) -> Sequence[tuple[Delivery, Message]]:
        """What Slack refused for good, with its reason, oldest first."""
        return await self._database.read(lambda session: messages.parked(session, workspace))

    async def retry(self, delivery_id: int) -> None:
        """Try a parked delivery once more."""
        await self._database.transact(lambda session: storing.retry_parked(session, delivery_id))
        self.wake()

    async def _round(self) -> float:
        """Start every call that may be made now; how many seconds until the next."""
        try:
            errands, pause = await self._database.transact(self._taken_up, isolation="READ COMMITTED")
        except SQLAlchemyError:
            log.exception("outbox.database_away")
            return 1.0
        for errand in errands:
            call = asyncio.create_task(self._run(errand))
            self._calls[call] = errand
            call.add_done_callback(self._done)
        return 0.0 if errands else pause  # there may be more than one look showed

    def _taken_up(self, session: Session) -> tuple[list[Errand], float]:
        posts = sum(errand.step is Step.POST for errand in self._calls.values())
        reconciling.give_up_lapsed(session, database.moment(session), grace=self._grace)
        errands = pacing.take_up(
            session, lease=self._lease, posts=LANE - posts, others=LANE - (len(self._calls) - posts)
        )
        session.flush()
        return errands, _pause(session)

    async def _run(self, errand: Errand) -> None:
        fate = await self._fate(errand)
        log.info("outbox.call", step=errand.step, delivery=errand.delivery, fate=type(fate).__name__)
        await self._database.transact(
            lambda session: recording.record(session, errand, fate, grace=self._grace), isolation="READ COMMITTED"
        )

    async def _fate(self, errand: Errand) -> Fate:
        speak = reconciling.look_up if errand.step is Step.LOOK_UP else sending.say
        try:
            return await speak(self._client, errand)
        except reconciling.TooMuchToRead as error:
            return Refused(str(error))
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            return sending.fate_of(error)

    def _done(self, call: asyncio.Task[None]) -> None:
        del self._calls[call]
        if not call.cancelled() and (error := call.exception()) is not None:
            # Its lease lapses, and then it is treated as what it is: a call of which nobody knows the end.
            log.error("outbox.call_lost", exc_info=error)
        self.wake()

    async def _farewell(self) -> None:
        if not self._calls:
            return
        _, cut_off = await asyncio.wait(self._calls, timeout=FAREWELL)
        for call in cut_off:
            call.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)


def _unsaid(session: Session, seconds: float) -> tuple[int, int]:
    soon = database.moment(session) + timedelta(seconds=seconds)
    return messages.unsaid(session, soon), messages.unsaid(session, datetime.max.replace(tzinfo=soon.tzinfo))


def _pause(session: Session) -> float:
    now = database.moment(session)
    coming = messages.next_due(session, now)
    return IDLE if coming is None else min(IDLE, max(0.0, (coming - now).total_seconds()) + 0.001)
