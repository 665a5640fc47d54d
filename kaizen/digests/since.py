"""What happened since a team's last retro, for the beginning of its next one."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from kaizen.alerts import outcomes
from kaizen.monitors import weekly as models
from message_templates.retros import views
from storage import actions, alerts, ideas, monitors, retros
from storage.actions import ActionState
from storage.ideas import IdeaState
from storage.retros import Retro
from storage.teams import Team

DECIDED = (ActionState.PROPOSED, ActionState.ACCEPTED, ActionState.DONE)

VERIFIED = "verified"


def last_retro(session: Session, team: Team, *, now: datetime) -> views.SinceLast | None:
    """Everything from the beginning of the last retro until now; None if there was none, or nothing happened."""
    before = retros.latest(session, team.workspace, team.id or 0)
    if before is None:
        return None
    found = views.SinceLast(
        since=before.began_at.date(),
        **_actions(session, before),
        **_signals(session, team, since=before.began_at, until=now),
        **_alerts(session, team, since=before.began_at, until=now),
        **_ideas(session, team, since=before.began_at, until=now),
    )
    return found if found.anything else None


def _actions(session: Session, before: Retro) -> dict[str, int]:
    decided = [one for one in actions.of_retro(session, before.workspace, before.id or 0) if one.state in DECIDED]
    return {"decided": len(decided), "done": sum(one.state == ActionState.DONE for one in decided)}


def _signals(session: Session, team: Team, *, since: datetime, until: datetime) -> dict[str, Any]:
    """Signals of the monitors with limits to believe, beside those that chance brings; nothing if none is judged."""
    watched = monitors.of_team(session, team.workspace, team.id or 0)
    cases = alerts.of_team(session, team.workspace, team.id or 0)
    found = monitors.found_in_team(session, team.workspace, team.id or 0, since=since, until=until)
    seen = models.signals(found, models.points(session, models.believed(watched), found))
    if not (seen or models.judged(watched, cases, until)):
        return {}
    return {"signals": len(seen), "expected": models.by_chance(watched, cases, since=since, until=until)}


def _alerts(session: Session, team: Team, *, since: datetime, until: datetime) -> dict[str, int]:
    cases = alerts.of_team(session, team.workspace, team.id or 0)
    closed = [case for case in cases if case.resolved_at and since <= case.resolved_at < until]
    return {
        "opened": sum(since <= case.opened_at < until for case in cases),
        "closed": len(closed),
        "false": sum(case.outcome in outcomes.FALSE for case in closed),
    }


def _ideas(session: Session, team: Team, *, since: datetime, until: datetime) -> dict[str, int]:
    moves = ideas.moves_of_team(session, team.workspace, team.id or 0, since=since, until=until)
    return {
        "finished": len({move.idea_id for move in moves if move.after == IdeaState.DONE}),
        "verified": len({move.idea_id for move in moves if move.after == VERIFIED}),
    }
