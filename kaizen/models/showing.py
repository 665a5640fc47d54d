"""The register as people see it: a form, a line, a list."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session

from kaizen import permissions
from kaizen.models import registering
from kaizen.people import Person
from message_templates.choices import Choice
from message_templates.models import views
from message_templates.shortening import shortened
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
OPTION: Final = 75
"""Characters that an option of a menu holds."""

UNKNOWN: Final = " (not registered)"

MOST_OFFERED: Final = 99
"""A menu holds a hundred options, and one is kept for what is typed."""

PAGE: Final = 40
"""Entries in one message: each takes a block, and Slack takes fifty."""


def new_form(session: Session, person: Person, channel: str) -> views.Register:
    """An empty form, for whoever may register something there; they mostly answer for it."""
    permissions.require(person, "models.register", also=registering.roles_in(session, person, channel))
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


def listed(session: Session, person: Person, *, channel: str = "") -> views.Listed:
    """The entries that *person* may see; in the *channel* of their team a guest may add to them."""
    if person.stranger:
        return views.Listed((), 0, may_register=False)
    found = stored.listed(session, person.workspace, user=person.user, guest=person.guest, limit=PAGE)
    total = stored.count(session, person.workspace, user=person.user, guest=person.guest)
    may_register = permissions.may(person, "models.register", also=registering.roles_in(session, person, channel))
    return views.Listed(tuple(entry(session, person, model) for model in found), total, may_register)


def offered(session: Session, person: Person, typed: str) -> list[Choice]:
    """Entries for a menu, by name; what is typed and not registered can be taken all the same."""
    wanted = " ".join(typed.split())
    found = [] if person.stranger else _matching(session, person, wanted)
    choices = [Choice(model.name, model.name) for model in found]
    if not wanted or registering.key(wanted) in {model.key for model in found}:
        return choices
    return [*choices, Choice(wanted[: registering.NAME_LENGTH], shortened(wanted, OPTION - len(UNKNOWN)) + UNKNOWN)]


def _matching(session: Session, person: Person, words: str) -> Sequence[stored.Model]:
    return stored.matching(session, person.workspace, words, user=person.user, guest=person.guest, limit=MOST_OFFERED)


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
