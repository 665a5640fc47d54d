"""Files of the web: from a real server, with its redirects, validators, sizes and failures."""

import asyncio
import gzip
import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from aiohttp import web

from sources import fetching, questions
from sources.base import QuestionWrong, SourceError
from sources.fetching import Web
from sources.files import Files


@dataclass
class Host:
    """A server whose answers a test arranges, and what it was asked."""

    url: str = ""
    answers: dict[str, web.Response] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        answer = self.answers[request.path]
        if answer.headers.get("ETag") and request.headers.get("If-None-Match") == answer.headers["ETag"]:
            return web.Response(status=304)
        fresh = web.Response(status=answer.status, body=answer.body, headers=answer.headers)
        await asyncio.sleep(0.01)
        return fresh


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    found = Host()
    app = web.Application()
    app.router.add_get("/{name:.*}", found.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()


@pytest.fixture
async def allowed(host: Host, tmp_path: Path) -> AsyncIterator[Web]:
    async with httpx.AsyncClient(timeout=5) as http:
        yield Web(http, fetching.origins(host.url), tmp_path / "fetched")


def kept(web_: Web, address: str) -> bytes:
    return (web_.folder / questions.kept_as(address)).read_bytes()


async def test_a_file_is_fetched_once_while_it_does_not_change(host: Host, allowed: Web):
    address = f"{host.url}/scores.csv"
    host.answers["/scores.csv"] = web.Response(body=b"old", headers={"ETag": '"1"'})
    await asyncio.gather(*(allowed.fetch(address) for _ in range(3)))
    await allowed.fetch(address)
    first = kept(allowed, address)

    host.answers["/scores.csv"] = web.Response(body=b"new", headers={"ETag": '"2"'})
    await allowed.fetch(address)

    assert [request.headers.get("If-None-Match") for request in host.asked] == [None, '"1"', '"1"']
    assert (first, kept(allowed, address)) == (b"old", b"new")


async def test_without_a_validator_every_look_fetches_again(host: Host, allowed: Web):
    host.answers["/scores.csv"] = web.Response(body=b"a")

    for _ in range(2):
        await allowed.fetch(f"{host.url}/scores.csv")

    assert [dict(request.headers).keys() & {"If-None-Match", "If-Modified-Since"} for request in host.asked] == [
        set(),
        set(),
    ]


async def test_a_redirect_within_the_allowed_hosts_is_followed(host: Host, allowed: Web):
    host.answers["/latest.csv"] = web.Response(status=302, headers={"Location": "/2026/scores.csv"})
    host.answers["/2026/scores.csv"] = web.Response(body=b"a")

    await allowed.fetch(f"{host.url}/latest.csv")

    assert kept(allowed, f"{host.url}/latest.csv") == b"a"


async def test_a_redirect_to_another_port_or_host_is_not_followed(host: Host, allowed: Web, unused_tcp_port: int):
    for place in (
        f"http://127.0.0.1:{unused_tcp_port}/x.csv",
        host.url.replace("127.0.0.1", "localhost"),
        "file:///etc",
    ):
        host.answers["/latest.csv"] = web.Response(status=302, headers={"Location": place})

        with pytest.raises(SourceError, match=r"is not asked: KAIZEN_FILES_HOSTS allows http://127\.0\.0\.1"):
            await allowed.fetch(f"{host.url}/latest.csv")

    assert {request.path for request in host.asked} == {"/latest.csv"}


async def test_redirects_that_lead_in_a_circle_end(host: Host, allowed: Web):
    host.answers["/latest.csv"] = web.Response(status=302, headers={"Location": "/latest.csv"})

    with pytest.raises(SourceError, match="more than 3 redirects"):
        await allowed.fetch(f"{host.url}/latest.csv")


@pytest.mark.parametrize("packed", ["announced", "found out"])
async def test_what_is_too_large_is_not_kept(host: Host, tmp_path: Path, packed: str):
    body, encoding = b"x" * 2_000, {}
    if packed == "found out":
        body, encoding = gzip.compress(body), {"Content-Encoding": "gzip"}
    host.answers["/large.csv"] = web.Response(body=body, headers=encoding)

    async with httpx.AsyncClient() as http:
        with pytest.raises(SourceError, match=r"large\.csv is larger than 0\.001 MB"):
            await Web(http, fetching.origins(host.url), tmp_path / "fetched", most=1_000).fetch(f"{host.url}/large.csv")

    assert list((tmp_path / "fetched").iterdir()) == []


async def test_a_failure_is_a_sentence_without_what_stands_in_the_query(host: Host, allowed: Web):
    host.answers["/scores.csv"] = web.Response(status=403)

    with pytest.raises(SourceError, match=r"/scores.csv answers 403 \(Forbidden\)") as failed:
        await allowed.fetch(f"{host.url}/scores.csv?signature=secret")

    assert "secret" not in str(failed.value)


async def test_a_host_that_is_gone_is_a_sentence(tmp_path: Path, unused_tcp_port: int):
    url = f"http://127.0.0.1:{unused_tcp_port}"
    async with httpx.AsyncClient() as http:
        with pytest.raises(SourceError, match="cannot be reached"):
            await Web(http, fetching.origins(url), tmp_path).fetch(f"{url}/scores.csv")


async def test_after_a_failure_the_file_that_is_kept_is_not_passed_off_as_new(host: Host, allowed: Web):
    host.answers["/scores.csv"] = web.Response(body=b"a", headers={"ETag": '"1"'})
    await allowed.fetch(f"{host.url}/scores.csv")
    host.answers["/scores.csv"] = web.Response(status=500)

    with pytest.raises(SourceError, match="answers 500"):
        await allowed.fetch(f"{host.url}/scores.csv")


async def test_files_that_nobody_asks_for_any_more_are_removed(host: Host, allowed: Web):
    host.answers |= {"/old.csv": web.Response(body=b"a"), "/new.csv": web.Response(body=b"b")}
    await allowed.fetch(f"{host.url}/old.csv")
    [old] = allowed.folder.iterdir()
    yesterday = time.time() - 25 * 60 * 60
    os.utime(old, (yesterday, yesterday))

    await allowed.fetch(f"{host.url}/new.csv")

    assert [file.read_bytes() for file in allowed.folder.iterdir()] == [b"b"]


async def nowhere(name: str, *given: object) -> object:
    raise AssertionError("nothing is read while a question is checked")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://elsewhere.example.org/a.csv", "is not asked: KAIZEN_FILES_HOSTS allows https://data.example.org"),
        ("http://data.example.org/a.csv", "is not asked"),
        ("https://data.example.org:8443/a.csv", "is not asked"),
        ("https://data.example.org.evil.example/a.csv", "is not asked"),
        ("https://data.example.org@evil.example/a.csv", "a name and a password"),
        ("https://169.254.169.254/latest/a.csv", "is not asked"),
        ("https://[::1]/a.csv", "is not asked"),
        ("file:///etc/passwd.csv", "is no address of the web"),
        ("ftp://data.example.org/a.csv", "is no address of the web"),
        ("https:///a.csv", "is no address of the web"),
        ("https://data.example.org:99999/a.csv", "is no address of the web"),
        ("https://data.example.org/a.html", "is neither .csv"),
        ("https://data.example.org/?file=a.csv", "is neither .csv"),
    ],
)
async def test_an_address_that_is_not_allowed_is_refused_before_it_is_asked(tmp_path: Path, address: str, said: str):
    async with httpx.AsyncClient() as http:
        files = Files(None, nowhere, Web(http, fetching.origins("data.example.org"), tmp_path))

        with pytest.raises(QuestionWrong, match=said):
            files.check(f"file={address} time=t value=x", timedelta(days=1))

        files.check("file=https://DATA.example.org:443/a/b.csv.gz?v=1 time=t value=x", timedelta(days=1))


def test_without_its_setting_a_place_of_files_is_named_by_it(tmp_path: Path):
    with pytest.raises(QuestionWrong, match="KAIZEN_FILES_HOSTS allows no host"):
        Files(tmp_path, nowhere).check("file=https://a.example/a.csv time=t value=x", timedelta(days=1))
    with pytest.raises(QuestionWrong, match="KAIZEN_FILES_DIR is not set"):
        Files(None, nowhere).check("file=a.csv time=t value=x", timedelta(days=1))


@pytest.mark.parametrize(
    "named", ["https://a.example/files", "ftp://a.example", "https://me:secret@a.example", "http://"]
)
def test_a_setting_that_names_no_host_is_refused(named: str):
    with pytest.raises(ValueError, match="is no host"):
        fetching.origins(named)
