"""What is shown of a team: its card, its settings with their reasons, and what its digest will look like."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import Session, col

from kaizen import permissions
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from kaizen.teams import crafts, defaults, forms, rhythms, roles, rosters, settings, zones
from kaizen.teams.forms import TeamForm
from kaizen.teams.rosters import Teammate
from kaizen.teams.settings import Changeable, Chosen, Day, DayOfWeek, Fixed, Setting, TimeOfDay, Whole
from message_templates.choices import Choice
from message_templates.teams import views
from storage import ideas, models, user_groups
from storage import teams as stored
from storage.teams import Craft

FEW: Final = 5
"""Titles and names in a preview: enough to show the shape."""


def here(session: Session, person: Person, channel: str) -> stored.Team | None:
    """The team of a channel, if *person* may see it."""
    if person.stranger:
        return None
    return stored.seen_in_channel(session, person.workspace, channel, person.user, guest=person.guest)


def nowhere(person: Person, template: str = "teams/no_team_here") -> Refusal:
    """A channel has no team that *person* may see; whoever may set one up hears how."""
    return Refusal(template, may_set_up=permissions.may(person, "teams.set_up"))


def known(session: Session, person: Person, team_id: int) -> stored.Team:
    """One team, refused alike whether it is hidden or does not exist."""
    team = stored.team(session, person.workspace, team_id)
    if team is None or here(session, person, team.channel) is None:
        raise permissions.unseen(person, "team")
    return team


def card(session: Session, person: Person, team: stored.Team, *, now: datetime) -> views.Shown:
    """Who plays which role, who is at work now, and what comes next."""
    roster, held = rosters.of_team(session, team), roles.in_team(session, team.id, person)
    chosen = settings.of_team(session, team.workspace, team.id or 0)
    return views.Shown(
        id=team.id or 0,
        team=team.name,
        channel=team.channel,
        lead=team.lead,
        deputy=team.deputy or "",
        zone=team.zone,
        crafts=tuple(_craft(craft, roster) for craft in Craft),
        members=tuple(_member(teammate, now) for teammate in roster),
        retro_at=rhythms.retro(chosen, since=team.created_at).first_after(now).at,
        digest_at=_digest_at(team, roster, chosen, now),
        may_change=permissions.may(person, "teams.change", also=held),
        member=Role.TEAMMATE in held,
        group=group.handle if (group := user_groups.of_team(session, team.workspace, team.id or 0)) else "",
    )


def card_here(session: Session, person: Person, channel: str, *, now: datetime) -> views.Shown | None:
    """The card of the team in a channel, if there is one that *person* may see."""
    team = here(session, person, channel)
    return card(session, person, team, now=now) if team else None


def preview(session: Session, person: Person, team_id: int, *, now: datetime) -> views.Preview:
    """What the next digest will look like, from what there is already."""
    team = known(session, person, team_id)
    roster = rosters.of_team(session, team)
    chosen = settings.of_team(session, team.workspace, team.id or 0)
    told, _ = ideas.listed(
        session,
        person.workspace,
        person.user,
        guest=person.guest,
        conditions=[col(ideas.Idea.team_id) == team.id],
        offset=0,
        limit=FEW,
    )
    watched = models.of_team(session, person.workspace, team.id or 0, limit=FEW)
    return views.Preview(
        team=team.name,
        channel=team.channel,
        digest_at=_digest_at(team, roster, chosen, now),
        retro_at=rhythms.retro(chosen, since=team.created_at).first_after(now).at,
        ideas=tuple(idea.title for idea, _ in told),
        models=tuple(model.name for model in watched),
        opened_from=from_ if len(roster) < (from_ := chosen[defaults.OPENED_FROM]) else 0,
    )


def form(session: Session, person: Person, team_id: int) -> views.Change:
    """The team as it is, to be changed."""
    team = known(session, person, team_id)
    permissions.require(person, "teams.change", also=roles.in_team(session, team_id, person))
    roster = [teammate for teammate in rosters.of_team(session, team) if not teammate.gone]
    entered = TeamForm(
        name=team.name,
        zone=team.zone,
        lead=team.lead,
        members=frozenset(teammate.user for teammate in roster),
        crafts={craft: frozenset(_speaking_for(craft, roster)) for craft in Craft},
        facilitators=frozenset(teammate.user for teammate in roster if teammate.facilitates),
        day_starts=team.day_starts,
        day_ends=team.day_ends,
        deputy=team.deputy or "",
    )
    offered = zones.choices([team.zone, *(teammate.zone for teammate in roster)])
    group = user_groups.of_team(session, team.workspace, team_id)
    chosen = Choice(group.slack_id, f"@{group.handle}") if group else None
    return views.Change(
        forms.shown(entered, team.channel, offered), lead=team.lead, deputy=team.deputy or "", group=chosen
    )


def hours(session: Session, person: Person, team_id: int) -> views.MemberHours:
    """One's own zone and hours, to be corrected."""
    team = known(session, person, team_id)
    permissions.require(person, "teams.own_hours", also=roles.in_team(session, team_id, person))
    [own] = [teammate for teammate in rosters.of_team(session, team) if teammate.user == person.user]
    from_slack = rosters.zone_in_slack(session, person.workspace, person.user)
    return views.MemberHours(
        user=person.user,
        zone=own.zone,
        zones=zones.choices([own.zone, from_slack, team.zone]),
        day_starts=own.day_starts,
        day_ends=own.day_ends,
        from_slack=from_slack,
    )


def every_setting(session: Session, person: Person, team_id: int, *, now: datetime) -> views.Settings:
    """Every default with its reason, and what the team replaced."""
    team = known(session, person, team_id)
    chosen = settings.of_team(session, team.workspace, team_id)
    standards = rhythms.standards(zone=team.zone, lived_in=rosters.lived_in(session, team), now=now)
    return views.Settings(
        team=team.name,
        editable=tuple(_editable(setting, chosen) for setting in standards.values() if isinstance(setting, Changeable)),
        fixed=tuple(_fixed(setting) for setting in defaults.ALL.values() if isinstance(setting, Fixed)),
        days=tuple(Choice(day, day.capitalize()) for day in Day),
        may_change=permissions.may(person, "teams.change", also=roles.in_team(session, team_id, person)),
    )


def settled(session: Session, person: Person, team_id: int, names: Iterable[str], *, now: datetime) -> views.Settled:
    """The settings of these names as they are now, and when digest and retro come next by them."""
    team = known(session, person, team_id)
    chosen = settings.of_team(session, team.workspace, team_id)
    roster = rosters.of_team(session, team)
    standards = rhythms.standards(zone=team.zone, lived_in=rosters.lived_in(session, team), now=now)
    return views.Settled(
        team=team.name,
        changes=tuple(_settled(standards[name], chosen) for name in names),
        digest_at=_digest_at(team, roster, chosen, now),
        retro_at=rhythms.retro(chosen, since=team.created_at).first_after(now).at,
    )


def _settled(setting: Setting[Any], chosen: Chosen) -> views.SettingSettled:
    assert isinstance(setting, Changeable), "a form settles nothing else"
    value = chosen[setting]
    return views.SettingSettled(setting.label, setting.shown(value), default=value == setting.value)


def _digest_at(team: stored.Team, roster: Iterable[Teammate], chosen: Chosen, now: datetime) -> datetime:
    lived_in = {teammate.zone for teammate in roster}
    rhythm = rhythms.digest(chosen, zone=team.zone, lived_in=lived_in, since=team.created_at, now=now)
    return rhythm.first_after(now).at


def _speaking_for(craft: Craft, roster: Iterable[Teammate]) -> tuple[str, ...]:
    return tuple(teammate.user for teammate in roster if craft in teammate.crafts)


def _craft(craft: Craft, roster: Iterable[Teammate]) -> views.CraftShown:
    return views.CraftShown(crafts.LABELS[craft], _speaking_for(craft, roster))


def _member(teammate: Teammate, now: datetime) -> views.MemberShown:
    return views.MemberShown(
        user=teammate.user,
        zone=teammate.zone,
        local_time=f"{now.astimezone(ZoneInfo(teammate.zone)):%H:%M}",
        day_starts=teammate.day_starts,
        day_ends=teammate.day_ends,
        facilitates=teammate.facilitates,
        working=teammate.works_at(now),
        gone=teammate.gone,
    )


def _editable(setting: Changeable[Any], chosen: Chosen) -> views.SettingShown:
    value = chosen[setting]
    kinds = {Whole: "whole", TimeOfDay: "time", DayOfWeek: "day"}
    bounds = {"lowest": setting.lowest, "highest": setting.highest} if isinstance(setting, Whole) else {}
    return views.SettingShown(
        name=setting.name,
        label=setting.label,
        kind=kinds[type(setting)],
        value=str(value),
        why=setting.why,
        unit=setting.unit,
        default=setting.shown(setting.value) if value != setting.value else "",
        **bounds,
    )


def _fixed(setting: Fixed) -> views.FixedShown:
    return views.FixedShown(setting.label, setting.shown(setting.value), setting.why)
