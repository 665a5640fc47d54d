"""Files from the web: only from origins that the operator allowed, only so large, and kept until the next look.

Whoever may add a monitor may name an address, and the bot stands where outsiders do not. So an address is asked only
if its scheme, host and port are allowed, and so is every address to which it redirects. What was fetched stays in a
folder of its own; the server is asked whether it has changed (https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests).
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from sources import questions
from sources.base import SourceError

MOST_BYTES: Final = 100_000_000
"""Of one file, as it travels."""

MOST_REDIRECTS: Final = 3

SECONDS: Final = 20.0
"""For one file with its redirects: a sweep has a minute, and the arithmetic needs most of it."""

KEPT_SECONDS: Final = 24 * 60 * 60
"""After which a file that nobody asks for any more is removed."""

PORTS: Final = {"http": 80, "https": 443}

Origin = tuple[str, str, int]


def origins(named: str) -> frozenset[Origin]:
    """The origins that a setting names, separated by commas or spaces; https unless it says http.

    >>> sorted(origins("data.example.org http://minio:9000"))
    [('http', 'minio', 9000), ('https', 'data.example.org', 443)]
    """
    return frozenset(_named(name) for name in named.replace(",", " ").split())


def _named(name: str) -> Origin:
    try:
        url = httpx.URL(name if "://" in name else f"https://{name}")
    except httpx.InvalidURL as error:
        raise ValueError(f"{name!r} is no host: {error}") from error
    if url.scheme not in PORTS or not url.host or url.userinfo or url.raw_path not in {b"/", b""}:
        raise ValueError(f"{name!r} is no host; write data.example.org, or http://minio:9000 to do without encryption")
    return _origin(url)


def _origin(url: httpx.URL) -> Origin:
    return url.scheme, url.host, url.port or PORTS.get(url.scheme, 0)


def _spoken(origin: Origin) -> str:
    scheme, host, port = origin
    return f"{scheme}://{host}" + ("" if port == PORTS[scheme] else f":{port}")


def _plainly(url: httpx.URL) -> str:
    """An address without its query, in which people put what opens a door."""
    return str(url.copy_with(query=None, fragment=None, username=None, password=None))


@dataclass(frozen=True)
class _Validators:
    """What the server said of the file that is kept; sent back, it answers whether there is a newer one."""

    tag: str
    changed: str

    @property
    def headers(self) -> dict[str, str]:
        both = {"If-None-Match": self.tag, "If-Modified-Since": self.changed}
        return {name: value for name, value in both.items() if value}


class Web:
    """Fetches files of the *allowed* origins into *folder*, *most* bytes of each."""

    def __init__(
        self, http: httpx.AsyncClient, allowed: Iterable[Origin], folder: Path, *, most: int = MOST_BYTES
    ) -> None:
        self.folder = folder
        self._http = http
        self._allowed = frozenset(allowed)
        self._most = most
        self._validators: dict[str, _Validators] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def refusal(self, address: str | httpx.URL) -> str:
        """Why an address is not asked; nothing if it is."""
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            return f"{address} is no address of the web ({error})."
        if url.userinfo:
            return "An address with a name and a password is not asked; everybody would see them."
        if _origin(url) in self._allowed:
            return ""
        known = ", ".join(map(_spoken, sorted(self._allowed)))
        return f"{_plainly(url)} is not asked: KAIZEN_FILES_HOSTS allows {known or 'no host'}."

    async def fetch(self, address: str) -> Path:
        """The folder in which the file now lies, under the name that `questions.kept_as` gives it."""
        fetching = self._under_way.get(address)
        if fetching is None:  # ten monitors of one file fetch it once
            fetching = self._under_way[address] = asyncio.create_task(self._fetched(address))
            fetching.add_done_callback(lambda _: self._under_way.pop(address))
        await asyncio.shield(fetching)
        return self.folder

    async def _fetched(self, address: str) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                await self._refresh(address, self.folder / questions.kept_as(address))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            said = f"{type(error).__name__}: {error}".rstrip(": ")
            raise SourceError(f"{_plainly(httpx.URL(address))} cannot be reached ({said}).") from error
        except OSError as error:
            raise SourceError(f"{_plainly(httpx.URL(address))} cannot be kept: {error.strerror}.") from error

    async def _refresh(self, address: str, kept: Path) -> None:
        known = self._validators.get(address) if await asyncio.to_thread(kept.exists) else None
        async with self._answer(httpx.URL(address), known.headers if known else {}) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED and known:
                await asyncio.to_thread(os.utime, kept)
                return
            if answer.status_code != httpx.codes.OK:
                raise SourceError(f"{_plainly(answer.url)} answers {answer.status_code} ({answer.reason_phrase}).")
            await self._store(answer, kept)
            self._validators[address] = _Validators(
                answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
            )

    @asynccontextmanager
    async def _answer(self, url: httpx.URL, headers: dict[str, str]) -> AsyncIterator[httpx.Response]:
        """The answer at the end of the redirects; none of them leads out of what is allowed."""
        for _ in range(MOST_REDIRECTS + 1):
            if refused := self.refusal(url):
                raise SourceError(refused)
            # As it is: a .csv.gz that the server would unpack for us on its way is unpacked once too often.
            asked = {"Accept-Encoding": "identity", **headers}
            async with self._http.stream("GET", url, headers=asked, follow_redirects=False) as answer:
                if not answer.has_redirect_location:
                    yield answer
                    return
                url = url.join(answer.headers["Location"])
        raise SourceError(f"{_plainly(url)} is the end of more than {MOST_REDIRECTS} redirects, and not asked.")

    async def _store(self, answer: httpx.Response, kept: Path) -> None:
        """Write the file beside, then put it in its place: whoever reads the one before keeps it."""
        await asyncio.to_thread(_tidied, kept.parent)
        part = kept.with_name(f"{kept.name}.{os.getpid()}.part")
        try:
            with await asyncio.to_thread(part.open, "wb") as file:
                async for piece in self._pieces(answer):
                    await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(part.replace, kept)
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)

    async def _pieces(self, answer: httpx.Response) -> AsyncIterator[bytes]:
        """The content, as long as it is not too large: what is announced may be less than what comes."""
        announced = answer.headers.get("Content-Length", "")
        size = int(announced) if announced.isdecimal() else 0
        came = 0
        async for piece in answer.aiter_bytes():
            came += len(piece)
            if max(size, came) > self._most:
                raise SourceError(f"{_plainly(answer.url)} is larger than {self._most / 1_000_000:g} MB.")
            yield piece


def _tidied(folder: Path) -> None:
    """Make the folder, and remove what nobody has asked for lately."""
    folder.mkdir(parents=True, exist_ok=True)
    forgotten = time.time() - KEPT_SECONDS
    for file in folder.iterdir():
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < forgotten:
                file.unlink()
