"""What somebody enters about a team, and what has to be mended before it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from kaizen.people import acting
from kaizen.refusals import Refusal, Refusals
from kaizen.teams import crafts, zones
from kaizen.teams.settings import TIME_OF_DAY
from message_templates.choices import Choice
from message_templates.teams import views
from storage import people
from storage import teams as stored
from storage.teams import Craft

NAME_LENGTH: Final = 60
"""A team's name stands in selects (75 characters) and in headings on a phone."""


@dataclass(frozen=True)
class TeamForm:
    """A team as entered, at set-up and whenever it changes."""

    name: str
    zone: str
    lead: str
    members: frozenset[str]
    crafts: Mapping[Craft, frozenset[str]]
    facilitators: frozenset[str]
    day_starts: str
    day_ends: str
    deputy: str = ""
    """Who triages while the lead is away; empty if nobody is named."""

    @property
    def everybody(self) -> frozenset[str]:
        """Whoever is named anywhere in it; of what holds, all of them are members."""
        duties = frozenset(filter(None, (self.lead, self.deputy)))
        return self.members | self.facilitators | duties | frozenset().union(*self.crafts.values())

    def counted(self) -> dict[str, Any]:
        """What the log keeps of it: figures, since names in its details could never be erased."""
        by_craft = {str(craft): len(self.crafts.get(craft, ())) for craft in Craft}
        return {"members": len(self.everybody), "facilitators": len(self.facilitators), "zone": self.zone, **by_craft}


def check(session: Session, workspace: str, form: TeamForm) -> None:
    """Refuse at every field that needs mending, all at once."""
    wrong = [*_wrong_name(form), *_left_out(session, workspace, form), *_wrong_crafts(form)]
    wrong += _wrong_people(session, workspace, form)
    if not form.facilitators:
        wrong.append(Refusal("teams/facilitators_missing", field="facilitators"))
    if not zones.known(form.zone):
        wrong.append(Refusal("teams/zone_unknown", field="zone", zone=form.zone))
    if form.deputy and form.deputy == form.lead:
        wrong.append(Refusal("teams/deputy_leads", field="deputy"))
    wrong += wrong_hours(form.day_starts, form.day_ends)
    if wrong:
        raise Refusals(wrong)


def wrong_hours(starts: str, ends: str) -> list[Refusal]:
    """A day that ends before it begins has no hours in which anybody could be asked."""
    if not TIME_OF_DAY.fullmatch(starts):
        return [Refusal("teams/not_a_time", field="day_starts")]
    if not TIME_OF_DAY.fullmatch(ends):
        return [Refusal("teams/not_a_time", field="day_ends")]
    return [] if starts < ends else [Refusal("teams/day_without_hours", field="day_ends", starts=starts)]


def shown(form: TeamForm, channel: str, offered: tuple[Choice, ...]) -> views.TeamForm:
    """The form with what is entered or known so far, as the voice shows it."""
    named = {str(craft): tuple(sorted(form.crafts.get(craft, ()))) for craft in Craft}
    return views.TeamForm(
        channel=channel,
        name=form.name,
        members=tuple(sorted(form.members)),
        facilitators=tuple(sorted(form.facilitators)),
        zone=form.zone,
        zones=offered,
        day_starts=form.day_starts,
        day_ends=form.day_ends,
        **named,
    )


def membership(team: stored.Team, user: str, form: TeamForm) -> stored.Membership:
    """What somebody becomes in the team."""
    return stored.Membership(
        team_id=team.id or 0,
        workspace=team.workspace,
        user=user,
        crafts=crafts.joined(frozenset(craft for craft, named in form.crafts.items() if user in named)),
        facilitates=user in form.facilitators,
    )


def _wrong_name(form: TeamForm) -> list[Refusal]:
    name = form.name.strip()
    if not name:
        return [Refusal("teams/name_missing", field="name")]
    return [Refusal("teams/name_too_long", field="name", longest=NAME_LENGTH)] if len(name) > NAME_LENGTH else []


def _left_out(session: Session, workspace: str, form: TeamForm) -> list[Refusal]:
    """Who has a craft or a duty and is not chosen as a member: counted in, they would be back without a word."""
    missing = form.everybody - form.members
    known = {person.user: person for person in people.known(session, workspace, missing)}
    shown = [
        _named_for(form, user, known[user].name if user in known else "")
        for user in sorted(missing)
        if user not in known or not unfit(known[user])
    ]
    return [Refusal("teams/left_out", field="members", people=shown)] if shown else []


def _named_for(form: TeamForm, user: str, name: str) -> views.LeftOut:
    named = tuple(str(craft) for craft in Craft if user in form.crafts.get(craft, ()))
    return views.LeftOut(
        name or user,
        named,
        leads=user == form.lead,
        facilitates=user in form.facilitators,
        deputises=user == form.deputy,
    )


def _wrong_crafts(form: TeamForm) -> list[Refusal]:
    return [
        Refusal("teams/craft_missing", field=str(craft), craft=str(craft))
        for craft in Craft
        if not form.crafts.get(craft)
    ]


def _wrong_people(session: Session, workspace: str, form: TeamForm) -> list[Refusal]:
    """At each field the first who cannot be asked: apps, who left, and who belongs to another workspace."""
    known = {person.user: person for person in people.known(session, workspace, form.everybody)}
    wrong = {user: template for user, person in known.items() if (template := unfit(person))}
    crafts_named = {str(craft): named for craft, named in form.crafts.items()}
    fields = {"members": form.members, "facilitators": form.facilitators, **crafts_named}
    found = [(field, min(wrong.keys() & named)) for field, named in fields.items() if wrong.keys() & named]
    return [Refusal(wrong[user], field=field, name=known[user].name or user) for field, user in found]


def unfit(person: people.SlackPerson) -> str:
    """Why somebody cannot be in a team, as a refusal's template; empty if they can."""
    if person.bot or person.gone:
        return "teams/not_a_person"
    return "teams/from_elsewhere" if acting(person).stranger else ""
