"""Lists hold what somebody may see of every team; where there are several, each line says whose it is."""

from collections.abc import Mapping

from sqlmodel import Session

from kaizen.people import Person
from storage import teams


def names(session: Session, person: Person) -> Mapping[int | None, str]:
    """The names of the teams that *person* may see, by id; none where one alone could be meant."""
    seen = teams.visible(session, person.workspace, person.user, guest=person.guest)
    return {team.id: team.name for team in seen} if len(seen) > 1 else {}
