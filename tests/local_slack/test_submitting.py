"""What the app is told of a modal that is sent or closed, and what becomes of its answers."""

import asyncio
import copy

import httpx
import pytest
import yaml
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from local_slack import MemberInterfaceError
from tests.local_slack.blocks import option, plain
from tests.local_slack.conftest import MANIFEST
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


CSV = {"type": "file_input", "action_id": "csv", "filetypes": ["csv"], "max_files": 1}


async def test_a_file_given_in_a_modal_can_be_read_by_the_app(slack, client, app):
    view = await open_modal(slack, client, blocks=[field("readings") | {"element": CSV}])
    file = await slack.member(AMARA).give("readings.csv", b"at,value\n1,2\n")
    state = {"readings": {"csv": {"type": "file_input", "files": [{"id": file["id"]}]}}}

    payload, _ = await told(app, slack.member(AMARA).submit(view["id"], state))

    [sent] = payload["view"]["state"]["values"]["readings"]["csv"]["files"]
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with httpx.AsyncClient(headers=headers) as http:
        content = (await http.get(sent["url_private_download"])).content
    assert (sent["name"], sent["user"], sent["filetype"]) == ("readings.csv", AMARA, "csv")
    assert content == b"at,value\n1,2\n"
    assert (await client.files_info(file=sent["id"]))["file"]["mimetype"] == "text/csv"


async def test_other_files_than_asked_for_are_not_sent(slack, client):
    view = await open_modal(slack, client, blocks=[field("readings") | {"element": CSV}])
    amara = slack.member(AMARA)
    picture, table = await amara.give("chart.png", b"png"), await amara.give("readings.csv", b"1")

    async def complaint(*files: dict) -> str:
        state = {"readings": {"csv": {"files": [{"id": file["id"]} for file in files]}}}
        return (await amara.submit(view["id"], state))["errors"]["readings"]

    assert "these kinds only: csv" in await complaint(picture)
    assert "at most 1 file." in await complaint(table, table)
    with pytest.raises(MemberInterfaceError, match="file_not_found"):
        await complaint({"id": "F0NONE"})


async def test_a_choice_from_an_earlier_query_is_still_known(slack, client, app):
    element = {"type": "multi_external_select", "action_id": "models", "min_query_length": 0}
    row = {"type": "actions", "block_id": "row", "elements": [element]}
    ts = (await client.chat_postMessage(channel=CARE, text="Which?", blocks=[row]))["ts"]
    amara, where = slack.member(AMARA), f"{CARE}:{ts}"
    await told(app, amara.options("models", "a", message=where), options=[option("a")])
    await told(app, amara.options("models", "b", message=where), options=[option("b")])

    both = amara.click("models", message={"channel": CARE, "ts": ts}, selected={"values": ["a", "b"]})
    payload, _ = await told(app, both)

    assert [one["value"] for one in payload["actions"][0]["selected_options"]] == ["a", "b"]


async def test_a_file_of_another_organisation_is_described_only_when_the_app_asks(slack, client, app):
    view = await open_modal(slack, client, blocks=[field("readings") | {"element": CSV}])
    file = await slack.member(AMARA).give("readings.csv", b"at,value\n1,2\n", elsewhere="1")
    state = {"readings": {"csv": {"type": "file_input", "files": [{"id": file["id"]}]}}}

    payload, _ = await told(app, slack.member(AMARA).submit(view["id"], state))

    [sent] = payload["view"]["state"]["values"]["readings"]["csv"]["files"]
    assert sent["file_access"] == "check_file_info"
    assert "url_private" not in sent
    assert "name" not in sent
    assert (await client.files_info(file=sent["id"]))["file"]["name"] == "readings.csv"


async def test_more_than_ten_megabytes_are_not_sent(slack, client):
    view = await open_modal(slack, client, blocks=[field("readings") | {"element": CSV}])
    amara = slack.member(AMARA)
    file = await amara.give("readings.csv", b"1" * 10_000_001)

    answer = await amara.submit(view["id"], {"readings": {"csv": {"files": [{"id": file["id"]}]}}})

    assert answer["errors"] == {"readings": "Please choose files of at most 10 MB."}


async def test_an_app_without_files_read_may_ask_nobody_for_a_file(tmp_path):
    allowed = yaml.safe_load(MANIFEST.read_text())
    allowed["oauth_config"]["scopes"]["bot"].remove("files:read")
    async with local_slack.running(manifest=allowed, rate_limits=False) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)

        with pytest.raises(SlackApiError) as refused:
            await open_modal(slack, client, blocks=[field("readings") | {"element": CSV}])

        assert (refused.value.response["error"], refused.value.response["needed"]) == ("missing_scope", "files:read")
        assert (await open_modal(slack, client))["type"] == "modal"


async def test_a_modal_without_a_button_for_it_cannot_be_submitted(slack, client):
    plainly = {key: value for key, value in modal(blocks=[{"type": "divider"}]).items() if key != "submit"}
    trigger = slack.slack.triggers.give(AMARA)
    view = (await client.views_open(trigger_id=trigger, view=plainly))["view"]

    with pytest.raises(MemberInterfaceError, match="nothing_to_submit"):
        await slack.member(AMARA).submit(view["id"], {})
