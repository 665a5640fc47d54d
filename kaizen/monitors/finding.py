"""A monitor that somebody refers to: found if they may see it, refused alike if it is hidden or does not exist."""

from sqlmodel import Session

from kaizen import permissions
from kaizen.monitors.references import Reference
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from kaizen.teams import roles
from storage import alerts
from storage import monitors as stored
from storage.monitors import Monitor


def monitor(session: Session, person: Person, monitor_id: int) -> Monitor:
    """One monitor, for reading."""
    found = None
    if not person.stranger:
        found = stored.seen_by(session, person.workspace, monitor_id, user=person.user, guest=person.guest)
    if found is None:
        raise permissions.unseen(person, "monitor")
    return found


def for_change(session: Session, person: Person, reference: Reference) -> Monitor:
    """The same, its row locked until the transaction ends."""
    seen = monitor(session, person, reference.monitor)
    return stored.monitor_for_change(session, person.workspace, reference.monitor) or seen


def open_cases(session: Session, found: Monitor) -> list[str]:
    """Its alerts that are not closed, for reading."""
    cases = alerts.of_team(session, found.workspace, found.team_id)
    return [f"A-{case.number}" for case in cases if case.monitor_id == found.id and case.open_key is not None]


def check_version(found: Monitor, reference: Reference) -> None:
    """Refuse if somebody was faster: what they saved would be lost."""
    if reference.version is not None and found.version != reference.version:
        raise Refusal("monitors/changed_meanwhile", name=found.name, who=found.changed_by or found.owner)


def roles_for(session: Session, person: Person, monitor: Monitor) -> frozenset[Role]:
    """What somebody is to one monitor."""
    held = roles.in_team(session, monitor.team_id, person)
    return held | {Role.OWNER} if monitor.owner == person.user else held
