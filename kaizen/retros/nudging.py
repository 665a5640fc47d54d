"""What the owner of an action and who proposed it are told, and when: in their own hours, and only while it holds."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen.announcements import Announcement, InThread, Outcome, ToPerson
from kaizen.retros import editing, finding, showing, windows
from kaizen.teams import defaults, hours
from kaizen.teams.hours import Worker
from message_templates.retros import views
from storage import actions, audit, jobs, retros
from storage.actions import UNFINISHED, Action, ActionState
from storage.retros import Phase, Retro

TELL: Final = "retros.tell_owner"
UNANSWERED: Final = "retros.unanswered"
TAKEN_BACK: Final = "retros.take_back"

ASKED: Final = "asked"
BACK: Final = "back"
LEFT: Final = "left"
"""What is told of an action besides the nudges."""

OF_NOBODY: Final = (BACK, LEFT)
"""What is told to those who wanted it done, for nobody owns it."""

NUDGES: Final = (-2, 0, 3)
"""Days around the due date on which the owner is reminded, in the morning."""


def tell(session: Session, workspace: str, payload: Mapping[str, Any], *, now: datetime) -> Outcome:
    """A planned direct message about an action, if it still is to be said."""
    action, what = actions.action_for_change(session, workspace, payload["action"]), payload["what"]
    if action is None:
        return Outcome(workspace)
    to = payload.get("to") or (action.proposer if what == BACK else action.owner)
    workers = hours.workers(session, finding.team_of(session, retro_of(session, action)))
    worker = workers.get(to)
    if worker is None or not _still_so(action, what, workers):
        return Outcome(workspace)
    if not worker.works_at(now):  # it comes late; then rather tomorrow than at night
        _plan_telling(session, action, worker, what, now, again=f":{now:%Y-%m-%d}")
        return Outcome(workspace)
    return Outcome(workspace, [_to(session, action, what, to, now=now)])


def _still_so(action: Action, what: str, workers: Collection[str]) -> bool:
    """Whether what was planned to be told of an action still holds."""
    if what == LEFT:
        return action.state in UNFINISHED and action.owner not in workers
    wanted = {ASKED: ActionState.PROPOSED, BACK: ActionState.HANDED_BACK}.get(what, ActionState.ACCEPTED)
    return action.state == wanted


def said(session: Session, action: Action, *, now: datetime) -> Outcome:
    """The action in its retro's thread, the retro's message, and what people were told of it, all as they are now."""
    retro = retro_of(session, action)
    view = _view(session, action, now=now)
    in_thread = Announcement("retros/action", f"actions:{action.id}", InThread(showing.key(retro)), view)
    told = [_to(session, action, what, action.owner, now=now) for what in (ASKED, *_NUDGES)]
    told += [_to(session, action, LEFT, user, now=now) for user in _asking(session, action, LEFT)]
    card = showing.announced(session, retro, now=now)
    return Outcome(action.workspace, [in_thread, card, *editing.only_said(session, action.workspace, told)])


def retro_closed(session: Session, retro: Retro, *, now: datetime) -> list[Announcement]:
    """What was said about actions that came back, now that nobody can propose them anew in this retro."""
    back = [
        one for one in actions.of_retro(session, retro.workspace, retro.id or 0) if one.state == ActionState.HANDED_BACK
    ]
    told = [_to(session, one, BACK, user, now=now) for one in back for user in _asking(session, one, BACK)]
    return editing.only_said(session, retro.workspace, told)


def ask(session: Session, action: Action, worker: Worker, now: datetime) -> None:
    """Ask the owner in their own hours, and wait a working day of theirs for the answer."""
    _plan_telling(session, action, worker, ASKED, now)
    _enqueue(session, action, UNANSWERED, "unanswered", _answer_by(action, worker))


def tell_who_asked(session: Session, action: Action, now: datetime, *, but: str = "", what: str = BACK) -> None:
    """It is nobody's: whoever proposed it hears, and who facilitates, *but* not whoever handed it back."""
    workers = hours.workers(session, finding.team_of(session, retro_of(session, action)))
    for user in _asking(session, action, what):
        if user != but:
            _plan_telling(session, action, workers[user], what, now)


def plan_nudges(session: Session, action: Action, worker: Worker, now: datetime) -> None:
    planned: dict[datetime, str] = {}  # two that a weekend moves to the same morning are one
    for days in NUDGES:
        day = action.due + timedelta(days=days)
        morning = datetime.combine(day, time.min, ZoneInfo(worker.zone))
        at = worker.first_moment(morning, morning + windows.LONGEST_STRETCH)
        if at is not None and at > now:
            planned[at] = _nudge(days)
    for at, what in planned.items():
        _enqueue(session, action, TELL, what, at)


def retro_of(session: Session, action: Action) -> Retro:
    retro = retros.retro(session, action.workspace, action.retro_id)
    if retro is None:
        raise LookupError(f"Action {action.id} belongs to no retro.")
    return retro


def _asking(session: Session, action: Action, what: str) -> list[str]:
    """Who of the team wanted it done, and who has to find somebody else, once: after its retro the lead too."""
    retro = retro_of(session, action)
    team = finding.team_of(session, retro)
    asking = (action.proposer, retro.facilitator, team.lead if what == LEFT else "")
    return list(dict.fromkeys(user for user in asking if user in hours.workers(session, team)))


def _to(session: Session, action: Action, what: str, user: str, *, now: datetime) -> Announcement:
    """What somebody is told of it; said again, it edits what they were told."""
    template = {ASKED: "retros/asked", BACK: "retros/handed_back", LEFT: "retros/left"}.get(what, "retros/nudge")
    key = f"actions:{action.id}:{what}:{user}"
    view = replace(_view(session, action, now=now), to=user)
    return Announcement(template, key, ToPerson(user), view)


def _view(session: Session, action: Action, *, now: datetime) -> views.ActionShown:
    retro = retro_of(session, action)
    team = finding.team_of(session, retro)
    workers = hours.workers(session, team)
    worker = workers.get(action.owner)
    return views.ActionShown(
        id=action.id or 0,
        retro=action.retro_id,
        retro_number=action.retro_number,
        team=team.name,
        action=showing.line(action, now=now, present=workers),
        proposer=action.proposer,
        evidence=action.evidence,
        open=retro.phase == Phase.DISCUSS,
        answer_by=_answer_by(action, worker) if worker and action.state == ActionState.PROPOSED else None,
        **(_came_back(session, action) if action.state == ActionState.HANDED_BACK else {}),
    )


def _nudge(days: int) -> str:
    return f"due{days:+d}"


_NUDGES: Final = tuple(_nudge(days) for days in NUDGES)


def _came_back(session: Session, action: Action) -> dict[str, Any]:
    """How it came back: nobody answered in time, which is no refusal, or whoever facilitates thought better of it."""
    deeds = {deed.action: deed for deed in audit.of_subject(session, action.workspace, f"action:{action.id}")}
    taken_back = deeds.get(TAKEN_BACK)
    return {"unanswered": UNANSWERED in deeds, "taken_back_by": (taken_back.actor or "") if taken_back else ""}


def _answer_by(action: Action, worker: Worker) -> datetime:
    """After one working day of theirs, counted from their first moment at work."""
    end = action.proposed_at + windows.LONGEST_STRETCH
    return worker.at_work_after(worker.day * defaults.ACCEPTED_WITHIN.value, action.proposed_at, end) or end


def _plan_telling(
    session: Session, action: Action, worker: Worker, what: str, now: datetime, *, again: str = ""
) -> None:
    at = worker.first_moment(now, now + windows.LONGEST_STRETCH) or now + windows.LONGEST_STRETCH
    _enqueue(session, action, TELL, what, at, to=worker.user, again=again)


def _enqueue(
    session: Session, action: Action, kind: str, what: str, at: datetime, *, to: str = "", again: str = ""
) -> None:
    whose = to if what in OF_NOBODY else action.owner
    key = f"action:{action.id}:{what}:{whose}{again}"
    payload = {"action": action.id, "what": what, "to": to}
    jobs.enqueue(session, workspace=action.workspace, kind=kind, key=key, run_at=at, payload=payload)
