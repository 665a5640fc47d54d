"""How many wrote or voted: counted at instants that were fixed before anybody did, never when somebody does."""

import math
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.teams import defaults, settings
from storage import retros
from storage.retros import Phase, Retro

COUNTED_EVERY: Final = timedelta(hours=8)
"""How often the retro's message says how many wrote; to say it at once would tell who it was."""

COUNTED: Final = (Phase.COLLECT, Phase.TOO_FEW, Phase.VOTE)
"""Phases in which something is given that is counted."""


def count(session: Session, retro: Retro) -> None:
    """Count both, and keep what was found; who was away at first and takes part all the same is one of the team."""
    given = retros.ballots(session, retro.workspace, retro.id or 0)
    retro.wrote = _writers(session, retro)
    retro.voted = len({ballot.voter_key for ballot in given})
    retro.members = max(retro.members, retro.wrote, retro.voted)
    session.add(retro)
    session.flush()


def enough_wrote(session: Session, retro: Retro) -> bool:
    """Whether so many have written by now that the cards can be opened; keeps nothing."""
    return _writers(session, retro) >= opened_from(session, retro)


def opened_from(session: Session, retro: Retro) -> int:
    """From how many writers cards open in this team."""
    return settings.of_team(session, retro.workspace, retro.team_id)[defaults.OPENED_FROM]


def quorum(session: Session, retro: Retro) -> int:
    """From how many voters on the vote ends without an extension."""
    percent = settings.of_team(session, retro.workspace, retro.team_id)[defaults.QUORUM]
    return math.ceil(percent * retro.members / 100)


def planned(began: datetime, due: datetime) -> list[datetime]:
    """When it is counted in a phase before its end."""
    return [began + number * COUNTED_EVERY for number in range(1, (due - began) // COUNTED_EVERY + 1)]


def first_at(retro: Retro) -> datetime:
    """When it is counted first in the phase: at its end, if that comes sooner."""
    return min(retro.phase_began_at + COUNTED_EVERY, retro.phase_due_at)


def next_at(retro: Retro, *, now: datetime) -> datetime:
    """When it is counted next in the phase."""
    coming = (at for at in planned(retro.phase_began_at, retro.phase_due_at) if at > now)
    return next(coming, retro.phase_due_at)


def last_at(retro: Retro, *, now: datetime) -> datetime | None:
    """When it should have been counted last in the phase; None before the first time.

    Too few is found by counting: it begins with a count.
    """
    over = [at for at in planned(retro.phase_began_at, retro.phase_due_at) if at <= now]
    if not over and retro.phase == Phase.TOO_FEW:
        return retro.phase_began_at
    return over[-1] if over else None


def _writers(session: Session, retro: Retro) -> int:
    return len({card.author_key for card in retros.cards(session, retro.workspace, retro.id or 0)})
