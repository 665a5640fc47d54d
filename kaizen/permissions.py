"""Who may do what: one table of action x role. Every function that changes state asks it.

A guest of the workspace is nobody's colleague: as `Role.GUEST` they stand in no row, so they begin and change nothing.
What a team makes of them, they are: as a teammate, author, owner, facilitator or lead a guest does what everybody does.

Whom a question is asked for decides what it answers as well: `storage.teams.visible_to` is that rule.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from kaizen.people import Person
from kaizen.refusals import Refusal


class Role(StrEnum):
    """What somebody is to the thing they act on; one can be several at once."""

    COLLEAGUE = "colleague"  # a full member of the workspace
    GUEST = "guest"
    TEAMMATE = "teammate"
    AUTHOR = "author"
    OWNER = "owner"  # who answers for a model, or is its steward
    FACILITATOR = "facilitator"
    LEADING = "leading"  # who facilitates this one retro
    LEAD = "lead"
    DEPUTY = "deputy"  # who stands in for the lead
    ADMIN = "admin"


EVERYBODY_HERE: Final = frozenset({Role.COLLEAGUE, Role.TEAMMATE})
THE_TEAM: Final = frozenset({Role.TEAMMATE, Role.LEAD})
ITS_STEERING: Final = frozenset({Role.LEAD, Role.FACILITATOR, Role.ADMIN})
ITS_FACILITATING: Final = frozenset({Role.LEADING, Role.LEAD, Role.ADMIN})
"""One retro is led by one person: whoever is in the rota for others answers in its thread like everybody else."""

ALLOWED: Final[dict[str, frozenset[Role]]] = {
    "teams.set_up": frozenset({Role.COLLEAGUE}),
    "teams.change": ITS_STEERING,
    "teams.own_hours": frozenset({Role.TEAMMATE}),
    "models.register": EVERYBODY_HERE,
    "models.change": ITS_STEERING | {Role.OWNER},
    "ideas.submit": EVERYBODY_HERE,
    "ideas.vote": EVERYBODY_HERE,
    "ideas.move": THE_TEAM | {Role.ADMIN},
    "ideas.score": frozenset({Role.LEAD, Role.DEPUTY}),
    "ideas.withdraw": frozenset({Role.AUTHOR}),
    "ideas.edit": frozenset({Role.AUTHOR}),
    "ideas.add_evidence": THE_TEAM | {Role.AUTHOR, Role.ADMIN},
    "retros.start": ITS_STEERING,
    "retros.move_on": ITS_FACILITATING,
    "retros.write": THE_TEAM,
    "retros.vote": THE_TEAM,
    "retros.propose": ITS_FACILITATING,
    "retros.rate": THE_TEAM,
    "retros.hand_over": frozenset({Role.LEADING}),
    "retros.take_back": ITS_FACILITATING,
    "retros.answer": frozenset({Role.OWNER}),
    "retros.take_over": THE_TEAM,
    "retros.finish": ITS_STEERING | {Role.OWNER},
    "facilitators.answer": frozenset({Role.FACILITATOR}),
    "facilitators.take": frozenset({Role.FACILITATOR}),
    "facilitators.away": EVERYBODY_HERE,
    "monitors.register": THE_TEAM | {Role.ADMIN},
    "monitors.change": frozenset({Role.OWNER, Role.LEAD, Role.ADMIN}),
    "monitors.stop": frozenset({Role.OWNER, Role.LEAD, Role.ADMIN}),
    "alerts.acknowledge": THE_TEAM | {Role.OWNER, Role.ADMIN},
    "alerts.snooze": THE_TEAM | {Role.OWNER, Role.ADMIN},
    "alerts.resolve": THE_TEAM | {Role.OWNER, Role.ADMIN},
    "outbox.retry": frozenset({Role.ADMIN}),
}


def roles(person: Person, *, also: Iterable[Role] = ()) -> frozenset[Role]:
    """What *person* is everywhere, together with what they are to one thing. Strangers are nothing anywhere."""
    if person.stranger:
        return frozenset()
    held = set(also) | {Role.GUEST if person.guest else Role.COLLEAGUE}
    return frozenset(held | {Role.ADMIN} if person.admin else held)


def may(person: Person, action: str, *, also: Iterable[Role] = ()) -> bool:
    """Whether one of the person's roles is in the table's row for *action*."""
    return bool(ALLOWED[action] & roles(person, also=also))


def unseen(person: Person, what: str) -> Refusal:
    """*person* may not see a thing, or it is gone: refused alike, and a guest hears what guests see."""
    return Refusal("refusals/not_a_guests" if person.guest else "refusals/not_found", what=what)


def require(person: Person, action: str, *, also: Iterable[Role] = ()) -> None:
    """Refuse politely, naming who may."""
    if may(person, action, also=also):
        return
    if person.stranger:
        raise Refusal("refusals/other_workspace")
    if person.guest:
        raise Refusal("refusals/guest")
    raise Refusal("refusals/not_allowed", action=action, allowed=sorted(ALLOWED[action]))
