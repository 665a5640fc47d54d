"""The register as people see it: a form, a line, a list."""

from typing import Final

from sqlmodel import Session

from kaizen import permissions
from kaizen.models import registering
from kaizen.people import Person
from message_templates.choices import Choice
from message_templates.models import views
from storage import models as stored

KINDS: Final = (
    Choice(stored.Kind.MODEL, "A model or pipeline"),
    Choice(stored.Kind.DATASET, "A dataset"),
)
TIERS: Final = (
    Choice(stored.Tier.HIGH, "High", "Decides about people or a lot of money"),
    Choice(stored.Tier.MEDIUM, "Medium", "Somebody looks at what it says before it counts"),
    Choice(stored.Tier.LOW, "Low", "A mistake costs little and is soon mended"),
)
PAGE: Final = 40
"""Entries in one message: each takes a block, and Slack takes fifty."""


def new_form(person: Person) -> views.Register:
    """An empty form; whoever registers something mostly answers for it."""
    return views.Register(KINDS, TIERS, owner=person.user)


def form(session: Session, person: Person, model_id: int) -> views.Register:
    """One entry as it is, to be changed."""
    model = registering.found(session, person, model_id)
    permissions.require(person, "models.change", also=registering.roles_for(session, person, model))
    return views.Register(
        kinds=KINDS,
        tiers=TIERS,
        kind=model.kind,
        name=model.name,
        owner=model.owner,
        steward=model.steward,
        tier=model.tier,
        domain=model.domain,
        version=model.version,
        known=True,
    )


def listed(session: Session, person: Person) -> views.Listed:
    """The entries that *person* may see."""
    if person.stranger:
        return views.Listed((), 0)
    found = stored.listed(session, person.workspace, user=person.user, guest=person.guest, limit=PAGE)
    total = stored.count(session, person.workspace, user=person.user, guest=person.guest)
    return views.Listed(tuple(entry(session, person, model) for model in found), total)


def entry(session: Session, person: Person, model: stored.Model) -> views.Registered:
    """One entry in a line."""
    held = registering.roles_for(session, person, model)
    return views.Registered(
        name=model.name,
        kind=model.kind,
        owner=model.owner,
        steward=model.steward,
        tier=model.tier,
        domain=model.domain,
        version=model.version,
        id=model.id or 0,
        may_change=permissions.may(person, "models.change", also=held),
    )
