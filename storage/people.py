"""What is remembered of people in Slack: a cache of their profile, so that a click needs no call to know its zone."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select


class SlackPerson(SQLModel, table=True):
    """One person as Slack last described them."""

    __tablename__ = "people"

    workspace: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    name: str = ""
    title: str = ""
    zone: str = "UTC"
    admin: bool = False
    guest: bool = False
    bot: bool = False
    gone: bool = False
    home: str = ""
    """The workspace they belong to, where Slack says so; others come in over Slack Connect."""
    seen_at: datetime


def person(session: Session, workspace: str, user: str) -> SlackPerson | None:
    """What is known of one person."""
    return session.get(SlackPerson, (workspace, user))


def known(session: Session, workspace: str, users: Iterable[str]) -> Sequence[SlackPerson]:
    """Those of *users* whom we know, by name."""
    return session.exec(
        select(SlackPerson)
        .where(SlackPerson.workspace == workspace, col(SlackPerson.user).in_(list(users)))
        .order_by(SlackPerson.name, SlackPerson.user)
    ).all()


def remember(session: Session, described: SlackPerson) -> None:
    """Keep the newest description."""
    session.merge(described)
