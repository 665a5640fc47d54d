"""The demonstration: a team, its models, its ideas and its monitors, entered as anybody enters theirs.

``kaizen local`` runs ``python -m bot.demonstration`` before the bot listens. Each thing is one transaction that first
looks whether it is there, so that the next start completes a scene which was interrupted.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session

from bot import logs, team_clock
from bot.settings import Settings
from bot.wiring import Bot, wire
from handlers import channels
from handlers import people as profiles
from kaizen import people
from kaizen.ideas import submitting, voting
from kaizen.models import registering as models
from kaizen.monitors import pasting
from kaizen.monitors import registering as monitors
from kaizen.people import Person
from kaizen.teams import forms, setting_up
from message_templates.ideas.views import Draft
from storage import ideas as stored_ideas
from storage import models as stored_models
from storage import monitors as stored_monitors
from storage import teams
from storage.people import SlackPerson
from storage.teams import Craft, Team

SCENE: Final = "scene.json"


def folder() -> Path:
    """Where the demonstration's files are: in a wheel below this package, in a checkout at its root."""
    packed = Path(__file__).with_name("demonstration_files")
    return packed if packed.is_dir() else Path(__file__).parents[1] / "demonstration"


def data() -> Path:
    """The folder of files that its monitors read."""
    return folder() / "data"


def described() -> dict[str, Any]:
    """Who enters what, and when it begins."""
    found: dict[str, Any] = json.loads((folder() / SCENE).read_text(encoding="utf-8"))
    return found


def begins() -> datetime:
    """The team's time in a fresh workspace."""
    return datetime.fromisoformat(described()["begins"])


@dataclass
class Scene:
    """The scene while it is set: the bot's doors, the channel, and who is in it."""

    bot: Bot
    place: setting_up.Place
    known: Mapping[str, SlackPerson]
    now: datetime
    _by_name: dict[str, SlackPerson] = field(init=False)

    def __post_init__(self) -> None:
        self._by_name = {person.name: person for person in self.known.values()}

    def person(self, name: str) -> Person:
        """Somebody in the channel, by the name that people read."""
        return people.acting(self._by_name[name])

    async def add(self, work: Callable[[Session], None]) -> None:
        """Do one thing, in one transaction."""
        await self.bot.runtime.database.transact(work)

    def team(self, session: Session) -> Team | None:
        """The channel's team, once there is one."""
        workspace = next(iter(self.known.values())).workspace
        return teams.of_channel(session, workspace, self.place.channel)


async def set_scene(bot: Bot) -> None:
    """Enter everything that is not there yet."""
    wanted = described()
    scene = await _entered(bot, wanted["channel"])
    await scene.add(partial(_found_team, scene=scene, lead=wanted["lead"]))
    for entry in wanted["models"]:
        await scene.add(partial(_register, scene=scene, **entry))
    for idea in wanted["ideas"]:
        await scene.add(partial(_submit, scene=scene, **idea))
    await scene.add(partial(_watch, scene=scene, **wanted["monitors"]))


async def _entered(bot: Bot, channel: str) -> Scene:
    """Who is in the channel, as Slack describes them."""
    workspace = (await bot.client.auth_test())["team_id"]
    place = await channels.read(bot.client, setting_up.Place(channel))
    present = await channels.members(bot.client, channel)
    known = await profiles.profiles(bot.client, bot.runtime, workspace, set(present))
    return Scene(bot, place, known, bot.runtime.clock.now())


def _found_team(session: Session, scene: Scene, lead: str) -> None:
    """Set up the team exactly as its modal proposes it."""
    if scene.team(session):
        return
    person = scene.person(lead)
    proposed = setting_up.prefilled(person, scene.place, scene.known.values(), now=scene.now).form
    form = forms.TeamForm(
        name=proposed.name,
        zone=proposed.zone,
        lead=person.user,
        members=frozenset(proposed.members),
        crafts={craft: frozenset(getattr(proposed, craft)) for craft in Craft},
        facilitators=frozenset(proposed.facilitators),
        day_starts=proposed.day_starts,
        day_ends=proposed.day_ends,
    )
    outcome, _ = setting_up.set_up(session, person, scene.place, form, now=scene.now)
    scene.bot.outbox.store(session, outcome)


def _register(session: Session, scene: Scene, *, by: str, **entry: str) -> None:
    person = scene.person(by)
    known = stored_models.listed(session, person.workspace, user=person.user, guest=person.guest)
    if any(model.name == entry["name"] for model in known):
        return
    whose = {duty: scene.person(entry[duty]).user for duty in ("owner", "steward")}
    form = models.ModelForm(**{**entry, **whose})
    models.register(session, person, form, channel=scene.place.channel, now=scene.now)


def _submit(
    session: Session, scene: Scene, *, by: str, votes: Iterable[str], estimates: Iterable[Any], **typed: Any
) -> None:
    """An idea in both its steps, and those who vote for it."""
    person, team = scene.person(by), scene.team(session)
    assert team is not None
    if any(idea.pain == typed["pain"] for idea in stored_ideas.of_team(session, person.workspace, team.id or 0)):
        return
    fairness = typed.pop("people_or_fairness", "")
    draft = Draft(**{**typed, "areas": tuple(typed["areas"]), "place": f"team:{team.id}"})
    gains = submitting.Gains(tuple(_estimate(**one) for one in estimates), fairness)
    submitting.keep(session, person, draft, now=scene.now)
    session.flush()
    outcome, saved = submitting.submit(session, person, gains, now=scene.now)
    scene.bot.outbox.store(session, outcome)
    for name in votes:
        scene.bot.outbox.store(session, voting.vote(session, scene.person(name), saved.id, now=scene.now))


def _estimate(
    *,
    area: str,
    sureness: str,
    unit: str = "",
    low: float | None = None,
    likely: float | None = None,
    high: float | None = None,
) -> submitting.EstimateForm:
    return submitting.EstimateForm(area=area, unit=unit, low=low, likely=likely, high=high, sureness=sureness)


def _watch(session: Session, scene: Scene, *, by: str, table: str) -> None:
    """Paste the table of monitors, without the lines that are there."""
    person, team = scene.person(by), scene.team(session)
    assert team is not None
    text, sources = (folder() / table).read_text(encoding="utf-8"), scene.bot.runtime.sources
    known = {monitor.key for monitor in stored_monitors.of_team(session, person.workspace, team.id or 0)}
    if all(pasting.key(form.name) in known for form in pasting.read(text, sources)):
        return
    monitors.register(session, person, text, channel=scene.place.channel, sources=sources, now=scene.now)


async def main() -> None:
    """Set the scene in the workspace that the environment names."""
    settings = Settings()
    logs.configure(settings.log_level, settings.log_format)
    bot = wire(settings)
    try:
        await asyncio.to_thread(bot.runtime.database.upgrade)
        await team_clock.read(settings.team_clock_url, bot.runtime.clock)
        await set_scene(bot)
    finally:
        await bot.runtime.workshop.close()
        await bot.runtime.database.close()


if __name__ == "__main__":
    asyncio.run(main())
