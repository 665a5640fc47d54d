"""The bot at work: it listens over Socket Mode or HTTP, and the outbox speaks, until it is told to stop."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

from bot import connecting, measuring, team_clock, tokens, upgrading
from bot.settings import Settings, SettingsWrong
from bot.wiring import Bot, wire
from message_templates import render

log = structlog.get_logger(__name__)

STOPPING = (signal.SIGINT, signal.SIGTERM)


async def run(settings: Settings, *, port: int | None = None) -> None:
    """Run until SIGINT or SIGTERM, which end a start that waits for Slack as well; a second one ends it at once."""
    loop = asyncio.get_running_loop()
    working = asyncio.create_task(_work(settings, port), name="bot")

    def stop() -> None:
        for number in STOPPING:
            loop.remove_signal_handler(number)
        working.cancel()

    for number in STOPPING:
        loop.add_signal_handler(number, stop)
    await asyncio.wait({working})
    if not working.cancelled():
        working.result()
    log.info("stopped")


async def _work(settings: Settings, port: int | None) -> None:
    started = time.monotonic()
    async with at_work(settings, port=port) as bot:
        where = f"http://{settings.host}:{port}/slack/events" if port else "Socket Mode"
        seconds = round(time.monotonic() - started, 2)
        log.info("ready", listening=where, seconds=seconds, database=bot.runtime.database.shown)
        await asyncio.Event().wait()  # until we are cancelled


@asynccontextmanager
async def at_work(settings: Settings, *, port: int | None = None) -> AsyncIterator[Bot]:
    """A bot that listens and speaks inside the block; what is due is done while it still waits for Slack."""
    tokens.require(settings, tokens.BOT, tokens.SIGNING if port else tokens.APP)
    bot = wire(settings)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(bot.runtime.database.close)
        stack.push_async_callback(bot.runtime.workshop.close)
        await asyncio.gather(
            asyncio.to_thread(upgrading.upgrade, bot.runtime.database),
            asyncio.to_thread(render.warm),  # or the first click would wait for templates to be read
        )
        if clock_url := settings.team_clock_url:
            await team_clock.read(clock_url, bot.runtime.clock)
        await stack.enter_async_context(_speaking(bot))
        await stack.enter_async_context(bot.ticker.running())
        await stack.enter_async_context(_listening_http(bot, port) if port else connecting.listening(bot))
        if clock_url:
            await stack.enter_async_context(team_clock.followed(clock_url, bot.runtime.clock, bot.ticker))
        yield bot


@asynccontextmanager
async def _speaking(bot: Bot) -> AsyncIterator[None]:
    sender = asyncio.create_task(bot.outbox.run(), name="outbox")
    try:
        yield
    finally:
        sender.cancel()
        await asyncio.gather(sender, return_exceptions=True)


@asynccontextmanager
async def _listening_http(bot: Bot, port: int) -> AsyncIterator[None]:
    async def received(request: web.Request) -> web.StreamResponse:
        try:
            asked = await to_bolt_request(request)
        except ValueError:
            return web.Response(status=400, text="This is neither JSON nor a form.")
        return await to_aiohttp_response(await bot.app.async_dispatch(asked))

    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def measured(_request: web.Request) -> web.Response:
        figures = await measuring.exposed(bot.runtime, ticked_at=bot.ticker.ticked_at)
        return web.Response(text=figures, headers={"Content-Type": measuring.CONTENT_TYPE})

    await connecting.introduced(bot)
    server = web.Application()
    server.add_routes([web.post("/slack/events", received), web.get("/health", alive), web.get("/metrics", measured)])
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, bot.settings.host, port).start()
        except OSError as error:
            raise SettingsWrong(
                f"Nothing can listen on port {port} of {bot.settings.host}: {error.strerror}."
            ) from error
        yield
    finally:
        await runner.cleanup()
