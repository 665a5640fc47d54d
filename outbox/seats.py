"""Who shall sit in a user group: the newest wish wins, and what surely is not so yet is simply tried again.

Slack knows no "add" and no "remove", only all members at once. So the bot looks first and writes down whom it is
going to put in; then it replaces. Killed in between, it looks again: whoever it was putting in and is there now is
its own, and it will take them out when somebody else's turn comes. Everybody else was put there by people.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from kaizen.announcements import Seat
from outbox import pacing, seating
from outbox.fates import Fate, Refused, TooFast
from outbox.pacing import TEMPI, Tempo
from outbox.seating import Visit
from storage import database, seats, user_groups
from storage.user_groups import Stage, UserGroup

AT_ONCE = 4
LONGEST_PAUSE = 300.0


class NoSuchGroup(LookupError):
    """Somebody wants a seat in a group that no team ever named."""


def want(session: Session, workspace: str, seat: Seat) -> None:
    """Keep who shall sit there; said again, it is tried again, also after a refusal."""
    group = user_groups.locked(session, workspace, seat.group)
    if group is None:
        raise NoSuchGroup(f"No team named the user group {seat.group}.")
    if group.stage in seats.DONE:  # otherwise somebody may be at it, and the lease is theirs
        group.due_at = database.moment(session)
    group.wanted, group.stage, group.reason, group.failures = seat.user, Stage.LOOK, None, 0
    group.version += 1
    session.add(group)


def take_up(session: Session, *, lease: timedelta, tempi: Mapping[str, Tempo] = TEMPI) -> list[Visit]:
    """Lease the groups that need a call now, a few at a time."""
    now = database.moment(session)
    found = seats.due(session, now, AT_ONCE)
    return [
        _leased(one, now + lease)
        for one in found
        if pacing.spend(session, one.workspace, pacing.GROUPS, "", now, tempi=tempi)
    ]


def _leased(group: UserGroup, until: datetime) -> Visit:
    assert group.id is not None
    group.due_at, group.attempt = until, group.attempt + 1
    return Visit(
        stage=Stage(group.stage),
        group=group.id,
        attempt=group.attempt,
        version=group.version,
        workspace=group.workspace,
        slack_id=group.slack_id,
        wanted=group.wanted,
        placed=tuple(group.placed),
    )


def record(session: Session, visit: Visit, present: Sequence[str]) -> None:
    """Write down what the visit found, or that it changed what it found."""
    group = seats.in_attempt(session, visit.group, visit.attempt)
    if group is None:
        return
    group.due_at, group.failures, group.reason = database.moment(session), 0, None
    if group.version != visit.version:
        group.stage = Stage.LOOK  # somebody else is wanted by now
    elif visit.stage is Stage.LOOK:
        _looked(group, present)
    else:
        _replaced(group, visit, present)


def _looked(group: UserGroup, present: Sequence[str]) -> None:
    ours = {*group.placed, group.placing}
    group.placed = [user for user in present if user in ours]
    group.placing = "" if group.wanted in present else group.wanted
    differs = seating.differs(present, wanted=group.wanted, placed=group.placed)
    group.stage = Stage.REPLACE if differs else Stage.SETTLED


def _replaced(group: UserGroup, visit: Visit, present: Sequence[str]) -> None:
    ours = {*group.placed, group.placing}
    left = seating.wished(present, wanted=visit.wanted, placed=visit.placed) or present
    group.placed, group.placing, group.stage = [user for user in left if user in ours], "", Stage.SETTLED


def stumble(session: Session, visit: Visit, fate: Fate) -> None:
    """The call did not do what it should: pause, try again, or leave it, where Slack will not have it."""
    group = seats.in_attempt(session, visit.group, visit.attempt)
    if group is None:
        return
    now = database.moment(session)
    match fate:
        case TooFast(seconds):
            pacing.hold(session, visit.workspace, pacing.GROUPS, "", seconds)
            group.due_at = now
        case Refused(reason) if group.version == visit.version:
            # People may now let them in by hand; then they are theirs.
            group.stage, group.reason, group.placing = Stage.REFUSED, reason, ""
        case Refused():
            group.due_at = now
        case _:
            group.failures += 1
            group.reason = getattr(fate, "reason", "")
            group.due_at = now + timedelta(seconds=min(2.0**group.failures, LONGEST_PAUSE))
