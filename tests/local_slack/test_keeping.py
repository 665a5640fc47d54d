"""State from start to start, the clock, the stream of changes, the door to the machine."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from local_slack import MemberInterfaceError
from tests.local_slack.conftest import MANIFEST, QUICK, patiently
from tests.local_slack.test_files import PNG, type_of, upload
from tests.local_slack.test_views import field, modal
from tests.local_slack.test_web_api import AMARA, CARE

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def test_a_restart_continues_where_the_workspace_was(tmp_path):
    state = tmp_path / "state.json"
    async with local_slack.running(manifest=MANIFEST, state=state, now=MONDAY, **QUICK) as slack:
        token, client = slack.bot_token, AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        first = await client.chat_postMessage(channel=CARE, text="before", metadata=METADATA)
        await client.reactions_add(channel=CARE, timestamp=first["ts"], name="wave")
        await client.views_open(trigger_id=slack.slack.triggers.give(AMARA), view=modal(blocks=[field("name")]))
        file_id = await upload(client)
        await client.files_completeUploadExternal(files=[{"id": file_id}])
        await slack.visitor.put("clock", now=(MONDAY + timedelta(days=7)).isoformat())

    async with local_slack.running(manifest=MANIFEST, state=state, **QUICK) as slack:
        client = AsyncWebClient(token, base_url=slack.api_url)
        second = await client.chat_postMessage(channel=CARE, text="after")
        [after, before] = (await client.conversations_history(channel=CARE, include_all_metadata=True))["messages"]
        await patiently(lambda: type_of(client, file_id))

        assert (before["text"], before["metadata"], before["reactions"][0]["name"]) == ("before", METADATA, "wave")
        assert after["ts"] == second["ts"] > before["ts"]
        assert len(await slack.member(AMARA).views()) == 1
        assert slack.slack.clock.now() >= MONDAY + timedelta(days=7)
        assert await type_of(client, file_id) == "image/png"
        assert (state.with_name("state.json.files") / file_id).read_bytes() == PNG


NOTHING_YET = {"workspace": {"channels": {CARE: {"messages": {}}}}}

METADATA = {"event_type": "kaizen", "event_payload": {"key": "abc"}}


async def test_the_state_is_written_soon_after_a_change_and_is_always_whole(tmp_path):
    state = tmp_path / "state.json"
    async with local_slack.running(manifest=MANIFEST, state=state, **QUICK) as slack:
        await slack.member(AMARA).write(CARE, "remember this")

        async def kept_messages() -> list[dict]:
            kept = json.loads(state.read_text(encoding="utf-8")) if state.exists() else NOTHING_YET
            return list(kept["workspace"]["channels"][CARE]["messages"].values())

        [message] = await patiently(kept_messages)

    assert message["text"] == "remember this"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["state.json"]


def test_the_command_line_prints_its_address_and_what_an_app_needs_and_stops_when_told(tmp_path):
    command = [sys.executable, "-m", "local_slack", "--port", "0", "--manifest", str(MANIFEST)]
    command += ["--state", str(tmp_path / "state.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        told = [process.stdout.readline().strip() for _ in range(5)]
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=10)

    assert told[0].startswith("Local Slack: http://127.0.0.1:")
    assert [line.split("=")[0] for line in told[1:]] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "KAIZEN_SLACK_API_URL",
    ]
    assert code == 0
    assert (tmp_path / "state.json").exists()


async def test_the_clock_goes_forward_only_and_messages_carry_its_time(slack, client):
    week = slack.slack.clock.now() + timedelta(days=7)
    await slack.visitor.put("clock", now=week.isoformat())

    ts = float((await client.chat_postMessage(channel=CARE, text="next week"))["ts"])

    assert week.timestamp() <= ts < week.timestamp() + 60
    with pytest.raises(MemberInterfaceError, match="only goes forward"):
        await slack.visitor.put("clock", now=(week - timedelta(days=1)).isoformat())


async def test_without_a_driver_the_clock_jumps(slack):
    before = slack.slack.clock.now()

    answer = await slack.visitor.post("clock/move", by_seconds=3600)

    assert timedelta(hours=1) <= slack.slack.clock.now() - before < timedelta(hours=1, minutes=1)
    assert (answer["driver"], answer["moving"]) == (False, False)


async def test_next_monday_at_eight_is_that_in_the_named_zone():
    async with local_slack.running(manifest=MANIFEST, now=MONDAY, **QUICK) as slack:
        tokyo = (await slack.visitor.post("clock/move", until="next-monday-08:00", zone="Asia/Tokyo"))["now"]
        london = (await slack.visitor.post("clock/move", until="next-monday-08:00", zone="Europe/London"))["now"]

    assert tokyo == "2026-11-29T23:00:00Z"
    assert london == "2026-11-30T08:00:00Z"


@pytest.fixture
async def driver() -> AsyncIterator[tuple[str, list[str]]]:
    """An app that moves the clock: the address, and what it was asked."""
    asked: list[str] = []

    async def drive(request: web.Request) -> web.Response:
        asked.append((await request.json())["to"])
        await asyncio.sleep(0.2)
        return web.json_response({"stops": [{"at": asked[-1], "what": "The digest was posted."}]})

    app = web.Application()
    app.router.add_post("/move", drive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/move", asked
    await runner.cleanup()


async def test_a_driver_is_asked_to_move_the_clock_and_its_stops_are_told(slack, driver):
    address, asked = driver
    to = slack.slack.clock.now() + timedelta(days=1)
    await slack.visitor.put("clock/driver", url=address)

    answer = await slack.visitor.post("clock/move", to=to.isoformat())
    with pytest.raises(MemberInterfaceError, match="already_moving"):
        await slack.visitor.post("clock/move", by_seconds=60)
    there = await patiently(lambda: slack.visitor.get("clock"), lambda clock: not clock["moving"])

    assert answer["moving"]
    assert asked == [to.isoformat()]
    assert there["last_move"][0]["what"] == "The digest was posted."
    assert slack.slack.clock.now() >= to


async def test_a_driver_that_fails_is_said_to_have_failed(slack):
    await slack.visitor.put("clock/driver", url="http://127.0.0.1:9/move")
    before = slack.slack.clock.now()

    await slack.visitor.post("clock/move", by_seconds=3600)
    there = await patiently(lambda: slack.visitor.get("clock"), lambda clock: not clock["moving"])

    assert "could not move the clock" in there["last_move"][0]["what"]
    assert slack.slack.clock.now() - before < timedelta(minutes=1)


async def changes(session: aiohttp.ClientSession, address: str, member: str) -> AsyncIterator[dict]:
    async with session.get(f"{address}/local/changes", params={"as": member}) as stream:
        yield {"kind": "listening"}
        async for line in stream.content:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


async def test_a_watcher_hears_of_changes_and_not_of_what_is_for_others_only(slack, client):
    async with aiohttp.ClientSession() as session:
        watch = changes(session, slack.url, AMARA)
        await anext(watch)
        await client.chat_postEphemeral(channel=CARE, user="U05C2PRYDWS", text="for Grace")
        await client.chat_postMessage(channel=CARE, text="for all")
        heard = [await anext(watch) for _ in range(4)]
        await watch.aclose()

    messages = [change for change in heard if change["kind"] == "message"]
    assert [change["channel"] for change in messages] == [CARE]
    assert heard == sorted(heard, key=lambda change: change["seq"])


async def test_pages_from_elsewhere_cannot_act_here(slack):
    wish = {"as": AMARA, "channel": CARE, "text": "not me"}
    async with aiohttp.ClientSession() as session:
        foreign = await session.post(
            f"{slack.url}/local/write", json=wish, headers={"Origin": "https://elsewhere.example"}
        )
        rebound = await session.get(f"{slack.url}/local/workspace", headers={"Host": "elsewhere.example"})
        own = await session.post(f"{slack.url}/local/write", json=wish, headers={"Origin": slack.url})

    assert (foreign.status, rebound.status, own.status) == (403, 403, 200)


async def test_a_browser_asks_whether_the_page_changed_before_it_shows_what_it_kept(slack):
    async with aiohttp.ClientSession() as session:
        script = await session.get(f"{slack.url}/page/main.js")
        again = await session.get(f"{slack.url}/page/main.js", headers={"If-None-Match": script.headers["ETag"]})

    assert (script.status, script.headers["Cache-Control"]) == (200, "no-cache")
    assert again.status == 304
