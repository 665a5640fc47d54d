"""Ideas, their estimates, votes and moves, and the drafts that survive a closed modal."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BindParameter, CheckConstraint, ColumnElement, ScalarSelect, case
from sqlalchemy.exc import IntegrityError
from sqlmodel import Column, Field, Session, SQLModel, UniqueConstraint, and_, col, delete, exists, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import teams
from storage.idea_scores import Score


class IdeaState(StrEnum):
    """How far an idea has come."""

    NEW = "new"
    TRIAGED = "triaged"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OPEN_STATES = (IdeaState.NEW, IdeaState.TRIAGED, IdeaState.APPROVED, IdeaState.IN_PROGRESS)


class Idea(SQLModel, table=True):
    """One idea. Without *author* it was submitted unnamed; *follow_code* then is the hash of its author's code."""

    __tablename__ = "ideas"
    __table_args__ = (
        UniqueConstraint("workspace", "number"),
        CheckConstraint(
            "state IN ('new', 'triaged', 'approved', 'in_progress', 'done', 'declined', 'withdrawn')", "known_state"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str = Field(index=True)
    number: int
    team_id: int | None = Field(default=None, foreign_key="teams.id", index=True)
    channel: str
    private: bool = False
    author: str | None = Field(default=None, index=True)
    follow_code: str | None = None
    title: str
    pain: str
    proposal: str = ""
    model: str = ""
    people_or_fairness: str = ""
    source: str = ""
    """Permalink of the message from which the idea was made."""
    state: str = Field(default=IdeaState.NEW, index=True)
    submitted_at: datetime
    moved_at: datetime


class Estimate(SQLModel, table=True):
    """What one area would gain: low, likely and high in one unit, or nobody knows yet."""

    __tablename__ = "estimates"
    __table_args__ = (
        UniqueConstraint("idea_id", "area"),
        CheckConstraint("low <= likely AND likely <= high", "low_likely_high"),
    )

    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="ideas.id", index=True)
    position: int
    area: str
    unit: str = ""
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    sureness: str


class Vote(SQLModel, table=True):
    """One person's voice for one idea; the constraint, not the code, keeps it single."""

    __tablename__ = "votes"
    __table_args__ = (UniqueConstraint("idea_id", "voter"),)

    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="ideas.id", index=True)
    voter: str
    cast_at: datetime


class Move(SQLModel, table=True):
    """One change of state, with the sentence that explains it. Of an unnamed author there is no *mover*."""

    __tablename__ = "moves"

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    idea_id: int = Field(foreign_key="ideas.id", index=True)
    mover: str
    before: str
    after: str
    reason: str
    moved_at: datetime


class Draft(SQLModel, table=True):
    """What somebody has typed and not yet submitted: one per person and source, gone once it is an idea."""

    __tablename__ = "drafts"

    workspace: str = Field(primary_key=True)
    author: str = Field(primary_key=True)
    source: str = Field(default="", primary_key=True)
    """The message from which it was begun; empty for one that was begun from nothing."""
    content: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    saved_at: datetime


def idea(session: Session, workspace: str, idea_id: int) -> Idea | None:
    """One idea of a workspace."""
    return session.exec(select(Idea).where(Idea.workspace == workspace, Idea.id == idea_id)).first()


def idea_for_change(session: Session, workspace: str, idea_id: int) -> Idea | None:
    """The same, with its row locked until the transaction ends, so that votes and moves queue up."""
    return session.exec(select(Idea).where(Idea.workspace == workspace, Idea.id == idea_id).with_for_update()).first()


def estimates(session: Session, idea_id: int) -> Sequence[Estimate]:
    """What an idea promises, in the order in which it was said."""
    return session.exec(select(Estimate).where(Estimate.idea_id == idea_id).order_by(col(Estimate.position))).all()


def forget_estimates(session: Session, idea_id: int) -> None:
    """Drop what an idea promises, to say it anew."""
    session.exec(delete(Estimate).where(col(Estimate.idea_id) == idea_id))


def cast(session: Session, idea_id: int, voter: str, at: datetime) -> bool:
    """Add one vote; False if this person's is counted already."""
    try:
        with session.begin_nested():
            session.add(Vote(idea_id=idea_id, voter=voter, cast_at=at))
    except IntegrityError:
        return False
    return True


def take_back(session: Session, idea_id: int, voter: str) -> bool:
    """Remove one person's vote; False if there was none."""
    removed = session.exec(delete(Vote).where(col(Vote.idea_id) == idea_id, col(Vote.voter) == voter))
    return bool(removed.rowcount)


def count_votes(session: Session, idea_id: int) -> int:
    """How many voices an idea has."""
    return session.exec(select(func.count()).select_from(Vote).where(Vote.idea_id == idea_id)).one()


def has_voted(session: Session, idea_id: int, voter: str) -> bool:
    """Whether somebody's vote is counted."""
    return session.exec(select(Vote.id).where(Vote.idea_id == idea_id, Vote.voter == voter)).first() is not None


def voters(session: Session, idea_id: int) -> Sequence[str]:
    """Who voted, earliest first."""
    return session.exec(select(Vote.voter).where(Vote.idea_id == idea_id).order_by(col(Vote.id))).all()


def last_move(session: Session, idea_id: int) -> Move | None:
    """The newest change of state."""
    return session.exec(select(Move).where(Move.idea_id == idea_id).order_by(col(Move.id).desc()).limit(1)).first()


def move(session: Session, workspace: str, move_id: int) -> Move | None:
    """One change of state."""
    return session.exec(select(Move).where(Move.workspace == workspace, Move.id == move_id)).first()


def draft(session: Session, workspace: str, author: str, source: str) -> Draft | None:
    """What somebody began to write."""
    return session.get(Draft, (workspace, author, source))


def visible_to(user: str | BindParameter[str], *, guest: bool) -> ColumnElement[bool]:
    """For whom the question is asked: of a team, as its channel allows; of no team, public ones and one's own.

    It belongs to queries that outer-join `teams.Team`.
    """
    own = col(Idea.author) == user
    nobodys = and_(col(Idea.team_id).is_(None), col(Idea.private).is_(False))
    of_a_team = exists().where(col(teams.Team.id) == col(Idea.team_id), teams.visible_to(user, guest=guest))
    return or_(own, of_a_team) if guest else or_(own, nobodys, of_a_team)


def _visible(
    workspace: str, user: str, *, guest: bool, conditions: Sequence[ColumnElement[bool]]
) -> SelectOfScalar[Idea]:
    return select(Idea).where(Idea.workspace == workspace, visible_to(user, guest=guest), *conditions)


def seen_by(session: Session, workspace: str, idea_id: int, user: str, *, guest: bool) -> Idea | None:
    """One idea, if the asker may see it."""
    return session.exec(_visible(workspace, user, guest=guest, conditions=[col(Idea.id) == idea_id])).first()


def untriaged(session: Session, workspace: str, team_id: int) -> Sequence[Idea]:
    """The ideas of a team that nobody has looked at yet, oldest first."""
    asked = select(Idea).where(Idea.workspace == workspace, Idea.team_id == team_id, Idea.state == IdeaState.NEW)
    return session.exec(asked.order_by(col(Idea.number))).all()


def of_team(session: Session, workspace: str, team_id: int) -> Sequence[Idea]:
    """Every idea of one team, oldest first; whom the team may be shown to, these may."""
    return session.exec(
        select(Idea).where(Idea.workspace == workspace, Idea.team_id == team_id).order_by(col(Idea.number))
    ).all()


def moves_of_team(
    session: Session, workspace: str, team_id: int, *, since: datetime, until: datetime
) -> Sequence[Move]:
    """What happened to a team's ideas from *since* until before *until*, in order."""
    return session.exec(
        select(Move)
        .join(Idea, col(Idea.id) == col(Move.idea_id))
        .where(Move.workspace == workspace, Idea.team_id == team_id)
        .where(Move.moved_at >= since, Move.moved_at < until)
        .order_by(col(Move.id))
    ).all()


def of_author(session: Session, workspace: str, author: str, *, limit: int = 5) -> Sequence[Idea]:
    """The ideas that somebody submitted under their name, newest first."""
    return session.exec(
        select(Idea)
        .where(Idea.workspace == workspace, Idea.author == author)
        .order_by(col(Idea.number).desc())
        .limit(limit)
    ).all()


def listed(
    session: Session,
    workspace: str,
    user: str,
    *,
    guest: bool,
    conditions: Sequence[ColumnElement[bool]],
    offset: int,
    limit: int,
    by_score: bool = False,
) -> tuple[Sequence[tuple[Idea, int]], int]:
    """One page of the ideas that somebody may see with their votes; and how many there are in all.

    What is open comes before what is settled; then come most votes, or *by_score* the highest score and no score last.
    """
    votes = select(func.count()).where(Vote.idea_id == col(Idea.id)).correlate(Idea).scalar_subquery()
    found = _visible(workspace, user, guest=guest, conditions=conditions)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    settled = col(Idea.state).not_in(OPEN_STATES)
    first = (_score().desc().nulls_last(), votes.desc()) if by_score else (votes.desc(),)
    page = found.add_columns(votes).order_by(settled, *first, col(Idea.number).desc()).offset(offset).limit(limit)
    return [(row[0], int(row[1])) for row in session.execute(page)], total


def _score() -> ScalarSelect[float]:
    """What an idea is worth the effort; nothing before everybody has said so who does: the lead, and a deputy."""
    worth = col(Score.reach) * col(Score.impact) * col(Score.confidence) / col(Score.effort)
    wanted = select(case((col(teams.Team.deputy).is_not(None), 2), else_=1)).where(col(teams.Team.id) == Idea.team_id)
    of_idea = select(func.avg(worth)).where(col(Score.idea_id) == col(Idea.id)).group_by(col(Score.idea_id))
    enough = of_idea.having(func.count() >= wanted.correlate(Idea).scalar_subquery())
    return enough.correlate(Idea).scalar_subquery()
