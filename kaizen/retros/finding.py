"""A retro, card, theme or action that somebody refers to; refused alike if it is hidden or does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from kaizen import permissions
from kaizen.people import Person
from kaizen.permissions import Role
from kaizen.refusals import Refusal
from kaizen.teams import roles, showing
from storage import actions, retros, teams
from storage.actions import Action
from storage.retros import Phase, Retro
from storage.teams import Team


@dataclass(frozen=True)
class Found:
    """A retro with the team that is in it, and what the person is to that."""

    retro: Retro
    team: Team
    held: frozenset[Role]


def reference(kind: str, number: int) -> str:
    """How something travels: ``retro:18``."""
    return f"{kind}:{number}"


def opened(travelled: str, kind: str) -> int:
    """The number of what travelled.

    >>> opened("retro:18", "retro")
    18
    """
    said, _, number = travelled.partition(":")
    if said != kind or not number.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(number)


def opened_step(travelled: str) -> tuple[int, int]:
    """The retro and the step of it that travelled with a button which may be pressed once.

    >>> opened_step("step:18.2")
    (18, 2)
    """
    said, _, numbers = travelled.partition(":")
    retro, _, step = numbers.partition(".")
    if said != "step" or not retro.isdecimal() or not step.isdecimal():
        raise Refusal("refusals/broken_seal")
    return int(retro), int(step)


def opened_part(travelled: str, kind: str) -> tuple[int, int | None]:
    """A retro, and perhaps one of its themes or actions.

    >>> opened_part("retro:18", "theme"), opened_part("theme:18.4", "theme")
    ((18, None), (18, 4))
    """
    if not travelled.startswith(f"{kind}:"):
        return opened(travelled, "retro"), None
    retro, part = opened_step(travelled.replace(f"{kind}:", "step:", 1))
    return retro, part


def retro(session: Session, person: Person, retro_id: int) -> Found:
    """One retro, for reading."""
    return _found(session, person, retros.retro(session, person.workspace, retro_id))


def retro_in(session: Session, person: Person, retro_id: int, *phases: Phase) -> Found:
    """One retro, for reading; refused unless it is in one of *phases*."""
    return _in(retro(session, person, retro_id), phases)


def retro_for_change(session: Session, person: Person, retro_id: int, *phases: Phase) -> Found:
    """The same, locked until the transaction ends."""
    return _in(_found(session, person, retros.retro_for_change(session, person.workspace, retro_id)), phases)


def action(session: Session, person: Person, action_id: int) -> tuple[Action, frozenset[Role]]:
    """One action, and what the person is to it."""
    return _held(session, person, actions.action(session, person.workspace, action_id))


def action_for_change(session: Session, person: Person, action_id: int) -> tuple[Action, frozenset[Role]]:
    """The same, locked until the transaction ends."""
    return _held(session, person, actions.action_for_change(session, person.workspace, action_id))


def _held(session: Session, person: Person, wanted: Action | None) -> tuple[Action, frozenset[Role]]:
    if wanted is None:
        raise permissions.unseen(person, "action")
    showing.known(session, person, wanted.team_id)
    held = roles.in_team(session, wanted.team_id, person)
    return wanted, held | {Role.OWNER} if wanted.owner == person.user else held


def team_of(session: Session, retro: Retro) -> Team:
    """The team that is in a retro."""
    found = teams.team(session, retro.workspace, retro.team_id)
    if found is None:
        raise LookupError(f"Retro {retro.id} belongs to no team.")
    return found


def steers(retro: Retro, team: Team) -> str:
    """Who is asked when somebody has to choose: its facilitator, or the lead where nobody facilitates."""
    return retro.facilitator or team.lead


def _in(found: Found, phases: Sequence[Phase]) -> Found:
    if found.retro.phase not in phases:
        raise Refusal("retros/not_now", number=found.retro.number, phase=found.retro.phase)
    return found


def _found(session: Session, person: Person, wanted: Retro | None) -> Found:
    if wanted is None:
        raise permissions.unseen(person, "retro")
    team = showing.known(session, person, wanted.team_id)
    held = roles.in_team(session, wanted.team_id, person)
    return Found(wanted, team, held | {Role.LEADING} if wanted.facilitator == person.user else held)
