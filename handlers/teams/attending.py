"""Who of a team is not in the channel where it lives, and so cannot see what is asked of them there."""

from slack_sdk.web.async_client import AsyncWebClient

from handlers import channels
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams import rosters
from message_templates import render
from message_templates.teams import views


async def outside(client: AsyncWebClient, runtime: Runtime, person: Person, team_id: int) -> views.Outside | None:
    """Who is not there; None if everybody is, or if Slack does not say."""
    team, people = await runtime.database.read(lambda session: rosters.asked(session, person.workspace, team_id))
    found = await channels.outside(client, team.channel, people, patience=channels.UNHURRIED)
    return views.Outside(team.channel, found, team.private) if found else None


async def tell(client: AsyncWebClient, runtime: Runtime, person: Person, team_id: int) -> None:
    """Name them to whoever has just changed the team, privately."""
    found = await outside(client, runtime, person, team_id)
    if found:
        said = render.message("teams/outside", found)
        await client.chat_postEphemeral(channel=found.channel, user=person.user, text=said.text, blocks=said.blocks)
