"""An action whose owner has left the team: it is nobody's until one of those who are there takes it over."""

from datetime import datetime

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, nudging
from kaizen.teams import hours
from storage import actions, teams
from storage.actions import UNFINISHED, ActionState


def take_over(session: Session, person: Person, action_id: int, *, now: datetime) -> Outcome:
    """Whoever says so owns it from now on; the first wins."""
    action, held = finding.action_for_change(session, person, action_id)
    permissions.require(person, "retros.take_over", also=held)
    workers = hours.workers(session, finding.team_of(session, nudging.retro_of(session, action)))
    if action.state not in UNFINISHED or action.owner in workers:
        raise Refusal("retros/not_free", owner=action.owner, done=action.state == ActionState.DONE)
    before, action.owner, action.state = action.owner, person.user, ActionState.ACCEPTED
    session.add(action)
    session.flush()
    if person.user in workers:
        nudging.plan_nudges(session, action, workers[person.user], now)
    details = {"retro": action.retro_number, "number": action.number, "before": before}
    audit.record(
        session,
        workspace=action.workspace,
        actor=person.user,
        action="retros.take_over",
        subject=f"action:{action.id}",
        details=details,
        now=now,
    )
    return nudging.said(session, action, now=now)


def left(session: Session, workspace: str, user: str, *, now: datetime) -> Outcome:
    """Somebody is not in a team any more: what they owned there is shown as free, and who asked for it hears."""
    said: list[Announcement] = []
    for action in actions.unfinished_of(session, workspace, user):
        team = teams.team(session, workspace, action.team_id)
        if team is None or user in hours.workers(session, team):
            continue
        nudging.tell_who_asked(session, action, now, what=nudging.LEFT)
        said += nudging.said(session, action, now=now).announcements
    return Outcome(workspace, said)
