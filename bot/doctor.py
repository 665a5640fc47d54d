"""``kaizen doctor``: one line for each thing that must be in place, with what to do where it is not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from bot.settings import Settings
from bot.wiring import slack
from storage.database import Database
from storage.teams import Team

UNREACHED = (ClientError, OSError, TimeoutError)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    well: bool
    words: str
    must: bool = True

    def __str__(self) -> str:
        sign = "ok  " if self.well else "FAIL" if self.must else "note"
        return f"{sign}  {self.what}: {self.words}"


async def examine(settings: Settings) -> int:
    """Print every finding; 1 if something that must be in place is not."""
    bad = False
    async for finding in _findings(settings):
        print(finding)  # noqa: T201  -- the command's answer
        bad |= finding.must and not finding.well
    return int(bad)


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    yield _zones()
    database = Database(settings.database)
    try:
        yield await _database(database)
        for finding in _tokens(settings):
            yield finding
        if settings.slack_bot_token.get_secret_value():
            async for finding in _in_slack(slack(settings), database):
                yield finding
    finally:
        await database.close()


def _zones() -> Finding:
    known = len(available_timezones())
    return Finding("time zones", known > 300, f"{known} known" if known > 300 else "install the package tzdata")


async def _database(database: Database) -> Finding:
    try:
        database.upgrade()
        teams = await database.read(lambda session: session.exec(select(Team.id)).all())
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        return Finding("database", well=False, words=f"{database!r} cannot be used: {reason}. See KAIZEN_DATABASE_URL.")
    return Finding("database", well=True, words=f"{database!r}, up to date, {len(teams)} team(s)")


def _tokens(settings: Settings) -> list[Finding]:
    bot = bool(settings.slack_bot_token.get_secret_value())
    app = bool(settings.slack_app_token.get_secret_value())
    signing = bool(settings.slack_signing_secret.get_secret_value())
    return [
        Finding("SLACK_BOT_TOKEN", bot, "set" if bot else "missing; copy it from the app's page, OAuth & Permissions"),
        Finding("SLACK_APP_TOKEN", app, "set" if app else "missing; Socket Mode needs it, --http does not", must=False),
        Finding(
            "SLACK_SIGNING_SECRET",
            signing,
            "set" if signing else "missing; --http needs it, Socket Mode does not",
            must=False,
        ),
    ]


async def _in_slack(client: AsyncWebClient, database: Database) -> AsyncIterator[Finding]:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        yield Finding("Slack", well=False, words=f"refuses the bot token: {error.response['error']}. Copy it anew.")
        return
    except UNREACHED as error:
        yield Finding("Slack", well=False, words=f"not reached at {client.base_url}: {error}")
        return
    yield Finding("Slack", well=True, words=f"{answer.get('team')} knows us as {answer.get('user')}")
    yield _scopes(str(answer.headers.get("x-oauth-scopes", "")))
    teams = await database.read(lambda session: session.exec(select(Team)).all())
    for team in teams:
        yield await _membership(client, team)


def _scopes(granted: str) -> Finding:
    if not granted:
        return Finding("scopes", well=False, words="Slack did not say which ones we have", must=False)
    wanted = manifest()["oauth_config"]["scopes"]
    optional = set(wanted.get("bot_optional", ()))
    missing = set(wanted["bot"]) - {scope.strip() for scope in granted.split(",")}
    if needed := sorted(missing - optional):
        return Finding("scopes", well=False, words=f"missing {', '.join(needed)}; reinstall from app_manifest.yaml")
    if missing:
        return Finding("scopes", well=True, words=f"all that are needed; left out: {', '.join(sorted(missing))}")
    return Finding("scopes", well=True, words="all of the manifest's")


async def _membership(client: AsyncWebClient, team: Team) -> Finding:
    what = f"team {team.name}"
    try:
        answer = await client.conversations_info(channel=team.channel)
    except SlackApiError as error:
        reason = error.response["error"]
        return Finding(what, well=False, words=f"its channel {team.channel}: {reason}. Invite the bot: /invite @Kaizen")
    channel: dict[str, Any] = answer["channel"]
    if channel.get("is_member"):
        return Finding(what, well=True, words=f"I am in #{channel.get('name')}")
    return Finding(what, well=False, words=f"I am not in #{channel.get('name')}. There, type: /invite @Kaizen")


def manifest() -> dict[str, Any]:
    """The app manifest as data."""
    found: dict[str, Any] = yaml.safe_load(manifest_path().read_text())
    return found


def manifest_path() -> Path:
    """Where the app manifest is: in a wheel beside this file, in a checkout at its root."""
    packed = Path(__file__).with_name("app_manifest.yaml")
    return packed if packed.is_file() else Path(__file__).parents[1] / "app_manifest.yaml"
