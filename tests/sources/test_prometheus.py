"""Prometheus: windows in parts, what it says when it is away, and a real one."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import httpx
import pytest
from pydantic import SecretStr

import local_slack
from bot import running
from sources.base import SourceError, Window
from sources.prometheus import Prometheus
from tests import prometheus, stage

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_source(answer) -> Prometheus:
    return Prometheus(httpx.AsyncClient(base_url="http://prometheus.invalid", transport=httpx.MockTransport(answer)))


async def test_a_long_window_is_asked_in_parts_below_prometheus_limit_and_nothing_is_asked_twice():
    seen = []

    def answer(request: httpx.Request) -> httpx.Response:
        form = {name: float(value[0]) for name, value in parse_qs(request.content.decode()).items() if name != "query"}
        points = int((form["end"] - form["start"]) // form["step"]) + 1
        assert points <= 11_000
        times = [form["start"] + i * form["step"] for i in range(points)]
        seen.extend(times)
        return httpx.Response(
            200, json={"status": "success", "data": {"result": [{"values": [[time, "1"] for time in times]}]}}
        )

    series = await a_source(answer).read("up", Window(MONDAY, MONDAY + 25_000 * HOUR, HOUR))

    assert len(seen) == len(set(seen)) == len(series.times) == 25_001


@pytest.mark.parametrize(
    "reply",
    [
        httpx.Response(502, text="<html>Bad gateway</html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"status": "success", "data": {"result": [{"values": [["x", "y"]]}]}}),
        httpx.Response(200, json={"status": "success"}),
    ],
)
async def test_what_is_no_answer_is_said_to_be_none(reply):
    with pytest.raises(SourceError, match="Prometheus"):
        await a_source(lambda _request: reply).read("up", Window(MONDAY, MONDAY + HOUR, HOUR))


async def test_a_server_that_is_away_is_named_with_its_reason():
    def away(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(SourceError, match=r"cannot be reached .*refused"):
        await a_source(away).read("up", Window(MONDAY, MONDAY + HOUR, HOUR))


async def test_warnings_are_kept_beside_the_readings():
    reply = {"status": "success", "warnings": ["one store is away"], "data": {"result": []}}

    series = await a_source(lambda _request: httpx.Response(200, json=reply)).read("up", Window(MONDAY, MONDAY, HOUR))

    assert series.notes == ("one store is away",)


@pytest.fixture(scope="module")
def tools(tmp_path_factory) -> prometheus.Tools:
    try:
        return prometheus.tools(tmp_path_factory.mktemp("prometheus"))
    except prometheus.NoPrometheus as reason:
        pytest.skip(str(reason))


async def test_a_real_prometheus_answers_with_what_was_put_into_it(tools, tmp_path):
    (tmp_path / "data").mkdir()
    points = [(MONDAY + i * HOUR, 0.8 + i / 1000) for i in range(200)]
    cases = [(when, 3912.0) for when, _ in points]
    prometheus.backfill(tools, tmp_path, {"precision": [*points, (MONDAY + 200 * HOUR, float("nan"))], "cases": cases})

    async with prometheus.running(tools, tmp_path) as url, httpx.AsyncClient(base_url=url) as http:
        source = Prometheus(http)
        series = await source.read("precision ;; cases", Window(MONDAY, MONDAY + 12_000 * HOUR, HOUR))
        with pytest.raises(SourceError, match="parse error"):
            await source.read("precision{", Window(MONDAY, MONDAY + HOUR, HOUR))

    assert list(zip(series.times, series.values, strict=True)) == points
    assert set(series.sizes or ()) == {3912.0}


async def test_a_real_prometheus_reads_the_bots_own_gauges(tools, tmp_path, sqlite):
    (tmp_path / "data").mkdir()
    port = 20_000 + os.getpid() % 20_000
    url = sqlite.make()
    async with local_slack.running(manifest=stage.MANIFEST, rate_limits=False) as slack:
        settings = stage.settings(slack, url, tmp_path)
        assert isinstance(settings.slack_signing_secret, SecretStr)
        async with (
            running.at_work(settings, port=port),
            prometheus.running(tools, tmp_path, scrape=f"127.0.0.1:{port}") as address,
            httpx.AsyncClient(base_url=address) as http,
            asyncio.timeout(60),
        ):
            while not (await _newest(http, "kaizen_last_tick_timestamp_seconds")):
                await asyncio.sleep(0.3)
            ticked = await _newest(http, "kaizen_last_tick_timestamp_seconds")
            monitors = await _newest(http, "kaizen_monitors")

    assert abs(ticked[0] - datetime.now(UTC).timestamp()) < 60
    assert monitors == [0.0]
    sqlite.drop(url)


async def _newest(http: httpx.AsyncClient, name: str) -> list[float]:
    now = datetime.now(UTC)
    window = Window(now - timedelta(seconds=20), now, timedelta(seconds=1))
    return [value for value in (await Prometheus(http).read(name, window)).values if value or "monitors" in name][-1:]
