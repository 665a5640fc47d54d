"""Answers to one person: acks, ephemeral messages, modals. Best effort, and never the only record of anything."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackClientError

from message_templates import render

log = structlog.get_logger(__name__)
_under_way: set[asyncio.Task[None]] = set()


def response(body: dict[str, Any]) -> BoltResponse:
    """An acknowledgement with a body, for where `ack` would be overwritten."""
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": "application/json;charset=utf-8"})


def privately(message: render.Message) -> dict[str, Any]:
    """The body of an answer that only the person sees."""
    return {"response_type": "ephemeral", "replace_original": False, "text": message.text, "blocks": message.blocks}


def later(answer: Coroutine[Any, Any, Any]) -> None:
    """Give an answer without making the acknowledgement wait for it."""
    task = asyncio.create_task(_tried(answer))
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)


async def _tried(answer: Coroutine[Any, Any, Any]) -> None:
    try:
        await answer
    except (SlackClientError, ClientError, OSError, TimeoutError) as error:
        log.warning("answer_not_given", error=str(error))
