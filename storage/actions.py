"""What a retro decided: actions, each with one owner, a due date and a measure."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select


class ActionState(StrEnum):
    """Proposed until its owner answers; silence hands it back."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    HANDED_BACK = "handed_back"
    DONE = "done"


UNFINISHED = (ActionState.PROPOSED, ActionState.ACCEPTED)


class Action(SQLModel, table=True):
    """One thing that somebody does because of a retro. *number* counts within it."""

    __tablename__ = "actions"
    __table_args__ = (
        UniqueConstraint("retro_id", "number"),
        CheckConstraint("state IN ('proposed', 'accepted', 'handed_back', 'done')", "known_state"),
        CheckConstraint("(state = 'done') = (evidence <> '')", "done_is_shown_by_something"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    team_id: int = Field(foreign_key="teams.id", index=True)
    retro_id: int = Field(foreign_key="retros.id")
    retro_number: int
    number: int
    text: str
    owner: str = Field(index=True)
    proposer: str
    due: date
    measure: str
    evidence: str = ""
    state: str = ActionState.PROPOSED
    proposed_at: datetime
    replaces: int | None = None
    """The action that nobody took on and that was proposed again as this one, perhaps in other words."""


def action(session: Session, workspace: str, action_id: int) -> Action | None:
    """One action."""
    return session.exec(select(Action).where(Action.workspace == workspace, Action.id == action_id)).first()


def action_for_change(session: Session, workspace: str, action_id: int) -> Action | None:
    """The same, its row locked until the transaction ends."""
    asked = select(Action).where(Action.workspace == workspace, Action.id == action_id)
    return session.exec(asked.with_for_update()).first()


def of_retro(session: Session, workspace: str, retro_id: int) -> Sequence[Action]:
    """What one retro proposed, in order."""
    return session.exec(
        select(Action).where(Action.workspace == workspace, Action.retro_id == retro_id).order_by(col(Action.number))
    ).all()


def unfinished(session: Session, workspace: str, team_id: int) -> Sequence[Action]:
    """What a team has not done yet, the longest due first."""
    return session.exec(
        select(Action)
        .where(Action.workspace == workspace, Action.team_id == team_id, col(Action.state).in_(UNFINISHED))
        .order_by(col(Action.due), col(Action.id))
    ).all()


def unfinished_of(session: Session, workspace: str, user: str) -> Sequence[Action]:
    """What one person has not done yet, the longest due first."""
    return session.exec(
        select(Action)
        .where(Action.workspace == workspace, Action.owner == user, col(Action.state).in_(UNFINISHED))
        .order_by(col(Action.due), col(Action.id))
    ).all()
