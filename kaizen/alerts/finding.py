"""A case that somebody refers to: found if they may see it, refused alike if it is hidden or does not exist."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import permissions
from kaizen.alerts import outcomes
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from kaizen.teams import roles
from storage import alerts as stored
from storage.alerts import Alert

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)


def opened(reference: str) -> int:
    """The number in an opened seal such as ``alert:77``."""
    kind, _, number = reference.partition(":")
    if kind != "alert" or not number.isdigit():
        raise Refusal("refusals/broken_seal")
    return int(number)


def opened_proposal(travelled: str) -> tuple[int, str]:
    """A case, and which proposal to close it travelled with the button; no proposal with a button of an older version.

    >>> opened_proposal("proposal:77.1795435200000000"), opened_proposal("alert:77")
    ((77, '1795435200000000'), (77, ''))
    """
    kind, _, numbers = travelled.partition(":")
    if kind != "proposal":
        return opened(travelled), ""
    number, _, made = numbers.partition(".")
    return opened(f"alert:{number}"), made


def proposal(alert: Alert) -> str:
    """Which proposal a case has, as its button carries it: another one was made at another moment."""
    return str((alert.proposed_at - EPOCH) // MICROSECOND) if alert.proposed_at else ""


def alert(session: Session, person: Person, alert_id: int) -> Alert:
    """One case, for reading."""
    found = None
    if not person.stranger:
        found = stored.seen_by(session, person.workspace, alert_id, user=person.user, guest=person.guest)
    if found is None:
        raise permissions.unseen(person, "alert")
    return found


def alert_for_change(session: Session, person: Person, alert_id: int) -> Alert:
    """One case that is not closed, its row locked until the transaction ends."""
    seen = alert(session, person, alert_id)
    found = stored.alert_for_change(session, person.workspace, alert_id) or seen
    require_open(found)
    return found


def require_open(alert: Alert) -> None:
    """Say how it ended to whoever comes late."""
    if alert.open_key is None:
        outcome = outcomes.OUTCOMES[alert.outcome]
        raise Refusal("alerts/closed_already", number=alert.number, who=alert.resolved_by, outcome=outcome)


def roles_for(session: Session, person: Person, alert: Alert) -> frozenset[Role]:
    """What somebody is to one case."""
    held = roles.in_team(session, alert.team_id, person)
    return held | {Role.OWNER} if alert.owner == person.user else held
