"""A team begins: one channel, people of four crafts, hours and a zone, all in one step."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, InChannel, Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import crafts, defaults, forms, planning, rhythms, rosters, settings, zones
from kaizen.teams.forms import TeamForm
from message_templates.teams import views
from storage import teams as stored
from storage.people import SlackPerson
from storage.teams import Craft

NOBODY_YET = settings.Chosen({})
"""The settings of a team that does not exist yet."""


@dataclass(frozen=True)
class Place:
    """The channel that a team lives in, as Slack describes it. *joined* says whether the bot is in it."""

    channel: str
    name: str = ""
    private: bool = False
    joined: bool = True

    @property
    def within_reach(self) -> bool:
        """Whether the bot is in it, or can join by itself once it is needed there."""
        return self.joined or not self.private


def prefilled(
    person: Person, place: Place, people: Iterable[SlackPerson], *, now: datetime, kept: TeamForm | None = None
) -> views.SetUp:
    """The modal with what was *kept* of an earlier try, or else with everything that can be known or guessed."""
    fit = [found for found in people if not forms.unfit(found)]
    lived_in = [found.zone for found in fit]
    form = kept or _guessed(person, place, fit)
    digest = rhythms.digest(NOBODY_YET, zone=form.zone, lived_in=lived_in, since=now, now=now)
    return views.SetUp(
        form=forms.shown(form, place.channel, zones.choices([form.zone, person.zone, *lived_in])),
        retro_every=defaults.RETRO_EVERY.value,
        retro_at=rhythms.retro(NOBODY_YET, since=now).first_after(now).at,
        digest_at=digest.first_after(now).at,
        invited=place.within_reach,
        kept=kept is not None,
    )


def check(session: Session, person: Person, form: TeamForm) -> None:
    """Refuse what could not become a team, before anything is done for it."""
    permissions.require(person, "teams.set_up")
    forms.check(session, person.workspace, form)


def set_up(
    session: Session, person: Person, place: Place, form: TeamForm, *, now: datetime
) -> tuple[Outcome, stored.Team]:
    """Make the channel's team, and welcome it once."""
    check(session, person, form)
    team = _founded(session, person, place, form, now)
    stored.drop_drafts(session, person.workspace, place.channel)
    session.add_all([forms.membership(team, user, form) for user in sorted(form.everybody)])
    session.flush()
    planning.plan(session, team, now=now)
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="teams.set_up",
        subject=f"team:{team.id}",
        details=form.counted(),
        now=now,
    )
    return Outcome(person.workspace, [welcomed(session, team, now=now)]), team


def welcomed(session: Session, team: stored.Team, *, now: datetime) -> Announcement:
    """The one public message about a team; said again, it edits the one that is posted to what holds now."""
    roster = rosters.of_team(session, team)
    lived_in = {teammate.zone for teammate in roster}
    chosen, since = settings.of_team(session, team.workspace, team.id or 0), team.created_at
    digest = rhythms.digest(chosen, zone=team.zone, lived_in=lived_in, since=since, now=now)
    retro = rhythms.retro(chosen, since=since)
    view = views.Welcome(
        team=team.name,
        members=len(roster),
        zones=len(lived_in),
        retro_at=retro.first_after(now).at,
        digest_at=digest.first_after(now).at,
        beginning=digest.first_after(now) == digest.first_after(since)
        and retro.first_after(now) == retro.first_after(since),
    )
    return Announcement("teams/welcome", f"teams:{team.id}:welcome", InChannel(team.channel), view)


def _guessed(person: Person, place: Place, fit: Collection[SlackPerson]) -> TeamForm:
    """Everybody who is there, with the crafts that their titles speak of; nobody is guessed to be of two.

    Guests come and go, so that nobody guesses that they facilitate.
    """
    present = frozenset(found.user for found in fit) | {person.user}
    guessed = {found.user: crafts.guessed(found.title) for found in fit}
    return TeamForm(
        name=place.name,
        zone=zones.commonest([found.zone for found in fit], otherwise=person.zone),
        lead=person.user,
        members=present,
        crafts={craft: frozenset(user for user, its in guessed.items() if its is craft) for craft in Craft},
        facilitators=frozenset(found.user for found in fit if not found.guest) | {person.user},
        day_starts=defaults.DAY_STARTS,
        day_ends=defaults.DAY_ENDS,
    )


def _founded(session: Session, person: Person, place: Place, form: TeamForm, now: datetime) -> stored.Team:
    team = stored.Team(
        workspace=person.workspace,
        channel=place.channel,
        private=place.private,
        name=form.name.strip(),
        zone=form.zone,
        day_starts=form.day_starts,
        day_ends=form.day_ends,
        lead=form.lead,
        created_at=now,
    )
    if not stored.found(session, team):
        raise Refusal("teams/already_here", channel=place.channel)
    return team
