"""A workspace for each test, and the SDK's own client to speak to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from local_slack import Running
from tests.local_slack.sockets import connected

MANIFEST = Path(__file__).parent / "manifest.yaml"
QUICK = {"rate_limits": False, "file_processing_seconds": 0.3, "retry_delays": (0.0, 0.05, 0.1)}


async def patiently(ask: Callable[[], Awaitable[Any]], until: Callable[[Any], Any] = bool) -> Any:
    """Ask again and again, for five seconds at most, until the answer is right."""
    for _ in range(250):
        if until(answer := await ask()):
            return answer
        await asyncio.sleep(0.02)
    raise TimeoutError(f"still {answer!r} after five seconds")


@pytest.fixture
async def slack() -> AsyncIterator[Running]:
    async with local_slack.running(manifest=MANIFEST, **QUICK) as running:
        yield running


@pytest.fixture
def client(slack: Running) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
async def app(slack, client):
    """The app's end of the only connection."""
    async with connected(slack, client) as socket:
        yield socket
