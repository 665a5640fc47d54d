"""A process of the bot that only speaks, and may die at a chosen moment: ``kill -9``, by its own hand, to the point.

``python process.py DATABASE API_URL TOKEN MOMENT`` with MOMENT in before, between, never.
"""

import asyncio
import os
import signal
import sys
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from kaizen.clock import Clock
from outbox import Outbox
from storage.database import Database
from tests.outbox import voice


class Mortal(AsyncWebClient):
    """Slack's client, whose process dies around its first post."""

    def __init__(self, moment: str, **given: Any) -> None:
        super().__init__(**given)
        self.moment = moment

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        posting = api_url.endswith("chat.postMessage")
        if posting and self.moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)
        if posting and self.moment == "between":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


async def main(database: str, api_url: str, token: str, moment: str) -> None:
    client = Mortal(moment, token=token, base_url=api_url, timeout=1)
    await Outbox(Database(database), client, clock=Clock(), render=voice.render, grace=0.5).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
