"""What the owner of an action and who proposed it are told, and when: in their own hours, and only while it holds."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen.announcements import Announcement, InThread, Outcome, ToPerson
from kaizen.retros import finding, showing, windows
from kaizen.teams import defaults, hours
from kaizen.teams.hours import Worker
from message_templates.retros import views
from storage import actions, audit, jobs, retros
from storage.actions import Action, ActionState
from storage.retros import Phase, Retro

TELL: Final = "retros.tell_owner"
UNANSWERED: Final = "retros.unanswered"

NUDGES: Final = (-2, 0, 3)
"""Days around the due date on which the owner is reminded, in the morning."""


def tell(session: Session, workspace: str, payload: Mapping[str, Any], *, now: datetime) -> Outcome:
    """A planned direct message about an action, if it still is to be said."""
    action = actions.action_for_change(session, workspace, payload["action"])
    wanted = {"asked": ActionState.PROPOSED, "back": ActionState.HANDED_BACK}.get(payload["what"], ActionState.ACCEPTED)
    if action is None or action.state != wanted:
        return Outcome(workspace)
    to = action.proposer if payload["what"] == "back" else action.owner
    worker = hours.workers(session, finding.team_of(session, retro_of(session, action))).get(to)
    if worker is None:
        return Outcome(workspace)
    if not worker.works_at(now):  # it comes late; then rather tomorrow than at night
        _plan_telling(session, action, worker, payload["what"], now, again=f":{now:%Y-%m-%d}")
        return Outcome(workspace)
    if payload["what"] == "asked":
        return Outcome(workspace, [_to_owner(session, action, now=now)])
    template = "retros/handed_back" if payload["what"] == "back" else "retros/nudge"
    key = f"actions:{action.id}:{payload['what']}"
    return Outcome(workspace, [Announcement(template, key, ToPerson(to), _view(session, action, now=now))])


def said(session: Session, action: Action, *, now: datetime, to_owner: bool = False) -> Outcome:
    """The action in its retro's thread, the retro's message, and what its owner was told, all as they are now."""
    retro = retro_of(session, action)
    view = _view(session, action, now=now)
    said = [Announcement("retros/action", f"actions:{action.id}", InThread(showing.key(retro)), view)]
    said.append(showing.announced(session, retro, now=now))
    return Outcome(action.workspace, [*said, _to_owner(session, action, now=now)] if to_owner else said)


def ask(session: Session, action: Action, worker: Worker, now: datetime) -> None:
    _plan_telling(session, action, worker, "asked", now)
    _enqueue(session, action, UNANSWERED, "unanswered", _answer_by(action, worker))


def tell_the_proposer(session: Session, action: Action, workers: Mapping[str, Worker], now: datetime) -> None:
    if action.proposer in workers:
        _plan_telling(session, action, workers[action.proposer], "back", now)


def plan_nudges(session: Session, action: Action, worker: Worker, now: datetime) -> None:
    planned: dict[datetime, str] = {}  # two that a weekend moves to the same morning are one
    for days in NUDGES:
        day = action.due + timedelta(days=days)
        morning = datetime.combine(day, time.min, ZoneInfo(worker.zone))
        at = worker.first_moment(morning, morning + windows.LONGEST_STRETCH)
        if at is not None and at > now:
            planned[at] = f"due{days:+d}"
    for at, what in planned.items():
        _enqueue(session, action, TELL, what, at)


def retro_of(session: Session, action: Action) -> Retro:
    retro = retros.retro(session, action.workspace, action.retro_id)
    if retro is None:
        raise LookupError(f"Action {action.id} belongs to no retro.")
    return retro


def _to_owner(session: Session, action: Action, *, now: datetime) -> Announcement:
    view = _view(session, action, now=now)
    return Announcement("retros/asked", f"actions:{action.id}:asked", ToPerson(action.owner), view)


def _view(session: Session, action: Action, *, now: datetime) -> views.ActionShown:
    retro = retro_of(session, action)
    team = finding.team_of(session, retro)
    worker = hours.workers(session, team).get(action.owner)
    return views.ActionShown(
        id=action.id or 0,
        retro_number=action.retro_number,
        team=team.name,
        action=showing.line(action, now=now),
        proposer=action.proposer,
        evidence=action.evidence,
        open=retro.phase == Phase.DISCUSS,
        answer_by=_answer_by(action, worker) if worker and action.state == ActionState.PROPOSED else None,
        unanswered=action.state == ActionState.HANDED_BACK and _fell_silent(session, action),
    )


def _fell_silent(session: Session, action: Action) -> bool:
    """Whether nobody answered in time: what went back by itself was refused by nobody."""
    deeds = audit.of_subject(session, action.workspace, f"action:{action.id}")
    return any(deed.action == UNANSWERED for deed in deeds)


def _answer_by(action: Action, worker: Worker) -> datetime:
    """After one working day of theirs, counted from their first moment at work."""
    end = action.proposed_at + windows.LONGEST_STRETCH
    return worker.at_work_after(worker.day * defaults.ACCEPTED_WITHIN.value, action.proposed_at, end) or end


def _plan_telling(
    session: Session, action: Action, worker: Worker, what: str, now: datetime, *, again: str = ""
) -> None:
    at = worker.first_moment(now, now + windows.LONGEST_STRETCH)
    _enqueue(session, action, TELL, what, at or now + windows.LONGEST_STRETCH, again=again)


def _enqueue(session: Session, action: Action, kind: str, what: str, at: datetime, *, again: str = "") -> None:
    key = f"action:{action.id}:{what}{again}"
    payload = {"action": action.id, "what": what}
    jobs.enqueue(session, workspace=action.workspace, kind=kind, key=key, run_at=at, payload=payload)
