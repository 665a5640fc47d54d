"""The rota: who facilitates next, and who after them; and what somebody typed about being away."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

from sqlmodel import Session

from kaizen import schedules
from kaizen.facilitators import turns
from kaizen.people import Person
from kaizen.refusals import Refusal
from kaizen.teams import planning, rosters
from kaizen.teams import showing as teams_shown
from message_templates.facilitators import views
from storage import facilitators, user_groups
from storage.teams import Team

DATES: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:\.\.|–|-|to)\s*(\d{4}-\d\d-\d\d))?")


def rota(session: Session, person: Person, channel: str, *, now: datetime) -> views.Rota:
    """Who is next in the channel's team, and in which order everybody follows."""
    team = teams_shown.here(session, person, channel)
    if team is None:
        raise teams_shown.nowhere(person)
    retro_at = next_retro(session, team, now=now)
    day = retro_at.astimezone(UTC).date()
    turn = facilitators.turn_on(session, team.workspace, team.id or 0, day)
    present, done = turns.in_order(session, team, day), turns.last_done(session, team, day)
    group = user_groups.of_team(session, team.workspace, team.id or 0)
    missing = [m.user for m in rosters.of_team(session, team) if m.facilitates and m.user not in present and not m.gone]
    return views.Rota(
        team=team.name,
        retro_at=retro_at,
        facilitator=turns.next_facilitator(session, team, day),
        state=turn.state if turn else "",
        order=tuple(views.InRota(user, done.get(user), user in missing) for user in [*present, *missing]),
        group=group.handle if group else "",
        group_refused=group.refusal if group else "",
    )


def next_retro(session: Session, team: Team, *, now: datetime) -> datetime:
    """When the team's next retro begins; *now* where none is planned."""
    subject = planning.subject(team.id or 0)
    planned = schedules.next_at(session, workspace=team.workspace, kind=planning.RETRO, subject=subject)
    return planned or now


def away(session: Session, person: Person, *, now: datetime) -> views.Away:
    """What is known of somebody's absences, from their own today on."""
    today = rosters.today(session, person, now)
    found = facilitators.absences(session, person.workspace, [person.user])
    return views.Away(today, today, tuple((one.first, one.last) for one in found if one.last >= today))


def dates(typed: str) -> Sequence[date]:
    """The first and the last day that somebody typed.

    >>> [str(day) for day in dates("2026-12-01..2026-12-05")]
    ['2026-12-01', '2026-12-05']
    """
    found = DATES.fullmatch(typed.strip())
    if found is None:
        raise Refusal("facilitators/dates_unclear", typed=typed)
    try:
        first = date.fromisoformat(found[1])
        return first, date.fromisoformat(found[2] or found[1])
    except ValueError:
        raise Refusal("facilitators/dates_unclear", typed=typed) from None
