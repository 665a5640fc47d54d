"""The way to Slack: introducing ourselves, and Socket Mode; patient where Slack is away, plain where it refuses us."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

import structlog
from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import tokens
from bot.settings import SettingsWrong
from bot.tokens import Token
from bot.wiring import Bot
from outbox import fates

SOCKETS = 2
"""Slack renews each connection now and then; with two of them nothing waits for the new one."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between attempts to reach Slack; they double."""

PING_EVERY = 10.0
"""Seconds between pings of a socket, and between looks at whether it is still there."""

SHAKES_HANDS_WITHIN = 8.0
"""Seconds for a socket to open; shorter than the SDK's pause, after which it dials the same address again."""

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


class Socket(SocketModeClient):
    """The SDK's socket, but with a new address for every attempt: it would dial one for ever, and Slack's lapse."""

    async def connect(self) -> None:
        """Try once; whoever asked for it, here or in the SDK, comes back with a new address."""
        try:
            async with asyncio.timeout(SHAKES_HANDS_WITHIN):
                await super().connect()
        finally:  # the SDK switches it off for as long as it tries, and would leave it so
            self.auto_reconnect_enabled = self.default_auto_reconnect_enabled and not self.closed


class Ear(AsyncBaseSocketModeHandler):
    """Hands what one socket hears to the app, and the app's answer back."""

    app: AsyncApp

    def __init__(self, app: AsyncApp, token: str) -> None:
        self.app = app
        self.client: Socket = Socket(token, app.logger, app.client, ping_interval=PING_EVERY)
        self.client.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope."""
        heard = time.time()
        await send_async_response(client, req, await run_async_bolt_app(self.app, req), heard)


@asynccontextmanager
async def listening(bot: Bot) -> AsyncIterator[None]:
    """Listen over Socket Mode inside the block, which begins once Slack was reached."""
    token = tokens.APP.of(bot.settings)
    ears = [Ear(bot.app, token) for _ in range(SOCKETS)]
    try:
        for ear in ears:  # one after the other, so that a Slack that is away is told of once
            await _connected(bot, ear.client)
        yield
    finally:
        await asyncio.gather(*(ear.client.close() for ear in ears), return_exceptions=True)


async def _connected(bot: Bot, socket: Socket) -> None:
    pause = FIRST_PAUSE
    while True:
        try:
            return await _dialled(bot, socket)
        except Away as away:
            pause = max(pause, away.pause)
            _say(bot, away, again_in_seconds=pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _dialled(bot: Bot, socket: Socket) -> None:
    await _asked(bot.client.auth_test(), tokens.BOT)
    socket.wss_uri = await _asked(_address(bot), tokens.APP)
    await _asked(socket.connect(), tokens.APP)


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
