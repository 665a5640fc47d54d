"""The register of models and datasets: what the team looks after, and whom to ask about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnElement
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, and_, col, exists, func, or_, select

from storage import teams


class Kind(StrEnum):
    """What can be registered."""

    MODEL = "model"
    DATASET = "dataset"


class Tier(StrEnum):
    """How much depends on it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Model(SQLModel, table=True):
    """One model or dataset. *key* is its name as people compare names: without case and stray spaces."""

    __tablename__ = "models"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        CheckConstraint("kind IN ('model', 'dataset')", "known_kind"),
        CheckConstraint("tier IN ('high', 'medium', 'low')", "known_tier"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace: str
    team_id: int | None = Field(default=None, foreign_key="teams.id", index=True)
    """The team in whose channel it was registered; its privacy is the model's. None belongs to everybody."""
    kind: str = Kind.MODEL
    name: str
    key: str
    owner: str
    steward: str
    tier: str
    domain: str = ""
    version: str = ""
    registered_by: str
    registered_at: datetime


def register(session: Session, model: Model) -> bool:
    """Add an entry and give it its number; False if the workspace has one of that name."""
    try:
        with session.begin_nested():
            session.add(model)
    except IntegrityError:
        return False
    return True


def named(session: Session, workspace: str, key: str) -> Model | None:
    """The entry that has a name already."""
    return session.exec(select(Model).where(Model.workspace == workspace, Model.key == key)).first()


def rewrite(session: Session, model: Model, values: Mapping[str, str]) -> bool:
    """Change an entry; False if the workspace has another one of that name."""
    try:
        with session.begin_nested():
            for field, value in values.items():
                setattr(model, field, value)
    except IntegrityError:
        return False
    return True


def visible_to(user: str, *, guest: bool) -> ColumnElement[bool]:
    """For whom the question is asked: a team's entries as its channel allows, nobody's to all full members.

    A guest sees of what is not private also what they answer for.
    """
    of_a_team = exists().where(col(teams.Team.id) == col(Model.team_id), teams.visible_to(user, guest=guest))
    if not guest:
        return or_(col(Model.team_id).is_(None), of_a_team)
    public = or_(
        col(Model.team_id).is_(None), exists().where(col(teams.Team.id) == col(Model.team_id), ~col(teams.Team.private))
    )
    return or_(of_a_team, and_(public, or_(col(Model.owner) == user, col(Model.steward) == user)))


def is_registered(session: Session, workspace: str, name: str) -> bool:
    """Whether the workspace has an entry of that name, as people compare names."""
    key = " ".join(name.casefold().split())
    return session.exec(select(Model.id).where(Model.workspace == workspace, Model.key == key)).first() is not None


def listed(session: Session, workspace: str, *, user: str, guest: bool, limit: int = 100) -> Sequence[Model]:
    """The entries that somebody may see, by name."""
    return session.exec(
        select(Model)
        .where(Model.workspace == workspace, visible_to(user, guest=guest))
        .order_by(Model.key)
        .limit(limit)
    ).all()


def matching(
    session: Session, workspace: str, query: str, *, user: str, guest: bool, limit: int = 100
) -> Sequence[Model]:
    """The visible entries whose name contains every word of *query*, by name: what a select offers while one types."""
    words = [col(Model.key).contains(word, autoescape=True) for word in query.casefold().split()]
    return session.exec(
        select(Model)
        .where(and_(Model.workspace == workspace, visible_to(user, guest=guest), *words))
        .order_by(Model.key)
        .limit(limit)
    ).all()


def count(session: Session, workspace: str, *, user: str, guest: bool) -> int:
    """How many entries somebody may see."""
    seen = select(func.count()).select_from(Model).where(Model.workspace == workspace, visible_to(user, guest=guest))
    return session.exec(seen).one()


def any_known(session: Session, workspace: str, *, user: str, guest: bool) -> bool:
    """Whether somebody would find anything in the register."""
    return bool(listed(session, workspace, user=user, guest=guest, limit=1))


def of_team(session: Session, workspace: str, team_id: int, *, limit: int = 100) -> Sequence[Model]:
    """The entries that were registered in a team's channel, by name; whom the team may be shown to, these may."""
    return session.exec(
        select(Model).where(Model.workspace == workspace, Model.team_id == team_id).order_by(Model.key).limit(limit)
    ).all()


def seen_by(session: Session, workspace: str, model_id: int, *, user: str, guest: bool) -> Model | None:
    """One entry, if the asker may see it."""
    return session.exec(
        select(Model).where(Model.workspace == workspace, Model.id == model_id, visible_to(user, guest=guest))
    ).first()
