"""What a team's monitors saw in a week, for its digest: signals beside those that chance alone brings."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.monitors import planning, sweeping
from kaizen.monitors.judgements import Asked
from message_templates.digests import views
from storage import alerts, monitors
from storage.alerts import Alert
from storage.monitors import ChartKind, Finding, Monitor
from storage.teams import Team

MONTH: Final = timedelta(days=30)

JUDGED: Final = frozenset({"provisional", "rough", "settled"})
"""Standings from which limits may be believed, at least roughly."""

NOT_SIGNALS: Final = frozenset({sweeping.NO_DATA, planning.DRIFT})

MOST_CHARTS: Final = 12
"""Small charts in one digest: more are a wall."""


def summed_up(session: Session, team: Team, *, since: datetime, until: datetime) -> views.Models | None:
    """The week of a team's monitors; None if it has none. What is not known is named, and never counted as quiet."""
    watched = monitors.of_team(session, team.workspace, team.id or 0)
    if not watched:
        return None
    found = monitors.found_in_team(session, team.workspace, team.id or 0, since=since, until=until)
    cases = alerts.of_team(session, team.workspace, team.id or 0)
    silent = {case.monitor_id for case in cases if case.rule == sweeping.NO_DATA and case.open_key}
    known = [m for m in watched if m.failing_since is None and m.id not in silent]
    judged = [m for m in known if m.standing in JUDGED and m.chart != ChartKind.DRIFT]
    signals = _signals(found, {m.id for m in judged})
    return views.Models(
        watched=len(watched),
        quiet=len([m for m in judged if m.id not in {finding.monitor_id for finding in signals}]),
        signals=len({(finding.monitor_id, finding.at) for finding in signals}),
        expected=_by_chance(judged, until - since) if judged else None,
        cases=tuple(_case(case) for case in cases if _concerns(case, since, until)),
        drifted=_named(known, {finding.monitor_id for finding in found if finding.rule == planning.DRIFT}),
        unstable=tuple(views.Unstable(m.name, m.verdict) for m in known if m.standing == "unstable"),
        learning=len([m for m in known if m.standing in {"new", "too few"}]),
        silent=_named(watched, silent),
        failing=tuple(views.Failing(m.name, m.failure) for m in watched if m.failing_since and m.id not in silent),
    )


def charted(session: Session, team: Team) -> tuple[Asked, ...]:
    """What to draw small in the digest: each metric that has readings, as it stands now."""
    drawn = []
    for monitor in monitors.of_team(session, team.workspace, team.id or 0):
        plan = planning.plan(session, team.workspace, monitor.id or 0, now=monitor.swept_at or monitor.created_at)
        if plan is not None and plan.times and monitor.chart != ChartKind.DRIFT:
            drawn.append(planning.asked(plan, planning.NOTHING_NEW))
    return tuple(drawn[:MOST_CHARTS])


def _signals(found: Sequence[Finding], judged: set[int | None]) -> list[Finding]:
    return [one for one in found if one.rule not in NOT_SIGNALS and one.monitor_id in judged]


def _by_chance(judged: Sequence[Monitor], length: timedelta) -> float:
    a_month = sum((m.expected_a_month or 0) + (m.expected_a_month_watched or 0) for m in judged)
    return a_month * (length / MONTH)


def _concerns(case: Alert, since: datetime, until: datetime) -> bool:
    """Whether a case was opened or closed in the week, or is still open."""
    if case.opened_at >= until:
        return False
    return case.open_key is not None or case.opened_at >= since or (case.resolved_at or case.opened_at) >= since


def _case(case: Alert) -> views.Case:
    return views.Case(case.number, case.title, "closed" if case.open_key is None else case.state)


def _named(watched: Sequence[Monitor], wanted: set[int]) -> tuple[str, ...]:
    return tuple(monitor.name for monitor in watched if monitor.id in wanted)
