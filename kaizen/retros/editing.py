"""Direct messages that ask for nothing any more say so: edited in place, which wakes nobody, and never sent anew."""

from collections.abc import Collection, Iterable
from itertools import product

from sqlmodel import Session

from kaizen.announcements import Announcement, ToPerson
from kaizen.retros import finding
from message_templates.retros import views
from storage import messages
from storage.retros import Phase, Retro


def only_said(session: Session, workspace: str, wanted: Iterable[Announcement]) -> list[Announcement]:
    """Those of *wanted* that edit a message; what nobody was told needs no taking back."""
    return [one for one in wanted if messages.by_key(session, workspace, one.key)]


def key(retro: Retro, step: int, what: str, user: str) -> str:
    """The message that asks somebody for what a step of a retro needs of them: as it begins, or as a reminder."""
    return f"retros:{retro.id}:{step}:{what}:{user}"


def phase_over(session: Session, retro: Retro, users: Collection[str], *, ended: str, step: int) -> list[Announcement]:
    """The newest message that asked each of them in a step that has ended, as it is now."""
    view = _over(session, retro, ended)
    steps = (step, step - 1) if ended == Phase.TOO_FEW else (step,)  # the choice asked few; the cards before it, all
    found = []
    for user, asked_in in product(users, steps):
        keys = [key(retro, asked_in, what, user) for what in _NEWEST]
        asked = (Announcement("retros/over", one, ToPerson(user), view) for one in keys)
        found += only_said(session, retro.workspace, asked)[:1]
    return found


def asked_again(session: Session, retro: Retro, user: str) -> list[Announcement]:
    """The first message of a phase, now that the reminder asks the same."""
    view = _over(session, retro, retro.phase, asked_again=True)
    first = Announcement("retros/over", key(retro, retro.step, "begin", user), ToPerson(user), view)
    return only_said(session, retro.workspace, [first])


_NEWEST = ("remind", "begin")


def _over(session: Session, retro: Retro, ended: str, *, asked_again: bool = False) -> views.Over:
    team = finding.team_of(session, retro)
    return views.Over(
        retro.number, team.name, retro.channel, ended, retro.phase, retro.phase_due_at, asked_again=asked_again
    )
