"""Actions: proposed with one owner, who accepts or hands back; silence hands back as well; done needs evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, InThread, Outcome, ToPerson
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, showing, windows
from kaizen.teams import defaults, hours, settings
from kaizen.teams.hours import Worker
from message_templates.retros import views
from storage import actions, jobs, retros
from storage.actions import Action, ActionState
from storage.retros import Phase, Retro

TELL: Final = "retros.tell_owner"
UNANSWERED: Final = "retros.unanswered"

NUDGES: Final = (-2, 0, 3)
"""Days around the due date on which the owner is reminded, in the morning."""

USUALLY: Final = timedelta(days=14)
"""The due date that the modal suggests: the next retro."""

LONGEST: Final = 500


@dataclass(frozen=True)
class Proposal:
    """What was entered about an action."""

    text: str
    owner: str
    due: str
    measure: str


def form(session: Session, person: Person, retro_id: int, *, theme_id: int | None, now: datetime) -> views.Propose:
    """An empty action, perhaps about one theme; refused when the retro has as many as it may."""
    found = finding.retro_in(session, person, retro_id, Phase.DISCUSS)
    permissions.require(person, "retros.propose", also=found.held)
    left = _left(session, found.retro)
    known = {theme.id: theme.title for theme in retros.themes(session, person.workspace, retro_id)}
    return views.Propose(found.retro.number, known.get(theme_id, ""), left, (now + USUALLY).date())


def propose(session: Session, person: Person, retro_id: int, proposal: Proposal, *, now: datetime) -> Outcome:
    """Keep the action, and ask its owner in their own hours."""
    found = finding.retro_for_change(session, person, retro_id, Phase.DISCUSS)
    permissions.require(person, "retros.propose", also=found.held)
    _left(session, found.retro)
    workers = hours.workers(session, found.team)
    due = _checked(proposal, workers, now)
    action = Action(
        workspace=person.workspace,
        team_id=found.retro.team_id,
        retro_id=retro_id,
        retro_number=found.retro.number,
        number=len(actions.of_retro(session, person.workspace, retro_id)) + 1,
        text=proposal.text.strip()[:LONGEST],
        owner=proposal.owner,
        proposer=person.user,
        due=due,
        measure=proposal.measure.strip()[:LONGEST],
        proposed_at=now,
    )
    session.add(action)
    session.flush()
    _plan_asking(session, action, workers[proposal.owner], now)
    _record(session, action, "retros.propose", person.user, now=now)
    return _said(session, action, now=now)


def answer(session: Session, person: Person, action_id: int, *, accept: bool, now: datetime) -> Outcome:
    """The owner takes it on, or hands it back."""
    action, held = finding.action_for_change(session, person, action_id)
    permissions.require(person, "retros.answer", also=held)
    if action.state != ActionState.PROPOSED:
        raise Refusal("refusals/too_late")
    action.state = ActionState.ACCEPTED if accept else ActionState.HANDED_BACK
    session.add(action)
    session.flush()
    workers = hours.workers(session, finding.team_of(session, _retro(session, action)))
    if accept and action.owner in workers:
        _plan_nudges(session, action, workers[action.owner], now)
    if not accept:
        _plan_telling_the_proposer(session, action, workers, now)
    _record(session, action, "retros.accept" if accept else "retros.hand_back", person.user, now=now)
    return _said(session, action, now=now, to_owner=True)


def finish_form(session: Session, person: Person, action_id: int) -> views.Finish:
    """The question for what shows that it is done."""
    action, held = finding.action(session, person, action_id)
    permissions.require(person, "retros.finish", also=held)
    return views.Finish(action.text, action.measure)


def finish(session: Session, person: Person, action_id: int, *, evidence: str, now: datetime) -> Outcome:
    """Done, with one sentence that says what shows it."""
    action, held = finding.action_for_change(session, person, action_id)
    permissions.require(person, "retros.finish", also=held)
    if action.state != ActionState.ACCEPTED:
        raise Refusal("refusals/too_late")
    if not evidence.strip():
        raise Refusal("retros/evidence_missing", field="evidence")
    action.state, action.evidence = ActionState.DONE, evidence.strip()[:LONGEST]
    session.add(action)
    session.flush()
    _record(session, action, "retros.finish", person.user, now=now)
    return _said(session, action, now=now, to_owner=True)


def silence(session: Session, workspace: str, action_id: int, *, now: datetime) -> Outcome:
    """Nobody answered for a working day: back to who proposed it."""
    action = actions.action_for_change(session, workspace, action_id)
    if action is None or action.state != ActionState.PROPOSED:
        return Outcome(workspace)
    action.state = ActionState.HANDED_BACK
    session.add(action)
    session.flush()
    workers = hours.workers(session, finding.team_of(session, _retro(session, action)))
    _plan_telling_the_proposer(session, action, workers, now)
    _record(session, action, "retros.unanswered", None, now=now)
    return _said(session, action, now=now, to_owner=True)


def tell(session: Session, workspace: str, payload: Mapping[str, Any], *, now: datetime) -> Outcome:
    """A planned direct message about an action, if it still is to be said."""
    action = actions.action_for_change(session, workspace, payload["action"])
    wanted = {"asked": ActionState.PROPOSED, "back": ActionState.HANDED_BACK}.get(payload["what"], ActionState.ACCEPTED)
    if action is None or action.state != wanted:
        return Outcome(workspace)
    to = action.proposer if payload["what"] == "back" else action.owner
    worker = hours.workers(session, finding.team_of(session, _retro(session, action))).get(to)
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


def _said(session: Session, action: Action, *, now: datetime, to_owner: bool = False) -> Outcome:
    """The action in its retro's thread, the retro's message, and what its owner was told, all as they are now."""
    retro = _retro(session, action)
    view = _view(session, action, now=now)
    said = [Announcement("retros/action", f"actions:{action.id}", InThread(showing.key(retro)), view)]
    said.append(showing.announced(session, retro, now=now))
    return Outcome(action.workspace, [*said, _to_owner(session, action, now=now)] if to_owner else said)


def _to_owner(session: Session, action: Action, *, now: datetime) -> Announcement:
    view = _view(session, action, now=now)
    return Announcement("retros/asked", f"actions:{action.id}:asked", ToPerson(action.owner), view)


def _view(session: Session, action: Action, *, now: datetime) -> views.ActionShown:
    team = finding.team_of(session, _retro(session, action))
    worker = hours.workers(session, team).get(action.owner)
    return views.ActionShown(
        id=action.id or 0,
        retro_number=action.retro_number,
        team=team.name,
        action=showing.line(action, now=now),
        proposer=action.proposer,
        evidence=action.evidence,
        answer_by=_answer_by(action, worker) if worker and action.state == ActionState.PROPOSED else None,
    )


def _answer_by(action: Action, worker: Worker) -> datetime:
    """After one working day of theirs, counted from their first moment at work."""
    end = action.proposed_at + windows.LONGEST_STRETCH
    return worker.at_work_after(worker.day * defaults.ACCEPTED_WITHIN.value, action.proposed_at, end) or end


def _plan_asking(session: Session, action: Action, worker: Worker, now: datetime) -> None:
    _plan_telling(session, action, worker, "asked", now)
    _enqueue(session, action, UNANSWERED, "unanswered", _answer_by(action, worker))


def _plan_telling_the_proposer(session: Session, action: Action, workers: Mapping[str, Worker], now: datetime) -> None:
    if action.proposer in workers:
        _plan_telling(session, action, workers[action.proposer], "back", now)


def _plan_telling(
    session: Session, action: Action, worker: Worker, what: str, now: datetime, *, again: str = ""
) -> None:
    at = worker.first_moment(now, now + windows.LONGEST_STRETCH)
    _enqueue(session, action, TELL, what, at or now + windows.LONGEST_STRETCH, again=again)


def _plan_nudges(session: Session, action: Action, worker: Worker, now: datetime) -> None:
    planned: dict[datetime, str] = {}  # two that a weekend moves to the same morning are one
    for days in NUDGES:
        day = action.due + timedelta(days=days)
        morning = datetime.combine(day, time.min, ZoneInfo(worker.zone))
        at = worker.first_moment(morning, morning + windows.LONGEST_STRETCH)
        if at is not None and at > now:
            planned[at] = f"due{days:+d}"
    for at, what in planned.items():
        _enqueue(session, action, TELL, what, at)


def _enqueue(session: Session, action: Action, kind: str, what: str, at: datetime, *, again: str = "") -> None:
    key = f"action:{action.id}:{what}{again}"
    payload = {"action": action.id, "what": what}
    jobs.enqueue(session, workspace=action.workspace, kind=kind, key=key, run_at=at, payload=payload)


def _left(session: Session, retro: Retro) -> int:
    """How many more actions the retro may have."""
    most = settings.of_team(session, retro.workspace, retro.team_id)[defaults.ACTIONS]
    left = most - len(showing.decided(session, retro))
    if left < 1:
        raise Refusal("retros/enough_actions", most=most)
    return left


def _checked(proposal: Proposal, workers: Mapping[str, Worker], now: datetime) -> date:
    if not proposal.text.strip():
        raise Refusal("retros/text_missing", field="text")
    if proposal.owner not in workers:
        raise Refusal("retros/not_in_team", field="owner")
    if not proposal.due or date.fromisoformat(proposal.due) < now.date():
        raise Refusal("retros/due_past", field="due")
    if not proposal.measure.strip():
        raise Refusal("retros/measure_missing", field="measure")
    return date.fromisoformat(proposal.due)


def _retro(session: Session, action: Action) -> Retro:
    retro = retros.retro(session, action.workspace, action.retro_id)
    if retro is None:
        raise LookupError(f"Action {action.id} belongs to no retro.")
    return retro


def _record(session: Session, action: Action, deed: str, actor: str | None, *, now: datetime) -> None:
    audit.record(
        session,
        workspace=action.workspace,
        actor=actor,
        action=deed,
        subject=f"action:{action.id}",
        details={"retro": action.retro_number, "number": action.number, "due": action.due.isoformat()},
        now=now,
    )
