"""From a channel without a team to its card: the one modal, and what is shown afterwards."""

import asyncio
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, channels, commands, people
from handlers.doing import Doing
from handlers.teams import attending, entering
from kaizen import permissions
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.runtime import Runtime
from kaizen.teams import changing, drafts, references, setting_up, showing
from kaizen.teams.forms import TeamForm
from kaizen.teams.setting_up import Place
from message_templates import render
from message_templates.commands.views import Loading
from message_templates.teams import views

READING: Final = Loading("Set up a Kaizen team", "who is in this channel")


async def nothing_typed(command: dict[str, Any]) -> bool:
    """Whether somebody said ``/kaizen`` and nothing else."""
    return not str(command.get("text") or "").strip()


async def begin(command: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """``/kaizen`` alone: help, and in a channel without a team the way to one."""
    channel = command["channel_id"]
    team = await runtime.database.read(lambda session: showing.here(session, person, channel))
    if team or not permissions.may(person, "teams.set_up") or channel.startswith("D"):
        await commands.show_help(doing.ack)
    else:
        await open_set_up(person, doing)


async def show(command: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """``/kaizen team``: the team's card, or the modal in which it begins."""
    channel, now = command["channel_id"], runtime.clock.now()
    if command.get("channel_name") == channels.PRIVATE:
        await runtime.database.transact(lambda session: changing.close_off(session, person.workspace, channel))
    card = await runtime.database.read(lambda session: showing.card_here(session, person, channel, now=now))
    if card:
        await doing.ack(answering.privately(render.message("teams/shown", card, seal=runtime.seal.sealed)))
    else:
        await open_set_up(person, doing)


async def open_set_up(person: Person, doing: Doing) -> None:
    """A modal at once, filled in as soon as Slack has said who is in the channel."""
    permissions.require(person, "teams.set_up")
    place = channels.entered(doing.body)
    opened = await doing.open("commands/loading", READING)
    answering.later(_fill_in(doing.client, doing.runtime, person, place, opened))


async def _fill_in(client: AsyncWebClient, runtime: Runtime, person: Person, said: Place, view: str) -> None:
    # No acknowledgement waits for this, and with people missing the form lacks crafts and cannot be sent as it is.
    patience = channels.UNHURRIED
    place, present = await asyncio.gather(
        channels.read(client, said, patience=patience), channels.members(client, said.channel, patience=patience)
    )
    known = await people.profiles(client, runtime, person.workspace, {person.user, *present}, patience=patience)
    kept = await runtime.database.read(lambda session: drafts.kept(session, person, said.channel))
    form = setting_up.prefilled(person, place, known.values(), now=runtime.clock.now(), kept=kept)
    metadata = runtime.seal.sealed(references.of_place(place))
    await client.views_update(view_id=view, view=render.modal("teams/set_up", form, private_metadata=metadata))


async def set_up(view: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    """Make the team; the channel is welcomed, and whoever did it sees what their digest will look like."""
    said, form = references.place(runtime.seal.open(view["private_metadata"])), entering.form(view, lead=person.user)
    place = await _entered(client, runtime, person, said, form)

    def work(session: Session) -> int:
        outcome, team = setting_up.set_up(session, person, place, form, now=runtime.clock.now())
        doing.outbox.store(session, outcome)
        return team.id or 0

    team_id = await doing.transact(work)
    await doing.answer({"response_action": "clear"})
    doing.tell_later(_tell_founder(client, runtime, person, place.channel, team_id))


async def _entered(client: AsyncWebClient, runtime: Runtime, person: Person, said: Place, form: TeamForm) -> Place:
    """The team's channel with the bot in it; it joins only for what will hold, and what waits for it is kept."""
    place, _ = await asyncio.gather(
        channels.read(client, said), people.profiles(client, runtime, person.workspace, form.everybody)
    )
    if place.within_reach:
        await runtime.database.read(lambda session: setting_up.check(session, person, form))
        place = await channels.enter(client, place)
    if not place.joined:
        now = runtime.clock.now()
        await runtime.database.transact(lambda session: drafts.keep(session, person, place.channel, form, now=now))
        raise Refusal("teams/not_invited", channel=place.channel)
    return place


async def show_preview(
    action: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    respond: AsyncRespond,
    person: Person,
    runtime: Runtime,
) -> None:
    """What the next digest will look like, again."""
    team_id = entering.team(runtime, action["value"])
    shown = await _shown(runtime, person, team_id)
    await ack()

    async def answer() -> None:
        outside = await attending.outside(client, runtime, person, team_id)
        await respond(**answering.privately(_preview(runtime, shown, outside)))

    answering.later(answer())


async def _tell_founder(client: AsyncWebClient, runtime: Runtime, person: Person, channel: str, team_id: int) -> None:
    shown = await _shown(runtime, person, team_id)
    outside = await attending.outside(client, runtime, person, team_id)
    said = _preview(runtime, shown, outside)
    await client.chat_postEphemeral(channel=channel, user=person.user, text=said.text, blocks=said.blocks)


async def _shown(runtime: Runtime, person: Person, team_id: int) -> views.Preview:
    now = runtime.clock.now()
    return await runtime.database.read(lambda session: showing.preview(session, person, team_id, now=now))


def _preview(runtime: Runtime, shown: views.Preview, outside: views.Outside | None) -> render.Message:
    return render.message("teams/preview", replace(shown, outside=outside), seal=runtime.seal.sealed)
