"""Somebody is asked about a case by direct message, in their own hours; the message follows what becomes of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from kaizen.alerts import calling, cards, finding, lines, outcomes, recovery
from kaizen.announcements import Announcement, Outcome, ToPerson
from message_templates.alerts import views
from storage import alerts as stored
from storage import jobs, monitors, teams
from storage.alerts import Alert

ASK: Final = "alerts.ask"

WHAT_IT_WAS: Final = "alerts/over"
TO_AGREE: Final = "alerts/agree"


def what_it_was(session: Session, case: Alert, *, now: datetime) -> None:
    """Ask whoever has it, once: that message follows the case. Unless somebody would close it already."""
    person = case.acked_by or case.owner
    if case.proposed_by is None and not _was_asked(session, case, person):
        message = f"alerts:{case.id}:over:{person}"
        _plan(session, case, {"asked": WHAT_IT_WAS, "person": person, "message": message}, now)


def to_agree(session: Session, case: Alert, *, now: datetime) -> None:
    """Ask the first who answers for the model, and did not propose it, whether the case may be closed."""
    team = teams.team(session, case.workspace, case.team_id)
    monitor = monitors.monitor(session, case.workspace, case.monitor_id)
    model = cards.model_of(session, monitor) if monitor else None
    answering = [model and model.steward, model and model.owner, case.owner, team and team.lead]
    others = [user for user in answering if user and user != case.proposed_by and _may_see(session, case, user)]
    if others:
        message = f"alerts:{case.id}:agree:{now.isoformat()}"
        _plan(session, case, {"asked": TO_AGREE, "person": others[0], "message": message}, now)


def ask(session: Session, workspace: str, payload: Mapping[str, Any]) -> Outcome:
    """Ask them now, if it still is a question."""
    case = stored.alert_for_change(session, workspace, payload["alert"])
    key, person = payload["message"], payload["person"]
    if case is None or not _still(session, case, payload) or not _may_see(session, case, person):
        return Outcome(workspace)
    stored.ask(session, workspace, case.id or 0, message=key, asked=payload["asked"], person=person)
    view = _asked(session, case)
    return Outcome(workspace, [Announcement(payload["asked"], key, ToPerson(person), view)])


def moved_on(session: Session, case: Alert) -> Iterator[Announcement]:
    """The direct messages about a case as they read now, to who may see it: what no longer applies has no button."""
    requests = stored.requests(session, case.workspace, case.id or 0)
    for request in (one for one in requests if _may_see(session, case, one.person)):
        if request.asked == cards.CALLED:
            view: object = calling.shown(session, stored.asked_in(session, case.workspace, request.message))
        else:
            view = _asked(session, case)
        yield Announcement(request.asked, request.message, ToPerson(request.person), view)


def _asked(session: Session, case: Alert) -> views.Asked:
    [line] = lines.of(session, case.workspace, [case])
    monitor = monitors.monitor(session, case.workspace, case.monitor_id)
    return views.Asked(
        case=line,
        channel=case.channel,
        outcome=outcomes.OUTCOMES.get(case.proposed_outcome or "", ""),
        sentence=case.proposed_sentence or "",
        proposal=finding.proposal(case),
        recovery=recovery.of(session, case, monitor) if monitor else None,
    )


def _was_asked(session: Session, case: Alert, person: str) -> bool:
    """Whether somebody has a message that asks what it was, or did while it was back."""
    requests = stored.requests(session, case.workspace, case.id or 0)
    return any((one.asked, one.person) == (WHAT_IT_WAS, person) for one in requests)


def _may_see(session: Session, case: Alert, user: str) -> bool:
    """Whether somebody may see the case by now: they may be off the roster of its private team."""
    team = teams.team(session, case.workspace, case.team_id)
    return team is not None and calling.can_answer(session, team, user)


def _still(session: Session, case: Alert, asking: Mapping[str, Any]) -> bool:
    if case.open_key is None:
        return False
    if asking["asked"] == TO_AGREE:
        return case.proposed_by is not None
    if _was_asked(session, case, asking["person"]):
        return False
    monitor = monitors.monitor(session, case.workspace, case.monitor_id)
    found = recovery.of(session, case, monitor) if monitor else None
    return found is not None and found.stage == "back" and case.proposed_by is None


def _plan(session: Session, case: Alert, asking: Mapping[str, str], now: datetime) -> None:
    """At the first moment of their working hours; on another day again, if it was no question any more by then."""
    team = teams.team(session, case.workspace, case.team_id)
    if team is None:
        return
    worker = calling.worker_of(session, team, asking["person"])
    at = worker.first_moment(now, now + calling.LONGEST) or now + calling.LONGEST
    key = f"{ASK}:{asking['message']}:{now:%Y-%m-%d}"
    payload = {"alert": case.id, **asking}
    jobs.enqueue(session, workspace=case.workspace, kind=ASK, key=key, run_at=at, payload=payload)
