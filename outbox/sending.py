"""Say one thing to Slack."""

import asyncio
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from outbox.errands import Errand
from outbox.fates import Fate, Opened, Said
from storage.messages import Step

EVENT_TYPE = "kaizen_message"


async def say(client: AsyncWebClient, errand: Errand) -> Fate:
    """Make the one call that the errand is about."""
    async with asyncio.timeout(client.timeout):
        match errand.step:
            case Step.OPEN:
                return Opened((await client.conversations_open(users=errand.person))["channel"]["id"])
            case Step.POST:
                return _said(await _post(client, errand))
            case _:
                return _said(await _update(client, errand))


async def _post(client: AsyncWebClient, errand: Errand) -> AsyncSlackResponse:
    """Post; where the bot is not in a public channel to which it was sent, join and post there."""
    try:
        return await _posted(client, errand)
    except SlackApiError as error:
        if error.response.get("error") != "not_in_channel":
            raise
        await client.conversations_join(channel=errand.channel)  # refused: parked with that reason
        return await _posted(client, errand)


async def _posted(client: AsyncWebClient, errand: Errand) -> AsyncSlackResponse:
    """Post it, without Slack's previews of what its links lead to: a card stays as long as it is."""
    return await client.chat_postMessage(
        channel=errand.channel,
        thread_ts=errand.thread_ts,
        text=errand.text,
        blocks=errand.blocks,
        metadata=mark(errand.stamp),
        unfurl_links=False,
        unfurl_media=False,
    )


async def _update(client: AsyncWebClient, errand: Errand) -> AsyncSlackResponse:
    return await client.chat_update(
        channel=errand.channel, ts=errand.ts, text=errand.text, blocks=errand.blocks, metadata=mark(errand.stamp)
    )


def mark(stamp: str) -> dict[str, Any]:
    """The metadata by which a message is found again; it says nothing to anybody else."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": stamp}}


def _said(answer: AsyncSlackResponse) -> Said:
    return Said(channel=answer["channel"], ts=answer["ts"])
