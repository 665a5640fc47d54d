"""Whether what monitors read can be read: each source that is set up, and each monitor that was not read."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import httpx

from bot import wiring
from bot.doctor.findings import Finding
from bot.settings import Settings
from kaizen.clock import Clock
from sources import questions
from sources.base import SourceError, Window
from sources.files import Files
from sources.prometheus import Prometheus
from storage.monitors import Monitor

MINUTE = timedelta(minutes=1)

SET_BY: Mapping[str, str] = {Files.kind: "KAIZEN_FILES_DIR", Prometheus.kind: "KAIZEN_PROMETHEUS_URL"}
"""The setting behind each kind of source."""


async def examined(settings: Settings, monitors: Sequence[Monitor]) -> AsyncIterator[Finding]:
    """One line for each source, one for the monitors that are read, one for each that is not."""
    found: dict[str, Finding] = {}
    if settings.files_hosts:
        words = f"monitors may read files of {settings.files_hosts}"
        found[Files.kind] = Finding("KAIZEN_FILES_HOSTS", well=True, words=words)
    if settings.files_dir is not None:
        if Files.kind in found:
            yield found[Files.kind]
        found[Files.kind] = _files(settings.files_dir)
    if http := wiring.prometheus(settings):
        async with http:
            found[Prometheus.kind] = await _prometheus(http)
    for finding in found.values():
        yield finding
    if not found:
        yield Finding("sources", well=True, words=f"none is set up ({', '.join(SET_BY.values())})")
    for finding in _read(monitors, found):
        yield finding


def _files(folder: Path) -> Finding:
    what = SET_BY[Files.kind]
    try:
        tables = sum(file.name.endswith(questions.ENDINGS) for file in folder.iterdir())
    except OSError as error:
        return Finding(what, well=False, words=f"the folder {folder} cannot be read: {error.strerror}")
    words = f"{folder} holds {tables} table(s)"
    return Finding(what, well=bool(tables), words=words if tables else f"{words}; put .csv or .parquet files there")


async def _prometheus(http: httpx.AsyncClient) -> Finding:
    what, now = SET_BY[Prometheus.kind], Clock().now()
    try:
        await Prometheus(http).read("vector(1)", Window(now - MINUTE, now, MINUTE))
    except SourceError as error:
        return Finding(what, well=False, words=f"{http.base_url}: {error}")
    return Finding(what, well=True, words=f"{http.base_url} answers")


def _read(monitors: Sequence[Monitor], found: Mapping[str, Finding]) -> Iterator[Finding]:
    unread = [finding for monitor in monitors if (finding := _unread(monitor, found))]
    if monitors:
        count = len(monitors) - len(unread)
        yield Finding("monitors", well=not unread, words=f"{count} of {len(monitors)} can be read", must=False)
    yield from unread


def _unread(monitor: Monitor, found: Mapping[str, Finding]) -> Finding | None:
    what = f"monitor {monitor.name}"
    if monitor.source not in found:
        words = f"its source {monitor.source} is not set up here; set {SET_BY.get(monitor.source, 'it up')}"
        return Finding(what, well=False, words=words)
    if monitor.failing_since is None:
        return None
    return Finding(
        what, well=False, words=f"not read since {monitor.failing_since:%Y-%m-%d %H:%M} UTC: {monitor.failure}"
    )
