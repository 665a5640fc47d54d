"""The way to Slack: introducing ourselves, and Socket Mode; patient where Slack is away, plain where it refuses us."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

import structlog
from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from bot import tokens
from bot.settings import SettingsWrong
from bot.tokens import Token
from bot.wiring import Bot
from outbox import fates

SOCKETS = 2
"""Slack renews each connection now and then; with two of them nothing waits for the new one."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between attempts to reach Slack; they double."""

SHAKES_HANDS_WITHIN = 10.0
"""Seconds for a socket. The SDK would dial a dead address for ever; we ask Slack for a new one."""

TOKEN_WRONG = {"not_authed", "invalid_auth", "token_expired"}
"""Codes that pass while a token is being changed, but at the start mean that it was copied wrong."""

UNREACHED = (ClientError, OSError, TimeoutError)

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Away(Exception):
    """Slack does not answer now; it may in a moment."""

    def __init__(self, why: str, *, pause: float = 0.0) -> None:
        super().__init__(why)
        self.pause = pause


async def introduced(bot: Bot) -> None:
    """Ask Slack who we are, once, so that a wrong token is said now and not at the first click."""
    try:
        await _asked(bot.client.auth_test(), tokens.BOT)
    except Away as away:
        _say(bot, away)


@asynccontextmanager
async def listening(bot: Bot) -> AsyncIterator[None]:
    """Listen over Socket Mode inside the block, which begins once Slack was reached."""
    token = tokens.APP.of(bot.settings)
    sockets = [AsyncSocketModeHandler(bot.app, token) for _ in range(SOCKETS)]
    try:
        for socket in sockets:  # one after the other, so that a Slack that is away is told of once
            await _connected(bot, socket)
        yield
    finally:
        await asyncio.gather(*(socket.close_async() for socket in sockets), return_exceptions=True)


async def _connected(bot: Bot, socket: AsyncSocketModeHandler) -> None:
    pause = FIRST_PAUSE
    while True:
        try:
            return await _dialled(bot, socket)
        except Away as away:
            pause = max(pause, away.pause)
            _say(bot, away, again_in_seconds=pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _dialled(bot: Bot, socket: AsyncSocketModeHandler) -> None:
    await _asked(bot.client.auth_test(), tokens.BOT)
    socket.client.wss_uri = await _asked(_address(bot), tokens.APP)
    await _asked(asyncio.wait_for(socket.connect_async(), SHAKES_HANDS_WITHIN), tokens.APP)


async def _address(bot: Bot) -> str:
    answer = await bot.client.apps_connections_open(app_token=tokens.APP.of(bot.settings))
    return str(answer["url"])


async def _asked(answer: Awaitable[T], token: Token) -> T:
    """What Slack answers; where it refuses or is away, an exception of ours."""
    try:
        return await answer
    except SlackApiError as error:
        if code := refusal(error):
            raise SettingsWrong(f"Slack refuses {token.setting} ({code}): {token.where}.") from error
        raise _away(error) from error
    except UNREACHED as error:
        raise Away(str(error) or "no answer in time") from error


def refusal(error: SlackApiError) -> str:
    """The code with which Slack refuses what we are; empty where it may answer otherwise in a moment."""
    match fates.fate_of(error):
        case fates.Refused(reason=code):
            return code
        case fates.NotSaid(reason=code) if code in TOKEN_WRONG:
            return code
        case _:
            return ""


def told(error: SlackApiError) -> str:
    """What Slack answered instead, for people."""
    match fates.fate_of(error):
        case fates.TooFast():
            return "Slack asks us to wait"
        case fates.NotSaid(reason=why) | fates.Unknown(reason=why) | fates.Refused(reason=why):
            return why
        case fate:
            return str(fate)


def _away(error: SlackApiError) -> Away:
    fate = fates.fate_of(error)
    return Away(told(error), pause=fate.seconds if isinstance(fate, fates.TooFast) else 0.0)


def _say(bot: Bot, away: Away, **more: float) -> None:
    log.warning(
        "slack_not_reached",
        address=bot.settings.slack_api_url,
        error=str(away),
        advice="check the network and KAIZEN_SLACK_API_URL",
        **more,
    )
