"""A table of monitors is given as a file; what it watches lies on a web server that the operator allows, then goes."""

import gzip
import json
import random
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

from tests import stage
from tests.stage import Scene

NOW = datetime(2035, 11, 22, 10, tzinfo=UTC)
DAY = timedelta(days=1)
HEAD = "name;source;question;every;baseline;label_delay;chart"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    """120 days of a quiet accuracy, packed; and of inputs of which one moves in the last three."""
    folder, draw = tmp_path / "web", random.Random(3)
    folder.mkdir()
    days = [NOW - number * DAY for number in range(120, 0, -1)]
    lines = [f"{day:%Y-%m-%d},{sum(draw.random() < 0.9 for _ in range(800)) / 800},800" for day in days]
    (folder / "accuracy.csv.gz").write_bytes(gzip.compress("\n".join(["day,accuracy,n", *lines]).encode()))
    rows = [
        (day, draw.gauss(50 if day > NOW - 4 * DAY else 40, 5), draw.gauss(0, 1)) for day in days for _ in range(60)
    ]
    pd.DataFrame(rows, columns=["day", "age", "noise"]).to_parquet(folder / "inputs.parquet")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as found:
        threading.Thread(target=found.serve_forever).start()
        yield found
        found.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
async def scene(database_url: str, tmp_path: Path, web: ThreadingHTTPServer) -> AsyncIterator[Scene]:
    hosts = f"http://127.0.0.1:{web.server_port}"
    async with stage.open(database_url, tmp_path, files_hosts=hosts) as found:
        found.bot.runtime.clock.move_to(NOW)
        yield found


async def listed(scene: Scene) -> str:
    await scene.somebody(0).types("/kaizen monitors")
    return json.dumps((await scene.somebody(0).reads())[-1]["blocks"], ensure_ascii=False)


async def test_a_table_is_uploaded_its_files_are_fetched_and_a_server_that_goes_is_named(
    scene: Scene, web: ThreadingHTTPServer
):
    lead, host = scene.somebody(0), f"http://127.0.0.1:{web.server_port}"
    reference = f"{NOW - 110 * DAY:%Y-%m-%d}..{NOW - 20 * DAY:%Y-%m-%d}"
    accuracy = f"Accuracy;files;file={host}/accuracy.csv.gz time=day value=accuracy size=n;day;60;0;auto"
    inputs = f"Inputs;files;file={host}/inputs.parquet time=day columns=age,noise;day;{reference};0;drift"
    await lead.types("/kaizen team")
    await lead.submits()

    await lead.types("/kaizen monitor")
    answer = await lead.submits(file=("monitors.csv", f"{HEAD}\r\n{accuracy}\r\n{inputs}".encode("utf-8-sig")))
    assert answer["errors"] == {}
    assert await scene.bot.ticker.settle(patience=60)

    seen = await listed(scene)
    assert "p chart" in seen
    assert "1 of 2 columns" in seen
    [alert] = [m["text"] for m in await lead.reads() if not m["ephemeral"] and "A-1 " in m["text"]]
    assert "Inputs" in alert
    assert "age" in alert

    web.shutdown()
    web.server_close()
    scene.bot.runtime.clock.move_to(NOW + DAY)
    assert await scene.bot.ticker.settle(patience=60)
    assert f"{host}/accuracy.csv.gz cannot be reached" in await listed(scene)


async def test_a_host_that_is_not_allowed_is_refused_at_the_table(scene: Scene):
    lead = scene.somebody(0)
    await lead.types("/kaizen team")
    await lead.submits()
    await lead.types("/kaizen monitor")

    line = "Inside,files,file=http://169.254.169.254/latest/meta-data/a.csv time=day value=x,day,60,0"
    answer = await lead.submits(table=f"{HEAD.replace(';', ',').removesuffix(',chart')}\n{line}")

    assert "http://169.254.169.254/latest/meta-data/a.csv is not asked" in answer["errors"]["table"]
