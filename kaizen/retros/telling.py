"""Direct messages of a retro: one when a phase begins, one reminder; each in somebody's own working hours or never."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from kaizen.announcements import Announcement, Outcome, ToPerson
from kaizen.retros import editing, finding, handing_over, names, showing, voting, windows
from kaizen.teams import defaults, hours
from kaizen.teams.hours import Worker
from message_templates.retros import views
from storage import jobs, retros
from storage.retros import Phase, Retro

KIND: Final = "retros.tell"

HAND_OVER: Final = "handover"

LATE_AT_MOST: Final = timedelta(hours=3)
"""A reminder that comes later than this is not sent: the hours it spoke of are gone."""

OF_EVERYBODY: Final = (Phase.COLLECT, Phase.VOTE, Phase.DISCUSS)


def plan(session: Session, retro: Retro, workers: Mapping[str, Worker]) -> None:
    """Plan what each person is told in the phase that has just begun."""
    phase = Phase(retro.phase)
    steers = finding.steers(retro, finding.team_of(session, retro))
    for user, worker in workers.items():
        if phase in OF_EVERYBODY or (phase in windows.OF_THE_FACILITATOR and user == steers):
            _plan_for(session, retro, worker)


def plan_handover(session: Session, retro: Retro, *, now: datetime) -> None:
    """Ask who facilitated for a note to the next, at work."""
    worker = hours.workers(session, finding.team_of(session, retro)).get(retro.facilitator)
    at = worker.first_moment(now, now + windows.LONGEST_STRETCH) if worker else None
    if at is not None:
        _enqueue(session, retro, retro.facilitator, HAND_OVER, at)


def begin_at(retro: Retro, worker: Worker, least: timedelta) -> datetime | None:
    """Their own morning if it leaves them the hours that the phase needs, else their first moment at work."""
    begin, end = retro.phase_began_at, retro.phase_due_at
    roomy = (morning for morning in worker.mornings(begin, end) if worker.hours_in(morning, end) >= least)
    return next(roomy, None) or worker.first_moment(begin, end)


def say(session: Session, workspace: str, payload: Mapping[str, Any], *, now: datetime) -> Outcome:
    """What was planned, if it is still asked for and the person is at work."""
    nothing = Outcome(workspace)
    retro, user = retros.retro(session, workspace, payload["retro"]), payload["user"]
    if retro is None or retro.step != payload["step"]:
        return nothing
    team = finding.team_of(session, retro)
    worker = hours.workers(session, team).get(user)
    if worker is None or not worker.works_at(now) or _has_done_it(session, retro, user):
        return nothing
    if payload["what"] == HAND_OVER:
        return Outcome(workspace, [handing_over.asked(session, retro)])
    view = views.ToDo(
        retro=retro.id or 0,
        number=retro.number,
        team=team.name,
        channel=retro.channel,
        phase=retro.phase,
        until=retro.phase_due_at,
        dots=voting.limits(session, retro).all_together,
        extended=_is_extended(retro),
        themes=_talked_about(session, retro),
        handover=_handover(session, retro, user),
    )
    reminds = payload["what"] == "remind"
    key = editing.key(retro, retro.step, payload["what"], user)
    said = Announcement("retros/reminder" if reminds else "retros/begins", key, ToPerson(user), view)
    return Outcome(workspace, [said, *(editing.asked_again(session, retro, user) if reminds else ())])


def _plan_for(session: Session, retro: Retro, worker: Worker) -> None:
    least = {
        Phase.COLLECT: defaults.OWN_HOURS_COLLECT,
        Phase.VOTE: defaults.OWN_HOURS_VOTE,
        Phase.DISCUSS: defaults.OWN_HOURS_DISCUSS,
    }.get(Phase(retro.phase), defaults.OWN_HOURS_GROUP)
    begin = begin_at(retro, worker, timedelta(hours=least.value))
    if begin is None:
        return
    _enqueue(session, retro, worker.user, "begin", begin)
    if retro.phase == Phase.COLLECT:
        half = worker.hours_in(begin, retro.phase_due_at) * defaults.REMINDER_AT.value / 100
        remind = worker.at_work_after(half, begin, retro.phase_due_at)
        if remind is not None:
            _enqueue(session, retro, worker.user, "remind", remind)


def _enqueue(session: Session, retro: Retro, user: str, what: str, at: datetime) -> None:
    jobs.enqueue(
        session,
        workspace=retro.workspace,
        kind=KIND,
        key=f"retro:{retro.id}:{retro.step}:{what}:{user}",
        run_at=at,
        payload={"retro": retro.id, "step": retro.step, "what": what, "user": user},
    )


def _talked_about(session: Session, retro: Retro) -> tuple[str, ...]:
    if retro.phase != Phase.DISCUSS:
        return ()
    return tuple(theme.title for theme, _, _ in showing.talked_about(session, retro))


def _handover(session: Session, retro: Retro, user: str) -> views.Handover | None:
    """The note of the facilitator before, for who facilitates now, as the retro begins."""
    if user != retro.facilitator or retro.step != 1:
        return None
    return handing_over.left_for(session, retro)


def _is_extended(retro: Retro) -> bool:
    """Whether the phase is one that began before: collecting is always the first step."""
    return bool(retro.extended) if retro.phase == Phase.VOTE else retro.phase == Phase.COLLECT and retro.step > 1


def _has_done_it(session: Session, retro: Retro, user: str) -> bool:
    """Whether they have written, or voted, by themselves already."""
    if retro.phase == Phase.COLLECT:
        mine = names.key(retro, user)
        return any(card.author_key == mine for card in retros.cards(session, retro.workspace, retro.id or 0))
    if retro.phase == Phase.VOTE:
        mine = names.key(retro, user)
        return any(ballot.voter_key == mine for ballot in retros.ballots(session, retro.workspace, retro.id or 0))
    return False
