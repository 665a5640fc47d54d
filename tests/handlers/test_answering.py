"""Answers beside the acknowledgement: best effort, and no failure of theirs goes astray."""

import asyncio

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from handlers import answering


async def test_an_answer_that_a_broken_connection_swallows_is_said_in_the_log():
    async def hung_up(_asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        answer.close()

    async with await asyncio.start_server(hung_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        client = AsyncWebClient("xoxb-1", base_url=f"http://127.0.0.1:{port}/api/", retry_handlers=[])
        with structlog.testing.capture_logs() as said:
            answering.later(client.views_open(trigger_id="1.2", view={"type": "modal"}))
            async with asyncio.timeout(5):
                while not said:
                    await asyncio.sleep(0.01)

    assert [line["event"] for line in said] == ["answer_not_given"]
