"""An idea moves on with one sentence that says why; its author and its voters hear it once."""

from datetime import datetime

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, InThread, Outcome
from kaizen.ideas import cards, finding, lifecycle, telling
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from message_templates.choices import Choice
from message_templates.ideas import views
from storage import ideas as stored
from storage.ideas import IdeaState


def choices(session: Session, person: Person, idea_id: int) -> views.MoveView:
    """What *person* may do with the idea now."""
    idea = finding.idea(session, person, idea_id)
    held = finding.roles_for(session, person, idea)
    states = lifecycle.next_states(idea.state, author=Role.AUTHOR in held)
    mine = [state for state in states if permissions.may(person, _action(state), also=held)]
    if not states:
        raise Refusal("ideas/closed", number=idea.number, status=lifecycle.words(idea.state)[0])
    if not mine:
        permissions.require(person, "ideas.move", also=held)
    options = tuple(Choice(state, lifecycle.words(state)[0]) for state in mine)
    return views.MoveView(idea_id, idea.number, idea.title, lifecycle.words(idea.state)[0], idea.state, options)


def move(
    session: Session, person: Person, idea_id: int, *, to: str, reason: str, now: datetime, shown: str = ""
) -> Outcome:
    """Change the idea's state; refuse if it is not what was *shown* to whoever decides: somebody was quicker."""
    idea = finding.idea_for_change(session, person, idea_id)
    held = finding.roles_for(session, person, idea)
    permissions.require(person, _action(to), also=held)
    if not to:
        raise Refusal("ideas/status_missing", field="to")
    if shown not in {"", idea.state} or to not in lifecycle.next_states(idea.state, author=Role.AUTHOR in held):
        raise Refusal("ideas/moved_meanwhile", field="to", status=lifecycle.words(idea.state)[0])
    if not reason.strip():
        raise Refusal("ideas/reason_missing", field="reason")
    turn = _record(session, idea, mover=person.user, to=to, reason=reason.strip(), now=now)
    return Outcome(person.workspace, _said(session, idea, turn, but=person.user, now=now))


def withdrawable(session: Session, person: Person, idea_id: int, *, holds_code: bool = False) -> views.WithdrawView:
    """What its author is asked before the idea is withdrawn."""
    idea = finding.idea(session, person, idea_id)
    _require_own(session, person, idea, holds_code=holds_code)
    votes = stored.count_votes(session, idea_id)
    return views.WithdrawView(idea_id, idea.number, idea.title, votes, named=bool(idea.author))


def withdraw(
    session: Session, person: Person, idea_id: int, *, reason: str = "", now: datetime, holds_code: bool = False
) -> Outcome:
    """Its author takes the idea back, for good; its votes stay. Who *holds_code* is the author, and is not named."""
    idea = finding.idea_for_change(session, person, idea_id)
    _require_own(session, person, idea, holds_code=holds_code)
    mover = "" if holds_code else person.user
    turn = _record(session, idea, mover=mover, to=IdeaState.WITHDRAWN, reason=reason.strip(), now=now)
    return Outcome(person.workspace, _said(session, idea, turn, but=person.user, now=now))


def _require_own(session: Session, person: Person, idea: stored.Idea, *, holds_code: bool) -> None:
    held = {Role.AUTHOR} if holds_code and idea.author is None else finding.roles_for(session, person, idea)
    permissions.require(person, "ideas.withdraw", also=held)
    if not lifecycle.is_open(idea.state):
        raise Refusal("ideas/closed", number=idea.number, status=lifecycle.words(idea.state)[0])


def _action(state: str) -> str:
    return "ideas.withdraw" if state == IdeaState.WITHDRAWN else "ideas.move"


def _record(session: Session, idea: stored.Idea, *, mover: str, to: str, reason: str, now: datetime) -> stored.Move:
    turn = stored.Move(
        workspace=idea.workspace,
        idea_id=idea.id or 0,
        mover=mover,
        before=idea.state,
        after=IdeaState(to),
        reason=reason,
        moved_at=now,
    )
    audit.record(
        session,
        workspace=idea.workspace,
        actor=mover or None,
        action="ideas.move",
        subject=f"idea:{idea.id}",
        reason=reason,
        details={"number": idea.number, "before": idea.state, "after": str(to), "model": idea.model},
        now=now,
    )
    idea.state, idea.moved_at = IdeaState(to), now
    session.add_all([turn, idea])
    session.flush()
    return turn


def _said(session: Session, idea: stored.Idea, turn: stored.Move, *, but: str, now: datetime) -> list[Announcement]:
    """The card, one line in its thread, the author's own message, and one direct message to each who cares."""
    key = f"ideas:{idea.id}:move:{turn.id}:thread"
    return [
        cards.announced(session, idea),
        Announcement("ideas/moved", key, InThread(cards.key(idea.id or 0)), telling.moved(idea, turn)),
        *telling.author(session, idea, now=now),
        *telling.of_move(session, idea, turn, but=but, now=now),
    ]
