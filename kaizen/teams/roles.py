"""What somebody is to a team."""

from sqlmodel import Session

from kaizen.people import Person
from kaizen.permissions import Role
from storage import teams as stored


def in_team(session: Session, team_id: int | None, person: Person) -> frozenset[Role]:
    """The roles of *person* in one team; none without a team, or outside it."""
    if team_id is None or person.stranger:
        return frozenset()
    member = stored.membership(session, person.workspace, team_id, person.user)
    if member is None:
        return frozenset()
    team = stored.team(session, person.workspace, team_id)
    held = {Role.TEAMMATE}
    if member.facilitates:
        held.add(Role.FACILITATOR)
    if team and team.lead == person.user:
        held.add(Role.LEAD)
    if team and team.deputy == person.user:
        held.add(Role.DEPUTY)
    return frozenset(held)
