"""The user group in which a team finds its facilitator: whoever says yes sits there, until the next one does.

The bot fills that one seat. Whom people put into the group stays, and Slack leaves no group empty: where the bot's
own member is the only one, they stay until the next one comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Outcome, Seat
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import roles, showing
from storage import facilitators, people, user_groups
from storage.facilitators import Turn
from storage.teams import Team
from storage.user_groups import Stage, UserGroup


@dataclass(frozen=True)
class Named:
    """A user group as somebody chose it; none where it has no id."""

    slack_id: str = ""
    handle: str = ""


def sit(session: Session, turn: Turn) -> Sequence[Seat]:
    """Whoever said yes to the turn, or leads its retro now, sits in the group of the team, if it has one."""
    group = user_groups.of_team(session, turn.workspace, turn.team_id)
    return (_seat(session, group, turn.facilitator),) if group else ()


def rise(session: Session, turn: Turn, user: str) -> Sequence[Seat]:
    """Whoever passed the turn on sits there no longer; whoever is asked next has not said yes yet."""
    group = user_groups.of_team(session, turn.workspace, turn.team_id)
    return (Seat(group.slack_id, ""),) if group and group.wanted == user else ()


def chosen(session: Session, person: Person, team_id: int) -> Named:
    """The group that the team uses now."""
    showing.known(session, person, team_id)
    group = user_groups.of_team(session, person.workspace, team_id)
    return Named(group.slack_id, group.handle) if group else Named()


def choose(session: Session, person: Person, team_id: int, named: Named, *, now: datetime) -> Outcome:
    """Use this group from now on, or none; the same again is tried again where Slack had refused it."""
    team = showing.known(session, person, team_id)
    permissions.require(person, "teams.change", also=roles.in_team(session, team_id, person))
    group = user_groups.of_team(session, person.workspace, team_id)
    if named.slack_id == (group.slack_id if group else ""):
        again = group is not None and group.stage == Stage.REFUSED
        return Outcome(person.workspace, seats=[Seat(group.slack_id, group.wanted)] if group and again else ())
    seats = [*_let_go(session, team), *_taken(session, team, named)]
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="facilitators.group",
        subject=f"team:{team_id}",
        details={"before": group.slack_id if group else "", "after": named.slack_id},
        now=now,
    )
    return Outcome(person.workspace, seats=seats)


def _let_go(session: Session, team: Team) -> Sequence[Seat]:
    released = user_groups.release(session, team)
    return (Seat(released.slack_id, ""),) if released else ()


def _taken(session: Session, team: Team, named: Named) -> Sequence[Seat]:
    """Whoever said yes last sits there at once."""
    if not named.slack_id:
        return ()
    if not user_groups.claim(session, team, named.slack_id, handle=named.handle):
        raise Refusal("facilitators/group_taken", field="group", handle=named.handle)
    group = user_groups.of_team(session, team.workspace, team.id or 0)
    turn = facilitators.latest_sure(session, team.workspace, team.id or 0)
    return (_seat(session, group, turn.facilitator if turn else ""),) if group else ()


def _seat(session: Session, group: UserGroup, user: str) -> Seat:
    """Slack takes no guests into user groups: while one facilitates, nobody sits there by our doing."""
    known = people.person(session, group.workspace, user)
    return Seat(group.slack_id, "" if known and known.guest else user)
