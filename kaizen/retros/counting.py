"""How many wrote or voted: counted at instants that were fixed before anybody did, never when somebody does."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from storage import retros
from storage.retros import Retro

COUNTED_EVERY: Final = timedelta(hours=8)
"""How often the retro's message says how many wrote; to say it at once would tell who it was."""


def count(session: Session, retro: Retro) -> None:
    """Count both, and keep what was found."""
    written = retros.cards(session, retro.workspace, retro.id or 0)
    given = retros.ballots(session, retro.workspace, retro.id or 0)
    retro.wrote = len({card.author_key for card in written})
    retro.voted = len({ballot.voter_key for ballot in given})
    session.add(retro)
    session.flush()


def planned(began: datetime, due: datetime) -> list[datetime]:
    """When it is counted in a phase before its end."""
    return [began + number * COUNTED_EVERY for number in range(1, (due - began) // COUNTED_EVERY + 1)]


def first_at(retro: Retro) -> datetime:
    """When it is counted first in the phase: at its end, if that comes sooner."""
    return min(retro.phase_began_at + COUNTED_EVERY, retro.phase_due_at)


def last_at(retro: Retro, *, now: datetime) -> datetime | None:
    """When it should have been counted last in the phase; None before the first time."""
    over = [at for at in planned(retro.phase_began_at, retro.phase_due_at) if at <= now]
    return over[-1] if over else None
