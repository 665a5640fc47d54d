"""Retros, the cards written in them, the themes they make, and the dots given to those."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, case
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, delete, select, update


class Phase(StrEnum):
    """How far a retro has come; *too few* waits for a choice, because the cards cannot be opened honestly."""

    COLLECT = "collect"
    TOO_FEW = "too_few"
    GROUP = "group"
    VOTE = "vote"
    DISCUSS = "discuss"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Retro(SQLModel, table=True):
    """One look back. *running* is True or nothing, so that the constraint keeps a team to one running retro."""

    __tablename__ = "retros"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        UniqueConstraint("team_id", "running"),
        CheckConstraint(
            "phase IN ('collect', 'too_few', 'group', 'vote', 'discuss', 'closed', 'cancelled')", "known_phase"
        ),
        CheckConstraint("(running IS NULL) = (phase IN ('closed', 'cancelled'))", "what_is_over_does_not_run"),
        CheckConstraint("salt IS NULL OR running IS NOT NULL", "the_salt_dies_with_it"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    team_id: int = Field(foreign_key="teams.id", index=True)
    number: int
    channel: str
    facilitator: str = ""
    """Who leads it; empty where nobody could."""
    phase: str = Phase.COLLECT
    step: int = 0
    """Counts the phases entered, extensions included; every job and message of one carries it."""
    phase_began_at: datetime
    phase_due_at: datetime
    collect_until: datetime | None = None
    """When Collect was announced to end last, also if somebody closed it early: nobody gets less than that."""
    running: bool | None = True
    salt: str | None = None
    """Makes the keys of hidden cards; gone when the retro is over."""
    extended: int = 0
    """How often the vote was extended."""
    reviewed: bool = False
    """Whether the facilitator looked over the themes."""
    members: int
    """How many were not away for all of Collect: out of them it is counted who wrote and voted, and the quorum."""
    wrote: int = 0
    voted: int = 0
    """Counted at fixed instants only: an edit at the moment of a card would tell whose it is."""
    began_at: datetime
    rating_salt: str | None = None
    """Makes the keys of ratings, from its end until they are counted; another one than the cards had."""
    handover: dict[str, str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    """What whoever facilitated it leaves to whoever facilitates next."""
    since_last: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    """What had happened since the retro before when this one began; it does not change any more."""


class Theme(SQLModel, table=True):
    """Cards that belong together."""

    __tablename__ = "themes"

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    retro_id: int = Field(foreign_key="retros.id", index=True)
    position: int
    title: str
    words: str = ""
    """What its cards have in common, so that people see why they are together."""


class RetroCard(SQLModel, table=True):
    """What somebody wrote. There is no time on it, and of a hidden one no name: only a key that dies with the salt."""

    __tablename__ = "retro_cards"
    __table_args__ = (CheckConstraint("kind IN ('keep', 'problem', 'try', 'thanks')", "known_kind"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    retro_id: int = Field(foreign_key="retros.id", index=True)
    kind: str
    text: str
    author: str | None = None
    author_key: str | None = None
    link: str | None = None
    """Where the evidence for it can be read."""
    position: int = 0
    """Where it stands once the order is shuffled."""
    theme_id: int | None = Field(default=None, foreign_key="themes.id")


class Ballot(SQLModel, table=True):
    """One person's dots for one theme; whose they are is a key that dies with the salt."""

    __tablename__ = "ballots"
    __table_args__ = (UniqueConstraint("theme_id", "voter_key"), CheckConstraint("dots > 0", "a_dot_at_least"))

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    retro_id: int = Field(foreign_key="retros.id", index=True)
    theme_id: int = Field(foreign_key="themes.id")
    voter_key: str | None = None
    dots: int


class Rating(SQLModel, table=True):
    """How one person found a retro, from 1 to 5; whose it is is a key that dies when they are counted."""

    __tablename__ = "retro_ratings"
    __table_args__ = (
        UniqueConstraint("retro_id", "rater_key"),
        CheckConstraint("given BETWEEN 1 AND 5", "one_to_five"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    retro_id: int = Field(foreign_key="retros.id")
    given: int
    rater_key: str | None = None


def retro(session: Session, workspace: str, retro_id: int) -> Retro | None:
    """One retro."""
    return session.exec(select(Retro).where(Retro.workspace == workspace, Retro.id == retro_id)).first()


def retro_for_change(session: Session, workspace: str, retro_id: int) -> Retro | None:
    """The same, its row locked until the transaction ends, so that a click and a job follow each other."""
    asked = select(Retro).where(Retro.workspace == workspace, Retro.id == retro_id)
    return session.exec(asked.with_for_update()).first()


def running(session: Session, workspace: str, team_id: int) -> Retro | None:
    """The retro that a team is in, if any."""
    return session.exec(
        select(Retro).where(Retro.workspace == workspace, Retro.team_id == team_id, col(Retro.running).is_(True))
    ).first()


def latest(session: Session, workspace: str, team_id: int) -> Retro | None:
    """The last retro that a team held; if each was cancelled, the first of those."""
    held = col(Retro.phase) != Phase.CANCELLED
    return session.exec(
        select(Retro)
        .where(Retro.workspace == workspace, Retro.team_id == team_id)
        .order_by(held.desc(), case((held, -col(Retro.number)), else_=col(Retro.number)))
        .limit(1)
    ).first()


def of_team(session: Session, workspace: str, team_id: int) -> Sequence[Retro]:
    """Every retro of a team, the newest first."""
    return session.exec(
        select(Retro).where(Retro.workspace == workspace, Retro.team_id == team_id).order_by(col(Retro.number).desc())
    ).all()


def ratings(session: Session, workspace: str, retro_id: int) -> Sequence[Rating]:
    """How people found a retro."""
    return session.exec(
        select(Rating).where(Rating.workspace == workspace, Rating.retro_id == retro_id).order_by(col(Rating.id))
    ).all()


def forget_raters(session: Session, workspace: str, retro_id: int) -> None:
    """Destroy what could tell whose a rating is."""
    session.exec(
        update(Rating)
        .where(col(Rating.workspace) == workspace, col(Rating.retro_id) == retro_id)
        .values(rater_key=None)
    )
    session.exec(
        update(Retro).where(col(Retro.workspace) == workspace, col(Retro.id) == retro_id).values(rating_salt=None)
    )


def cards(session: Session, workspace: str, retro_id: int) -> Sequence[RetroCard]:
    """What was written in a retro, in its shuffled order."""
    return session.exec(
        select(RetroCard)
        .where(RetroCard.workspace == workspace, RetroCard.retro_id == retro_id)
        .order_by(col(RetroCard.position), col(RetroCard.id))
    ).all()


def card(session: Session, workspace: str, card_id: int) -> RetroCard | None:
    """One card."""
    return session.exec(select(RetroCard).where(RetroCard.workspace == workspace, RetroCard.id == card_id)).first()


def themes(session: Session, workspace: str, retro_id: int) -> Sequence[Theme]:
    """What the cards of a retro are about, in order."""
    return session.exec(
        select(Theme)
        .where(Theme.workspace == workspace, Theme.retro_id == retro_id)
        .order_by(col(Theme.position), col(Theme.id))
    ).all()


def ballots(session: Session, workspace: str, retro_id: int) -> Sequence[Ballot]:
    """Every dot given in a retro."""
    return session.exec(
        select(Ballot)
        .where(Ballot.workspace == workspace, Ballot.retro_id == retro_id)
        .order_by(col(Ballot.theme_id), col(Ballot.id))
    ).all()


def withdraw_ballot(session: Session, workspace: str, retro_id: int, voter_key: str) -> None:
    """Take somebody's dots back, for they give them anew."""
    session.exec(
        delete(Ballot).where(
            col(Ballot.workspace) == workspace, col(Ballot.retro_id) == retro_id, col(Ballot.voter_key) == voter_key
        )
    )


def merge_themes(session: Session, workspace: str, retro_id: int, gone: int, into: int) -> None:
    """Put the cards of one theme into another, and drop the first."""
    session.exec(
        update(RetroCard)
        .where(
            col(RetroCard.workspace) == workspace,
            col(RetroCard.retro_id) == retro_id,
            col(RetroCard.theme_id) == gone,
        )
        .values(theme_id=into)
    )
    session.exec(delete(Theme).where(col(Theme.workspace) == workspace, col(Theme.id) == gone))


def forget_names(session: Session, workspace: str, retro_id: int) -> None:
    """Destroy the salt and every key made with it: from now on nobody can tell whose hidden cards were whose."""
    here = (workspace, retro_id)
    for table, key in ((RetroCard, "author_key"), (Ballot, "voter_key")):
        session.exec(
            update(table).where(col(table.workspace) == here[0], col(table.retro_id) == here[1]).values({key: None})
        )
    session.exec(update(Retro).where(col(Retro.workspace) == here[0], col(Retro.id) == here[1]).values(salt=None))
