"""A retro as a machine of states in rows: collect, group, vote, discuss, closed; moved on by time, or by hand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlmodel import Session

from kaizen import permissions
from kaizen.announcements import Announcement, Outcome
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.retros import (
    counting,
    editing,
    finding,
    names,
    nudging,
    opening,
    rating,
    showing,
    since,
    stepping,
    telling,
    windows,
)
from kaizen.teams import defaults, hours, roles
from message_templates.retros import views
from storage import numbers, retros
from storage.retros import Phase, Retro
from storage.teams import Team

ENDED_BY_HAND: Final = (Phase.COLLECT, Phase.GROUP, Phase.VOTE, Phase.DISCUSS)


def start(
    session: Session,
    team: Team,
    *,
    facilitator: str,
    now: datetime,
    actor: str | None = None,
    happened: views.SinceLast | None = None,
) -> Outcome:
    """Begin a retro; its message opens with what *happened* since the last one, and what earlier ones left over."""
    if retros.running(session, team.workspace, team.id or 0):
        raise Refusal("retros/running_already")
    retro = Retro(
        workspace=team.workspace,
        team_id=team.id or 0,
        number=numbers.next_number(session, team.workspace, f"retro:{team.id}"),
        channel=team.channel,
        facilitator=facilitator,
        phase_began_at=now,
        phase_due_at=now,
        began_at=now,
        salt=names.new_salt(),
        members=0,
        since_last=since.kept(happened) if happened else None,
    )
    session.add(retro)
    session.flush()
    stepping.enter(session, retro, Phase.COLLECT, now=now)
    retro.members = _present(session, team, retro)
    stepping.record(session, retro, "retros.start", actor, now=now)
    return Outcome(team.workspace, [showing.announced(session, retro, now=now)])


def start_by_hand(
    session: Session,
    person: Person,
    team: Team,
    *,
    facilitator: str,
    now: datetime,
    happened: views.SinceLast | None = None,
) -> Outcome:
    """``/kaizen retro now``."""
    held = roles.in_team(session, team.id, person)
    permissions.require(person, "retros.start", also=held)
    return start(session, team, facilitator=facilitator, now=now, actor=person.user, happened=happened)


def come_due(session: Session, workspace: str, retro_id: int, *, step: int, now: datetime) -> Outcome:
    """The time of a phase is over; if somebody was quicker, nothing is left to do."""
    retro = retros.retro_for_change(session, workspace, retro_id)
    if retro is None or not retro.running or retro.step != step or retro.phase_due_at > now:
        return Outcome(workspace)
    return Outcome(workspace, _move_on(session, retro, now=now, by_hand=False))


def end_by_hand(session: Session, person: Person, retro_id: int, *, step: int, now: datetime) -> Outcome:
    """Whoever steers it ends a phase now, and the thread says who; a second click does not end the next one as well."""
    found = finding.retro_for_change(session, person, retro_id, *ENDED_BY_HAND)
    permissions.require(person, "retros.move_on", also=found.held)
    if found.retro.step != step:
        raise Refusal("refusals/too_late")
    stepping.record(session, found.retro, "retros.move_on", person.user, now=now)
    early = showing.closed_early(found.retro, person.user)
    card, *said = _move_on(session, found.retro, now=now, by_hand=True)
    return Outcome(person.workspace, [card, early, *said])


def count(session: Session, workspace: str, retro_id: int, *, step: int, now: datetime) -> Outcome:
    """Say how many wrote or voted so far, at an instant that was fixed before anybody did.

    If too few had written and now enough have, the cards open: there is nothing left to choose.
    """
    retro = retros.retro_for_change(session, workspace, retro_id)
    if retro is None or not retro.running or retro.step != step:
        return Outcome(workspace)
    counting.count(session, retro)
    if retro.phase == Phase.TOO_FEW and counting.enough_wrote(session, retro):
        return Outcome(workspace, _move_on(session, retro, now=now, by_hand=False))
    return Outcome(workspace, [showing.announced(session, retro, now=now, counted_at=now)])


def _move_on(session: Session, retro: Retro, *, now: datetime, by_hand: bool) -> list[Announcement]:
    counting.count(session, retro)
    ended, step = Phase(retro.phase), retro.step
    said = _entered_next(session, retro, now=now, by_hand=by_hand)
    counted_at = now if retro.phase == Phase.VOTE and retro.extended else None
    users = list(hours.workers(session, finding.team_of(session, retro)))
    return [
        showing.announced(session, retro, now=now, counted_at=counted_at),
        *said,
        *editing.phase_over(session, retro, users, ended=ended, step=step),
    ]


def _entered_next(session: Session, retro: Retro, *, now: datetime, by_hand: bool) -> list[Announcement]:
    """Take the step that follows; what it says in the thread."""
    match Phase(retro.phase):
        case Phase.COLLECT:
            return _open_the_cards(session, retro, now=now)
        case Phase.GROUP:
            stepping.enter(session, retro, Phase.VOTE, now=now)
            return [showing.themes_announced(session, retro)]
        case Phase.VOTE:
            return _count_the_votes(session, retro, now=now, by_hand=by_hand)
        case Phase.DISCUSS:
            stepping.finish(session, retro, Phase.CLOSED, now=now)
            rating.ask(session, retro)
            telling.plan_handover(session, retro, now=now)
            return [*showing.discussed(session, retro, is_open=False), *nudging.retro_closed(session, retro, now=now)]
        case _ if counting.enough_wrote(session, retro):
            return _open_the_cards(session, retro, now=now)
        case _:
            stepping.finish(session, retro, Phase.CANCELLED, now=now)
            return []


def _open_the_cards(session: Session, retro: Retro, *, now: datetime) -> list[Announcement]:
    """Open what was written, shuffled and grouped; or, if too few wrote, leave it shut and ask what to do."""
    if not counting.enough_wrote(session, retro):
        team = finding.team_of(session, retro)
        whose = windows.waited_for(Phase.TOO_FEW, hours.workers(session, team), finding.steers(retro, team))
        stepping.enter(session, retro, Phase.TOO_FEW, now=now, due=windows.CHOICE.ends(now, whose))
        return []
    opening.open_cards(session, retro)
    if not retros.themes(session, retro.workspace, retro.id or 0):  # nothing but thanks: nothing to choose between
        stepping.enter(session, retro, Phase.DISCUSS, now=now)
    else:
        stepping.enter(session, retro, Phase.GROUP if retro.facilitator else Phase.VOTE, now=now)
    return [showing.themes_announced(session, retro)]


def _count_the_votes(session: Session, retro: Retro, *, now: datetime, by_hand: bool) -> list[Announcement]:
    has_quorum = retro.voted >= counting.quorum(session, retro)
    if not has_quorum and not by_hand and retro.extended < defaults.EXTENSIONS.value:
        retro.extended += 1
        workers = hours.workers(session, finding.team_of(session, retro))
        stepping.enter(session, retro, Phase.VOTE, now=now, due=windows.WORKING_BLOCK.ends(now, workers.values()))
        return []
    stepping.enter(session, retro, Phase.DISCUSS, now=now)
    return showing.discussed(session, retro)


def _present(session: Session, team: Team, retro: Retro) -> int:
    """How many are not away for all of Collect, which has just begun."""
    workers: Sequence[hours.Worker] = list(hours.workers(session, team).values())
    return sum(worker.first_moment(retro.phase_began_at, retro.phase_due_at) is not None for worker in workers)
