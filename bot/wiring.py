"""What is made once at the start, and handed to everything else."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import httpx
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import app, tokens
from bot.settings import Settings
from kaizen.clock import Clock
from kaizen.runtime import Runtime
from kaizen.sealing import Seal
from kaizen.workshop import Workshop
from message_templates import render
from outbox import Outbox, pacing
from scheduler.ticking import Ticker
from sources import fetching, finding
from sources.base import Source
from sources.fetching import Web
from storage.database import Database

SOURCE_TIMEOUT = 20.0
"""Seconds that a source may take to answer; a sweep has a minute."""


@dataclass(frozen=True)
class Bot:
    """The bot, wired and not yet running."""

    settings: Settings
    runtime: Runtime
    client: AsyncWebClient
    outbox: Outbox
    ticker: Ticker
    app: AsyncApp


def wire(settings: Settings, *, clock: Clock | None = None) -> Bot:
    """Make the bot from its settings; nothing is called and nothing runs yet."""
    tokens.require(settings, tokens.BOT)
    workshop = Workshop()
    runtime = Runtime(
        Database(settings.database), clock or Clock(), Seal(settings.key), workshop, ears(settings, workshop)
    )
    client = slack(settings)
    rendered = partial(render.message, seal=runtime.seal.sealed)
    tempi = pacing.WITHOUT_TIERS if settings.team_clock_url else pacing.TEMPI
    outbox = Outbox(runtime.database, client, clock=runtime.clock, render=rendered, tempi=tempi)
    return Bot(settings, runtime, client, outbox, Ticker(runtime, outbox), app.build(settings, runtime, client, outbox))


def ears(settings: Settings, workshop: Workshop) -> Mapping[str, Source]:
    """The sources that are set up; what reads tables does so in the workshop."""
    return finding.sources(
        elsewhere=workshop.make, folder=settings.files_dir, web=web(settings), prometheus=prometheus(settings)
    )


def web(settings: Settings) -> Web | None:
    """The hosts from which monitors may read files, if there are any."""
    allowed = fetching.origins(settings.files_hosts)
    return Web(httpx.AsyncClient(timeout=SOURCE_TIMEOUT), allowed, settings.data_dir / "fetched") if allowed else None


def prometheus(settings: Settings) -> httpx.AsyncClient | None:
    """A client of the Prometheus that monitors may ask, if one is set up."""
    if not settings.prometheus_url:
        return None
    token = settings.prometheus_token.get_secret_value()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.AsyncClient(base_url=settings.prometheus_url, headers=headers, timeout=SOURCE_TIMEOUT)


def slack(settings: Settings) -> AsyncWebClient:
    """A client that repeats nothing by itself: after a lost answer, only the outbox knows what is safe."""
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=settings.slack_timeout,
    )
    client.retry_handlers = []
    return client
