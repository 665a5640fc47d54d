"""The file that somebody gave in a modal, read from Slack and kept nowhere.

https://docs.slack.dev/reference/objects/file-object: the address answers to whoever shows the bot's token with the
scope ``files:read``, and sends everybody else to a page for signing in. A file of another organisation is described
as ``check_file_info`` only, until ``files.info`` is asked.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import httpx
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from kaizen.refusals import Refusal

SECONDS: Final = 20.0
"""After which a file counts as one that Slack does not give."""

ELSEWHERE: Final = "external"
"""Slack's mode of a file that it only links to: its address is somebody else's."""


async def read(client: AsyncWebClient, given: Mapping[str, Any], *, field: str, most: int) -> bytes:
    """The bytes of a given file; whatever prevents it is a refusal at *field*."""
    try:
        async with asyncio.timeout(SECONDS):
            described = await _described(client, given)
            _check(described, client.base_url, field=field, most=most)
            return await _fetched(described, client.token or "", field=field, most=most)
    except (SlackApiError, httpx.HTTPError, OSError, TimeoutError) as error:
        name, why = given.get("name") or "the file", _reason(error)
        raise Refusal("monitors/file_not_readable", field=field, file=name, why=why) from error


async def _described(client: AsyncWebClient, given: Mapping[str, Any]) -> Mapping[str, Any]:
    if given.get("file_access") != "check_file_info":
        return given
    answer = await client.files_info(file=given["id"])
    described: Mapping[str, Any] = answer["file"]
    return described


def _check(described: Mapping[str, Any], api: str, *, field: str, most: int) -> None:
    """The token goes to Slack only, and what is too large is not begun."""
    address = httpx.URL(described.get("url_private_download") or described.get("url_private") or "")
    if described.get("is_external") or described.get("mode") == ELSEWHERE or not _is_slacks(address, httpx.URL(api)):
        raise Refusal("monitors/file_is_elsewhere", field=field, file=described.get("name") or "this file")
    if (described.get("size") or 0) > most:
        raise _too_large(field, most)


def _is_slacks(address: httpx.URL, api: httpx.URL) -> bool:
    """Whether it is where the Web API answers, or below it as files.slack.com is below slack.com."""
    here = (address.scheme, address.host, address.port) == (api.scheme, api.host, api.port)
    below = address.scheme == "https" and address.port is None and address.host.endswith(f".{api.host}")
    return here or below


async def _fetched(described: Mapping[str, Any], token: str, *, field: str, most: int) -> bytes:
    address = described.get("url_private_download") or described["url_private"]
    headers = {"Authorization": f"Bearer {token}"}
    content = bytearray()
    # A redirect is the page for signing in: it is not followed, and raise_for_status() counts it as a failure.
    async with httpx.AsyncClient(timeout=SECONDS) as http, http.stream("GET", address, headers=headers) as answer:
        answer.raise_for_status()
        async for piece in answer.aiter_bytes():
            content += piece
            if len(content) > most:
                raise _too_large(field, most)
    return bytes(content)


def _too_large(field: str, most: int) -> Refusal:
    return Refusal("monitors/file_too_large", field=field, most=most / 1e6)


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return f"it answers {error.response.get('error')}"
    if isinstance(error, httpx.HTTPStatusError):
        return f"it answers {error.response.status_code}"
    return "it did not answer"
