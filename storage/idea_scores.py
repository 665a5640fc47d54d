"""What those who triage think of an idea: reach, impact, confidence and effort, one row for each of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select


class Score(SQLModel, table=True):
    """One person's four figures for one idea; the newest ones hold."""

    __tablename__ = "idea_scores"
    __table_args__ = (
        UniqueConstraint("idea_id", "scorer"),
        CheckConstraint("reach >= 0 AND impact > 0 AND confidence > 0 AND confidence <= 100", "figures_in_bounds"),
        CheckConstraint("effort > 0", "effort_takes_time"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    idea_id: int = Field(foreign_key="ideas.id", index=True)
    scorer: str
    reach: float
    """People a quarter."""
    impact: float
    confidence: float
    """Percent."""
    effort: float
    """Weeks of one person."""
    scored_at: datetime


def of_idea(session: Session, idea_id: int) -> Sequence[Score]:
    """Everybody's figures for an idea, earliest first."""
    return session.exec(
        select(Score).where(Score.idea_id == idea_id).order_by(col(Score.scored_at), col(Score.id))
    ).all()


def by_scorer(session: Session, idea_id: int, scorer: str) -> Score | None:
    """One person's figures for an idea."""
    return session.exec(select(Score).where(Score.idea_id == idea_id, Score.scorer == scorer)).first()
