"""The retros that ended in a week, also those that were cancelled for want of cards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen.retros import showing
from message_templates.digests import views
from storage import actions, retros
from storage.actions import ActionState
from storage.retros import Phase, Retro
from storage.teams import Team

AGREED: Final = (ActionState.ACCEPTED, ActionState.DONE)


def within(session: Session, team: Team, *, since: datetime, until: datetime) -> Sequence[views.DigestRetro]:
    """The oldest first; when one ended is when its last phase did."""
    every = retros.of_team(session, team.workspace, team.id or 0)
    ended = [retro for retro in every if not retro.running and since <= retro.phase_due_at < until]
    return [_shown(session, retro) for retro in reversed(ended)]


def _shown(session: Session, retro: Retro) -> views.DigestRetro:
    proposed = actions.of_retro(session, retro.workspace, retro.id or 0)
    agreed = sum(action.state in AGREED for action in proposed)
    waiting = sum(action.state == ActionState.PROPOSED for action in proposed)
    return views.DigestRetro(
        number=retro.number,
        cancelled=retro.phase == Phase.CANCELLED,
        wrote=retro.wrote,
        members=retro.members,
        voted=retro.voted,
        agreed=agreed,
        unowned=waiting + len(showing.unowned(proposed)),
    )
