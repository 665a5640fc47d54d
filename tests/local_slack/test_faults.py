"""Misbehaviour by request, and the rate limits that Slack has without request."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

import local_slack
from local_slack import MemberInterfaceError
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.test_web_api import AMARA, CARE, RANDOM, refusal


async def said(slack) -> list[str]:
    return [message["text"] for message in await slack.member(AMARA).messages(CARE)]


async def test_a_lost_reply_has_its_effect_and_no_answer(slack, client):
    await slack.visitor.fault("lost_reply", "chat.postMessage")

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=CARE, text="heard by nobody")

    assert await said(slack) == ["heard by nobody"]
    assert (await client.chat_postMessage(channel=CARE, text="again"))["ok"]


async def test_a_wished_rate_limit_says_how_long_to_wait_and_has_no_effect(slack, client):
    await slack.visitor.fault("ratelimited", "chat.postMessage", retry_after=7)

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=CARE, text="too soon")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert refused.value.response.data == {"ok": False, "error": "ratelimited"}
    assert await said(slack) == []


async def test_a_server_error_is_a_503(slack, client):
    await slack.visitor.fault("server_error", "*")

    with pytest.raises(SlackApiError) as refused:
        await client.auth_test()

    assert refused.value.response.status_code == 503


async def test_a_wished_error_happens_as_often_as_wished_and_only_to_its_method(slack, client):
    await slack.visitor.fault("error", "chat.postMessage", error="channel_not_found", times=2)

    assert (await client.auth_test())["ok"]
    assert await refusal(client.chat_postMessage(channel=CARE, text="one")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel=CARE, text="two")) == "channel_not_found"
    assert (await client.chat_postMessage(channel=CARE, text="three"))["ok"]


async def test_a_slow_answer_is_slow_and_others_are_not(slack, client):
    await slack.visitor.fault("slow", "chat.postMessage", seconds=1)

    slow = asyncio.create_task(client.chat_postMessage(channel=CARE, text="at last"))
    await asyncio.sleep(0.05)
    await client.auth_test()
    answered_meanwhile = not slow.done()
    await slow
    [entry] = [entry for entry in await slack.visitor.timeline() if entry["what"] == "chat.postMessage"]

    assert answered_meanwhile
    assert entry["ms"] >= 1000


async def test_faults_are_listed_and_taken_back(slack, client):
    await slack.visitor.fault("error", "chat.postMessage")
    listed = (await slack.visitor.get("faults"))["faults"]
    await slack.visitor.delete("faults")

    assert listed[0]["kind"] == "error"
    assert (await client.chat_postMessage(channel=CARE, text="hello"))["ok"]


async def test_a_fault_that_there_is_not_is_refused(slack):
    with pytest.raises(MemberInterfaceError, match="choose one of"):
        await slack.visitor.fault("earthquake")
    with pytest.raises(MemberInterfaceError, match="refresh_requested"):
        await slack.visitor.post("faults", kind="disconnect", reason="boredom")


async def test_posting_is_one_a_second_for_each_channel_after_a_short_burst():
    async with local_slack.running(manifest=MANIFEST) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        await client.conversations_join(channel=RANDOM)
        refused, accepted = await until_refused(lambda: client.chat_postMessage(channel=CARE, text="quick"))
        elsewhere = await client.chat_postMessage(channel=RANDOM, text="other")
        await asyncio.sleep(int(refused.headers["Retry-After"]))
        later = await client.chat_postMessage(channel=CARE, text="later")

    assert accepted >= 4
    assert refused["error"] == "ratelimited"
    assert elsewhere["ok"]
    assert later["ok"]


async def test_a_method_of_the_second_tier_is_refused_after_twenty_calls():
    async with local_slack.running(manifest=MANIFEST) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)

        refused, accepted = await until_refused(client.users_list)

        assert accepted >= 20
        assert refused["error"] == "ratelimited"
        assert (await client.users_info(user=AMARA))["ok"]


async def until_refused(call) -> tuple[AsyncSlackResponse, int]:
    """The refusal, and how many calls were accepted before it."""
    for accepted in range(100):
        try:
            await call()
        except SlackApiError as refusal:
            return refusal.response, accepted
    raise AssertionError("a hundred calls were accepted")


async def test_the_timeline_tells_what_was_said_and_how_it_was_answered(slack, client):
    await client.chat_postMessage(channel=CARE, text="hello")
    await refusal(client.chat_postMessage(channel="C0NOWHERE", text="hello"))

    good, bad = await slack.visitor.timeline()
    later = await slack.visitor.timeline(after=good["seq"])

    assert (good["direction"], good["what"], good["ok"]) == ("app→slack", "chat.postMessage", True)
    assert (bad["ok"], bad["error"]) == (False, "channel_not_found")
    assert later == [bad]


async def test_no_token_is_told_in_the_timeline(slack):
    async with aiohttp.ClientSession() as session:
        await session.post(f"{slack.api_url}auth.test", data={"token": slack.bot_token})

    assert slack.bot_token not in str(await slack.visitor.timeline())
