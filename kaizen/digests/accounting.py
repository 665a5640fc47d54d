"""Every monitor of a team stands somewhere: what is neither quiet nor loud is named too, and all of them add up."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from kaizen.monitors import planning
from kaizen.monitors import weekly as models
from message_templates.digests import views
from storage import alerts, monitors
from storage.monitors import ChartKind, Monitor
from storage.teams import Team

NOT_COMPARED = models.LEARNING | {"unstable"}
"""Standings with a place of their own."""


def of(session: Session, team: Team, *, since: datetime, until: datetime) -> views.Models | None:
    """The week of a team's monitors with a place for each; None if it never had one."""
    kept = monitors.kept_by_team(session, team.workspace, team.id or 0)
    stopped = tuple(monitor.name for monitor in kept if monitor.stopped_at)
    summed = models.summed_up(session, team, since=since, until=until)
    if summed is None:
        return views.Models(watched=0, quiet=0, signals=0, expected=None, stopped=stopped) if stopped else None
    watched = monitors.of_team(session, team.workspace, team.id or 0)
    judged = models.judged(watched, alerts.of_team(session, team.workspace, team.id or 0), until)
    found = monitors.found_in_team(session, team.workspace, team.id or 0, since=since, until=until)
    seen = {monitor_id for monitor_id, _ in models.signals(found, models.points(session, judged, found))}
    placed = {monitor.name for monitor in judged} | _named(summed)
    alike = tuple(m.name for m in watched if m.name not in placed and _compared(m))
    return replace(
        summed,
        loud=tuple(monitor.name for monitor in judged if monitor.id in seen),
        alike=alike,
        other=tuple(m.name for m in watched if m.name not in placed | set(alike) and m.standing not in models.LEARNING),
        stopped=stopped,
        uncharted=tuple(m.name for m in watched if m.newest_at and m.chart != ChartKind.DRIFT)[models.MOST_CHARTS :],
    )


def any_unread(session: Session, team: Team, *, now: datetime) -> bool:
    """Whether there are monitors at which nobody has looked lately, for the bot was away."""
    watched = monitors.of_team(session, team.workspace, team.id or 0)
    return bool(models.unread(watched, alerts.of_team(session, team.workspace, team.id or 0), now))


def _named(summed: views.Models) -> set[str]:
    """What the sum names itself."""
    unstable, failing = {one.name for one in summed.unstable}, {one.name for one in summed.failing}
    return unstable | failing | {*summed.too_often, *summed.silent, *summed.drifted, *summed.unread}


def _compared(monitor: Monitor) -> bool:
    """Whether its inputs were compared with the reference."""
    return monitor.chart == planning.DRIFT and monitor.standing not in NOT_COMPARED
