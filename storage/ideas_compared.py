"""What a new idea is compared with: the words of those that somebody may see, and what is shown of the nearest.

Somebody's window waits for both answers. So each statement is made once, with names for what differs, and answered with
plain rows: that takes half the time of making it anew and of whole ideas.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, cast

from sqlalchemy import BindParameter, Executable, bindparam, exists, func, select
from sqlmodel import Session, col

from storage.ideas import Idea, IdeaState, Vote, visible_to


class Compared(NamedTuple):
    """As much of an idea as is shown beside a new one; *voted* is whether the asker's vote is among the *votes*."""

    id: int
    number: int
    title: str
    state: str
    votes: int
    voted: bool


def wordings(session: Session, workspace: str, user: str, *, guest: bool, limit: int) -> Sequence[tuple[int, str, str]]:
    """Pain and proposal of the newest ideas that somebody may see and that were not withdrawn, by id."""
    asked = {"workspace": workspace, "user": user, "limit": limit}
    rows = session.connection().execute(_wordings(guest=guest), asked).all()
    return cast("Sequence[tuple[int, str, str]]", rows)  # what is stored has an id


def with_votes(
    session: Session, workspace: str, user: str, *, guest: bool, idea_ids: Sequence[int]
) -> Sequence[Compared]:
    """Those of the ideas that somebody may see, by number."""
    asked = {"workspace": workspace, "user": user, "ideas": list(idea_ids)}
    return [Compared(*row) for row in session.connection().execute(_with_votes(guest=guest), asked)]


@cache
def _wordings(*, guest: bool) -> Executable:
    seen = select(col(Idea.id), col(Idea.pain), col(Idea.proposal)).where(
        col(Idea.workspace) == bindparam("workspace"),
        visible_to(bindparam("user"), guest=guest),
        col(Idea.state) != IdeaState.WITHDRAWN,
    )
    return seen.order_by(col(Idea.number).desc()).limit(bindparam("limit"))


@cache
def _with_votes(*, guest: bool) -> Executable:
    user: BindParameter[str] = bindparam("user")
    votes = select(func.count()).where(col(Vote.idea_id) == col(Idea.id)).correlate(Idea).scalar_subquery()
    own = exists().where(col(Vote.idea_id) == col(Idea.id), col(Vote.voter) == user)
    return (
        select(col(Idea.id), col(Idea.number), col(Idea.title), col(Idea.state), votes, own)
        .where(
            col(Idea.workspace) == bindparam("workspace"),
            visible_to(user, guest=guest),
            col(Idea.id).in_(bindparam("ideas", expanding=True)),
        )
        .order_by(col(Idea.number))
    )
