"""The app's end of a Socket Mode connection, by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp


@asynccontextmanager
async def connected(slack, client) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """One Socket Mode connection that has been greeted."""
    opened = await client.apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        yield socket


async def acknowledge(socket: aiohttp.ClientWebSocketResponse, **payload) -> dict:
    """Receive one envelope and acknowledge it."""
    envelope = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": payload})
    return envelope


async def told(app, deed, **answer) -> tuple[dict, dict]:
    """What the app is told by *deed*, and what the person is answered after the app has acknowledged."""
    task = asyncio.create_task(deed)
    envelope = await acknowledge(app, **answer)
    return envelope["payload"], await task
