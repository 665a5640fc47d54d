"""A team that exists: its people, its settings, and each one's own hours."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from handlers import answering, channels, groups, home, leaving, people
from handlers.doing import Doing
from handlers.forms import Form
from handlers.teams import attending, entering
from kaizen.facilitators import seats
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams import changing, references, rosters, showing
from message_templates import render


async def open_change(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    team_id = entering.team(runtime, action["value"])
    await doing.show("teams/change", lambda session: showing.form(session, person, team_id))


async def change(view: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing) -> None:
    team_id, entered = entering.team(runtime, view["private_metadata"]), Form(view)
    form = entering.form(view, lead=entered.user("lead"), deputy=entered.user("deputy"))
    await people.profiles(client, runtime, person.workspace, form.everybody)
    group = await groups.chosen(client, runtime, person, team_id, view)

    def work(session: Session) -> None:
        now = runtime.clock.now()
        before = rosters.members(session, person.workspace, team_id)
        doing.outbox.store(session, changing.change(session, person, team_id, form, now=now))
        for user in sorted(before - form.everybody):
            leaving.hand_on(session, doing.outbox, person.workspace, user, now=now)
        if group is not None:
            doing.outbox.store(session, seats.choose(session, person, team_id, group, now=now))

    await doing.transact(work)
    await doing.answer()
    doing.tell_later(attending.tell(client, runtime, person, team_id))


async def open_hours(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    team_id = entering.team(runtime, action["value"])
    await doing.show("teams/members_zones", lambda session: showing.hours(session, person, team_id))


async def settle_hours(
    view: dict[str, Any], client: AsyncWebClient, person: Person, runtime: Runtime, doing: Doing
) -> None:
    team_id, form, now = entering.team(runtime, view["private_metadata"]), Form(view), runtime.clock.now()
    zone, starts, ends = form.option("zone"), form.time("day_starts"), form.time("day_ends")
    await doing.once(
        lambda session: changing.own_hours(session, person, team_id, zone=zone, starts=starts, ends=ends, now=now)
    )
    answering.later(home.publish(client, runtime, person))


async def open_settings_here(person: Person, runtime: Runtime, doing: Doing) -> None:
    """``/kaizen settings``."""
    channel = channels.entered(doing.body, "settings").channel
    team = await runtime.database.read(lambda session: showing.here(session, person, channel))
    if team is None:
        raise showing.nowhere(person)
    await _open_settings(person, doing, team.id or 0)


async def open_settings(action: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    await _open_settings(person, doing, entering.team(runtime, action["value"]))


async def settle(view: dict[str, Any], person: Person, runtime: Runtime, doing: Doing) -> None:
    """Keep the settings; what came of it stands in the modal, which is open wherever the person came from."""
    team_id, entered = entering.team(runtime, view["private_metadata"]), entering.settings(view)
    now = runtime.clock.now()

    def work(session: Session) -> list[str]:
        outcome, changed = changing.settle(session, person, team_id, entered, now=now)
        doing.outbox.store(session, outcome)
        return changed

    changed = await doing.transact(work)
    shown = await runtime.database.read(lambda session: showing.settled(session, person, team_id, changed, now=now))
    await doing.answer({"response_action": "update", "view": render.modal("teams/settled", shown)})


async def _open_settings(person: Person, doing: Doing, team_id: int) -> None:
    runtime, now = doing.runtime, doing.runtime.clock.now()
    shown = await runtime.database.read(lambda session: showing.every_setting(session, person, team_id, now=now))
    await doing.open("teams/settings", shown, refers_to=references.of_team(team_id))
