"""Signed HTTP requests to the app's own address, as Slack sends them without Socket Mode.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from local_slack.delivery import PATIENCE_SECONDS, Ack, Kind
from local_slack.workspace import Json


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's signature, version 0: HMAC-SHA256 over version, time and body."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


class SignedHttp:
    name = "http"

    def __init__(self, address: str, signing_secret: str) -> None:
        self._address = address
        self._secret = signing_secret
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, kind: Kind, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
        body, content_type = _encoded(kind, payload)
        headers = {"Content-Type": content_type, **self._signed(body)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self._client().post(self._address, data=body.encode(), headers=headers) as answer:
                return _read(answer.status, await answer.text())
        except TimeoutError:
            return Ack("operation_timeout", detail="The app did not answer within three seconds.")
        except aiohttp.ClientError as error:
            return Ack("dispatch_failed", detail=f"The app cannot be reached at {self._address}: {error}.")

    def connections(self) -> int:
        return 0

    async def disconnect(self, reason: str) -> int:
        """There is no connection to part with; *reason* is therefore not told to anybody."""
        del reason
        return 0

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS))
        return self._session

    def _signed(self, body: str) -> dict[str, str]:
        timestamp = str(int(time.time()))
        return {
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }


def _encoded(kind: Kind, payload: Json) -> tuple[str, str]:
    """Events are JSON, commands are a form, everything else is a form with one JSON field."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"


def _read(status: int, text: str) -> Ack:
    """A 200 acknowledges; its body is JSON, or plain text that a command answers with."""
    if status != 200:
        return Ack("dispatch_failed", detail=f"The app answered with HTTP status {status}.")
    if not text.strip():
        return Ack(body={})
    try:
        body = json.loads(text)
    except ValueError:
        return Ack(body={"text": text})
    return Ack(body=body if isinstance(body, dict) else {"text": text})
