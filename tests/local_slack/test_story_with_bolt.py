"""A real Bolt app, over Socket Mode and over signed HTTP: from a slash command to a button on a card."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

import local_slack
from local_slack import MemberInterfaceError, Running
from tests.local_slack.conftest import MANIFEST, QUICK, patiently
from tests.local_slack.counting_house import counting_house

AMARA, GRACE = "U05AVAMBEKI", "U05C2PRYDWS"


async def count(told: list) -> int:
    return len(told)


def words(text: str) -> dict:
    return {"what": {"text": {"type": "plain_text_input", "value": text}}}


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """Where the app will listen, if it is told over HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


@pytest.fixture(params=["socket", "http"])
async def slack(request, door) -> AsyncIterator[Running]:
    address = f"http://127.0.0.1:{door.getsockname()[1]}/slack/events"
    delivery = address if request.param == "http" else "socket"
    async with local_slack.running(manifest=MANIFEST, delivery=delivery, **QUICK) as slack:
        yield slack


@pytest.fixture
async def told(slack, door) -> AsyncIterator[list]:
    """The app is connected; what it is told gathers in the list."""
    app, told = counting_house(slack)
    async with over_http(app, door) if slack.slack.options.delivery != "socket" else over_sockets(app, slack):
        yield told


@asynccontextmanager
async def over_sockets(app: AsyncApp, slack: Running) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()
    yield
    await handler.close_async()


@asynccontextmanager
async def over_http(app: AsyncApp, door: socket.socket) -> AsyncIterator[None]:
    runner = web.AppRunner(app.web_app(path="/slack/events"))
    await runner.setup()
    await web.SockSite(runner, door).start()
    yield
    await runner.cleanup()


async def test_an_idea_goes_from_command_to_card_to_button(slack, told):
    amara, grace = slack.member(AMARA), slack.member(GRACE)

    assert await amara.command("#model-care", "/count", "sheep") == {"ok": True}
    [modal] = await amara.views()
    wrong = await amara.submit(modal["id"], words("stars"))
    right = await amara.submit(modal["id"], words("sheep"))
    card = (await grace.messages("#model-care"))[-1]
    where = {"channel": modal["private_metadata"], "ts": card["ts"]}
    clicked = await grace.click("again", message=where)
    card = (await amara.messages("#model-care"))[-1]

    assert wrong["errors"] == {"what": "Nobody can count the stars."}
    assert right["response_action"] is None
    assert right["stack"] == []
    assert clicked == {"ok": True}
    assert card["text"] == "sheep counted 2 times"
    assert card["edited"]
    assert told[-1]["user"]["id"] == GRACE


async def test_an_answer_in_the_acknowledgement_is_said_in_the_channel(slack, told):
    await slack.member(AMARA).command("#model-care", "/count", "aloud")

    said = (await slack.member(GRACE).messages("#model-care"))[-1]

    assert (said["text"], said["ephemeral"]) == ("one, two, three", False)


async def test_an_answer_at_the_response_url_is_seen_by_one_person_only(slack, told):
    await slack.member(AMARA).command("#model-care", "/count", "respond")

    heard = await slack.member(AMARA).messages("#model-care")
    unheard = await slack.member(GRACE).messages("#model-care")

    assert (heard[-1]["text"], heard[-1]["ephemeral"]) == ("a whisper", True)
    assert "a whisper" not in [message["text"] for message in unheard]


async def test_a_button_in_a_modal_pushes_a_view_and_tells_what_was_typed(slack, told):
    amara = slack.member(AMARA)
    await amara.shortcut("count.anything")
    [modal] = await amara.views()

    await amara.click("help", view=modal["id"], values=words("half a word"))

    first, second = await amara.views()
    assert told[-1]["view"]["state"]["values"]["what"]["text"]["value"] == "half a word"
    assert second["callback_id"] == "count.help"
    assert second["previous_view_id"] == second["root_view_id"] == first["id"]


async def test_an_external_select_offers_what_the_app_answers_and_keeps_what_is_chosen(slack, told):
    amara = slack.member(AMARA)
    await amara.shortcut("count.anything")
    [modal] = await amara.views()

    offer = await amara.options("size", "l", view=modal["id"], block="size")
    await amara.click("size", view=modal["id"], selected={"value": "large"})

    assert [option["value"] for option in offer["options"]] == ["small", "middling", "large"]
    [modal] = await amara.views()
    assert modal["state"]["values"]["size"]["size"]["selected_option"]["value"] == "large"


async def test_a_modal_given_up_is_told_to_the_app_that_asked_for_it(slack, told):
    amara = slack.member(AMARA)
    await amara.shortcut("count.anything")
    [modal] = await amara.views()

    await amara.close(modal["id"])

    assert told[-1]["type"] == "view_closed"
    assert told[-1]["is_cleared"] is False
    assert await amara.views() == []


async def test_a_message_shortcut_carries_the_message(slack, told):
    grace = slack.member(GRACE)
    ts = (await grace.write("#model-care", "Sheep again."))["ts"]

    await grace.shortcut("count.message", channel="#model-care", ts=ts)

    assert told[-1]["type"] == "message_action"
    assert told[-1]["message"]["text"] == "Sheep again."
    assert told[-1]["message_ts"] == ts


async def test_opening_the_home_tab_lets_the_app_publish_it(slack, told):
    amara = slack.member(AMARA)

    view = await amara.home(opening=True)

    assert told[-1]["type"] == "app_home_opened"
    assert view["blocks"][0]["text"]["text"] == "*visits* counted 1 times"
    assert await slack.member(GRACE).home() is None


async def test_the_app_hears_mentions_reactions_direct_messages_and_newcomers(slack, told):
    amara = slack.member(AMARA)
    bot = (await slack.visitor.workspace())["app"]["bot_user_id"]
    said = await amara.write("#model-care", f"<@{bot}> how many?")
    await amara.react("#model-care", said["ts"], "sheep")
    await amara.write(await amara.direct("app"), "Between us: how many?")
    await amara.invite("#random", "app")
    await patiently(lambda: count(told), lambda heard: heard == 4)

    heard = [body["event"]["type"] for body in told]

    assert heard == ["app_mention", "reaction_added", "message", "member_joined_channel"]


async def left(told) -> list:
    return [body["event"] for body in told if body["event"]["type"] == "member_left_channel"]


@pytest.mark.parametrize(("name", "letter"), [("#audit-room", "G"), ("#model-care", "C")])
async def test_the_app_hears_who_is_no_longer_in_a_channel_while_it_is_there_itself(slack, told, name, letter):
    amara, workspace = slack.member(AMARA), await slack.visitor.workspace()
    where = next(channel for channel in workspace["channels"] if f"#{channel['name']}" == name)
    for user in (GRACE, "app"):
        await amara.invite(name, user)
    await amara.kick(name, GRACE)
    await patiently(lambda: left(told))
    await amara.kick(name, "app")
    await amara.invite(name, GRACE)
    await amara.kick(name, GRACE)
    await asyncio.sleep(0.1)

    [event] = await left(told)
    assert event.pop("event_ts")
    assert event == {
        "type": "member_left_channel",
        "user": GRACE,
        "channel": where["id"],
        "channel_type": letter,
        "team": workspace["workspace"]["id"],
    }


async def test_what_the_manifest_does_not_subscribe_to_is_not_told(slack, told):
    await slack.member(AMARA).write("#model-care", "Nobody but us.")
    await asyncio.sleep(0.1)

    assert told == []


async def test_an_unknown_command_is_refused_before_the_app_hears_of_it(slack, told):
    with pytest.raises(MemberInterfaceError, match="unknown_command"):
        await slack.member(AMARA).command("#model-care", "/nonsense")

    assert told == []


async def test_without_an_app_a_command_says_that_it_is_not_connected():
    async with local_slack.running(manifest=MANIFEST, **QUICK) as slack:
        answer = await slack.member(AMARA).command("#model-care", "/count", "sheep")

    assert answer["error"] == "app_not_connected"
    assert "start it" in answer["detail"]
