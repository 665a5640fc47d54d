"""The sender: takes up what is due, says it, writes down what became of it, until it is stopped."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from kaizen.announcements import Outcome
from kaizen.clock import Clock
from outbox import errands, files, reconciling, recording, seating, seats, sending, storing, uploading
from outbox.errands import Errand
from outbox.fates import Fate, Refused, fate_of
from outbox.files import Shown
from outbox.pacing import TEMPI, Tempo
from outbox.seating import Visit
from outbox.storing import Render
from outbox.uploading import Chore
from storage import database, messages, pictures
from storage import seats as stored_seats
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

DATABASE_AWAY = 1.0
"""Seconds before the sender asks a database again that did not answer."""

TROUBLE = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)
"""What a call to Slack may raise; everything else is our mistake."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Taken:
    """What one look at the tables found to do, and when to look again."""

    errands: list[Errand]
    chores: list[Chore]
    visits: list[Visit]
    pause: float


class Outbox:
    """Says each thing once: :meth:`store` in the transaction, :meth:`wake` after it, and :meth:`run` does the rest."""

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        *,
        clock: Clock,
        render: Render,
        grace: float = 30.0,
        patience: float = 10.0,
        tempi: Mapping[str, Tempo] = TEMPI,
    ) -> None:
        client.retry_handlers = []  # they repeat what may have happened already
        self._database = database
        self._client = client
        self._clock = clock
        self._render = render
        self._tempi = tempi
        self._grace = timedelta(seconds=grace)
        self._patience = timedelta(seconds=patience)
        self._lease = timedelta(seconds=client.timeout * LEASE)
        self._woken = asyncio.Event()
        self._calls: dict[asyncio.Task[None], bool] = {}

    def store(self, session: Session, outcome: Outcome) -> None:
        """Keep what is to be said, in the caller's transaction."""
        storing.store(session, outcome, render=self._render, now=self._clock.now())
        for seat in outcome.seats:
            seats.want(session, outcome.workspace, seat)
        for said in outcome.announcements:
            for picture in said.pictures:
                shown = Shown(picture.name, picture.content, picture.alt_text)
                self.attach(session, shown, workspace=outcome.workspace, key=said.key, block_id=picture.block_id)

    def attach(self, session: Session, shown: Shown, *, workspace: str, key: str, block_id: str) -> None:
        """Show a picture in the image block *block_id* of the message *key*, which :meth:`store` has just kept."""
        files.attach(session, shown, workspace=workspace, key=key, block_id=block_id, patience=self._patience)

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
                    # Not wait_for, which in Python 3.11 can swallow the cancelling.
                    async with asyncio.timeout(pause):
                        await self._woken.wait()
        finally:
            await self._farewell()

    async def drained(self, timeout: float = 30) -> bool:  # noqa: ASYNC109  -- it answers no instead of raising
        """Wait until everything is said that can be said in time; whether nothing is left at all, parked ones aside."""
        until = self._clock.elapsed() + timeout
        while (left := until - self._clock.elapsed()) > 0:
            soon, ever = await self._database.read(partial(_unsaid, seconds=left))
            if not soon:
                return not ever
            await asyncio.sleep(0.03)
        return False

    async def parked(self, workspace: str) -> Sequence[tuple[Delivery, Message]]:
        """What Slack refused for good, with its reason, oldest first."""
        return await self._database.read(lambda session: messages.parked(session, workspace))

    async def retry_in_channel(self, workspace: str, channel: str) -> None:
        """Try what is parked for a channel once more, now that the bot is in it."""
        await self._database.transact(lambda session: storing.retry_in_channel(session, workspace, channel))
        self.wake()

    async def retry(self, delivery_id: int) -> None:
        """Try a parked delivery once more."""
        await self._database.transact(lambda session: storing.retry_parked(session, delivery_id))
        self.wake()

    async def _round(self) -> float:
        """Start every call that may be made now; how many seconds until the next."""
        taking = asyncio.ensure_future(self._database.transact(self._take_up, isolation="READ COMMITTED"))
        try:
            taken = await asyncio.shield(taking)
        except asyncio.CancelledError:
            self._start(await taking)  # they are leased: said within the farewell, nobody has to look for them later
            raise
        except SQLAlchemyError:
            log.exception("outbox.database_away")
            return DATABASE_AWAY
        self._start(taken)
        return 0.0 if taken.errands else taken.pause  # there may be more than one look showed

    def _take_up(self, session: Session) -> Taken:
        posts = sum(self._calls.values())
        reconciling.give_up_lapsed(session, database.moment(session), grace=self._grace)
        found = errands.take_up(
            session,
            lease=self._lease,
            posts=LANE - posts,
            others=LANE - (len(self._calls) - posts),
            tempi=self._tempi,
        )
        chores = files.take_up(session, lease=self._lease, tempi=self._tempi)
        visits = seats.take_up(session, lease=self._lease, tempi=self._tempi)
        session.flush()
        return Taken(found, chores, visits, _pause(session))

    def _start(self, taken: Taken) -> None:
        for errand in taken.errands:
            self._call(self._say(errand), is_post=errand.step is Step.POST)
        for chore in taken.chores:
            self._call(self._bring(chore), is_post=False)
        for visit in taken.visits:
            self._call(self._seat(visit), is_post=False)

    def _call(self, call: Coroutine[None, None, None], *, is_post: bool) -> None:
        task = asyncio.create_task(call)
        self._calls[task] = is_post
        task.add_done_callback(self._done)

    async def _say(self, errand: Errand) -> None:
        fate = await self._fate(errand)
        told = log.warning if isinstance(fate, Refused) else log.info
        why = {"error": fate.reason, "channel": errand.channel} if isinstance(fate, Refused) else {}
        told("outbox.call", step=errand.step, delivery=errand.delivery, fate=type(fate).__name__, **why)
        await self._database.transact(
            lambda session: recording.record(session, errand, fate, grace=self._grace), isolation="READ COMMITTED"
        )

    async def _fate(self, errand: Errand) -> Fate:
        try:
            if errand.step is Step.LOOK_UP:
                everything = self._clock.began_in_the_past
                return await reconciling.look_up(self._client, errand, from_the_beginning=everything)
            return await sending.say(self._client, errand)
        except reconciling.TooMuchToRead as error:
            return Refused(str(error))
        except TROUBLE as error:
            return fate_of(error)

    async def _bring(self, chore: Chore) -> None:
        try:
            step = await uploading.bring(self._client, chore)
        except TROUBLE as error:
            write_down = partial(files.stumble, chore=chore, fate=fate_of(error))
        else:
            write_down = partial(files.record, chore=chore, step=step)
        await self._database.transact(write_down, isolation="READ COMMITTED")

    async def _seat(self, visit: Visit) -> None:
        try:
            present = await seating.seat(self._client, visit)
        except TROUBLE as error:
            write_down = partial(seats.stumble, visit=visit, fate=fate_of(error))
        else:
            write_down = partial(seats.record, visit=visit, present=present)
        await self._database.transact(write_down, isolation="READ COMMITTED")

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
    on_their_way = pictures.unfinished(session) + stored_seats.unfinished(session)
    return (
        messages.unsaid(session, soon) + on_their_way,
        messages.unsaid(session, datetime.max.replace(tzinfo=UTC)) + on_their_way,
    )


def _pause(session: Session) -> float:
    now = database.moment(session)
    asked = (messages.next_due, pictures.next_due, stored_seats.next_due)
    coming = [due for next_due in asked if (due := next_due(session, now)) is not None]
    return min(IDLE, *((due - now).total_seconds() + 0.001 for due in coming)) if coming else IDLE
