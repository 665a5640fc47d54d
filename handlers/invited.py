"""The bot was let into a channel: what it could not say there, it says now."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from kaizen.people import Person
from outbox import Outbox


def register(app: AsyncApp) -> None:
    """Listen to who joins which channel."""
    app.event("member_joined_channel")(joined)


async def joined(event: dict[str, Any], context: AsyncBoltContext, person: Person, outbox: Outbox) -> None:
    """Of all who join, only the bot itself matters here."""
    if event.get("user") == context.bot_user_id:
        await outbox.retry_in_channel(person.workspace, event["channel"])
