"""Server-sent events: what has changed, as it changes."""

import asyncio
import contextlib
import json

from aiohttp import web

from local_slack.changes import Watch
from local_slack.slack import Slack

HEARTBEAT_SECONDS = 15


async def stream(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Tell the watching page of each change until it goes away."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    with slack.changes.watching(request.query.get("as", "")) as watch:
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        with contextlib.suppress(ConnectionError):
            while (line := await _next(watch)) is not None:
                await response.write(line)
    return response


async def _next(watch: Watch) -> bytes | None:
    """The next change as an event, a comment that keeps the connection open, or nothing when all is over."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            change = await watch.get()
    except TimeoutError:
        return b": still here\n\n"
    return None if change is None else f"event: change\ndata: {json.dumps(change)}\n\n".encode()
