"""An idea moves on with one sentence that says why; its author and its voters hear it once."""

from datetime import datetime

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, InThread, Outcome, ToPerson
from kaizen.ideas import cards, finding, lifecycle
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
    if shown not in {"", idea.state} or to not in lifecycle.next_states(idea.state, author=Role.AUTHOR in held):
        raise Refusal("ideas/moved_meanwhile", field="to", status=lifecycle.words(idea.state)[0])
    if not reason.strip():
        raise Refusal("ideas/reason_missing", field="reason")
    before = idea.state
    _record(session, person, idea, to=to, reason=reason.strip(), now=now)
    return Outcome(person.workspace, _said(session, person, idea, before, reason.strip()))


def _action(state: str) -> str:
    return "ideas.withdraw" if state == IdeaState.WITHDRAWN else "ideas.move"


def _record(session: Session, person: Person, idea: stored.Idea, *, to: str, reason: str, now: datetime) -> None:
    idea_id = idea.id or 0
    session.add(
        stored.Move(
            workspace=person.workspace,
            idea_id=idea_id,
            mover=person.user,
            before=idea.state,
            after=IdeaState(to),
            reason=reason,
            moved_at=now,
        )
    )
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="ideas.move",
        subject=f"idea:{idea_id}",
        reason=reason,
        details={"number": idea.number, "before": idea.state, "after": str(to), "model": idea.model},
        now=now,
    )
    idea.state, idea.moved_at = IdeaState(to), now
    session.add(idea)
    session.flush()


def _said(session: Session, person: Person, idea: stored.Idea, before: str, reason: str) -> list[Announcement]:
    """The card, one line in its thread, and one direct message to each who cares and did not do it themselves."""
    idea_id = idea.id or 0
    turn = stored.last_move(session, idea_id)
    after, emoji = lifecycle.words(idea.state)
    moved = views.Moved(
        idea_id, idea.number, idea.title, lifecycle.words(before)[0], after, emoji, person.user, reason, idea.channel
    )
    key = f"ideas:{idea_id}:move:{turn.id if turn else 0}"
    interested = {*stored.voters(session, idea_id), *([idea.author] if idea.author else [])} - {person.user}
    return [
        cards.announced(session, idea),
        Announcement("ideas/moved", f"{key}:thread", InThread(cards.key(idea_id)), moved),
        *(Announcement("ideas/moved", f"{key}:{user}", ToPerson(user), moved) for user in sorted(interested)),
    ]
