"""Whoever facilitated leaves three sentences to whoever facilitates next: what worked, what to change, what to know."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import audit, permissions
from kaizen.announcements import Announcement, Outcome, ToPerson
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import editing, finding
from message_templates.retros import views
from storage import retros
from storage.retros import Phase, Retro

LONGEST: Final = 500

FIELDS: Final = ("worked", "change", "know")


def form(session: Session, person: Person, retro_id: int) -> views.Handover:
    """The note as it is so far."""
    found = finding.retro_in(session, person, retro_id, Phase.CLOSED)
    permissions.require(person, "retros.hand_over", also=found.held)
    return shown(session, found.retro)


def leave(session: Session, person: Person, retro_id: int, note: dict[str, str], *, now: datetime) -> Outcome:
    """Keep the note; whoever facilitates the next retro reads it with their first message of that."""
    found = finding.retro_for_change(session, person, retro_id, Phase.CLOSED)
    permissions.require(person, "retros.hand_over", also=found.held)
    written = {field: note.get(field, "").strip()[:LONGEST] for field in FIELDS}
    if not any(written.values()):
        raise Refusal("retros/text_missing", field=FIELDS[0])
    found.retro.handover = written
    session.add(found.retro)
    session.flush()
    audit.record(
        session,
        workspace=person.workspace,
        actor=person.user,
        action="retros.hand_over",
        subject=f"retro:{retro_id}",
        details={"number": found.retro.number},
        now=now,
    )
    return Outcome(person.workspace, editing.only_said(session, person.workspace, [asked(session, found.retro)]))


def asked(session: Session, retro: Retro) -> Announcement:
    """What asks who facilitated for the note, or shows it once it is written."""
    key = editing.key(retro, retro.step, "handover", retro.facilitator)
    return Announcement("retros/handover_asked", key, ToPerson(retro.facilitator), shown(session, retro))


def shown(session: Session, retro: Retro) -> views.Handover:
    """The note of one retro."""
    team = finding.team_of(session, retro)
    return views.Handover(retro.id or 0, retro.number, team.name, retro.facilitator, **(retro.handover or {}))


def left_for(session: Session, retro: Retro) -> views.Handover | None:
    """The newest note from before this retro."""
    before = retros.of_team(session, retro.workspace, retro.team_id)
    notes = (shown(session, one) for one in before if one.number < retro.number and one.handover)
    return next(notes, None)
