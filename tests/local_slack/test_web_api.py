"""The Web API's manners: shapes of requests, tokens, scopes, unknown things."""

import asyncio

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from tests.local_slack.conftest import MANIFEST, QUICK

CARE, RANDOM, AUDIT = "C05MODELCAR", "C05RANDOM01", "C05AUDITRM1"
AMARA = "U05AVAMBEKI"


async def refusal(call) -> str:
    """The code with which Slack refuses *call*."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response["error"]


@pytest.mark.parametrize(
    "how",
    [
        {"params": {"channel": CARE, "text": "hello"}},
        {"data": {"channel": CARE, "text": "hello"}},
        {"json": {"channel": CARE, "text": "hello"}},
        {"files": {"channel": (None, CARE), "text": (None, "hello")}},
    ],
    ids=["query and empty body", "form", "JSON", "multipart"],
)
async def test_every_shape_of_request_is_understood(slack, how):
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {slack.bot_token}"}) as http:
        answer = (await http.post(f"{slack.api_url}chat.postMessage", **how)).json()

    assert answer["ok"]
    assert answer["message"]["text"] == "hello"


async def test_the_synchronous_client_is_understood_as_well(slack):
    client = WebClient(slack.bot_token, base_url=slack.api_url)

    answer = await asyncio.to_thread(client.chat_postMessage, channel=CARE, text="hello", blocks=[{"type": "divider"}])

    assert answer["message"]["blocks"][0]["type"] == "divider"


async def test_the_token_may_stand_among_the_arguments(slack):
    async with httpx.AsyncClient() as http:
        answer = (await http.get(f"{slack.api_url}auth.test", params={"token": slack.bot_token})).json()

    assert answer["team"] == "Harbourline AI"


async def test_no_token_a_wrong_token_and_the_wrong_kind_of_token_are_told_apart(slack):
    def with_token(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=slack.api_url, retry_handlers=[])

    codes = [await refusal(with_token(token).auth_test()) for token in (None, "xoxb-other", slack.app_token)]
    opened = await refusal(with_token(slack.bot_token).apps_connections_open(app_token=slack.bot_token))

    assert codes == ["not_authed", "invalid_auth", "not_allowed_token_type"]
    assert opened == "not_allowed_token_type"


async def test_an_unknown_method_is_named(client):
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"


async def test_a_missing_scope_is_named_together_with_those_that_there_are(client):
    with pytest.raises(SlackApiError) as refused:
        await client.users_lookupByEmail(email="amara.okafor@harbourline.example")

    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "users:read.email"
    assert "chat:write" in refused.value.response["provided"].split(",")


async def test_a_refused_optional_scope_is_missing():
    async with local_slack.running(manifest=MANIFEST, refused_scopes=frozenset({"usergroups:read"}), **QUICK) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)

        assert await refusal(client.usergroups_list()) == "missing_scope"


async def test_a_scope_that_the_app_needs_cannot_be_refused():
    with pytest.raises(ValueError, match="chat:write"):
        async with local_slack.running(manifest=MANIFEST, refused_scopes=frozenset({"chat:write"})):
            pass


async def test_a_missing_argument_is_named(client):
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("chat.postMessage", json={"text": "hello"})

    assert refused.value.response["error"] == "invalid_arguments"
    assert "channel" in refused.value.response["response_metadata"]["messages"][0]


async def test_things_that_are_not_there_have_codes_of_their_own(client):
    codes = {
        "channel": await refusal(client.chat_postMessage(channel="C0NOWHERE", text="hello")),
        "hidden": await refusal(client.conversations_info(channel=AUDIT)),
        "user": await refusal(client.users_info(user="U0NOBODY")),
        "message": await refusal(client.chat_update(channel=CARE, ts="1.000001", text="hello")),
        "thread": await refusal(client.conversations_replies(channel=CARE, ts="1.000001")),
        "view": await refusal(client.views_update(view_id="V0NONE", view={"type": "modal"})),
        "trigger": await refusal(client.views_open(trigger_id="1.2.x", view=MODAL)),
        "file": await refusal(client.files_info(file="F0NONE")),
        "bot": await refusal(client.bots_info(bot="B0NONE")),
    }

    assert codes == {
        "channel": "channel_not_found",
        "hidden": "channel_not_found",
        "user": "user_not_found",
        "message": "message_not_found",
        "thread": "thread_not_found",
        "view": "not_found",
        "trigger": "invalid_trigger_id",
        "file": "file_not_found",
        "bot": "bot_not_found",
    }


MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Hello"},
    "blocks": [{"type": "divider"}],
}


async def test_who_am_i_is_answered_alike_by_every_method_that_knows(slack, client):
    me = await client.auth_test()
    bot = await client.bots_info(bot=me["bot_id"])
    user = await client.users_info(user=me["user_id"])
    team = await client.team_info()

    assert bot["bot"]["user_id"] == user["user"]["id"] == me["user_id"]
    assert user["user"]["is_bot"]
    assert team["team"]["id"] == me["team_id"] == user["user"]["team_id"]


async def test_members_are_listed_in_pages_with_their_zones(client):
    first = await client.users_list(limit=4)
    rest = await client.users_list(limit=100, cursor=first["response_metadata"]["next_cursor"])
    everybody = [*first["members"], *rest["members"]]
    tokyo = next(member for member in everybody if member["name"] == "kenji.sato")

    assert len(first["members"]) == 4
    assert len({member["id"] for member in everybody}) == 10
    assert (tokyo["tz"], tokyo["tz_offset"]) == ("Asia/Tokyo", 9 * 3600)
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_a_cursor_of_ones_own_making_is_refused(client):
    assert await refusal(client.users_list(cursor="dXNlcjpVMDYx")) == "invalid_cursor"


async def test_do_not_disturb_names_the_window_that_comes_or_is(slack, client):
    window = await client.dnd_info(user=AMARA)
    now = slack.slack.clock.timestamp()

    assert window["dnd_enabled"]
    assert window["next_dnd_end_ts"] > now
    assert window["next_dnd_end_ts"] - window["next_dnd_start_ts"] in (9 * 3600, 10 * 3600, 11 * 3600)


async def test_who_is_away_shows_in_presence_and_status(slack, client):
    await slack.visitor.post("member", id=AMARA, away=True)

    presence = await client.users_getPresence(user=AMARA)
    profile = await client.users_profile_get(user=AMARA)

    assert presence["presence"] == "away"
    assert profile["profile"]["status_text"] == "Away"


@pytest.mark.parametrize(
    ("body", "code"), [("{bad", "invalid_json"), ("[1]", "json_not_object"), ('"hello"', "json_not_object")]
)
async def test_a_body_that_is_no_object_is_refused_by_its_name(slack, body, code):
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(headers=headers) as http:
        answer = (await http.post(f"{slack.api_url}chat.postMessage", content=body)).json()

    assert answer == {"ok": False, "error": code}


async def test_who_shows_no_token_is_told_that_first(slack):
    async with httpx.AsyncClient(headers={"Content-Type": "application/json"}) as http:
        answer = (await http.post(f"{slack.api_url}chat.postMessage", content="{bad")).json()

    assert answer["error"] == "not_authed"


async def test_a_path_of_the_page_that_does_not_exist_is_refused_as_everything_else_is(slack):
    async with httpx.AsyncClient(base_url=slack.url) as http:
        nowhere = await http.post("/local/nonsense", json={})
        wrong_verb = await http.get("/local/write")

    assert (nowhere.status_code, nowhere.json()["error"]) == (404, "unknown_path")
    assert "/local/write" in nowhere.json()["detail"]
    assert (wrong_verb.status_code, wrong_verb.json()["error"]) == (405, "unknown_verb")
    assert wrong_verb.json()["detail"] == "/local/write is asked with POST."
