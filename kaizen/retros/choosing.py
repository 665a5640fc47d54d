"""Too few wrote: whoever steers the retro chooses whether there is more time for cards, or no retro this time."""

from datetime import datetime

from sqlmodel import Session

from kaizen import permissions
from kaizen.announcements import Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import counting, editing, finding, showing, stepping, windows
from kaizen.retros.finding import Found
from kaizen.teams import hours
from storage.retros import Phase


def extend(session: Session, person: Person, retro_id: int, *, now: datetime) -> Outcome:
    """A day more for cards: from now, or from the end that was announced, if somebody had closed the phase early.

    Refused once there is enough to be opened: it would keep shut what opens by itself.
    """
    found = _still_to_choose(session, person, retro_id, now=now)
    retro, workers = found.retro, hours.workers(session, found.team)
    counted_at, asked_in = counting.last_at(retro, now=now), retro.step
    longer_than = max(now, retro.collect_until or now)
    due = windows.MORE_TIME.ends(longer_than, workers.values())
    stepping.enter(session, retro, Phase.COLLECT, now=now, due=due)
    stepping.record(session, retro, "retros.extend", person.user, now=now)
    said = editing.phase_over(session, retro, workers, ended=Phase.TOO_FEW, step=asked_in)
    return Outcome(person.workspace, [showing.announced(session, retro, now=now, counted_at=counted_at), *said])


def cancel(session: Session, person: Person, retro_id: int, *, now: datetime) -> Outcome:
    """Nobody reads what was written, and the next retro starts afresh; refused once there is enough to be opened."""
    found = _still_to_choose(session, person, retro_id, now=now)
    retro, asked_in = found.retro, found.retro.step
    stepping.finish(session, retro, Phase.CANCELLED, now=now)
    stepping.record(session, retro, "retros.cancel", person.user, now=now)
    workers = hours.workers(session, found.team)
    said = editing.phase_over(session, retro, workers, ended=Phase.TOO_FEW, step=asked_in)
    return Outcome(person.workspace, [showing.announced(session, retro, now=now), *said])


def _still_to_choose(session: Session, person: Person, retro_id: int, *, now: datetime) -> Found:
    """The retro, if too few have written still."""
    found = finding.retro_for_change(session, person, retro_id, Phase.TOO_FEW)
    permissions.require(person, "retros.move_on", also=found.held)
    if counting.enough_wrote(session, found.retro):
        opens_at = counting.next_at(found.retro, now=now)
        raise Refusal("retros/enough_wrote", number=found.retro.number, opens_at=opens_at)
    return found
