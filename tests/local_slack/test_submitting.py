"""What the app is told of a modal that is sent or closed, and what becomes of its answers."""

import asyncio
import copy

import httpx
import pytest

from local_slack import MemberInterfaceError
from tests.local_slack.blocks import option, plain
from tests.local_slack.sockets import acknowledge, told
from tests.local_slack.test_views import field, modal
from tests.local_slack.test_web_api import AMARA, CARE


async def open_modal(slack, client, **more) -> dict:
    trigger = slack.slack.triggers.give(AMARA)
    return (await client.views_open(trigger_id=trigger, view=modal(**more)))["view"]


NAMED = {"name": {"text": {"type": "plain_text_input", "value": "Ada"}}}


async def test_a_submission_carries_what_slack_sends(slack, client, app):
    view = await open_modal(slack, client, private_metadata="secret", callback_id="greet")

    payload, answer = await told(app, slack.member(AMARA).submit(view["id"], NAMED))

    assert set(payload) == {
        "type",
        "team",
        "user",
        "api_app_id",
        "token",
        "trigger_id",
        "view",
        "response_urls",
        "is_enterprise_install",
        "enterprise",
    }
    assert payload["view"]["state"]["values"] == NAMED
    assert (payload["view"]["private_metadata"], payload["view"]["callback_id"]) == ("secret", "greet")
    assert payload["view"]["hash"] == view["hash"]
    assert answer == {"ok": True, "response_action": None, "errors": {}, "stack": []}


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({"response_action": "update", "view": modal("Thanks")}, ["Thanks"]),
        ({"response_action": "push", "view": modal("More")}, ["Hello", "More"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "errors", "errors": {"name": "Too short."}}, ["Hello"]),
    ],
)
async def test_an_answer_to_a_submission_updates_pushes_clears_or_complains(slack, client, app, answer, titles):
    view = await open_modal(slack, client)

    _, result = await told(app, slack.member(AMARA).submit(view["id"], NAMED), **answer)

    assert result["response_action"] == answer["response_action"]
    assert [one["title"]["text"] for one in result["stack"]] == titles


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"other": "There is no such block."}},
        {"response_action": "errors"},
        {"response_action": "update", "view": modal("x" * 25)},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_that_cannot_be_carried_out_leaves_the_modal_and_says_why(slack, client, app, answer):
    view = await open_modal(slack, client)

    _, result = await told(app, slack.member(AMARA).submit(view["id"], NAMED), **answer)

    assert result["error"] == "invalid_response"
    assert result["detail"]
    assert [one["id"] for one in result["stack"]] == [view["id"]]


async def test_a_modal_that_clears_on_close_takes_the_whole_stack_with_it(slack, client, app):
    first = await open_modal(slack, client)
    trigger = slack.slack.triggers.give(AMARA, view=first["id"])
    last = modal("Last", clear_on_close=True, notify_on_close=True)
    second = (await client.views_push(trigger_id=trigger, view=last))["view"]

    payload, _ = await told(app, slack.member(AMARA).close(second["id"]))

    assert (payload["type"], payload["is_cleared"]) == ("view_closed", True)
    assert await slack.member(AMARA).views() == []


async def test_a_conversation_picked_for_an_answer_comes_with_an_address(slack, client, app):
    element = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    asked = field("asked") | {"element": element}
    view = await open_modal(slack, client, blocks=[asked])
    state = {"asked": {"where": {"type": "conversations_select", "selected_conversation": CARE}}}

    payload, _ = await told(app, slack.member(AMARA).submit(view["id"], state))

    [address] = payload["response_urls"]
    assert (address["channel_id"], address["block_id"]) == (CARE, "asked")
    async with httpx.AsyncClient() as http:
        assert (await http.post(address["response_url"], json={"text": "here"})).text == "ok"


async def test_an_offer_that_slack_would_refuse_is_refused(slack, client, app):
    select = field("asked") | {"element": {"type": "external_select", "action_id": "model"}}
    view = await open_modal(slack, client, blocks=[select])
    bad = copy.deepcopy(option()) | {"text": plain(76)}

    asking = asyncio.create_task(slack.member(AMARA).options("model", "fr", view=view["id"]))
    await acknowledge(app, options=[bad])

    with pytest.raises(MemberInterfaceError, match="less than 76"):
        await asking
