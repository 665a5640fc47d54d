"""Server-sent events: what has changed, as it changes."""

import asyncio
import json

from aiohttp import web

from local_slack.slack import Slack

HEARTBEAT_SECONDS = 15


async def stream(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Tell the watching page of each change until it goes away."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    with slack.changes.watching(request.query.get("as", "")) as watch:
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        try:
            while True:
                await response.write(await _next(watch))
        except ConnectionError:
            return response


async def _next(watch: "asyncio.Queue[dict[str, object]]") -> bytes:
    """The next change as an event, or a comment that keeps the connection open."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            change = await watch.get()
    except TimeoutError:
        return b": still here\n\n"
    return f"event: change\ndata: {json.dumps(change)}\n\n".encode()
