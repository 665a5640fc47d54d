"""A team that exists: its people, its settings, and each one's own hours."""

from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, channels, groups, home, people
from handlers.forms import Form
from handlers.teams import attending, entering
from kaizen.facilitators import seats
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams import changing, references, showing
from message_templates import render
from outbox import Outbox
from storage.receipts import Receipt


async def open_change(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    team_id = entering.team(runtime, action["value"])
    form = await runtime.database.read(lambda session: showing.form(session, person, team_id))
    await client.views_open(
        trigger_id=body["trigger_id"], view=render.modal("teams/change", form, private_metadata=action["value"])
    )
    await ack()


async def change(
    view: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    team_id, entered = entering.team(runtime, view["private_metadata"]), Form(view)
    form = entering.form(view, lead=entered.user("lead"), deputy=entered.user("deputy"))
    await people.profiles(client, runtime, person.workspace, form.everybody)
    group = await groups.chosen(client, runtime, person, team_id, view)

    def work(session: Session) -> None:
        now = runtime.clock.now()
        outbox.store(session, changing.change(session, person, team_id, form, now=now))
        if group is not None:
            outbox.store(session, seats.choose(session, person, team_id, group, now=now))

    await runtime.database.transact(work, once=receipt)
    await ack()
    outbox.wake()
    answering.later(attending.tell(client, runtime, person, team_id))


async def open_hours(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    team_id = entering.team(runtime, action["value"])
    hours = await runtime.database.read(lambda session: showing.hours(session, person, team_id))
    await client.views_open(
        trigger_id=body["trigger_id"], view=render.modal("teams/members_zones", hours, private_metadata=action["value"])
    )
    await ack()


async def settle_hours(
    view: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    receipt: Receipt,
    runtime: Runtime,
    outbox: Outbox,
) -> None:
    team_id, form = entering.team(runtime, view["private_metadata"]), Form(view)
    zone, starts, ends = form.option("zone"), form.time("day_starts"), form.time("day_ends")

    def work(session: Session) -> None:
        now = runtime.clock.now()
        outcome = changing.own_hours(session, person, team_id, zone=zone, starts=starts, ends=ends, now=now)
        outbox.store(session, outcome)

    await runtime.database.transact(work, once=receipt)
    await ack()
    answering.later(home.publish(client, runtime, person))


async def open_settings_here(
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    """``/kaizen settings``."""
    channel = channels.entered(body, "settings").channel
    team = await runtime.database.read(lambda session: showing.here(session, person, channel))
    if team is None:
        raise showing.nowhere(person)
    await _open_settings(body, client, person, runtime, team.id or 0)
    await ack()


async def open_settings(
    action: dict[str, Any],
    body: dict[str, Any],
    client: AsyncWebClient,
    ack: AsyncAck,
    person: Person,
    runtime: Runtime,
) -> None:
    await _open_settings(body, client, person, runtime, entering.team(runtime, action["value"]))
    await ack()


async def settle(
    view: dict[str, Any], ack: AsyncAck, person: Person, receipt: Receipt, runtime: Runtime, outbox: Outbox
) -> None:
    """Keep the settings; what came of it stands in the modal, which is open wherever the person came from."""
    team_id, entered = entering.team(runtime, view["private_metadata"]), entering.settings(view)
    now = runtime.clock.now()

    def work(session: Session) -> list[str]:
        outcome, changed = changing.settle(session, person, team_id, entered, now=now)
        outbox.store(session, outcome)
        return changed

    changed = await runtime.database.transact(work, once=receipt)
    shown = await runtime.database.read(lambda session: showing.settled(session, person, team_id, changed, now=now))
    await ack(response_action="update", view=render.modal("teams/settled", shown))
    outbox.wake()


async def _open_settings(
    body: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, team_id: int
) -> None:
    now = runtime.clock.now()
    shown = await runtime.database.read(lambda session: showing.every_setting(session, person, team_id, now=now))
    metadata = runtime.seal.sealed(references.of_team(team_id))
    view = render.modal("teams/settings", shown, private_metadata=metadata)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
