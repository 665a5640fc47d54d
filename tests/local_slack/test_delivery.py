"""How payloads reach the app: Socket Mode, signed HTTP, repetitions, duplicates."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from tests.local_slack.conftest import MANIFEST, QUICK, patiently
from tests.local_slack.sockets import acknowledge, connected
from tests.local_slack.test_web_api import AMARA


async def test_a_command_waits_for_its_acknowledgement(slack, client):
    async with connected(slack, client) as socket:
        typed = asyncio.create_task(slack.member(AMARA).command("#model-care", "/count", "sheep"))
        envelope = await acknowledge(socket)

        assert await typed == {"ok": True}
        assert envelope["type"] == "slash_commands"
        assert envelope["accepts_response_payload"]
        assert (envelope["payload"]["text"], envelope["payload"]["channel_name"]) == ("sheep", "model-care")


async def test_each_payload_goes_to_one_connection_and_all_get_their_turn(slack, client):
    async with connected(slack, client) as first, connected(slack, client) as second:
        connections = (await slack.visitor.workspace())["app"]["connections"]
        typed = asyncio.gather(*[slack.member(AMARA).command("#model-care", "/count", str(n)) for n in range(2)])
        heard = await asyncio.gather(acknowledge(first), acknowledge(second))
        await typed

    assert connections == 2
    assert {envelope["payload"]["text"] for envelope in heard} == {"0", "1"}


async def test_an_eleventh_connection_is_sent_away(slack, client):
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(11):
            opened = await client.apps_connections_open(app_token=slack.app_token)
            sockets.append(await session.ws_connect(opened["url"]))
        greetings = [await socket.receive_json() for socket in sockets]

    assert [greeting["type"] for greeting in greetings] == ["hello"] * 10 + ["disconnect"]
    assert greetings[-1]["reason"] == "too_many_websockets"


async def test_a_ticket_opens_one_connection(slack, client):
    opened = await client.apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session:
        await session.ws_connect(opened["url"])
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(opened["url"])


async def test_a_refresh_parts_with_one_connection_and_the_other_goes_on(slack, client):
    async with connected(slack, client) as first, connected(slack, client) as second:
        await slack.visitor.post("faults", kind="disconnect")
        farewell = await first.receive_json()
        typed = asyncio.create_task(slack.member(AMARA).command("#model-care", "/count", "still there"))
        await acknowledge(second)

        assert farewell["reason"] == "refresh_requested"
        assert await typed == {"ok": True}


async def test_a_connection_cut_while_the_app_is_told_is_said_at_once(slack, client):
    async with connected(slack, client) as socket:
        typed = asyncio.create_task(slack.member(AMARA).command("#model-care", "/count", "sheep"))
        await socket.receive_json()
        await slack.visitor.post("faults", kind="disconnect", reason="cut")

        assert (await typed)["error"] == "dispatch_failed"


async def test_an_app_that_stays_silent_runs_out_of_time(slack, client):
    async with connected(slack, client):
        answer = await slack.member(AMARA).command("#model-care", "/count", "sheep")

    assert answer["error"] == "operation_timeout"


async def test_an_event_is_repeated_until_it_is_acknowledged_under_the_same_id():
    patient = QUICK | {"retry_delays": (0.0, 1.0, 5.0)}
    async with local_slack.running(manifest=MANIFEST, **patient) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        await slack.visitor.post("member", id=AMARA, away=True)
        async with connected(slack, client) as socket:
            repeated = await acknowledge(socket)
        told = [entry for entry in await slack.visitor.timeline() if entry["what"] == "user_change"]

    assert repeated["retry_attempt"] > 0
    assert repeated["retry_reason"]
    assert len({entry["body"]["event_id"] for entry in told}) == 1
    assert told[0]["error"] == "app_not_connected"


async def test_a_duplicate_event_is_the_same_event_twice(slack, client):
    await slack.visitor.fault("duplicate_event")
    async with connected(slack, client) as socket:
        await slack.visitor.post("member", id=AMARA, away=True)
        envelopes = [await acknowledge(socket), await acknowledge(socket)]

    assert envelopes[0]["envelope_id"] != envelopes[1]["envelope_id"]
    assert envelopes[0]["payload"]["event_id"] == envelopes[1]["payload"]["event_id"]


class Ear:
    """A plain HTTP server in the app's place: keeps every request, answers what it is told to."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], str]] = []
        self.answers: list[web.Response] = []

    async def count(self) -> int:
        return len(self.heard)

    async def listen(self, request: web.Request) -> web.Response:
        self.heard.append((dict(request.headers), await request.text()))
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def ear() -> AsyncIterator[tuple[Ear, str]]:
    ear, app = Ear(), web.Application()
    app.router.add_post("/slack/events", ear.listen)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield ear, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    await runner.cleanup()


async def test_http_requests_carry_a_signature_that_slacks_own_verifier_accepts(ear):
    heard, address = ear
    async with local_slack.running(manifest=MANIFEST, delivery=address, **QUICK) as slack:
        answer = await slack.member(AMARA).command("#model-care", "/count", "sheep & goats")
        verifier = SignatureVerifier(slack.signing_secret)

    [(headers, body)] = heard.heard
    assert answer == {"ok": True}
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + "x", headers)
    assert "text=sheep+%26+goats" in body


async def test_a_plain_answer_over_http_is_shown_to_whoever_typed(ear):
    heard, address = ear
    heard.answers = [web.Response(text="counted")]
    async with local_slack.running(manifest=MANIFEST, delivery=address, **QUICK) as slack:
        await slack.member(AMARA).command("#model-care", "/count", "sheep")
        said = (await slack.member(AMARA).messages("#model-care"))[-1]

    assert (said["text"], said["ephemeral"]) == ("counted", True)


async def test_http_events_are_repeated_three_times_with_their_number(ear):
    heard, address = ear
    heard.answers = [web.Response(status=500) for _ in range(4)]
    async with local_slack.running(manifest=MANIFEST, delivery=address, **QUICK) as slack:
        await slack.visitor.post("member", id=AMARA, away=True)
        await patiently(heard.count, lambda heard: heard == 4)

    numbers = [headers.get("X-Slack-Retry-Num") for headers, _ in heard.heard]
    assert numbers == [None, "1", "2", "3"]
    assert len({json.loads(body)["event_id"] for _, body in heard.heard}) == 1


async def test_an_app_that_cannot_be_reached_is_said_to_be_so():
    async with local_slack.running(manifest=MANIFEST, delivery="http://127.0.0.1:9/slack/events", **QUICK) as slack:
        answer = await slack.member(AMARA).command("#model-care", "/count", "sheep")

    assert answer["error"] == "dispatch_failed"
    assert "cannot be reached" in answer["detail"]
