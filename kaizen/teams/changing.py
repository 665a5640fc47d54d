"""A team changes: its people, its settings, one member's own hours."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal, Refusals
from kaizen.teams import (
    contradictions,
    defaults,
    forms,
    hours,
    planning,
    rhythms,
    roles,
    rosters,
    setting_up,
    settings,
    zones,
)
from kaizen.teams.forms import TeamForm
from kaizen.teams.settings import Changeable, Chosen, Setting
from storage import teams as stored


def change(session: Session, person: Person, team_id: int, form: TeamForm, *, now: datetime) -> Outcome:
    """Make the team what was entered; whoever stays keeps the hours and the zone that they settled themselves."""
    team = _changeable(session, person, team_id)
    form = replace(form, lead=form.lead or team.lead)
    forms.check(session, person.workspace, form)
    team.name, team.zone, team.lead, team.deputy = form.name.strip(), form.zone, form.lead, form.deputy or None
    team.day_starts, team.day_ends = form.day_starts, form.day_ends
    session.add(team)
    before = {member.user: member for member in stored.members(session, person.workspace, team_id)}
    for user in sorted(before.keys() - form.everybody):
        stored.leave(session, person.workspace, team_id, user)
    for user in sorted(form.everybody):
        _join_or_stay(session, before.get(user), forms.membership(team, user, form))
    session.flush()
    planning.plan(session, team, now=now)
    _record(session, person, "teams.change", team_id, form.counted(), now=now)
    return Outcome(person.workspace, [setting_up.welcomed(session, team, now=now)])


def settle(
    session: Session, person: Person, team_id: int, entered: Mapping[str, str], *, now: datetime
) -> tuple[Outcome, list[str]]:
    """Keep the team's own values, and say which settings changed by that; the channel's welcome follows.

    What equals its standard goes back to that, and follows it from then on.
    """
    team = _changeable(session, person, team_id)
    standards = rhythms.standards(zone=team.zone, lived_in=rosters.lived_in(session, team), now=now)
    before = settings.of_team(session, person.workspace, team_id).changed
    members = len(hours.workers(session, team))
    read = _read(entered)
    if wrong := list(contradictions.among(Chosen({**before, **read}), members=members)):
        raise Refusals(wrong)
    changes = {name: value for name, value in _own(read, standards).items() if value != before.get(name)}
    for name, value in changes.items():
        stored.change_setting(session, person.workspace, team_id, name, value)
        standard = str(standards[name].value)
        details = {"setting": name, "before": before.get(name, standard), "after": value or standard}
        _record(session, person, "teams.settle", team_id, details, now=now)
    session.flush()
    planning.plan(session, team, now=now)
    said = [setting_up.welcomed(session, team, now=now)] if changes else []
    return Outcome(person.workspace, said), list(changes)


def _own(read: Mapping[str, str], standards: Mapping[str, Setting[Any]]) -> dict[str, str | None]:
    """What a team keeps of its own; a day and a time belong together, so that one of its own takes the other along."""
    own = {name: value if value != str(standards[name].value) else None for name, value in read.items()}
    digest = (defaults.DIGEST_DAY.name, defaults.DIGEST_TIME.name)
    if any(own.get(name) for name in digest):
        own |= {name: read.get(name, str(standards[name].value)) for name in digest}
    return own


def close_off(session: Session, workspace: str, channel: str) -> None:
    """A team's channel became private: from now on, so is what is asked about the team.

    Only in this direction: a payload names a private channel as such, but that it does not is no proof of the contrary.
    """
    team = stored.of_channel(session, workspace, channel)
    if team and not team.private:
        team.private = True
        session.add(team)


def own_hours(
    session: Session, person: Person, team_id: int, *, zone: str, starts: str, ends: str, now: datetime
) -> Outcome:
    """Settle when one may be asked for something; what equals Slack's zone or the team's hours follows them."""
    permissions.require(person, "teams.own_hours", also=roles.in_team(session, team_id, person))
    wrong = forms.wrong_hours(starts, ends)
    if not zones.known(zone):
        wrong.append(Refusal("teams/zone_unknown", field="zone", zone=zone))
    if wrong:
        raise Refusals(wrong)
    team = _follow_or_settle(session, person, team_id, zone, (starts, ends))
    session.flush()
    planning.plan(session, team, now=now)  # where people live decides when the digest comes
    _record(session, person, "teams.own_hours", team_id, {}, now=now)
    return Outcome(person.workspace)


def _follow_or_settle(session: Session, person: Person, team_id: int, zone: str, day: tuple[str, str]) -> stored.Team:
    team = stored.team(session, person.workspace, team_id)
    member = stored.membership(session, person.workspace, team_id, person.user)
    if team is None or member is None:
        raise Refusal("refusals/not_found", what="team")
    member.zone = "" if zone == rosters.zone_in_slack(session, person.workspace, person.user) else zone
    member.day_starts, member.day_ends = ("", "") if day == (team.day_starts, team.day_ends) else day
    session.add(member)
    return team


def _changeable(session: Session, person: Person, team_id: int) -> stored.Team:
    team = stored.team_for_change(session, person.workspace, team_id)
    if team is None or person.stranger:
        raise Refusal("refusals/not_found", what="team")
    permissions.require(person, "teams.change", also=roles.in_team(session, team_id, person))
    return team


def _join_or_stay(session: Session, before: stored.Membership | None, after: stored.Membership) -> None:
    if before is None:
        session.add(after)
        return
    before.crafts, before.facilitates = after.crafts, after.facilitates
    session.add(before)


def _read(entered: Mapping[str, str]) -> dict[str, str]:
    """What was entered as it is kept; refused at every field that cannot be."""
    read: dict[str, str] = {}
    wrong: list[Refusal] = []
    for name, text in entered.items():
        setting = defaults.ALL.get(name)
        if not isinstance(setting, Changeable):
            raise Refusal("refusals/broken_seal")
        try:
            read[name] = str(setting.read(text))
        except Refusal as refusal:
            wrong.append(refusal)
    if wrong:
        raise Refusals(wrong)
    return read


def _record(
    session: Session, person: Person, action: str, team_id: int, details: Mapping[str, Any], *, now: datetime
) -> None:
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action=action,
        subject=f"team:{team_id}",
        details=details,
        now=now,
    )
