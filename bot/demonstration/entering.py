"""A team, its models, its ideas and its monitors, entered as anybody enters theirs.

It is done before the bot listens. Each thing is one transaction that first
looks whether it is there, so that the next start completes a scene which was interrupted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlmodel import Session

from bot import demonstration
from bot.settings import SettingsWrong
from bot.wiring import Bot
from handlers import channels, people
from kaizen.ideas import estimating, submitting, voting
from kaizen.models import registering as models
from kaizen.monitors import pasting
from kaizen.monitors import registering as monitors
from kaizen.people import Person, acting
from kaizen.teams import forms, setting_up
from message_templates.ideas.views import Draft
from storage import ideas as stored_ideas
from storage import models as stored_models
from storage import monitors as stored_monitors
from storage import teams
from storage.people import SlackPerson
from storage.teams import Craft, Team

ATTEMPTS: Final = 30
"""Each takes a second at most, longer than any machine was seen to need."""


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
        return acting(self._by_name[name])

    def team(self, session: Session) -> Team | None:
        """The channel's team, once there is one."""
        workspace = next(iter(self.known.values())).workspace
        return teams.of_channel(session, workspace, self.place.channel)


async def set_scene(bot: Bot) -> None:
    """Enter everything that is not there yet."""
    for step in steps(await entered(bot)):
        await bot.runtime.database.transact(step)


def steps(scene: Scene) -> list[Callable[[Session], None]]:
    """Everything that is entered, each in a transaction of its own."""
    wanted = demonstration.described()
    return [
        partial(_found_team, scene=scene, lead=wanted["lead"]),
        *(partial(_register, scene=scene, **entry) for entry in wanted["models"]),
        *(partial(_submit, scene=scene, **idea) for idea in wanted["ideas"]),
        partial(_watch, scene=scene, **wanted["monitors"]),
    ]


async def entered(bot: Bot) -> Scene:
    """The channel and who is in it, as Slack describes them."""
    workspace = (await bot.client.auth_test())["team_id"]
    place = await channels.read(bot.client, setting_up.Place(demonstration.described()["channel"]))
    known = await _everybody(bot, workspace, place.channel)
    return Scene(bot, place, known, bot.runtime.clock.now())


async def _everybody(bot: Bot, workspace: str, channel: str) -> Mapping[str, SlackPerson]:
    """All who are in the channel. A click gives up on slow answers; without its people there is no scene."""
    for _ in range(ATTEMPTS):
        present = set(await channels.members(bot.client, channel))
        known = await people.profiles(bot.client, bot.runtime, workspace, present)
        if present and present <= set(known):
            return known
    raise SettingsWrong(f"The local workspace does not say who is in {channel}.")


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
    gains = estimating.Gains(tuple(_estimate(**one) for one in estimates), fairness)
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
) -> estimating.EstimateForm:
    return estimating.EstimateForm(area=area, unit=unit, low=low, likely=likely, high=high, sureness=sureness)


def _watch(session: Session, scene: Scene, *, by: str, table: str) -> None:
    """Paste the table of monitors, without the lines that are there."""
    person, team = scene.person(by), scene.team(session)
    assert team is not None
    text, sources = (demonstration.folder() / table).read_text(encoding="utf-8"), scene.bot.runtime.sources
    known = {monitor.key for monitor in stored_monitors.of_team(session, person.workspace, team.id or 0)}
    if all(pasting.key(form.name) in known for form in pasting.read(text, sources)):
        return
    monitors.register(session, person, text, channel=scene.place.channel, sources=sources, now=scene.now)
