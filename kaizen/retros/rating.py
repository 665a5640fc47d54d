"""How people found a retro: one click each after it closed, unnamed, and said only of enough of them together."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import permissions
from kaizen.announcements import Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import finding, names, showing
from message_templates.retros import views
from storage import jobs, retros
from storage.retros import Phase, Rating, Retro

COUNT: Final = "retros.ratings"

GIVEN: Final = (1, 2, 3, 4, 5)


def ask(session: Session, retro: Retro) -> None:
    """A retro has closed: from now on it can be rated, until a time that is fixed before anybody does."""
    retro.rating_salt = names.new_salt()
    session.add(retro)
    session.flush()
    key, payload = f"retro:{retro.id}:ratings", {"retro": retro.id}
    at = showing.rated_until(retro)
    jobs.enqueue(session, workspace=retro.workspace, kind=COUNT, key=key, run_at=at, payload=payload)


def rate(session: Session, person: Person, retro_id: int, given: int) -> None:
    """Keep what somebody gives, instead of what they gave before."""
    finding.retro_for_change(session, person, retro_id, Phase.CLOSED)  # two clicks of one person follow each other
    retro = _open_for(session, person, retro_id)
    if given not in GIVEN:
        raise Refusal("refusals/broken_seal")
    rating = _own(session, person, retro) or Rating(
        workspace=person.workspace, retro_id=retro_id, given=given, rater_key=names.rater_key(retro, person.user)
    )
    rating.given = given
    session.add(rating)
    session.flush()


def kept(session: Session, person: Person, retro_id: int) -> views.Rated:
    """What somebody has given, and until when they can change it."""
    retro = _open_for(session, person, retro_id)
    own = _own(session, person, retro)
    return views.Rated(retro.number, own.given if own else 0, showing.rated_until(retro))


def count(session: Session, workspace: str, retro_id: int, *, now: datetime) -> Outcome:
    """The time for it is over: forget whose they are, and say what they are together, if there are enough."""
    retro = retros.retro_for_change(session, workspace, retro_id)
    if retro is None or retro.rating_salt is None:
        return Outcome(workspace)
    retros.forget_raters(session, workspace, retro_id)
    session.refresh(retro)
    return Outcome(workspace, [showing.announced(session, retro, now=now)])


def _open_for(session: Session, person: Person, retro_id: int) -> Retro:
    found = finding.retro_in(session, person, retro_id, Phase.CLOSED)
    permissions.require(person, "retros.rate", also=found.held)
    if found.retro.rating_salt is None:
        raise Refusal("retros/rated_already", number=found.retro.number)
    return found.retro


def _own(session: Session, person: Person, retro: Retro) -> Rating | None:
    key = names.rater_key(retro, person.user)
    given = retros.ratings(session, person.workspace, retro.id or 0)
    return next((one for one in given if one.rater_key == key), None)
