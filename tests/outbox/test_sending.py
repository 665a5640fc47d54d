import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from outbox.fates import NotSaid, Refused, TooFast, Unknown, fate_of
from storage.messages import State
from tests.outbox.conftest import CHANNEL


def answered(status: int, body: dict[str, Any] | None, headers: dict[str, str] | None = None) -> SlackApiError:
    client = AsyncWebClient("xoxb-1", retry_handlers=[])
    response = AsyncSlackResponse(
        client=client,
        http_verb="POST",
        api_url="chat.postMessage",
        req_args={},
        data=body or {},
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("no", response)


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (answered(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "7"}), TooFast(7.0)),
        (answered(429, {"ok": False, "error": "ratelimited"}), TooFast(1.0)),
        (answered(200, {"ok": False, "error": "is_archived"}), Refused("is_archived")),
        (answered(200, {"ok": False, "error": "a_code_of_next_year"}), Refused("a_code_of_next_year")),
        (answered(200, {"ok": False, "error": "invalid_auth"}), NotSaid("invalid_auth")),
        (answered(200, {"ok": False, "error": "internal_error"}), Unknown("internal_error")),
        (answered(200, {"ok": False, "error": "fatal_error"}), Unknown("fatal_error")),
        (answered(503, {"ok": False, "error": "service_unavailable"}), Unknown("service_unavailable")),
        (answered(502, None), Unknown("Slack answered with HTTP 502")),
        (answered(200, None), Unknown("Slack answered with HTTP 200")),
        (TimeoutError(), Unknown("Slack did not answer in time")),
    ],
    ids=str,
)
def test_an_answer_tells_whether_the_call_happened(error, fate):
    assert fate_of(error) == fate


def test_a_connection_that_broke_after_the_call_left_says_nothing():
    assert isinstance(fate_of(aiohttp.ServerDisconnectedError()), Unknown)
    assert isinstance(fate_of(ConnectionResetError()), Unknown)


async def test_a_message_that_could_not_leave_is_posted_later_without_a_look(open_desk, reader):
    async with open_desk(api_url="http://127.0.0.1:9/api/") as cut_off:
        await cut_off.say("Good morning")
        await cut_off.until(State.SENDING)

    async with open_desk() as desk:
        assert await desk.outbox.drained()

    assert await reader.texts() == ["Good morning"]
    assert await reader.calls("conversations.history") == []


async def test_an_answer_that_is_no_json_leaves_the_message_uncertain(open_desk, unused_tcp_port_factory, reader):
    port = unused_tcp_port_factory()
    page = b"<html>Bad gateway</html>"
    head = b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page)

    async def gateway(asked: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        await asked.readuntil(b"\r\n\r\n")
        answer.write(head + page)
        await answer.drain()
        answer.close()

    async with (
        await asyncio.start_server(gateway, "127.0.0.1", port),
        open_desk(api_url=f"http://127.0.0.1:{port}/api/") as cut_off,
    ):
        await cut_off.say("Good morning")
        await cut_off.until(State.UNCERTAIN)
    async with open_desk() as desk:
        assert await desk.outbox.drained()

    assert await reader.texts() == ["Good morning"]
    assert len(await reader.calls("conversations.history")) == 2


async def test_a_post_carries_its_mark_and_nothing_that_tells(desk, reader):
    await desk.say("Good morning", key="idea:214")
    await desk.outbox.drained()

    [post] = await reader.calls("chat.postMessage")

    sent = post["body"]["request"]
    assert (sent["channel"], sent["metadata"]["event_type"]) == (CHANNEL, "kaizen_message")
    assert "idea" not in str(sent["metadata"]["event_payload"])


async def test_a_post_asks_for_no_preview_of_its_links(desk, reader):
    await desk.say("See https://example.org/chart.png")
    await desk.outbox.drained()

    [post] = await reader.calls("chat.postMessage")

    assert [post["body"]["request"][name] for name in ("unfurl_links", "unfurl_media")] == [False, False]
