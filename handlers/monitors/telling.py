"""What whoever saved monitors hears: at once what was kept, and a little later what the sources answered."""

import asyncio
from collections.abc import Collection
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers import channels
from kaizen.monitors import answering
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams.setting_up import Place
from message_templates import render

AGAIN: Final = 0.25
"""Seconds between two looks at whether all have answered."""

LOOKS: Final = 360
"""After a minute and a half is told what is known by then: two hundred files take the child process a while."""


async def privately(client: AsyncWebClient, person: Person, channel: str, said: render.Message) -> None:
    """Say something where the person stands, for them alone; as a direct message where I may not speak."""
    if channel and not channel.startswith("D"):
        try:
            await client.chat_postEphemeral(channel=channel, user=person.user, text=said.text, blocks=said.blocks)
        except SlackApiError:
            pass
        else:
            return
    opened = await client.conversations_open(users=person.user)
    await client.chat_postMessage(channel=opened["channel"]["id"], text=said.text, blocks=said.blocks)


async def what_sources_answer(
    client: AsyncWebClient, runtime: Runtime, person: Person, channel: str, ids: Collection[int], *, posts_in: str = ""
) -> None:
    """Wait until the sources have answered, and tell it; *posts_in* is where the alerts will go."""
    wanted = frozenset(ids)
    for _ in range(LOOKS):  # other replicas look too, so the tables are asked; who has not answered then is named
        if await runtime.database.read(lambda session: answering.all_looked_at(session, person, wanted)):
            break
        await asyncio.sleep(AGAIN)
    place = await channels.read(client, Place(posts_in)) if posts_in else None
    outside = posts_in if place is not None and not place.joined else ""
    told = await runtime.database.read(lambda session: answering.told(session, person, wanted, outside=outside))
    await privately(client, person, channel, render.message("monitors/answers", told, seal=runtime.seal.sealed))
