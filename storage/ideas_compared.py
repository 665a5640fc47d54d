"""What a new idea is compared with: the words of those that somebody may see, and what is shown of the nearest."""

from collections.abc import Sequence
from typing import cast

from sqlmodel import Session, col, exists, func, select

from storage.ideas import Idea, IdeaState, Vote, visible_to


def wordings(session: Session, workspace: str, user: str, *, guest: bool, limit: int) -> Sequence[tuple[int, str, str]]:
    """Pain and proposal of the newest ideas that somebody may see and that were not withdrawn, by id."""
    asked = select(col(Idea.id), col(Idea.pain), col(Idea.proposal)).where(
        Idea.workspace == workspace, visible_to(user, guest=guest), Idea.state != IdeaState.WITHDRAWN
    )
    rows = session.execute(asked.order_by(col(Idea.number).desc()).limit(limit)).all()
    return cast("Sequence[tuple[int, str, str]]", rows)  # what is stored has an id


def with_votes(
    session: Session, workspace: str, user: str, *, guest: bool, idea_ids: Sequence[int]
) -> Sequence[tuple[Idea, int, bool]]:
    """Those of the ideas that somebody may see, with their votes and whether the asker's is among them."""
    votes = select(func.count()).where(Vote.idea_id == col(Idea.id)).correlate(Idea).scalar_subquery()
    own = exists().where(col(Vote.idea_id) == col(Idea.id), col(Vote.voter) == user)
    found = select(Idea, votes, own).where(
        Idea.workspace == workspace, visible_to(user, guest=guest), col(Idea.id).in_(idea_ids)
    )
    rows = session.execute(found.order_by(col(Idea.number)))
    return [(row[0], int(row[1]), bool(row[2])) for row in rows]
