"""A real Bolt app over Socket Mode: from a slash command to a button on a card."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

from local_slack import Running
from tests.local_slack.counting_house import counting_house

AMARA, GRACE = "U05AVAMBEKI", "U05C2PRYDWS"


def words(text: str) -> dict:
    return {"what": {"text": {"type": "plain_text_input", "value": text}}}


@pytest.fixture
async def told(slack: Running) -> AsyncIterator[list]:
    """The app is connected; what it is told gathers in the list."""
    app, told = counting_house(slack)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()
    yield told
    await handler.close_async()
    await asyncio.sleep(0)


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
