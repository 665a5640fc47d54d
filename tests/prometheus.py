"""A real Prometheus for the tests: the one on the machine, else Debian's package, else the reason why there is none."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

INSTALL = "KAIZEN_TEST_INSTALL"


class NoPrometheus(Exception):
    """The tests that need one are skipped, visibly, for this reason."""


@dataclass(frozen=True)
class Tools:
    """The server and its tool."""

    server: str
    promtool: str


def tools(folder: Path) -> Tools:
    """What is on the machine; with KAIZEN_TEST_INSTALL=1 the package is unpacked into *folder*."""
    server, promtool = shutil.which("prometheus"), shutil.which("promtool")
    if server and promtool:
        return Tools(server, promtool)
    if os.environ.get(INSTALL) != "1":
        raise NoPrometheus(f"no Prometheus on this machine; {INSTALL}=1 unpacks Debian's package for the tests")
    try:
        for command in (["apt-get", "-q", "update"], ["apt-get", "-q", "download", "prometheus"]):
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        package = next(folder.glob("prometheus_*.deb"))
        subprocess.run(["dpkg", "-x", package, folder / "unpacked"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError, StopIteration) as error:
        raise NoPrometheus(f"Debian's package could not be fetched: {error}") from error
    found = folder / "unpacked" / "usr" / "bin"
    return Tools(str(found / "prometheus"), str(found / "promtool"))


def backfill(tools: Tools, folder: Path, series: Mapping[str, Iterable[tuple[datetime, float]]]) -> None:
    """Put *series* into the server's data, as if it had scraped them."""
    lines = []
    for name, points in series.items():
        lines.append(f"# TYPE {name.partition('{')[0]} gauge")
        lines += [f"{name} {value!r} {when.timestamp():.0f}" for when, value in points]
    text = folder / "series.om"
    text.write_text("\n".join([*lines, "# EOF", ""]))
    command = [tools.promtool, "tsdb", "create-blocks-from", "openmetrics", str(text), str(folder / "data")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@asynccontextmanager
async def running(tools: Tools, folder: Path, *, scrape: str = "") -> AsyncIterator[str]:
    """The address of a server over the data in *folder*, which looks at *scrape* every second."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{chosen.getsockname()[1]}"
    looked_at = f"  - job_name: kaizen\n    static_configs: [{{targets: ['{scrape}']}}]\n" if scrape else ""
    config = folder / "prometheus.yml"
    config.write_text(f"global: {{scrape_interval: 1s}}\nscrape_configs:\n{looked_at}" if scrape else "{}\n")
    server = await asyncio.create_subprocess_exec(
        tools.server,
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        "--storage.tsdb.retention.time=100y",
        f"--web.listen-address={address}",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await _ready(f"http://{address}")
        yield f"http://{address}"
    finally:
        server.terminate()
        await server.wait()


async def _ready(url: str) -> None:
    async with httpx.AsyncClient(base_url=url) as http, asyncio.timeout(60):
        while True:
            try:
                if (await http.get("/-/ready")).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.1)
