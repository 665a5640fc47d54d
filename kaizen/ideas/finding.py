"""An idea that somebody refers to: found if they may see it, refused alike if it is hidden or does not exist."""

from sqlmodel import Session

from kaizen import permissions
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from kaizen.teams import roles
from storage import ideas as stored


def opened(reference: str, wanted: str = "idea") -> int:
    """The number in an opened seal such as ``idea:214``."""
    kind, _, number = reference.partition(":")
    if kind != wanted or not number.isdigit():
        raise Refusal("refusals/broken_seal")
    return int(number)


def idea(session: Session, person: Person, idea_id: int) -> stored.Idea:
    """One idea, for reading."""
    found = None
    if not person.stranger:
        found = stored.seen_by(session, person.workspace, idea_id, person.user, guest=person.guest)
    if found is None:
        raise permissions.unseen(person, "idea")
    return found


def idea_for_change(session: Session, person: Person, idea_id: int) -> stored.Idea:
    """One idea, its row locked until the transaction ends, so that votes and moves queue up."""
    seen = idea(session, person, idea_id)
    return stored.idea_for_change(session, person.workspace, idea_id) or seen


def roles_for(session: Session, person: Person, idea: stored.Idea) -> frozenset[Role]:
    """What somebody is to one idea."""
    held = roles.in_team(session, idea.team_id, person)
    return held | {Role.AUTHOR} if idea.author == person.user else held
