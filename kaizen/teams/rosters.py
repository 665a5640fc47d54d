"""Who is in a team: crafts, duties, and the hours and zone that hold for each."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen.people import Person
from kaizen.teams import crafts, zones
from storage import people
from storage import teams as stored
from storage.teams import Craft


@dataclass(frozen=True)
class Teammate:
    """One member, with what Slack says of them and what they settled themselves."""

    user: str
    name: str
    crafts: tuple[Craft, ...]
    facilitates: bool
    zone: str
    day_starts: str
    day_ends: str
    gone: bool

    def works_at(self, moment: datetime) -> bool:
        """Whether *moment* lies within their own hours, on a weekday of their own; who left works never."""
        local = moment.astimezone(ZoneInfo(self.zone))
        starts, ends = time.fromisoformat(self.day_starts), time.fromisoformat(self.day_ends)
        return not self.gone and local.weekday() < 5 and starts <= local.time() < ends


def of_team(session: Session, team: stored.Team) -> tuple[Teammate, ...]:
    """Everybody in a team, by name."""
    memberships = stored.members(session, team.workspace, team.id or 0)
    known = {person.user: person for person in people.known(session, team.workspace, [m.user for m in memberships])}
    found = [_teammate(team, member, known.get(member.user)) for member in memberships]
    return tuple(sorted(found, key=lambda teammate: (teammate.name.casefold(), teammate.user)))


def members(session: Session, workspace: str, team_id: int) -> frozenset[str]:
    """Who is counted into a team, also if they have left Slack."""
    return frozenset(member.user for member in stored.members(session, workspace, team_id))


def lived_in(session: Session, team: stored.Team) -> frozenset[str]:
    """The zones of a team's people."""
    return frozenset(teammate.zone for teammate in of_team(session, team) if not teammate.gone)


def asked(session: Session, workspace: str, team_id: int) -> tuple[stored.Team, tuple[str, ...]]:
    """A team, and those of it who can be asked for something: who left Slack cannot."""
    team = stored.team(session, workspace, team_id)
    if team is None:
        raise LookupError(f"There is no team {team_id}.")
    return team, tuple(teammate.user for teammate in of_team(session, team) if not teammate.gone)


def zone_in_slack(session: Session, workspace: str, user: str) -> str:
    """The zone that Slack says somebody is in."""
    described = people.person(session, workspace, user)
    return described.zone if described else zones.UNKNOWN


def today(session: Session, person: Person, now: datetime) -> date:
    """Their own date: in the zone of their working hours if they chose one, else in Slack's."""
    chosen = stored.settled_zone(session, person.workspace, person.user)
    return now.astimezone(ZoneInfo(zones.or_unknown(chosen or person.zone))).date()


def _teammate(team: stored.Team, member: stored.Membership, person: people.SlackPerson | None) -> Teammate:
    return Teammate(
        user=member.user,
        name=person.name if person else "",
        crafts=crafts.split(member.crafts),
        facilitates=member.facilitates,
        zone=zones.or_unknown(member.zone or (person.zone if person else "")),
        day_starts=member.day_starts or team.day_starts,
        day_ends=member.day_ends or team.day_ends,
        gone=bool(person and person.gone),
    )
