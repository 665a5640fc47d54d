"""An idea that somebody refers to: found if they may see it, refused alike if it is hidden or does not exist."""

from collections.abc import Set

from sqlmodel import Session

from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from kaizen.teams import roles
from storage import ideas as stored


def opened(reference: str) -> int:
    """The number in an opened seal such as ``idea:214``."""
    kind, _, number = reference.partition(":")
    if kind != "idea" or not number.isdigit():
        raise Refusal("refusals/broken_seal")
    return int(number)


def idea(session: Session, person: Person, idea_id: int) -> stored.Idea:
    """One idea, its row locked until the transaction ends."""
    seen = not person.stranger and stored.seen_by(session, person.workspace, idea_id, person.user, guest=person.guest)
    found = stored.idea_for_change(session, person.workspace, idea_id) if seen else None
    if found is None:
        raise Refusal("refusals/not_found", what="idea")
    return found


def roles_for(session: Session, person: Person, idea: stored.Idea) -> Set[Role]:
    """What somebody is to one idea."""
    held = roles.in_team(session, idea.team_id, person)
    return held | {Role.AUTHOR} if idea.author == person.user else held
