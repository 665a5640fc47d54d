"""A socket comes back by a new address when the one it has was let lapse."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from bot import connecting
from tests import stage


async def lapsed(slack: local_slack.Running) -> str:
    """An address that one connection has used up already, as Slack's are after a while."""
    first = connecting.Socket(slack.app_token, web_client=slack_client(slack))
    await first.connect_to_new_endpoint()
    address = str(first.wss_uri)
    await first.close()
    return address


def slack_client(slack: local_slack.Running) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


async def test_a_lapsed_address_is_given_up_and_a_new_one_asked_for():
    async with local_slack.running(manifest=stage.MANIFEST) as slack:
        socket = connecting.Socket(slack.app_token, web_client=slack_client(slack), ping_interval=0.5)
        socket.wss_uri = await lapsed(slack)

        with pytest.raises(TimeoutError):
            await socket.connect()
        await socket.connect_to_new_endpoint()

        assert await socket.is_connected()
        assert socket.auto_reconnect_enabled
        await socket.close()
