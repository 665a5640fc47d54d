"""Every source of this installation, by its kind: one monitoring system, one file."""

from collections.abc import Mapping
from pathlib import Path

import httpx

from sources.base import Elsewhere, Source
from sources.fetching import Web
from sources.files import Files
from sources.prometheus import Prometheus

KINDS = (Files, Prometheus)


def sources(
    *,
    elsewhere: Elsewhere,
    folder: Path | None = None,
    web: Web | None = None,
    prometheus: httpx.AsyncClient | None = None,
) -> Mapping[str, Source]:
    """Those that are set up here."""
    found: list[Source] = []
    if folder is not None or web is not None:
        found.append(Files(folder, elsewhere, web))
    if prometheus is not None:
        found.append(Prometheus(prometheus))
    return {source.kind: source for source in found}
