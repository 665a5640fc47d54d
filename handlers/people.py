"""Who did something: from what we remember of them, else from Slack, else from what the payload itself says."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

import structlog
from aiohttp import ClientError
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import leaving
from kaizen import people
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams import zones
from outbox import Outbox, fates
from outbox.fates import Refused
from storage.people import SlackPerson

PATIENCE: Final = 1.0
"""Seconds that a person's click may wait for their profile; Slack itself gives the whole answer three."""

AT_ONCE: Final = 8
"""Profiles asked for at the same time, when a channel is new to us."""

SLACKBOT: Final = "USLACKBOT"

NOT_OURS: Final = (Refused("user_not_found"), Refused("user_not_visible"))
"""With these Slack says that it has no such member for us. Any other trouble says nothing about the person, and does
not stop them: Slack itself let them in."""

log = structlog.get_logger()


def register(app: AsyncApp) -> None:
    """Listen to what Slack says of people."""
    app.event("user_change")(changed)


async def changed(event: dict[str, Any], body: dict[str, Any], runtime: Runtime, outbox: Outbox) -> None:
    """Somebody's profile, zone or standing changed: what we remember of them follows, and what was theirs is free."""
    now = runtime.clock.now()
    newest = described(_workspace(body), event["user"], now=now)

    def work(session: Session) -> None:
        people.follow(session, newest)
        if newest.gone:
            leaving.hand_on(session, outbox, newest.workspace, newest.user, now=now)

    await runtime.database.transact(work)
    outbox.wake()


async def acting(client: AsyncWebClient, runtime: Runtime, body: Mapping[str, Any]) -> Person:
    """The person behind a payload; a silent Slack delays them a second at most, and stops nobody."""
    said = _said(body)
    if not said.user:
        return said
    # Asked at every click, so by its key: half the time of asking for several.
    kept = await runtime.database.read(lambda session: people.kept(session, said.workspace, said.user))
    if not people.fresh(kept, runtime.clock.now()):
        kept = (await profiles(client, runtime, said.workspace, [said.user])).get(said.user)
    return people.acting(kept) if kept else said


async def profiles(
    client: AsyncWebClient, runtime: Runtime, workspace: str, users: Collection[str], *, patience: float = PATIENCE
) -> Mapping[str, SlackPerson]:
    """What is known of *users*, asking Slack about those of whom we know nothing, or nothing recent.

    *patience* is what one answer may take, in seconds; whose does not come is left out.
    """
    now = runtime.clock.now()
    kept = await runtime.database.read(lambda session: people.all_kept(session, workspace, users))
    unclear = [user for user in users if not people.fresh(kept.get(user), now)]
    if not unclear:
        return kept
    newest = await _asked(client, workspace, unclear, now, patience)
    if newest:
        await runtime.database.transact(lambda session: people.remember(session, newest))
    return {**kept, **{person.user: person for person in newest}}


def described(workspace: str, user: Mapping[str, Any], *, now: datetime) -> SlackPerson:
    """One person in our words, from Slack's, of which any may be missing."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return SlackPerson(
        workspace=workspace,
        user=user["id"],
        name=next((name for name in names if name), ""),
        title=profile.get("title") or "",
        zone=zones.or_unknown(user.get("tz") or ""),
        admin=bool(user.get("is_admin") or user.get("is_owner")),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        gone=bool(user.get("deleted")),
        home=_home(workspace, user),
        seen_at=now,
    )


async def _asked(
    client: AsyncWebClient, workspace: str, users: Collection[str], now: datetime, patience: float
) -> list[SlackPerson]:
    lane = asyncio.Semaphore(AT_ONCE)

    async def ask(user: str) -> SlackPerson | None:
        try:
            async with lane, asyncio.timeout(patience):
                answer = await client.users_info(user=user)
        except (SlackClientError, ClientError, TimeoutError) as error:
            log.info("profile_unknown", user=user, error=repr(error))
            return _nobody_here(workspace, user, now) if fates.fate_of(error) in NOT_OURS else None
        return described(workspace, {"id": user, **(answer.get("user") or {})}, now=now)

    return [person for person in await asyncio.gather(*map(ask, users)) if person]


def _nobody_here(workspace: str, user: str, now: datetime) -> SlackPerson:
    """Somebody whom the workspace does not know: as little as a guest whom no team counts in."""
    return SlackPerson(workspace=workspace, user=user, guest=True, seen_at=now)


def _home(workspace: str, user: Mapping[str, Any]) -> str:
    """The workspace somebody belongs to; on Enterprise Grid people belong to several."""
    grid = (user.get("enterprise_user") or {}).get("teams") or []
    return workspace if workspace in grid else user.get("team_id") or ""


def _said(body: Mapping[str, Any]) -> Person:
    """The person as far as a payload describes them: a command's fields, an interaction's, or an event's."""
    user = body.get("user") or (body.get("event") or {}).get("user") or {}
    user = {"id": user} if isinstance(user, str) else user
    return Person(
        workspace=_workspace(body),
        user=body.get("user_id") or user.get("id") or "",
        name=body.get("user_name") or user.get("name") or user.get("username") or "",
        home=user.get("team_id") or "",
    )


def _workspace(body: Mapping[str, Any]) -> str:
    """Where the app is installed: a view opened from a shared channel carries it itself."""
    installed = (body.get("view") or {}).get("app_installed_team_id")
    team = body.get("team") or {}
    return installed or team.get("id") or body.get("team_id") or (body.get("user") or {}).get("team_id") or ""
