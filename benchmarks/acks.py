"""How fast a click is acknowledged while the sender posts: 50 a second for a minute, real processes, real HTTP.

The floor in the same run: the same server answering a request that does nothing.
"""

import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from benchmarks import processes
from kaizen.sealing import Seal
from local_slack import Visitor

RATE = 50
SECONDS = 60
WORKSPACE = "T05HARBOUR1"
STATE = {"type": "plain_text_input"}


def main() -> None:
    asyncio.run(_measured())


async def _measured() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with processes.running(Path(folder)) as pair, aiohttp.ClientSession() as http:
            members, channel = await _an_idea(pair)
            floor = await _paced(lambda _: _health(http, pair.url), SECONDS // 6)
            clicks = await _paced(lambda number: _click(http, pair, members, channel, number), SECONDS)
    print("| milliseconds | median | p99 | slowest | requests |\n| --- | --- | --- | --- | --- |")
    for name, took in (("answer that does nothing", floor), ("vote, acknowledged", clicks)):
        print(f"| {name} | {statistics.median(took):.1f} | {_p99(took):.1f} | {max(took):.1f} | {len(took)} |")
    print(f"\nA vote takes {statistics.median(clicks) / statistics.median(floor):.0f} x the floor; p99 goal: 100 ms.")


async def _an_idea(pair: processes.Pair) -> tuple[list[str], str]:
    async with Visitor(pair.told["KAIZEN_SLACK_API_URL"].removesuffix("/api/")) as visitor:
        known = await visitor.workspace()
        channel = next(c for c in known["channels"] if c["name"] == "model-care")
        one = {"as": channel["members"][0]}
        await visitor.post("command", **one, channel=channel["id"], command="/kaizen", text="idea")
        view = (await visitor.get("views", **one))["stack"][-1]
        option = next(b for b in view["blocks"] if b.get("block_id") == "areas")["element"]["options"][0]
        first = {"pain": {"pain": {**STATE, "value": "Slow."}}, "areas": {"areas": {"selected_options": [option]}}}
        first["areas"]["areas"]["type"] = "multi_static_select"
        await visitor.post("submit", **one, view=view["id"], values=first)
        view = (await visitor.get("views", **one))["stack"][-1]
        figures = {f"latency_{name}": {"type": "number_input", "value": "60"} for name in ("low", "likely", "high")}
        values = {field: {field: state} for field, state in figures.items()}
        await visitor.post("submit", **one, view=view["id"], values=values)
        members = [m["id"] for m in known["members"] if m["id"] in channel["members"] and not m["is_restricted"]]
        return members, channel["id"]


async def _paced(request, seconds: int) -> list[float]:
    """Milliseconds of each of RATE requests a second, sent on time whether or not earlier ones have come back."""
    started, under_way = time.perf_counter(), []
    for number in range(RATE * seconds):
        await asyncio.sleep(max(0.0, started + number / RATE - time.perf_counter()))
        under_way.append(asyncio.create_task(request(number)))
    return await asyncio.gather(*under_way)


async def _health(http: aiohttp.ClientSession, url: str) -> float:
    started = time.perf_counter()
    async with http.get(f"{url}/health") as answer:
        await answer.read()
    return (time.perf_counter() - started) * 1000


async def _click(
    http: aiohttp.ClientSession, pair: processes.Pair, members: list[str], channel: str, number: int
) -> float:
    """Everybody votes and takes it back in turn, so that each click changes the card."""
    action = "ideas.vote" if number // len(members) % 2 == 0 else "ideas.take_back"
    payload = {
        "type": "block_actions",
        "team": {"id": WORKSPACE, "domain": "bench"},
        "user": {"id": members[number % len(members)], "team_id": WORKSPACE},
        "trigger_id": f"bench.{number}",
        "container": {"type": "message", "channel_id": channel},
        "channel": {"id": channel},
        "actions": [{"action_id": action, "block_id": "b", "type": "button", "value": _sealed("idea:1")}],
    }
    body = urlencode({"payload": json.dumps(payload)})
    stamp = str(int(time.time()))
    signature = SignatureVerifier(pair.told["SLACK_SIGNING_SECRET"]).generate_signature(timestamp=stamp, body=body)
    headers = {"X-Slack-Signature": signature or "", "X-Slack-Request-Timestamp": stamp}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    started = time.perf_counter()
    async with http.post(f"{pair.url}/slack/events", data=body, headers=headers) as answer:
        if answer.status != 200:
            raise RuntimeError(f"click {number}: {answer.status} {await answer.text()}")
    return (time.perf_counter() - started) * 1000


def _sealed(reference: str) -> str:
    return Seal(processes.KEY.encode()).sealed(reference)


def _p99(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]
