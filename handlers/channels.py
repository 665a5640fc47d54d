"""What Slack says of a channel: its name, who is in it, and whether the bot is."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from kaizen.refusals import Refusal
from kaizen.teams.setting_up import Place

CROWD: Final = 40
"""A team of more people than this is nobody's guess: its members are left to be chosen."""

ONE_ANSWER: Final = 998
"""People whom Slack names in one answer: it wants to be asked for fewer than a thousand."""

PRIVATE: Final = "privategroup"
"""What a payload calls every private channel."""

PATIENCE: Final = 1.0
"""Seconds that a person may wait for one answer; Slack itself gives the whole submission three."""

UNHURRIED: Final = 4.0
"""Seconds for one answer where no acknowledgement waits: a modal stands and says what is read, or all is saved."""

NOT_TOLD: Final = (SlackClientError, ClientError, TimeoutError)
"""Slack does not answer, or not what was asked; a person can still fill the form in."""

log = structlog.get_logger(__name__)


def entered(body: Mapping[str, Any], verb: str = "team") -> Place:
    """The channel from which something was said, as far as the payload describes it; a team lives in no other place.

    Who said it elsewhere is told to say *verb* there.
    """
    found = where(body)
    if found is None:
        raise Refusal("teams/not_a_channel", verb=verb)
    return found


def where(body: Mapping[str, Any]) -> Place | None:
    """The same; None for direct messages and for what was said from nowhere, where no team lives and no card stands."""
    channel = body.get("channel") or {}
    channel_id = body.get("channel_id") or channel.get("id") or ""
    name = body.get("channel_name") or channel.get("name") or ""
    if not channel_id or channel_id.startswith("D") or name in {"directmessage", "mpdm"} or name.startswith("mpdm-"):
        return None
    private = name == PRIVATE
    return Place(channel_id, name="" if private else name, private=private)


async def read(client: AsyncWebClient, place: Place, *, patience: float = PATIENCE) -> Place:
    """The channel as Slack describes it, and whether the bot is in it already."""
    try:
        async with asyncio.timeout(patience):
            answer = await client.conversations_info(channel=place.channel)
    except NOT_TOLD as error:
        # A private channel that the bot is not in does not exist for it; of what else went wrong the outbox will tell.
        hidden = _code(error) == "channel_not_found"
        return Place(place.channel, place.name, place.private or hidden, joined=not hidden)
    found = answer.get("channel") or {}
    private, joined = bool(found.get("is_private", place.private)), bool(found.get("is_member", True))
    return Place(place.channel, found.get("name") or place.name, private, joined)


async def enter(client: AsyncWebClient, place: Place) -> Place:
    """The channel with the bot in it, if it need not be invited there."""
    if place.joined or place.private:
        return place
    return replace(place, joined=await _join(client, place.channel))


async def members(client: AsyncWebClient, channel: str, *, patience: float = PATIENCE) -> list[str]:
    """Who is in a channel; nobody if it is a crowd, or if Slack does not say."""
    return await _at_most(client, channel, CROWD, patience)


async def outside(
    client: AsyncWebClient, channel: str, users: Iterable[str], *, patience: float = PATIENCE
) -> tuple[str, ...]:
    """Who of *users* is not in a channel; nobody if Slack does not say who is."""
    present = await _at_most(client, channel, ONE_ANSWER, patience)
    return tuple(user for user in users if user not in present) if present else ()


async def _at_most(client: AsyncWebClient, channel: str, most: int, patience: float) -> list[str]:
    """Everybody in a channel, or nobody where that is not certain: half of them would be a wrong answer."""
    try:
        async with asyncio.timeout(patience):
            answer = await client.conversations_members(channel=channel, limit=most + 1)
    except NOT_TOLD as error:
        log.info("members_unknown", channel=channel, error=repr(error))
        return []
    found: list[str] = answer.get("members") or []
    more = (answer.get("response_metadata") or {}).get("next_cursor")
    return [] if more or len(found) > most else found


async def _join(client: AsyncWebClient, channel: str) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await client.conversations_join(channel=channel)
    except NOT_TOLD as error:
        log.info("not_joined", channel=channel, error=repr(error))
        return False
    return True


def _code(error: Exception) -> str:
    """Slack's word for what is wrong; a proxy between us may answer with something that is no answer of Slack's."""
    data = error.response.data if isinstance(error, SlackApiError) else None
    return str(data.get("error")) if isinstance(data, dict) else ""
