"""Numbers that people say aloud (K-214): one after another within a workspace, without gaps for those who commit."""

from sqlalchemy import text
from sqlmodel import Field, Session, SQLModel


class Counter(SQLModel, table=True):
    """The last number given out for one kind of thing."""

    __tablename__ = "counters"

    workspace: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    last: int


_NEXT = text(
    "INSERT INTO counters (workspace, kind, last) VALUES (:workspace, :kind, 1) "
    "ON CONFLICT (workspace, kind) DO UPDATE SET last = counters.last + 1 RETURNING last"
)


def next_number(session: Session, workspace: str, kind: str) -> int:
    """The next number; whoever asks at the same time waits for the row and gets the one after it."""
    return int(session.connection().execute(_NEXT, {"workspace": workspace, "kind": kind}).scalar_one())
