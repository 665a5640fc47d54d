"""``kaizen run --http``: signed requests are answered, and nothing else."""

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier

import local_slack
from bot import running
from tests import stage

COMMAND = {"command": "/kaizen", "team_id": "T05HARBOUR1", "user_id": "U05AVAMBEKI", "channel_id": "C05MODELCAR"}


@dataclass
class Door:
    """Where the bot listens, and the secret that it shares with Slack."""

    slack: local_slack.Running
    url: str

    async def receives(self, body: str, *, kind: str = "x-www-form-urlencoded", secret: str = "", age: int = 0) -> Any:
        stamp = str(int(time.time()) - age)
        signed = SignatureVerifier(secret or self.slack.signing_secret).generate_signature(timestamp=stamp, body=body)
        headers = {"X-Slack-Signature": signed, "X-Slack-Request-Timestamp": stamp}
        async with httpx.AsyncClient() as client:
            return await client.post(
                self.url, content=body, headers={**headers, "Content-Type": f"application/{kind}"}, timeout=20
            )

    async def calls(self, method: str) -> int:
        return sum(entry["what"] == method for entry in await self.slack.visitor.timeline())


@pytest.fixture
async def door(database_url: str, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Door]:
    async with (
        local_slack.running(manifest=stage.MANIFEST) as slack,
        running.at_work(stage.settings(slack, database_url, tmp_path), port=unused_tcp_port),
    ):
        yield Door(slack, f"http://127.0.0.1:{unused_tcp_port}/slack/events")


async def test_a_signed_command_is_answered(door: Door):
    answer = await door.receives(urlencode({**COMMAND, "text": "help", "trigger_id": "1.1"}))

    assert (answer.status_code, answer.json()["response_type"]) == (200, "ephemeral")


@pytest.mark.parametrize("wrong", [{"secret": "another"}, {"age": 600}], ids=["another secret", "ten minutes old"])
async def test_what_slack_did_not_sign_just_now_is_refused(door: Door, wrong: dict[str, Any]):
    answer = await door.receives(urlencode({**COMMAND, "text": "help", "trigger_id": "1.1"}), **wrong)

    assert answer.status_code == 401


async def test_a_command_that_is_replayed_opens_no_second_modal(door: Door):
    asked = urlencode({**COMMAND, "text": "idea", "trigger_id": "1.1"})

    answers = [await door.receives(asked) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert await door.calls("views.open") <= 2, "one try, and one to say that this trigger is not Slack's"


async def test_a_body_that_cannot_be_read_is_the_senders_fault(door: Door):
    answer = await door.receives("{not json", kind="json")

    assert answer.status_code == 400


async def test_a_button_of_an_older_version_says_that_it_is_too_old(door: Door):
    click = {"type": "block_actions", "team": {"id": COMMAND["team_id"]}, "user": {"id": COMMAND["user_id"]}}
    actions = [{"type": "button", "action_id": "gone.long_ago", "block_id": "b", "value": "v"}]
    payload = {**click, "actions": actions, "trigger_id": "1.2", "response_url": f"{door.url}/answers"}

    answer = await door.receives(urlencode({"payload": json.dumps(payload)}))

    assert answer.status_code == 200
