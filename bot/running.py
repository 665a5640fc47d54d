"""The bot at work: it listens over Socket Mode or HTTP, and the outbox speaks, until it is told to stop."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from aiohttp import ClientError, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from bot import measuring, team_clock
from bot.settings import Settings, SettingsWrong
from bot.wiring import Bot, wire
from message_templates import render

log = structlog.get_logger(__name__)

SOCKETS = 2
"""Slack renews each connection now and then; with two of them nothing waits for the new one."""


async def run(settings: Settings, *, port: int | None = None) -> None:
    """Run until SIGINT or SIGTERM."""
    started = time.monotonic()
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with at_work(settings, port=port) as bot:
        where = f"http://{settings.host}:{port}/slack/events" if port else "Socket Mode"
        log.info(
            "ready", listening=where, seconds=round(time.monotonic() - started, 2), database=repr(bot.runtime.database)
        )
        await stopping.wait()
    log.info("stopped")


@asynccontextmanager
async def at_work(settings: Settings, *, port: int | None = None) -> AsyncIterator[Bot]:
    """A bot that listens and speaks inside the block."""
    _check(settings, port)
    bot = wire(settings)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(bot.runtime.database.close)
        stack.push_async_callback(bot.runtime.workshop.close)
        await asyncio.to_thread(bot.runtime.database.upgrade)
        await asyncio.to_thread(render.warm)  # or the first click would wait for templates to be read
        if clock_url := settings.team_clock_url:
            await team_clock.read(clock_url, bot.runtime.clock)
        await _introduced(bot)
        await stack.enter_async_context(_speaking(bot))
        await stack.enter_async_context(bot.ticker.running())
        await stack.enter_async_context(_listening_http(bot, port) if port else _listening_socket(bot))
        if clock_url:
            await stack.enter_async_context(team_clock.followed(clock_url, bot.runtime.clock, bot.ticker))
        yield bot


def _check(settings: Settings, port: int | None) -> None:
    if port and not settings.slack_signing_secret.get_secret_value():
        raise SettingsWrong("SLACK_SIGNING_SECRET is not set: over HTTP it is what tells Slack from anybody else.")
    if not port and not settings.slack_app_token.get_secret_value():
        raise SettingsWrong(
            "SLACK_APP_TOKEN (xapp-…, scope connections:write) is not set. Socket Mode needs it; "
            "without it use kaizen run --http PORT."
        )


async def _introduced(bot: Bot) -> None:
    """Ask Slack who we are, so that a wrong token is said now and not at the first click."""
    try:
        await bot.client.auth_test()
    except SlackApiError as error:
        reason = error.response["error"]
        raise SettingsWrong(
            f"Slack refuses SLACK_BOT_TOKEN ({reason}). Copy the bot token anew from the app's page, under OAuth."
        ) from error
    except (ClientError, OSError, TimeoutError) as error:
        log.warning("slack_not_reached", address=bot.settings.slack_api_url, error=str(error))


@asynccontextmanager
async def _speaking(bot: Bot) -> AsyncIterator[None]:
    sender = asyncio.create_task(bot.outbox.run(), name="outbox")
    try:
        yield
    finally:
        sender.cancel()
        await asyncio.gather(sender, return_exceptions=True)


@asynccontextmanager
async def _listening_socket(bot: Bot) -> AsyncIterator[None]:
    token = bot.settings.slack_app_token.get_secret_value()
    sockets = [AsyncSocketModeHandler(bot.app, token) for _ in range(SOCKETS)]
    try:
        await asyncio.gather(*(socket.connect_async() for socket in sockets))
        yield
    finally:
        await asyncio.gather(*(socket.close_async() for socket in sockets), return_exceptions=True)


@asynccontextmanager
async def _listening_http(bot: Bot, port: int) -> AsyncIterator[None]:
    async def received(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await bot.app.async_dispatch(await to_bolt_request(request)))

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def measured(_request: web.Request) -> web.Response:
        figures = await measuring.exposed(bot.runtime, ticked_at=bot.ticker.ticked_at)
        return web.Response(text=figures, headers={"Content-Type": measuring.CONTENT_TYPE})

    server = web.Application()
    server.add_routes([web.post("/slack/events", received), web.get("/health", alive), web.get("/metrics", measured)])
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, bot.settings.host, port).start()
        yield
    finally:
        await runner.cleanup()
