"""A process of the bot that only speaks, and may die at a chosen moment: ``kill -9``, by its own hand, to the point.

``python -m tests.outbox.process DATABASE API_URL TOKEN MOMENT METHOD``: before METHOD is called, between its effect and
the knowledge of it, or never.
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
    """Slack's client, whose process dies around its first call of a method."""

    def __init__(self, moment: str, method: str, **given: Any) -> None:
        super().__init__(**given)
        self.moment = moment
        self.method = method

    async def _request(self, *, http_verb: str, api_url: str, req_args: dict[str, Any]) -> dict[str, Any]:
        last = api_url.endswith(self.method)
        if last and self.moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)
        if last and self.moment == "between":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


async def main(database: str, api_url: str, token: str, moment: str, method: str) -> None:
    client = Mortal(moment, method, token=token, base_url=api_url, timeout=3)
    await Outbox(Database(database), client, clock=Clock(), render=voice.render, grace=1.0).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
