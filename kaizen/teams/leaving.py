"""Somebody is no longer in the private channel of their team: they are off its roster, and one person is told.

What a team may be shown to follows its roster. In a public channel everybody may read anyway, so that leaving it
changes nothing; from a private one Slack shows nothing to who is not in it, and neither does the bot.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen import audit, people, permissions
from kaizen.announcements import Announcement, Outcome, ToPerson
from kaizen.people import Person
from kaizen.teams import hours, planning, roles, setting_up
from kaizen.teams.hours import Worker
from message_templates.teams import views
from storage import jobs
from storage import teams as stored
from storage.teams import Team

TELL: Final = "teams.tell_left"

LONGEST_WAIT: Final = timedelta(days=60)
"""How far ahead somebody's working hours are looked for."""


def channel(session: Session, workspace: str, channel: str, user: str, *, now: datetime) -> Outcome | None:
    """Take whoever is not in a team's private channel any more off its roster; None if nothing follows from that."""
    team = _private_with(session, workspace, channel, user)
    if team is None:
        return None
    stored.leave(session, workspace, team.id or 0, user)
    team.deputy = None if team.deputy == user else team.deputy
    session.add(team)
    session.flush()
    planning.plan(session, team, now=now)
    _record(session, team, user, now)
    welcomed = setting_up.welcomed(session, team, now=now)
    return Outcome(workspace, [welcomed, *_told(session, team, user, left_at=now.isoformat(), now=now)])


def tell(session: Session, workspace: str, payload: Mapping[str, Any], *, now: datetime) -> Outcome:
    """What was kept for somebody's working hours, unless the person is back on the roster by now."""
    team, user = stored.team(session, workspace, payload["team"]), payload["user"]
    if team is None or stored.membership(session, workspace, payload["team"], user):
        return Outcome(workspace)
    return Outcome(workspace, list(_told(session, team, user, left_at=payload["left_at"], now=now)))


def _private_with(session: Session, workspace: str, channel: str, user: str) -> Team | None:
    """The team of a private channel, locked, if it counts *user* in."""
    found = stored.of_channel(session, workspace, channel)
    team = stored.team_for_change(session, workspace, found.id or 0) if found and found.private else None
    return team if team and stored.membership(session, workspace, team.id or 0, user) else None


def _told(session: Session, team: Team, user: str, *, left_at: str, now: datetime) -> Iterator[Announcement]:
    """One direct message to whoever answers for the team: now if they are at work, else as soon as they are."""
    answering = _answering(session, team)
    if answering and answering.works_at(now):
        view = views.LeftChannel(
            team=team.name,
            channel=team.channel,
            user=user,
            led=team.lead == user,
            may_change=_may_change(session, team, answering.user),
        )
        yield Announcement(
            "teams/left_channel", f"teams:{team.id}:left:{user}:{left_at}", ToPerson(answering.user), view
        )
    elif answering:
        _plan(session, team, user, left_at, answering.first_moment(now, now + LONGEST_WAIT) or now + LONGEST_WAIT)


def _answering(session: Session, team: Team) -> Worker | None:
    """The lead; without one in the team the deputy, else an admin of the workspace who is in it, else nobody."""
    workers = hours.workers(session, team)
    admins = [user for user, kept in people.all_kept(session, team.workspace, list(workers)).items() if kept.admin]
    return next((workers[user] for user in (team.lead, team.deputy, *admins) if user in workers), None)


def _may_change(session: Session, team: Team, user: str) -> bool:
    kept = people.kept(session, team.workspace, user)
    person = people.acting(kept) if kept else Person(team.workspace, user)
    return permissions.may(person, "teams.change", also=roles.in_team(session, team.id, person))


def _plan(session: Session, team: Team, user: str, left_at: str, at: datetime) -> None:
    key = f"team:{team.id}:left:{user}:{left_at}:{at:%Y-%m-%dT%H:%M}"
    payload = {"team": team.id, "user": user, "left_at": left_at}
    jobs.enqueue(session, workspace=team.workspace, kind=TELL, key=key, run_at=at, payload=payload)


def _record(session: Session, team: Team, user: str, now: datetime) -> None:
    """Slack does not say who took somebody out, so that the record names who is out, and no deed of anybody's."""
    audit.record(
        session,
        workspace=team.workspace,
        actor=user,
        action="teams.left_channel",
        subject=f"team:{team.id}",
        details={"members": len(stored.members(session, team.workspace, team.id or 0)), "led": team.lead == user},
        now=now,
    )
