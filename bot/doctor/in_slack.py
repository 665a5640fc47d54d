"""What Slack says: to our tokens, about our scopes, and about each team's channel."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import connecting, tokens, wiring
from bot.doctor import groups, scopes
from bot.doctor.findings import Finding
from bot.settings import Settings
from storage.teams import Team
from storage.user_groups import UserGroup


async def examined(
    settings: Settings, teams: Sequence[Team], named: Sequence[UserGroup] = ()
) -> AsyncIterator[Finding]:
    """Nothing is asked with a token that is none."""
    client = wiring.slack(settings)
    try:
        if not tokens.APP.fault(settings):
            yield await _socket_mode(client, tokens.APP.of(settings))
        if not tokens.BOT.fault(settings):
            async for finding in _as_bot(client, teams, named):
                yield finding
    except connecting.UNREACHED as error:
        words = f"not reached at {client.base_url}: {error}. Check the network and KAIZEN_SLACK_API_URL."
        yield Finding("Slack", well=False, words=words)


async def _socket_mode(client: AsyncWebClient, token: str) -> Finding:
    """Slack gives an address for a socket, which we leave unused, to whoever has a right app token."""
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        words = f"Slack refuses SLACK_APP_TOKEN: {connecting.told(error)}; {tokens.APP.where}"
        return Finding("Socket Mode", well=False, words=words)
    return Finding("Socket Mode", well=True, words="Slack takes SLACK_APP_TOKEN")


async def _as_bot(client: AsyncWebClient, teams: Sequence[Team], named: Sequence[UserGroup]) -> AsyncIterator[Finding]:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        words = f"refuses the bot token: {connecting.told(error)}; {tokens.BOT.where}"
        yield Finding("Slack", well=False, words=words)
        return
    yield Finding("Slack", well=True, words=f"{answer.get('team')} knows us as {answer.get('user')}")
    yield scopes.examined(str(answer.headers.get("x-oauth-scopes", "")))
    for team in teams:
        yield await _membership(client, team)
    async for finding in groups.examined(client, named):
        yield finding


async def _membership(client: AsyncWebClient, team: Team) -> Finding:
    what = f"team {team.name}"
    try:
        answer = await client.conversations_info(channel=team.channel)
    except SlackApiError as error:
        words = f"its channel {team.channel}: {connecting.told(error)}. Invite the bot: /invite @Kaizen"
        return Finding(what, well=False, words=words)
    channel: dict[str, Any] = answer["channel"]
    if channel.get("is_member"):
        return Finding(what, well=True, words=f"I am in #{channel.get('name')}")
    return Finding(what, well=False, words=f"I am not in #{channel.get('name')}. There, type: /invite @Kaizen")
