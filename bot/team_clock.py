"""The local workspace moves the team's clock, and we walk there with it, from one due instant to the next.

The workspace keeps the clock (``GET`` and ``PUT /local/clock``) and sends us what its page wishes for, at the address
that we leave with it (``PUT /local/clock/driver``).
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import aiohttp
import structlog
from aiohttp import web

from bot import falling_due
from bot.settings import SettingsWrong
from kaizen.clock import Clock
from scheduler.ticking import Ticker

CLOCK = "local/clock"
DRIVER = "local/clock/driver"

ANSWERS_WITHIN = aiohttp.ClientTimeout(total=10)
"""The workspace runs on the same machine."""

PATIENCE = 30.0
"""Seconds at one instant for what is due there; what takes longer is named, and the clock goes on."""

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Stop:
    """An instant at which something was due, and what."""

    at: datetime
    what: str


class Walker:
    """Moves both clocks, ours and the workspace's, never past something that is still to be done."""

    def __init__(
        self, clock: Clock, ticker: Ticker, workspace: aiohttp.ClientSession, *, patience: float = PATIENCE
    ) -> None:
        self._clock = clock
        self._ticker = ticker
        self._workspace = workspace
        self._patience = patience
        self._under_way = asyncio.Lock()

    async def asked(self, request: web.Request) -> web.Response:
        """A wish of the page, ``{"to": instant}``; the answer is where the clock stopped on its way."""
        try:
            to = datetime.fromisoformat((await request.json())["to"]).astimezone(UTC)
        except (ValueError, KeyError, TypeError):
            return _refused(HTTPStatus.BAD_REQUEST, "invalid_time", 'Say when as {"to": "2026-11-30T08:00:00+00:00"}.')
        if self._under_way.locked():
            return _refused(HTTPStatus.CONFLICT, "already_moving", "The clock is moving already; let it arrive first.")
        async with self._under_way:
            stops = await self.walk(to)
        return web.json_response({"stops": [{"at": stop.at.isoformat(), "what": stop.what} for stop in stops]})

    async def walk(self, to: datetime) -> Sequence[Stop]:
        """Go to *to*, and stop wherever something is due."""
        stops: list[Stop] = []
        last = BEGINNING
        while (coming := await self._ticker.coming(last)) is not None and coming.at <= to:
            last = coming.at
            await self._go(coming.at)
            done = await self._ticker.settle(patience=self._patience)
            said = [falling_due.said(what) for what in coming.what]
            stops += [Stop(coming.at, what if done else f"{what} (not finished yet)") for what in said]
        await self._go(to)
        log.info("team_clock.moved", to=to.isoformat(), stops=len(stops))
        return stops

    async def _go(self, to: datetime) -> None:
        if to <= self._clock.now():  # it was due before we set out
            return
        self._clock.move_to(to)
        async with self._workspace.put(CLOCK, json={"now": to.isoformat()}) as answer:
            # The two clocks run on between our question and its answer; a workspace a moment ahead has arrived.
            if answer.status != HTTPStatus.BAD_REQUEST:
                answer.raise_for_status()


async def read(url: str, clock: Clock) -> None:
    """Set our clock to the workspace's, which may have moved while we were away, or replays what is over."""
    async with _workspace(url) as workspace:
        try:
            async with workspace.get(CLOCK, raise_for_status=True) as answer:
                told = datetime.fromisoformat((await answer.json())["now"])
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as error:
            raise SettingsWrong(
                f"KAIZEN_TEAM_CLOCK_URL is {url}, and no local workspace tells the time there ({error}). "
                "Leave it empty for a real team."
            ) from error
    clock.begin_at(told)


@asynccontextmanager
async def followed(url: str, clock: Clock, ticker: Ticker) -> AsyncIterator[None]:
    """Go along with the workspace's clock inside the block."""
    async with _workspace(url) as workspace:
        walker = Walker(clock, ticker, workspace)
        async with _listening(walker) as address:
            await _leave(workspace, address)
            log.info("team_clock.followed")
            try:
                yield
            finally:
                await _take_back(workspace)


def _workspace(url: str) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(base_url=f"{url.rstrip('/')}/", timeout=ANSWERS_WITHIN)


@asynccontextmanager
async def _listening(walker: Walker) -> AsyncIterator[str]:
    """A port on loopback with a path that nobody guesses: a page elsewhere in the browser cannot move the clock."""
    path = f"/{secrets.token_urlsafe(16)}"
    server = web.Application()
    server.add_routes([web.post(path, walker.asked)])
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{path}"
    finally:
        await runner.cleanup()


async def _leave(workspace: aiohttp.ClientSession, address: str) -> None:
    async with workspace.put(DRIVER, json={"url": address}, raise_for_status=True):
        pass


async def _take_back(workspace: aiohttp.ClientSession) -> None:
    try:
        await _leave(workspace, "")
    except (aiohttp.ClientError, TimeoutError, OSError):
        log.info("team_clock.workspace_gone")


def _refused(status: HTTPStatus, code: str, detail: str) -> web.Response:
    return web.json_response({"error": code, "detail": detail}, status=status)
