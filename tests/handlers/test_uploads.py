"""The token goes to Slack only, and no more is read than is wanted."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from handlers import uploads
from kaizen.refusals import Refusal
from local_slack import Running
from tests.stage import MANIFEST

AMARA = "U05AVAMBEKI"


@pytest.fixture
async def slack() -> AsyncIterator[Running]:
    async with local_slack.running(manifest=MANIFEST, rate_limits=False) as running:
        yield running


@pytest.fixture
async def stranger() -> AsyncIterator[tuple[str, list[web.Request]]]:
    """A server on this machine that is not Slack: where it is, and what it was asked. It answers without an end."""
    asked: list[web.Request] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        endless = web.StreamResponse()
        await endless.prepare(request)
        try:
            while True:
                await endless.write(b"name,source\n" * 1_000)
        except ConnectionError:
            return endless

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", asked
    await runner.cleanup()


async def read(client: AsyncWebClient, given: dict, *, most: int = 1_000) -> bytes:
    return await uploads.read(client, given, field="file", most=most)


async def test_a_file_in_slack_is_read(slack: Running):
    given = await slack.member(AMARA).give("table.csv", b"name\n")

    assert await read(AsyncWebClient(slack.bot_token, base_url=slack.api_url), given) == b"name\n"


async def test_the_page_for_signing_in_is_not_taken_for_the_file(slack: Running):
    given = await slack.member(AMARA).give("table.csv", b"name\n")

    with pytest.raises(Refusal) as refused:
        await read(AsyncWebClient("xoxb-somebody-elses", base_url=slack.api_url), given)

    assert refused.value.template == "monitors/file_not_readable"
    assert refused.value.figures == {"file": "table.csv", "why": "it answers 302"}


@pytest.mark.parametrize("how", [{}, {"is_external": True}, {"mode": "external"}])
async def test_a_file_that_slack_only_links_to_is_not_asked_for(slack: Running, stranger, how: dict):
    url, asked = stranger
    given = {"id": "F1", "name": "table.csv", "size": 10, "url_private": f"{url}/table.csv", **how}

    with pytest.raises(Refusal, match="monitors/file_is_elsewhere"):
        await read(AsyncWebClient(slack.bot_token, base_url=slack.api_url), given)

    assert asked == [], "nobody else is shown the token"


@pytest.mark.parametrize(
    ("address", "is_slacks"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/table.csv", True),
        ("https://slack.com/table.csv", True),
        ("http://files.slack.com/table.csv", False),
        ("https://files.slack.com.evil.example/table.csv", False),
        ("https://notslack.com/table.csv", False),
        ("https://files.slack.com:8443/table.csv", False),
        ("https://slack.com@evil.example/table.csv", False),
    ],
)
async def test_slack_is_where_its_web_api_answers_and_below_it(address: str, is_slacks: bool):  # noqa: FBT001
    client = AsyncWebClient("xoxb-1")
    given = {"id": "F1", "name": "table.csv", "size": 2_000, "url_private": address}

    with pytest.raises(Refusal) as refused:
        await read(client, given)

    assert refused.value.template == ("monitors/file_too_large" if is_slacks else "monitors/file_is_elsewhere")


async def test_a_file_that_is_longer_than_it_says_is_not_read_to_its_end(stranger):
    url, asked = stranger
    given = {"id": "F1", "name": "table.csv", "url_private": f"{url}/table.csv"}

    with pytest.raises(Refusal, match="monitors/file_too_large"):
        await read(AsyncWebClient("xoxb-1", base_url=f"{url}/api/"), given)

    assert len(asked) == 1
