"""What may become of a call to Slack: done, surely not done, unknown, or refused for good."""

from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

PASSING = {"not_authed", "invalid_auth", "token_expired", "request_timeout", "message_limit_exceeded"}
"""Codes with which Slack did nothing, and which pass: a token being changed, a body cut short on its way."""

DOUBTFUL = {"internal_error", "fatal_error", "service_unavailable", "team_added_to_org"}
"""Codes after which, as Slack's pages say, some of the call may have happened."""


@dataclass(frozen=True)
class Said:
    """Slack has it, there."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Opened:
    """The channel with one person is known now."""

    channel: str


@dataclass(frozen=True)
class NotSaid:
    """It surely did not happen; it may simply be tried again."""

    reason: str


@dataclass(frozen=True)
class TooFast:
    """It did not happen, and Slack asks for a pause."""

    seconds: float


@dataclass(frozen=True)
class Unknown:
    """The call left, and no answer says what became of it."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """Slack will not do it, however often it is asked."""

    reason: str


@dataclass(frozen=True)
class NotThere:
    """A look into the channel did not find it."""


Fate = Said | Opened | NotSaid | TooFast | Unknown | Refused | NotThere


def fate_of(error: Exception) -> Fate:
    """What an error of the call says about whether it happened."""
    match error:
        case SlackApiError():
            return _fate_of_answer(error)
        case aiohttp.ClientConnectorError():
            return NotSaid(f"Slack cannot be reached: {error}")
        case TimeoutError():
            return Unknown("Slack did not answer in time")
        case _:
            return Unknown(f"the connection broke: {error!r}")


def _fate_of_answer(error: SlackApiError) -> Fate:
    answer = error.response
    # Where the body was no JSON, the SDK hands over aiohttp's response instead of its own.
    status: int = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
    if status == 429:
        return TooFast(float(answer.headers.get("Retry-After", 1)))
    code = _code(answer)
    if status >= 500 or not code or code in DOUBTFUL:
        return Unknown(code or f"Slack answered with HTTP {status}")
    if code in PASSING:
        return NotSaid(code)
    return TooFast(1.0) if code in {"ratelimited", "rate_limited"} else Refused(code)


def _code(answer: Any) -> str:
    body = getattr(answer, "data", None)
    return str(body.get("error", "")) if isinstance(body, dict) else ""
