"""What the app is told of a click, and what becomes of its answers at the response_url."""

import httpx
import pytest

from local_slack import MemberInterfaceError
from tests.local_slack.blocks import button, mrkdwn, options
from tests.local_slack.sockets import told
from tests.local_slack.test_web_api import AMARA, CARE

GRACE = "U05C2PRYDWS"


def with_options(kind: str) -> dict:
    return {"type": kind, "options": options(3)}


ELEMENTS = {
    "button": (button(value="42"), None, {"value": "42"}),
    "static_select": (with_options("static_select"), {"value": "1"}, {"selected_option": "1"}),
    "radio_buttons": (with_options("radio_buttons"), {"value": "1"}, {"selected_option": "1"}),
    "overflow": (with_options("overflow"), {"value": "1"}, {"selected_option": "1"}),
    "multi_static_select": (with_options("multi_static_select"), {"values": ["0", "2"]}, {"selected_options": "02"}),
    "checkboxes": (with_options("checkboxes"), {"values": ["0", "2"]}, {"selected_options": "02"}),
    "no box": (with_options("checkboxes"), {"values": []}, {"selected_options": []}),
    "users_select": ({"type": "users_select"}, {"user": GRACE}, {"selected_user": GRACE}),
    "multi_users_select": ({"type": "multi_users_select"}, {"users": [GRACE]}, {"selected_users": [GRACE]}),
    "channels_select": ({"type": "channels_select"}, {"channel": CARE}, {"selected_channel": CARE}),
    "conversations": ({"type": "conversations_select"}, {"channel": CARE}, {"selected_conversation": CARE}),
    "many channels": ({"type": "multi_channels_select"}, {"channels": [CARE]}, {"selected_channels": [CARE]}),
    "datepicker": ({"type": "datepicker"}, {"date": "2026-11-30"}, {"selected_date": "2026-11-30"}),
    "timepicker": ({"type": "timepicker"}, {"time": "08:00"}, {"selected_time": "08:00"}),
    "datetimepicker": ({"type": "datetimepicker"}, {"at": 1_800_000_000}, {"selected_date_time": 1_800_000_000}),
}
"""An element, what is selected in it, and what stands in its action; options are named by their values."""


async def posted(client, *elements: dict) -> dict:
    """Where a message with these elements stands."""
    named = [element | {"action_id": f"act{place}"} for place, element in enumerate(elements)]
    blocks = [{"type": "actions", "block_id": "row", "elements": named}]
    answer = await client.chat_postMessage(channel=CARE, text="Choose", blocks=blocks)
    return {"channel": CARE, "ts": answer["ts"]}


def by_value(found):
    """Options, written as their values."""
    if isinstance(found, dict):
        return found["value"]
    listed = isinstance(found, list) and found and isinstance(found[0], dict)
    return "".join(one["value"] for one in found) if listed else found


@pytest.mark.parametrize("name", ELEMENTS)
async def test_each_element_tells_what_was_chosen_in_the_action_and_in_the_state(slack, client, app, name):
    element, selected, expected = ELEMENTS[name]
    where = await posted(client, element)

    payload, _ = await told(app, slack.member(AMARA).click("act0", message=where, selected=selected))

    [action] = payload["actions"]
    [(key, value)] = expected.items()
    assert by_value(action[key]) == value
    assert (action["type"], action["block_id"]) == (element["type"], "row")
    if element["type"] not in ("button", "overflow"):
        assert by_value(payload["state"]["values"]["row"]["act0"][key]) == value


async def test_a_click_on_a_message_carries_what_slack_sends(slack, client, app):
    where = await posted(client, button())

    payload, _ = await told(app, slack.member(AMARA).click("act0", message=where))

    assert set(payload) == {
        "type",
        "user",
        "api_app_id",
        "token",
        "container",
        "trigger_id",
        "team",
        "enterprise",
        "is_enterprise_install",
        "channel",
        "message",
        "state",
        "response_url",
        "actions",
    }
    assert payload["user"] == {
        "id": AMARA,
        "username": "amara.okafor",
        "name": "amara.okafor",
        "team_id": "T05HARBOUR1",
    }
    assert payload["container"] == {
        "type": "message",
        "message_ts": where["ts"],
        "channel_id": CARE,
        "is_ephemeral": False,
    }
    assert payload["message"]["blocks"][0]["elements"][0]["action_id"] == "act0"


async def test_what_one_person_chose_in_a_message_is_not_what_another_did(slack, client, app):
    where = await posted(client, with_options("static_select"), button())
    await told(app, slack.member(AMARA).click("act0", message=where, selected={"value": "2"}))

    hers, _ = await told(app, slack.member(AMARA).click("act1", message=where))
    his, _ = await told(app, slack.member("U05D9JHVXEA").click("act1", message=where))

    assert hers["state"]["values"]["row"]["act0"]["selected_option"]["value"] == "2"
    assert his["state"]["values"]["row"]["act0"]["selected_option"] is None


async def test_an_option_that_is_not_offered_cannot_be_chosen(slack, client):
    where = await posted(client, with_options("static_select"))

    with pytest.raises(MemberInterfaceError, match="option_not_found"):
        await slack.member(AMARA).click("act0", message=where, selected={"value": "9"})


async def test_an_ephemeral_message_is_clicked_without_its_content_and_replaced_through_its_response_url(
    slack, client, app
):
    blocks = [{"type": "actions", "elements": [button(action_id="go")]}]
    ts = (await client.chat_postEphemeral(channel=CARE, user=AMARA, text="psst", blocks=blocks))["message_ts"]
    payload, _ = await told(app, slack.member(AMARA).click("go", message={"channel": CARE, "ts": ts}))

    async with httpx.AsyncClient() as http:
        await http.post(payload["response_url"], json={"replace_original": True, "text": "done"})
        [now] = await slack.member(AMARA).messages(CARE)
        await http.post(payload["response_url"], json={"delete_original": True})

    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    assert (now["text"], now["ephemeral"], now["ts"]) == ("done", True, ts)
    assert await slack.member(AMARA).messages(CARE) == []


async def test_a_response_url_takes_five_answers(slack, app):
    payload, _ = await told(app, slack.member(AMARA).command("#model-care", "/count", "sheep"))

    async with httpx.AsyncClient() as http:
        answers = [await http.post(payload["response_url"], json={"text": str(number)}) for number in range(6)]
        unknown = await http.post(f"{slack.url}/response/unknown", json={"text": "hello"})

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[-1].json()["error"] == "used_url"
    assert unknown.json()["error"] == "expired_url"


async def test_a_response_url_reaches_a_channel_of_which_the_app_is_no_member(slack, app):
    payload, _ = await told(app, slack.member(AMARA).command("#random", "/count", "sheep"))

    async with httpx.AsyncClient() as http:
        await http.post(payload["response_url"], json={"response_type": "in_channel", "text": "one, two"})

    assert (await slack.member(GRACE).messages("#random"))[-1]["text"] == "one, two"


async def test_a_refused_answer_does_not_use_up_the_response_url(slack, app):
    payload, _ = await told(app, slack.member(AMARA).command("#model-care", "/count", "sheep"))

    async with httpx.AsyncClient() as http:
        refused = await http.post(payload["response_url"], json={"blocks": [{"type": "nope"}]})
        taken = [await http.post(payload["response_url"], json={"text": "hello"}) for _ in range(5)]

    assert refused.json()["error"] == "invalid_blocks"
    assert [answer.text for answer in taken] == ["ok"] * 5


async def test_a_command_answered_with_what_cannot_be_shown_says_so_in_the_timeline(slack, app):
    await told(app, slack.member(AMARA).command(CARE, "/count", "x"), text="hello", blocks=[{"type": "nope"}])

    errors = [entry["error"] for entry in await slack.visitor.timeline()]

    assert "invalid_blocks" in errors
    assert await slack.member(AMARA).messages(CARE) == []


async def test_a_button_on_the_home_tab_tells_of_the_view(slack, client, app):
    row = {"type": "actions", "elements": [button(action_id="go")]}
    text = {"type": "section", "text": mrkdwn()}
    view = (await client.views_publish(user_id=AMARA, view={"type": "home", "blocks": [text, row]}))["view"]

    payload, _ = await told(app, slack.member(AMARA).click("go", home=True))

    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["type"] == "home"
    assert "response_url" not in payload
    assert "message" not in payload
