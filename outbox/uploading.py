"""Bring one picture to Slack, call by call."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from storage.pictures import Stage

POLL = timedelta(seconds=0.5)
"""Between two questions whether Slack has processed a file."""


@dataclass(frozen=True)
class Chore:
    """One call about a picture that this process, and no other, makes now."""

    stage: Stage
    picture: int
    attempt: int
    workspace: str
    name: str
    alt_text: str
    content: bytes
    upload_id: str
    upload_url: str


@dataclass(frozen=True)
class Step:
    """The picture goes on with the next stage, after a *pause*."""

    to: Stage
    pause: timedelta = timedelta()
    upload_id: str | None = None
    upload_url: str | None = None


async def bring(client: AsyncWebClient, chore: Chore) -> Step:
    """Make the one call that the chore is about."""
    async with asyncio.timeout(client.timeout):
        match chore.stage:
            case Stage.ADDRESS:
                return await _ask_for_an_address(client, chore)
            case Stage.UPLOAD:
                return await _upload(client, chore)
            case Stage.COMPLETE:
                await client.files_completeUploadExternal(files=[{"id": chore.upload_id, "title": chore.name}])
                return Step(Stage.AWAIT)
            case _:
                file = (await client.files_info(file=chore.upload_id))["file"]
                return Step(Stage.READY) if file.get("mimetype") else Step(Stage.AWAIT, POLL)


async def _ask_for_an_address(client: AsyncWebClient, chore: Chore) -> Step:
    answer = await client.files_getUploadURLExternal(
        filename=chore.name, length=len(chore.content), alt_txt=chore.alt_text
    )
    return Step(Stage.UPLOAD, upload_id=answer["file_id"], upload_url=answer["upload_url"])


async def _upload(client: AsyncWebClient, chore: Chore) -> Step:
    async with (
        aiohttp.ClientSession() as session,
        session.post(chore.upload_url, data=chore.content, proxy=client.proxy, ssl=client.ssl or True) as answer,
    ):
        answer.raise_for_status()
    return Step(Stage.COMPLETE)
