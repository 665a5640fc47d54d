"""One Bolt app: what every listener gets, and every feature's listeners."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from handlers import (
    alerts,
    commands,
    digests,
    facilitators,
    home,
    ideas,
    invited,
    models,
    monitors,
    outdated,
    people,
    receipts,
    refusals,
    retros,
    teams,
)
from handlers.doing import Doing
from handlers.replays import Replays
from kaizen.runtime import Runtime
from outbox import Outbox

FEATURES = (
    ideas,
    teams,
    models,
    monitors,
    alerts,
    digests,
    retros,
    facilitators,
    home,
    people,
    invited,
    commands,
    outdated,
)
"""In the order of registration: `commands` and `outdated` come last, for they take what no feature took."""

UNSIGNED = "socket mode brings no signatures"
"""Bolt insists on a signing secret; over Socket Mode the connection itself is the proof, and none is checked."""


def build(settings: Settings, runtime: Runtime, client: AsyncWebClient, outbox: Outbox) -> AsyncApp:
    """Register everything."""
    app = AsyncApp(
        client=client,
        logger=logging.getLogger("slack_bolt"),
        signing_secret=settings.slack_signing_secret.get_secret_value() or UNSIGNED,
        process_before_response=True,  # the ack leaves when the listener returns: 0.2 ms instead of a 10 ms poll
    )
    app.use(Replays().refuse)
    app.use(_furnishing(runtime, outbox))
    for feature in FEATURES:
        feature.register(app)
    refusals.register(app, runtime.seal)
    return app


def _furnishing(runtime: Runtime, outbox: Outbox) -> Callable[..., Awaitable[Any]]:
    async def furnish(
        body: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
        next: Callable[[], Awaitable[Any]],  # noqa: A002  -- Bolt's name for it
    ) -> Any:
        """Add what listeners ask for by name: runtime, outbox, the acting person, the receipt, how to do it."""
        person = await people.acting(client, runtime, body)
        receipt = receipts.of(body, person.workspace)
        context["runtime"] = runtime
        context["outbox"] = outbox
        context["person"] = person
        context["receipt"] = receipt
        context["doing"] = Doing(body, receipt, context.ack, client, runtime, outbox)
        return await next()

    return furnish
