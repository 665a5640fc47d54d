"""Socket Mode: up to ten connections, each payload goes to one of them.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import contextlib
import json
import secrets
import uuid
from collections.abc import Callable
from itertools import count

from aiohttp import WSMsgType, web

from local_slack.delivery import PATIENCE_SECONDS, Ack, Kind
from local_slack.workspace import Json

MOST_CONNECTIONS = 10
TICKET_LIFETIME_SECONDS = 60
FAREWELLS = frozenset({"warning", "refresh_requested", "link_disabled", "too_many_websockets"})
GRACE_SECONDS = 2.0
"""Between a farewell and the end of the connection."""

CUT = "cut"
"""Not Slack's word: every connection is lost without a farewell, as when a network fails."""


class Sockets:
    name = "socket"

    def __init__(self, app_id: str, on_change: Callable[[], None], patience: float = PATIENCE_SECONDS) -> None:
        self._app_id = app_id
        self._patience = patience
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._awaited: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json]]] = {}
        self._turns = count()
        self._farewells: set[asyncio.Task[None]] = set()

    def ticket(self) -> str:
        """A single-use ticket for one connection (``apps.connections.open``)."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        asyncio.get_running_loop().call_later(TICKET_LIFETIME_SECONDS, self._tickets.discard, ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection for as long as the app does."""
        if request.query.get("ticket") not in self._tickets:
            raise web.HTTPForbidden(text="The ticket is unknown or was used before.")
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        if len(self._open) >= MOST_CONNECTIONS:
            await self._part(socket, "too_many_websockets")
            await self._listen(socket)
            return socket
        self._open.append(socket)
        self._on_change()
        try:
            await socket.send_json(self._hello(request.host))
            await self._listen(socket)
        finally:
            self._forget(socket)
        return socket

    async def deliver(self, kind: Kind, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
        if not self._open:
            return Ack("app_not_connected", detail="The app has no Socket Mode connection; start it and try again.")
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        return await self._sent(self._open[next(self._turns) % len(self._open)], envelope)

    async def _sent(self, socket: web.WebSocketResponse, envelope: Json) -> Ack:
        """Send the envelope and wait for its acknowledgement."""
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._awaited[envelope["envelope_id"]] = (socket, answer)
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(self._patience):
                return Ack(body=await answer)
        except TimeoutError:
            return Ack("operation_timeout", detail="The app did not acknowledge within three seconds.")
        except ConnectionError:
            return Ack("dispatch_failed", detail="The connection to the app broke while it was being told.")
        finally:
            self._awaited.pop(envelope["envelope_id"], None)

    def connections(self) -> int:
        return len(self._open)

    async def disconnect(self, reason: str) -> int:
        """Part with the oldest connection; with all of them when the link is disabled or cut."""
        leaving = self._open[:] if reason in ("link_disabled", CUT) else self._open[:1]
        for socket in leaving:
            await self._part(socket, reason)
        return len(leaving)

    async def close(self) -> None:
        for farewell in self._farewells:
            farewell.cancel()
        for socket in self._open[:]:
            await _close(socket)

    def _hello(self, host: str) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": host, "approximate_connection_time": 18060},
        }

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acknowledged(message.data)

    def _acknowledged(self, text: str) -> None:
        """Hand the answer to whoever waits for it; what is no acknowledgement is passed over, as Slack does."""
        try:
            answer = json.loads(text)
        except ValueError:
            return
        if isinstance(answer, dict) and (waiting := self._awaited.get(answer.get("envelope_id", ""))):
            _, future = waiting
            if not future.done():
                future.set_result(answer.get("payload") or {})

    async def _part(self, socket: web.WebSocketResponse, reason: str) -> None:
        """Say farewell and close a little later, so that what is on its way can still be acknowledged."""
        self._retire(socket)
        if reason == CUT:
            self._forget(socket)
            await _close(socket)
            return
        with contextlib.suppress(ConnectionError):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})
        farewell = asyncio.get_running_loop().create_task(_close(socket, after=GRACE_SECONDS))
        self._farewells.add(farewell)
        farewell.add_done_callback(self._farewells.discard)

    def _retire(self, socket: web.WebSocketResponse) -> None:
        """No new payload goes to this connection."""
        if socket in self._open:
            self._open.remove(socket)
            self._on_change()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        """The connection is gone: nobody waits for it in vain."""
        self._retire(socket)
        for waiting, future in list(self._awaited.values()):
            if waiting is socket and not future.done():
                future.set_exception(ConnectionResetError())


async def _close(socket: web.WebSocketResponse, *, after: float = 0.0) -> None:
    await asyncio.sleep(after)
    with contextlib.suppress(ConnectionError):
        await socket.close()
