"""A model or a dataset enters the register, and is kept up to date there."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal, Refusals
from kaizen.teams import roles
from storage import models as stored
from storage import teams

NAME_LENGTH: Final = 75
"""A name is offered in selects, whose options hold this much."""


@dataclass(frozen=True)
class ModelForm:
    """What was entered about one entry."""

    kind: str
    name: str
    owner: str
    steward: str
    tier: str
    domain: str
    version: str


def register(session: Session, person: Person, form: ModelForm, *, channel: str, now: datetime) -> stored.Model:
    """Add an entry. One registered in a private team's channel is that team's own; every other is everybody's."""
    permissions.require(person, "models.register", also=roles_in(session, person, channel))
    _check(form)
    team = _team(session, person, channel)
    model = stored.Model(
        workspace=person.workspace,
        team_id=team.id if team else None,
        registered_by=person.user,
        registered_at=now,
        **_cleaned(form),
    )
    if not stored.register(session, model):
        raise _taken(session, person, form)
    _record(session, person, "models.register", model, now)
    return model


def change(session: Session, person: Person, model_id: int, form: ModelForm, *, now: datetime) -> stored.Model:
    """Bring an entry up to date: a new version, another owner."""
    model = found(session, person, model_id)
    permissions.require(person, "models.change", also=roles_for(session, person, model))
    _check(form)
    if not stored.rewrite(session, model, _cleaned(form)):
        raise _taken(session, person, form)
    _record(session, person, "models.change", model, now)
    return model


def found(session: Session, person: Person, model_id: int) -> stored.Model:
    """One entry, refused alike whether it is hidden or does not exist."""
    model = stored.seen_by(session, person.workspace, model_id, user=person.user, guest=person.guest)
    if model is None or person.stranger:
        raise Refusal("refusals/not_found", what="model")
    return model


def roles_in(session: Session, person: Person, channel: str) -> frozenset[Role]:
    """What somebody is to what is registered in a channel."""
    team = _team(session, person, channel)
    return roles.in_team(session, team.id if team else None, person)


def roles_for(session: Session, person: Person, model: stored.Model) -> frozenset[Role]:
    """What somebody is to one entry."""
    held = roles.in_team(session, model.team_id, person)
    return held | {Role.OWNER} if person.user in {model.owner, model.steward} else held


def key(name: str) -> str:
    """A name as people compare names.

    >>> key("  Fraud   Scorer ")
    'fraud scorer'
    """
    return " ".join(name.casefold().split())


def _team(session: Session, person: Person, channel: str) -> teams.Team | None:
    return teams.of_channel(session, person.workspace, channel) if channel else None


def _taken(session: Session, person: Person, form: ModelForm) -> Refusal:
    """Said with the name as it is written in the register, which may be another than what was typed."""
    existing = stored.named(session, person.workspace, key(form.name))
    return Refusal("models/name_taken", field="name", name=existing.name if existing else form.name.strip())


def _cleaned(form: ModelForm) -> dict[str, Any]:
    return {field: " ".join(value.split()) for field, value in asdict(form).items()} | {"key": key(form.name)}


def _check(form: ModelForm) -> None:
    wrong = [
        Refusal("models/field_missing", field=field)
        for field in ("name", "owner", "steward")
        if not getattr(form, field).strip()
    ]
    if len(form.name.strip()) > NAME_LENGTH:
        wrong.append(Refusal("models/name_too_long", field="name", longest=NAME_LENGTH))
    if form.tier not in list(stored.Tier):
        wrong.append(Refusal("models/field_missing", field="tier"))
    if form.kind not in list(stored.Kind):
        wrong.append(Refusal("models/field_missing", field="kind"))
    if wrong:
        raise Refusals(wrong)


def _record(session: Session, person: Person, action: str, model: stored.Model, now: datetime) -> None:
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action=action,
        subject=f"model:{model.id}",
        details={"name": model.name, "tier": model.tier, "version": model.version},
        now=now,
    )
