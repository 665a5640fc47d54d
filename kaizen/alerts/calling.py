"""Nobody has taken a case up in time: somebody else who answers for the model is called, each of them once.

Of severity 1 the next one is called as long as nobody takes it up; for the rest one call is enough, and the digest.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from sqlmodel import Session

from kaizen import audit
from kaizen.alerts import cards, lines
from kaizen.announcements import Announcement, InThread, Outcome, ToPerson
from kaizen.people import acting
from kaizen.teams import defaults, hours, rosters
from kaizen.teams.hours import Worker
from kaizen.teams.settings import Fixed
from message_templates.alerts import views
from storage import alerts as stored
from storage import facilitators as absences
from storage import jobs, monitors, people, teams
from storage.alerts import Alert, AlertState
from storage.teams import Team

CALL: Final = "alerts.call"

LONGEST: Final = timedelta(days=14)
"""How far ahead somebody's working hours are looked for."""

AT_ANY_HOUR: Final = 1
"""The severity for which somebody is called at night."""

PROMISED: Final[dict[int, Fixed]] = {
    1: defaults.ACKNOWLEDGE_SEV_1,
    2: defaults.ACKNOWLEDGE_SEV_2,
    3: defaults.ACKNOWLEDGE_SEV_3,
}
"""Within what a case of each severity is taken up."""


def plan(session: Session, case: Alert) -> None:
    """Look at a new case again when it should have been taken up."""
    team = teams.team(session, case.workspace, case.team_id)
    if team is not None:
        _enqueue(session, case, deadline(session, team, case), "")


def deadline(session: Session, team: Team, case: Alert) -> datetime:
    """Until when a case is to be taken up: in the working hours of who answers for it, but for severity 1."""
    if case.severity == AT_ANY_HOUR:
        return case.opened_at + timedelta(minutes=PROMISED[1].value)
    end = case.opened_at + LONGEST
    for user in dict.fromkeys((case.owner, team.lead)):
        worker = worker_of(session, team, user)
        amount = timedelta(hours=PROMISED[2].value) if case.severity == 2 else worker.day * PROMISED[3].value
        if reached := worker.have_worked(amount, case.opened_at, end):
            return reached
    return end


def call(session: Session, workspace: str, alert_id: int, *, now: datetime) -> Outcome:
    """Call whoever is next to answer, for everything that waits for them too long; in their own hours, or later."""
    case = stored.alert_for_change(session, workspace, alert_id)
    team = teams.team(session, workspace, case.team_id) if case else None
    if case is None or team is None or not _waits(case):
        return Outcome(workspace)
    next_one = whom(session, team, case, now)
    if next_one is None:
        return Outcome(workspace)
    if case.severity != AT_ANY_HOUR and not next_one.works_at(now):
        at = next_one.first_moment(now, now + LONGEST)
        _enqueue(session, case, at or now + LONGEST, f":{now:%Y-%m-%d}")
        return Outcome(workspace)
    others = (other for other in stored.untouched(session, workspace, team.id or 0) if other.id != case.id)
    waiting = [case, *(other for other in others if _due_for(session, team, other, next_one, now))]
    return Outcome(workspace, list(_said(session, sorted(waiting, key=lambda one: one.number), next_one.user, now)))


def whom(session: Session, team: Team, case: Alert, now: datetime) -> Worker | None:
    """The first who is left to call and is not away, else its owner; None once everybody was called."""
    left = _left(session, team, case)
    if case.called and not left:
        return None
    found = [worker_of(session, team, user) for user in left or [case.owner]]
    here = (worker for worker in found if worker.first_moment(now, now + timedelta(days=4)))
    return next(here, found[0])


def _left(session: Session, team: Team, case: Alert) -> Sequence[str]:
    """The model's steward, its owner, the team's lead, their deputy: who of them may see it and was not asked yet."""
    monitor = monitors.monitor(session, case.workspace, case.monitor_id)
    model = cards.model_of(session, monitor) if monitor else None
    asked = {case.owner, *cards.called(session, case)}
    answering = (model and model.steward, model and model.owner, team.lead, team.deputy)
    return list(
        dict.fromkeys(user for user in answering if user and user not in asked and can_answer(session, team, user))
    )


def can_answer(session: Session, team: Team, user: str) -> bool:
    """Whether somebody may see the case: to others its message would tell what is not theirs, and lead nowhere."""
    known = people.person(session, team.workspace, user)
    if known and (known.gone or known.bot or acting(known).stranger):
        return False
    seen = teams.visible(session, team.workspace, user, guest=bool(known and known.guest))
    return any(one.id == team.id for one in seen)


def worker_of(session: Session, team: Team, user: str) -> Worker:
    """Somebody's working hours: as they settled them in the team, else the usual ones in their zone of Slack."""
    known = hours.workers(session, team).get(user)
    if known is not None:
        return known
    away = tuple((one.first, one.last) for one in absences.absences(session, team.workspace, [user]))
    zone = rosters.zone_in_slack(session, team.workspace, user)
    starts, ends = time.fromisoformat(defaults.DAY_STARTS), time.fromisoformat(defaults.DAY_ENDS)
    return Worker(user, zone, starts, ends, away)


def shown(session: Session, cases: Sequence[Alert]) -> views.Called:
    """The direct message about these cases, as they are now."""
    first = cases[0]
    team = teams.team(session, first.workspace, first.team_id)
    goes_on = first.severity == AT_ANY_HOUR and team is not None and bool(_left(session, team, first))
    return views.Called(lines.of(session, first.workspace, cases), first.channel, _within(first), goes_on)


def _waits(case: Alert) -> bool:
    alone = case.state == AlertState.OPEN and case.acked_by is None
    return alone and (case.called is None or case.severity == AT_ANY_HOUR)


def _due_for(session: Session, team: Team, case: Alert, answering: Worker, now: datetime) -> bool:
    if deadline(session, team, case) > now:
        return False
    found = whom(session, team, case, now)
    return found is not None and found.user == answering.user


def _said(session: Session, cases: Sequence[Alert], user: str, now: datetime) -> Iterator[Announcement]:
    """One direct message for all of them, and in the thread of each that it was sent."""
    message = f"alerts:{cases[0].id}:called:{user}"
    for case in cases:
        case.called = user
        session.add(case)
        stored.ask(session, case.workspace, case.id or 0, message=message, asked=cards.CALLED, person=user)
    session.flush()
    yield Announcement(cards.CALLED, message, ToPerson(user), shown(session, cases))
    for case in cases:
        _record(session, case, now)
        yield cards.announced(session, case)
        view = views.Note(case.number, case.title, whom=user, within=_within(case), in_storm=case.umbrella is not None)
        yield Announcement("alerts/note", f"alerts:{case.id}:note:called:{user}", InThread(cards.thread(case)), view)
        if case.severity == AT_ANY_HOUR:
            _enqueue(session, case, now + timedelta(minutes=PROMISED[AT_ANY_HOUR].value), f":after:{user}")


def _within(case: Alert) -> str:
    promised = PROMISED[case.severity]
    return promised.shown(promised.value)


def _enqueue(session: Session, case: Alert, at: datetime, again: str) -> None:
    key = f"{CALL}:{case.id}{again}"
    jobs.enqueue(session, workspace=case.workspace, kind=CALL, key=key, run_at=at, payload={"alert": case.id})


def _record(session: Session, case: Alert, now: datetime) -> None:
    audit.record(
        session,
        workspace=case.workspace,
        actor=None,
        action="alerts.called",
        subject=f"alert:{case.id}",
        details={"number": case.number, "rule": case.rule, "called": case.called},
        now=now,
    )
