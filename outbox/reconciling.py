"""Find out what became of a message whose posting got no answer, before it is posted again."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlmodel import Session

from outbox.errands import Errand
from outbox.fates import Fate, NotThere, Said
from storage import messages
from storage.messages import Delivery, State

LOOKS = 2
"""Looks before a message counts as never posted: one alone may come too early."""

SKEW = timedelta(minutes=15)
"""How far the database's clock may be ahead of Slack's."""

PAGES = 20
PER_PAGE = 200


class TooMuchToRead(Exception):
    """The channel has grown so much since then that its history was not read to the end."""


def give_up_lapsed(session: Session, now: datetime, *, grace: timedelta) -> None:
    """Take over what its sender has left: a new message may be there already, anything else is simply repeated."""
    for delivery in messages.lapsed(session, now):
        if may_be_there(delivery):
            delivery.state, delivery.due_at = State.UNCERTAIN, now + grace
        else:
            delivery.state = State.PENDING


def may_be_there(delivery: Delivery) -> bool:
    """Whether repeating the delivery could show the message twice."""
    return delivery.is_new and delivery.first_tried_at is not None


async def look_up(client: AsyncWebClient, errand: Errand, *, from_the_beginning: bool = False) -> Fate:
    """Look for the message by its mark, where it should stand.

    *from_the_beginning* is for a workspace whose clock is behind the machine's: our times say nothing about its.
    """
    oldest = "0" if from_the_beginning else f"{(errand.first_tried_at - SKEW).timestamp():.6f}"
    cursor = ""
    for _ in range(PAGES):
        async with asyncio.timeout(client.timeout):
            page = await _page(client, errand, oldest, cursor)
        for message in page["messages"]:
            if _mark_of(message) == errand.stamp:
                return Said(channel=errand.channel, ts=message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return NotThere()
    raise TooMuchToRead(f"{PAGES * PER_PAGE} messages since {errand.first_tried_at:%Y-%m-%d %H:%M} UTC")


async def _page(client: AsyncWebClient, errand: Errand, oldest: str, cursor: str) -> AsyncSlackResponse:
    if errand.thread_ts is None:
        return await client.conversations_history(
            channel=errand.channel, oldest=oldest, include_all_metadata=True, limit=PER_PAGE, cursor=cursor or None
        )
    return await client.conversations_replies(
        channel=errand.channel,
        ts=errand.thread_ts,
        oldest=oldest,
        include_all_metadata=True,
        limit=PER_PAGE,
        cursor=cursor or None,
    )


def _mark_of(message: dict[str, Any]) -> str | None:
    key: str | None = message.get("metadata", {}).get("event_payload", {}).get("key")
    return key
