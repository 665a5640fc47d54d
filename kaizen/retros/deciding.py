"""Actions: proposed with one owner, who accepts or hands back; after silence nobody owns it; done needs evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, nudging, showing
from kaizen.teams import defaults, hours, settings
from kaizen.teams.hours import Worker
from message_templates.retros import views
from storage import actions, retros
from storage.actions import Action, ActionState
from storage.retros import Phase, Retro

USUALLY: Final = timedelta(days=14)
"""The due date that the modal suggests: the next retro."""

LONGEST_AHEAD: Final = timedelta(days=366)
"""A year: what is due later nobody remembers to do, and a year that was mistyped looks like it."""

LONGEST: Final = 500


@dataclass(frozen=True)
class Proposal:
    """What was entered about an action."""

    text: str
    owner: str
    due: str
    measure: str
    replaces: int | None = None
    """The action that nobody took on, if this is it once more."""


def form(session: Session, person: Person, retro_id: int, *, theme_id: int | None, now: datetime) -> views.Propose:
    """An empty action, perhaps about one theme; refused when the retro has as many as it may."""
    found = finding.retro_in(session, person, retro_id, Phase.DISCUSS)
    permissions.require(person, "retros.propose", also=found.held)
    left = _left(session, found.retro)
    known = {theme.id: theme.title for theme in retros.themes(session, person.workspace, retro_id)}
    return views.Propose(found.retro.number, known.get(theme_id, ""), left, (now + USUALLY).date())


def again(session: Session, person: Person, retro_id: int, action_id: int | None, *, now: datetime) -> views.Propose:
    """The form of an action that nobody took on, as it was filled in then, but for who is asked."""
    empty = form(session, person, retro_id, theme_id=None, now=now)
    before = _came_back(session, person.workspace, retro_id, action_id)
    if before is None:
        return empty
    return replace(empty, due=max(before.due, now.date()), text=before.text, measure=before.measure)


def propose(session: Session, person: Person, retro_id: int, proposal: Proposal, *, now: datetime) -> Outcome:
    """Keep the action, and ask its owner in their own hours."""
    found = finding.retro_for_change(session, person, retro_id, Phase.DISCUSS)
    permissions.require(person, "retros.propose", also=found.held)
    _left(session, found.retro)
    workers = hours.workers(session, found.team)
    due = _checked(proposal, workers, now)
    _said_once(session, found.retro, proposal.text)
    before = _came_back(session, person.workspace, retro_id, proposal.replaces)
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
        replaces=before.id if before else None,
    )
    session.add(action)
    session.flush()
    nudging.ask(session, action, workers[proposal.owner], now)
    _record(session, action, "retros.propose", person.user, now=now)
    return nudging.said(session, action, now=now)


def answer(session: Session, person: Person, action_id: int, *, accept: bool, now: datetime) -> Outcome:
    """The owner takes it on, or hands it back."""
    action, held = finding.action_for_change(session, person, action_id)
    permissions.require(person, "retros.answer", also=held)
    if action.state != ActionState.PROPOSED:
        raise Refusal("refusals/too_late")
    action.state = ActionState.ACCEPTED if accept else ActionState.HANDED_BACK
    session.add(action)
    session.flush()
    workers = hours.workers(session, finding.team_of(session, nudging.retro_of(session, action)))
    if accept and action.owner in workers:
        nudging.plan_nudges(session, action, workers[action.owner], now)
    if not accept:
        nudging.tell_who_asked(session, action, now, but=person.user)
    _record(session, action, "retros.accept" if accept else "retros.hand_back", person.user, now=now)
    return nudging.said(session, action, now=now)


def take_back(session: Session, person: Person, action_id: int, *, now: datetime) -> Outcome:
    """A word was wrong, or the person: whoever facilitates takes it back before it is answered, to propose it anew."""
    action, _ = finding.action_for_change(session, person, action_id)
    permissions.require(person, "retros.take_back", also=finding.retro(session, person, action.retro_id).held)
    if action.state != ActionState.PROPOSED:
        raise Refusal("refusals/too_late")
    action.state = ActionState.HANDED_BACK
    session.add(action)
    session.flush()
    nudging.tell_who_asked(session, action, now)
    _record(session, action, nudging.TAKEN_BACK, person.user, now=now)
    return nudging.said(session, action, now=now)


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
    return nudging.said(session, action, now=now)


def silence(session: Session, workspace: str, action_id: int, *, now: datetime) -> Outcome:
    """Nobody answered for a working day: not accepted in time, so nobody owns it, and who asked for it hears."""
    action = actions.action_for_change(session, workspace, action_id)
    if action is None or action.state != ActionState.PROPOSED:
        return Outcome(workspace)
    action.state = ActionState.HANDED_BACK
    session.add(action)
    session.flush()
    nudging.tell_who_asked(session, action, now)
    _record(session, action, "retros.unanswered", None, now=now)
    return nudging.said(session, action, now=now)


def _came_back(session: Session, workspace: str, retro_id: int, action_id: int | None) -> Action | None:
    """The action, if it is one of this retro that nobody took on."""
    mine = actions.of_retro(session, workspace, retro_id)
    return next((one for one in mine if one.id == action_id and one.state == ActionState.HANDED_BACK), None)


def _left(session: Session, retro: Retro) -> int:
    """How many more actions the retro may have."""
    most = settings.of_team(session, retro.workspace, retro.team_id)[defaults.ACTIONS]
    left = most - len(showing.decided(actions.of_retro(session, retro.workspace, retro.id or 0)))
    if left < 1:
        raise Refusal("retros/enough_actions", most=most)
    return left


def _said_once(session: Session, retro: Retro, text: str) -> None:
    """Two who propose the same at once would ask for it twice, and use up both of the few actions."""
    proposed = showing.decided(actions.of_retro(session, retro.workspace, retro.id or 0))
    if text.strip()[:LONGEST].casefold() in {one.text.casefold() for one in proposed}:
        raise Refusal("retros/proposed_already", field="text")


def _checked(proposal: Proposal, workers: Mapping[str, Worker], now: datetime) -> date:
    if not proposal.text.strip():
        raise Refusal("retros/text_missing", field="text")
    if proposal.owner not in workers:
        raise Refusal("retros/not_in_team", field="owner")
    due = _due(proposal, now)
    if not proposal.measure.strip():
        raise Refusal("retros/measure_missing", field="measure")
    return due


def _due(proposal: Proposal, now: datetime) -> date:
    if not proposal.due or date.fromisoformat(proposal.due) < now.date():
        raise Refusal("retros/due_past", field="due")
    latest = now.date() + LONGEST_AHEAD
    if date.fromisoformat(proposal.due) > latest:
        raise Refusal("retros/due_far", field="due", latest=latest)
    return date.fromisoformat(proposal.due)


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
