"""Who comes into a channel and who is not in it any more: the bot itself, and the people of a private team."""

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, home
from handlers.doing import Doing
from handlers.leaving import hand_on
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams import changing, leaving
from outbox import Outbox

PRIVATE = "G"
"""What these events call every private channel."""


def register(app: AsyncApp) -> None:
    """Listen to who joins which channel, and who leaves it."""
    app.event("member_joined_channel")(joined)
    app.event("member_left_channel")(left)


async def joined(event: dict[str, Any], context: AsyncBoltContext, person: Person, outbox: Outbox) -> None:
    """Of all who join, only the bot itself matters here: what it could not say there, it says now."""
    if event.get("user") == context.bot_user_id:
        await outbox.retry_in_channel(person.workspace, event["channel"])


async def left(
    event: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    person: Person,
    runtime: Runtime,
    doing: Doing,
) -> None:
    """Somebody left a channel or was taken out: of a private one's team they see nothing any more, at Home as well."""
    if person.user == context.bot_user_id:
        return
    now = runtime.clock.now()

    def work(session: Session) -> bool:
        if event.get("channel_type") == PRIVATE:
            changing.close_off(session, person.workspace, event["channel"])
        outcome = leaving.channel(session, person.workspace, event["channel"], person.user, now=now)
        if outcome is not None:
            doing.outbox.store(session, outcome)
            hand_on(session, doing.outbox, person.workspace, person.user, now=now)
        return outcome is not None

    if await doing.transact(work):
        doing.outbox.wake()
        answering.later(home.publish(client, runtime, person))
