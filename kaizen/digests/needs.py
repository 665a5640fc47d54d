"""What needs somebody, in the order in which it should be looked at; nothing of it is forgotten for the rest."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from kaizen.teams import hours
from message_templates.digests import views
from storage import actions, alerts
from storage.alerts import Alert, AlertState
from storage.teams import Team

LASTING: Final = timedelta(days=7)
"""An alert that somebody has had for longer needs a word again."""


def of(
    session: Session, team: Team, ideas: Sequence[views.Need], *, until: datetime, now: datetime
) -> tuple[views.Need, ...]:
    """Alerts nobody has or to agree to, actions without an owner or late, *ideas* that wait, alerts that last."""
    cases = [case for case in alerts.of_team(session, team.workspace, team.id or 0) if case.open_key]
    open_ones = sorted(
        (case for case in cases if case.opened_at < until), key=lambda case: (case.severity, case.number)
    )
    return (
        *_alerts(open_ones),
        *_to_agree(open_ones),
        *_late(session, team, until),
        *sorted(ideas, key=lambda idea: -(idea.days or 0)),
        *_lasting(open_ones, now),
    )


def _alerts(cases: Sequence[Alert]) -> Iterator[views.Need]:
    for case in cases:
        if case.state == AlertState.OPEN and not case.proposed_by:
            yield views.Need("alert", case.title, id=case.id or 0, number=case.number)


def _to_agree(cases: Sequence[Alert]) -> Iterator[views.Need]:
    for case in cases:
        if case.proposed_by:
            yield views.Need("agree", case.title, id=case.id or 0, number=case.number, who=case.proposed_by)


def _late(session: Session, team: Team, until: datetime) -> Iterator[views.Need]:
    today, present = until.astimezone(ZoneInfo(team.zone)).date(), hours.workers(session, team)
    found = actions.unfinished(session, team.workspace, team.id or 0)
    for action in found:
        if action.owner not in present:
            late = action.due < today
            yield views.Need("left", action.text, id=action.id or 0, who=action.owner, due=action.due, late=late)
    for action in found:
        if action.owner in present and action.due < today:
            yield views.Need("action", action.text, who=action.owner, due=action.due)


def _lasting(cases: Sequence[Alert], now: datetime) -> Iterator[views.Need]:
    for case in cases:
        had = now - case.acked_at if case.acked_at and case.state == AlertState.ACKNOWLEDGED else timedelta()
        if had > LASTING and not case.proposed_by:
            yield views.Need(
                "lasting", case.title, id=case.id or 0, number=case.number, who=case.acked_by or "", days=had.days
            )
