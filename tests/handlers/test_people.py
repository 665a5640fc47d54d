"""Who acts: remembered, asked, or taken from what the payload says."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from handlers import people
from kaizen import permissions
from kaizen.clock import Clock
from kaizen.permissions import Role
from kaizen.runtime import Runtime
from kaizen.sealing import Seal
from message_templates import render
from outbox import Outbox

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

COMMAND = {"user_id": "U1", "user_name": "ada", "team_id": "T1", "command": "/kaizen"}
CLICK = {"type": "block_actions", "user": {"id": "U1", "name": "ada", "team_id": "T1"}, "team": {"id": "T1"}}
EVENT = {"team_id": "T1", "event": {"type": "app_home_opened", "user": "U1"}, "event_id": "E1"}
ORG_WIDE = {"type": "view_submission", "team": None, "user": {"id": "U1", "team_id": "T1"}, "view": {}}
SHARED = {
    "type": "view_submission",
    "team": {"id": "T2"},
    "user": {"id": "U1", "team_id": "T2"},
    "view": {"app_installed_team_id": "T1"},
}


@asynccontextmanager
async def a_slack(answer: Any, *, seconds: float = 0) -> AsyncIterator[tuple[AsyncWebClient, list[str]]]:
    """A server that knows one answer, and the calls that it got."""
    asked: list[str] = []

    async def received(request: web.Request) -> web.Response:
        asked.append(request.path)
        await asyncio.sleep(seconds)
        return web.json_response(answer, status=500 if answer == "broken" else 200)

    server = web.Application()
    server.router.add_route("*", "/{method}", received)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield AsyncWebClient("xoxb-1", base_url=f"http://127.0.0.1:{port}/", retry_handlers=[]), asked
    await runner.cleanup()


@pytest.fixture
def runtime(database) -> Runtime:
    return Runtime(database, Clock(), Seal(b"a key"))


def a_user(**more):
    profile = {"display_name": "Ada", "real_name": "Ada L.", "title": "Data Scientist"}
    return {"ok": True, "user": {"id": "U1", "team_id": "T1", "tz": "Asia/Tokyo", "profile": profile, **more}}


@pytest.mark.parametrize(
    "body", [COMMAND, CLICK, EVENT, ORG_WIDE, SHARED], ids=["command", "click", "event", "org", "shared"]
)
async def test_every_kind_of_payload_names_the_workspace_and_the_person(runtime, body):
    async with a_slack(a_user()) as (client, _):
        person = await people.acting(client, runtime, body)

    assert (person.workspace, person.user, person.name, person.zone) == ("T1", "U1", "Ada", "Asia/Tokyo")


async def test_slack_is_asked_once_a_day(runtime):
    async with a_slack(a_user()) as (client, asked):
        await people.acting(client, runtime, COMMAND)
        await people.acting(client, runtime, CLICK)
        in_between = len(asked)
        runtime.clock.move_to(runtime.clock.now() + timedelta(hours=25))
        await people.acting(client, runtime, COMMAND)

    assert (in_between, len(asked)) == (1, 2)


@pytest.mark.parametrize(
    "answer",
    [{"ok": True, "user": {"id": "U1"}}, {"ok": True}, {"ok": False, "error": "unknown_method"}, "broken", []],
    ids=["id only", "nothing", "unknown method", "out of order", "not even an object"],
)
async def test_a_slack_that_knows_nothing_stops_nobody(runtime, answer):
    async with a_slack(answer) as (client, _):
        person = await people.acting(client, runtime, COMMAND)

    assert (person.workspace, person.user, person.zone) == ("T1", "U1", "UTC")
    assert not person.guest
    assert not person.stranger


@pytest.mark.parametrize("code", ["user_not_found", "user_not_visible"])
async def test_somebody_whom_the_workspace_does_not_know_is_no_colleague(runtime, code):
    async with a_slack({"ok": False, "error": code}) as (client, asked):
        person = await people.acting(client, runtime, COMMAND)
        again = await people.acting(client, runtime, COMMAND)

    assert permissions.roles(person) == {Role.GUEST}
    assert (again.guest, len(asked)) == (True, 1)


async def test_a_silent_slack_delays_a_person_by_a_second_at_most(runtime):
    async with a_slack(a_user(), seconds=5) as (client, _):
        began = runtime.clock.elapsed()
        person = await people.acting(client, runtime, COMMAND)

        assert runtime.clock.elapsed() - began < 2
        assert (person.name, person.zone) == ("ada", "UTC")


async def test_an_old_description_is_better_than_none(runtime):
    async with a_slack(a_user()) as (client, _):
        await people.acting(client, runtime, COMMAND)
    runtime.clock.move_to(runtime.clock.now() + timedelta(days=3))
    async with a_slack("broken") as (client, _):
        person = await people.acting(client, runtime, COMMAND)

    assert person.zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ({"is_restricted": True}, {"guest": True}),
        ({"is_ultra_restricted": True}, {"guest": True}),
        ({"is_owner": True}, {"admin": True}),
        ({"is_admin": True}, {"admin": True}),
        ({"is_bot": True}, {"bot": True}),
        ({"id": "USLACKBOT"}, {"bot": True}),
        ({"deleted": True}, {"gone": True}),
        ({"tz": None}, {"zone": "UTC"}),
        ({"tz": "Mars/Olympus"}, {"zone": "UTC"}),
        ({"profile": {"real_name": "Ada L."}}, {"name": "Ada L."}),
        ({"profile": None, "name": "ada"}, {"name": "ada"}),
        ({"team_id": "T2"}, {"home": "T2"}),
        ({"team_id": "E1", "enterprise_user": {"teams": ["T0", "T1"]}}, {"home": "T1"}),
    ],
)
def test_what_slack_says_of_somebody_is_put_into_our_words(user, said):
    found = people.described("T1", {**a_user()["user"], **user}, now=NOON)

    assert {name: getattr(found, name) for name in said} == said


async def test_somebody_from_another_workspace_is_a_stranger(runtime):
    async with a_slack(a_user(team_id="T2")) as (client, _):
        person = await people.acting(client, runtime, CLICK)

    assert person.stranger


async def test_of_people_we_do_not_know_changes_are_not_kept(runtime):
    body = {"team_id": "T1"}
    async with a_slack(a_user(tz="Europe/Paris")) as (client, asked):
        outbox = Outbox(runtime.database, client, clock=runtime.clock, render=render.message)
        await people.changed({"user": a_user()["user"]}, body, runtime, outbox)
        person = await people.acting(client, runtime, COMMAND)
        await people.changed({"user": a_user(tz="Europe/Rome")["user"]}, body, runtime, outbox)
        after = await people.acting(client, runtime, COMMAND)

    assert (person.zone, after.zone, len(asked)) == ("Europe/Paris", "Europe/Rome", 1)
