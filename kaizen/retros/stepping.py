"""One step of a retro: a phase begins with all that is planned in it, or the retro ends; both stand in the log."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import audit
from kaizen.retros import counting, finding, telling, windows
from kaizen.teams import hours, settings
from storage import jobs, retros
from storage.retros import Phase, Retro

COME_DUE: Final = "retros.phase"
COUNT: Final = "retros.count"


def enter(session: Session, retro: Retro, phase: Phase, *, now: datetime, due: datetime | None = None) -> None:
    """Begin a phase, and plan its end and what people are told in it."""
    workers = hours.workers(session, finding.team_of(session, retro))
    if due is None:
        need = windows.need(phase, settings.of_team(session, retro.workspace, retro.team_id))
        due = need.ends(now, windows.waited_for(phase, workers, retro.facilitator))
    retro.phase, retro.step = phase, retro.step + 1
    retro.phase_began_at, retro.phase_due_at = now, due
    if phase is Phase.COLLECT:
        retro.collect_until = due
    session.add(retro)
    session.flush()
    _plan(session, retro, COME_DUE, "end", due)
    if phase in counting.COUNTED:
        for number, at in enumerate(counting.planned(now, due), start=1):
            _plan(session, retro, COUNT, f"count:{number}", at)
    telling.plan(session, retro, workers)


def finish(session: Session, retro: Retro, phase: Phase, *, now: datetime) -> None:
    """End the retro, and with it every way to tell whose the hidden cards were."""
    retros.forget_names(session, retro.workspace, retro.id or 0)
    session.refresh(retro)
    retro.phase, retro.running, retro.step, retro.phase_due_at = phase, None, retro.step + 1, now
    session.add(retro)
    session.flush()
    record(session, retro, "retros.close", None, now=now)


def record(session: Session, retro: Retro, action: str, actor: str | None, *, now: datetime) -> None:
    """Who did what to a retro, with how many there were; nothing of what they wrote."""
    audit.record(
        session,
        workspace=retro.workspace,
        actor=actor,
        action=action,
        subject=f"retro:{retro.id}",
        details={
            "number": retro.number,
            "phase": str(retro.phase),
            "members": retro.members,
            "wrote": retro.wrote,
            "voted": retro.voted,
        },
        now=now,
    )


def _plan(session: Session, retro: Retro, kind: str, what: str, at: datetime) -> None:
    payload = {"retro": retro.id, "step": retro.step}
    key = f"retro:{retro.id}:{retro.step}:{what}"
    jobs.enqueue(session, workspace=retro.workspace, kind=kind, key=key, run_at=at, payload=payload)
