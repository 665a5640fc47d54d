"""A full submission through Bolt, against the same transactions called without Bolt.

All sides keep a draft, then make the idea: the same two transactions, with receipts, the audit log and the outbox.
Between them a submission asks which ideas (375 on average, a dozen words each, some common and most rare) say the same
already. That is a transaction too, one that only reads; so the floor is measured without it and with it. Through Bolt
they come as signed requests with modal state, from a person who is looked up, and leave as acknowledgements with the
second step rendered. Nobody posts meanwhile. The three take turns, one submission each, so that a busy moment of the
machine slows all of them.
"""

import asyncio
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from sqlmodel import Session

import local_slack
from bot.settings import Settings
from bot.wiring import Bot, wire
from kaizen.ideas import comparing, estimating, submitting
from kaizen.people import Person
from message_templates.ideas.views import Draft
from storage.receipts import Receipt

ROUNDS = 240
WARMING = 10
"""Rounds that are not counted: statements are compiled, templates loaded."""

SECRET = "benchmark"
WORKSPACE, USER, CHANNEL = "T05HARBOUR1", "U05AVAMBEKI", "C0BENCH"  # as in the demonstration workspace
PERSON = Person(WORKSPACE, USER, "Bench", "UTC", home=WORKSPACE)
SYLLABLES = ("ba", "de", "fi", "go", "lu", "mar", "nen", "pos", "que", "ris", "sta", "tor", "ure", "vil", "wen", "xi")
WORDS = ["".join(three) for three in itertools.product(SYLLABLES, repeat=3)]
COMMONNESS = [1 / rank for rank in range(1, len(WORDS) + 1)]
"""Zipf's law: how often a word occurs falls with its rank."""
GAINS = estimating.Gains((estimating.EstimateForm("latency", "", 60.0, 90.0, 120.0, "estimate"),))


def main() -> None:
    asyncio.run(_measured())


async def _measured() -> None:
    sides = {"two writes": _without_bolt, "two writes and the question": _asking_too, "through Bolt": _through_bolt}
    took: dict[str, list[float]] = {name: [] for name in sides}
    with tempfile.TemporaryDirectory() as folder:
        async with local_slack.running(manifest=Path("app_manifest.yaml"), rate_limits=False) as slack:
            bot = _bot(slack, Path(folder))
            await asyncio.to_thread(bot.runtime.database.upgrade)
            for number in range(-WARMING, ROUNDS):
                for name, submit in sides.items():
                    seconds = await _timed(bot, submit, f"{name[:11]} {number}")
                    if number >= 0:
                        took[name].append(seconds)
            await bot.runtime.database.close()
    print("| one submission | median ms | slowest tenth ms | through Bolt reaches |\n| --- | --- | --- | --- |")
    for name, seconds in took.items():
        ratio = statistics.median(floor / bolt for floor, bolt in zip(seconds, took["through Bolt"], strict=True))
        slow = statistics.quantiles(seconds, n=10)[-1]
        print(f"| {name} | {statistics.median(seconds) * 1e3:.1f} | {slow * 1e3:.1f} | {ratio:.0%} |")
    print(f"\nMedians of {ROUNDS} rounds; goal: 60% of the same transactions.")


def _bot(slack: local_slack.Running, folder: Path) -> Bot:
    return wire(
        Settings(
            _env_file=None,
            SLACK_BOT_TOKEN=slack.bot_token,
            SLACK_SIGNING_SECRET=SECRET,
            slack_api_url=slack.api_url,
            data_dir=folder,
        )
    )


async def _timed(bot: Bot, submit: Callable[[Bot, str], Awaitable[None]], name: str) -> float:
    started = time.perf_counter()
    await submit(bot, name)
    return time.perf_counter() - started


async def _without_bolt(bot: Bot, name: str) -> None:
    await _kept(bot, name)
    await _made(bot, name)


async def _asking_too(bot: Bot, name: str) -> None:
    draft = await _kept(bot, name)
    await bot.runtime.database.read(lambda session: comparing.similar(session, PERSON, draft))
    await _made(bot, name)


async def _kept(bot: Bot, name: str) -> Draft:
    draft = Draft(pain=_pain(name), areas=("latency",), place=f"channel:{CHANNEL}:0")

    def keep(session: Session) -> None:
        submitting.keep(session, PERSON, draft, now=bot.runtime.clock.now())

    await bot.runtime.database.transact(keep, once=Receipt(WORKSPACE, "bench", f"{name}:keep"))
    return draft


async def _made(bot: Bot, name: str) -> None:
    def submit(session: Session) -> None:
        outcome, _ = submitting.submit(session, PERSON, GAINS, now=bot.runtime.clock.now())
        bot.outbox.store(session, outcome)

    await bot.runtime.database.transact(submit, once=Receipt(WORKSPACE, "bench", f"{name}:submit"))


async def _through_bolt(bot: Bot, name: str) -> None:
    place = bot.runtime.seal.sealed(f"channel:{CHANNEL}:0")
    first = {
        "pain": {"type": "plain_text_input", "value": _pain(name)},
        "areas": {"type": "multi_static_select", "selected_options": [{"value": "latency"}]},
        "place": {"type": "static_select", "selected_option": {"value": place}},
    }
    figures = {"latency_low": "60", "latency_likely": "90", "latency_high": "120"}
    second = {field: {"type": "number_input", "value": value} for field, value in figures.items()}
    second["latency_sureness"] = {"type": "static_select", "selected_option": {"value": "estimate"}}
    await _submitted(bot, f"V1{name}", "ideas.submit", first)
    await _submitted(bot, f"V2{name}", "ideas.estimate", second)


async def _submitted(bot: Bot, view: str, callback: str, state: dict[str, Any]) -> None:
    values = {field: {field: entered} for field, entered in state.items()}
    payload = {
        "type": "view_submission",
        "team": {"id": WORKSPACE, "domain": "bench"},
        "user": {"id": USER, "name": "bench", "team_id": WORKSPACE},
        "view": {
            "id": view,
            "hash": "1",
            "callback_id": callback,
            "type": "modal",
            "blocks": [],
            "private_metadata": "",
            "state": {"values": values},
        },
    }
    body = urlencode({"payload": json.dumps(payload)})
    signed = SignatureVerifier(SECRET).generate_signature(timestamp=(stamp := str(int(time.time()))), body=body)
    headers = {"X-Slack-Signature": [signed], "X-Slack-Request-Timestamp": [stamp]}
    headers["Content-Type"] = ["application/x-www-form-urlencoded"]
    answer = await bot.app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))
    if answer.status != 200 or "errors" in str(answer.body):
        raise RuntimeError(f"{callback} was answered with {answer.status} {answer.body}")


def _pain(name: str) -> str:
    """What hurts, in words of which other ideas use some as well."""
    return f"{' '.join(random.Random(name).choices(WORDS, COMMONNESS, k=12))}, noticed in {name}"
