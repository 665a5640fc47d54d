"""What a team's monitors saw in a week, for its digest: signals beside those that chance alone brings."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from kaizen.monitors import counting, planning, sweeping
from kaizen.monitors.counting import Points
from kaizen.monitors.judgements import TOO_OFTEN, Small
from message_templates.digests import views
from storage import alerts, monitors
from storage.alerts import Alert, AlertState
from storage.monitors import ChartKind, Finding, Monitor
from storage.teams import Team

IN_WORDS: Final[dict[str, str]] = {
    AlertState.OPEN: "open",
    AlertState.ACKNOWLEDGED: "taken up",
    AlertState.SNOOZED: "snoozed",
}
"""How far a case is that is not closed, as its card says it."""

MONTH: Final = timedelta(days=30)

JUDGED: Final = frozenset({"provisional", "rough", "settled"})
"""Standings from which limits may be believed, at least roughly."""

LEARNING: Final = frozenset({"new", "too few"})

NOT_SIGNALS: Final = frozenset({sweeping.NO_DATA, planning.DRIFT})

LOOKED_LATELY: Final = timedelta(hours=1)
"""A bot that was away for less has missed nothing of a week."""

LOOKS_MISSED: Final = 2
"""Intervals without a look after which nothing is known of a monitor; one may just be under way."""

MOST_CHARTS: Final = 12
"""Small charts in one digest: more are a wall."""


def summed_up(session: Session, team: Team, *, since: datetime, until: datetime) -> views.Models | None:
    """The week of a team's monitors; None if it has none. What is not known is named, and never counted as quiet."""
    watched = monitors.of_team(session, team.workspace, team.id or 0)
    if not watched:
        return None
    found = monitors.found_in_team(session, team.workspace, team.id or 0, since=since, until=until)
    cases = alerts.of_team(session, team.workspace, team.id or 0)
    silent, can_be_judged = _silent(cases), judged(watched, cases, until)
    overlooked = unread(watched, cases, until)
    seen = signals(found, points(session, believed(watched), found))
    loud, sure = {monitor_id for monitor_id, _ in seen}, {monitor.id for monitor in can_be_judged}
    known = _known(watched, cases, until)
    return views.Models(
        watched=len(watched),
        quiet=len([monitor for monitor in can_be_judged if monitor.id not in loud]),
        signals=len(seen),
        cut_short=len([monitor_id for monitor_id, _ in seen if monitor_id not in sure]),
        expected=by_chance(watched, cases, since=since, until=until) if can_be_judged or seen else None,
        cases=tuple(_case(case) for case in cases if _concerns(case, since, until)),
        drifted=_named(known, _drifted(found, cases, until)),
        unstable=tuple(views.Unstable(m.name, m.verdict) for m in known if m.standing == "unstable"),
        too_often=tuple(m.name for m in known if m.standing == TOO_OFTEN),
        learning=len(learning(watched, cases, until)),
        unread=tuple(monitor.name for monitor in overlooked),
        unread_after=max((monitor.swept_at for monitor in overlooked if monitor.swept_at), default=None),
        silent=_named(watched, silent),
        failing=tuple(views.Failing(m.name, m.failure) for m in watched if m.failing_since and m.id not in silent),
    )


def believed(watched: Sequence[Monitor]) -> list[Monitor]:
    """The monitors whose limits may be believed, at least roughly: their signals count, also if their data ended."""
    return [monitor for monitor in watched if monitor.standing in JUDGED and monitor.chart != ChartKind.DRIFT]


def judged(watched: Sequence[Monitor], cases: Sequence[Alert], until: datetime) -> list[Monitor]:
    """The monitors whose limits may be believed, at least roughly, and whose data are known up to *until*."""
    return believed(_known(watched, cases, until))


def learning(watched: Sequence[Monitor], cases: Sequence[Alert], until: datetime) -> list[Monitor]:
    """The monitors that have too few readings yet."""
    return [monitor for monitor in _known(watched, cases, until) if monitor.standing in LEARNING]


def unread(watched: Sequence[Monitor], cases: Sequence[Alert], until: datetime) -> list[Monitor]:
    """The monitors that were not looked at lately, for the bot was away; what came since then is not known."""
    return [monitor for monitor in _answering(watched, cases) if _overlooked(monitor, until)]


def points(session: Session, of: Sequence[Monitor], found: Sequence[Finding]) -> Mapping[int, Points]:
    """How far apart the points of some monitors are; where a run was *found*, when they were taken from there on."""
    runs = [one for one in found if one.rule not in counting.OF_ONE_POINT | NOT_SIGNALS]
    began = {number: min(one.at for one in runs if one.monitor_id == number) for number in {r.monitor_id for r in runs}}
    times = {number: monitors.reading_times(session, number, since=at) for number, at in began.items()}
    return {one.id or 0: Points(timedelta(seconds=one.every_seconds), times.get(one.id or 0, ())) for one in of}


def signals(found: Sequence[Finding], of: Mapping[int, Points]) -> set[tuple[int, datetime]]:
    """The points of some monitors that broke a rule; one that broke two counts once, and so does a run that goes on."""
    return {
        (monitor, at)
        for monitor, known in of.items()
        for at in counting.signals({(one.rule, one.at) for one in found if _signals(one, monitor)}, known)
    }


def _signals(one: Finding, monitor: int) -> bool:
    return one.monitor_id == monitor and one.rule not in NOT_SIGNALS


def by_chance(watched: Sequence[Monitor], cases: Sequence[Alert], *, since: datetime, until: datetime) -> float:
    """How many signals these monitors bring from *since* until *until*, or until their data end, if nothing changes."""
    known = {monitor.id for monitor in _known(watched, cases, until)}
    ends = {m.id: until if m.id in known else min(until, _data_end(m)) for m in watched}
    return sum(_a_month(m) * (_watched_for(m, since, ends[m.id]) / MONTH) for m in believed(watched))


def _data_end(monitor: Monitor) -> datetime:
    """Up to where there are points of a monitor of which nothing is known any more."""
    if monitor.newest_at is None:
        return monitor.created_at
    return monitor.newest_at + timedelta(seconds=monitor.every_seconds)


def _a_month(monitor: Monitor) -> float:
    return (monitor.expected_a_month or 0) + (monitor.expected_a_month_watched or 0)


def _watched_for(monitor: Monitor, since: datetime, until: datetime) -> timedelta:
    """The time of whose points the signals count: a monitor that is new looks back a little, and finds them then."""
    begun = max(monitor.created_at, monitor.resumed_at or monitor.created_at)
    first = since if begun < since else begun - planning.RECENT * timedelta(seconds=monitor.every_seconds)
    return max(until - first, timedelta())


def charted(session: Session, team: Team, *, since: datetime, until: datetime) -> tuple[Small, ...]:
    """What to draw small in the digest: each metric that has readings, as it stands now, and the signals counted."""
    drawn, counted = [], _counted(session, team, since, until)
    for monitor in monitors.of_team(session, team.workspace, team.id or 0):
        plan = planning.plan(session, team.workspace, monitor.id or 0, now=monitor.swept_at or monitor.created_at)
        if plan is not None and plan.times and monitor.chart != ChartKind.DRIFT:
            drawn.append(Small(planning.asked(plan, planning.NOTHING_NEW), counted.get(monitor.id or 0)))
    return tuple(drawn[:MOST_CHARTS])


def _counted(session: Session, team: Team, since: datetime, until: datetime) -> dict[int, frozenset[datetime]]:
    """The signals of each monitor that the digest counts, so that its picture tells no other week than its words."""
    watched = monitors.of_team(session, team.workspace, team.id or 0)
    known = judged(watched, alerts.of_team(session, team.workspace, team.id or 0), until)
    found = monitors.found_in_team(session, team.workspace, team.id or 0, since=since, until=until)
    seen = signals(found, points(session, believed(watched), found))
    told = {one.id or 0 for one in known} | {monitor for monitor, _ in seen}
    return {one: frozenset(at for monitor, at in seen if monitor == one) for one in told}


def _drifted(found: Sequence[Finding], cases: Sequence[Alert], until: datetime) -> set[int]:
    """The monitors whose inputs drifted in the week, or earlier with the alert still open."""
    newly = {finding.monitor_id for finding in found if finding.rule == planning.DRIFT}
    still = {one.monitor_id for one in cases if one.rule == planning.DRIFT and one.open_key and one.opened_at < until}
    return newly | still


def _silent(cases: Sequence[Alert]) -> set[int]:
    """The monitors with an open case for missing data."""
    return {case.monitor_id for case in cases if case.rule == sweeping.NO_DATA and case.open_key}


def _known(watched: Sequence[Monitor], cases: Sequence[Alert], until: datetime) -> list[Monitor]:
    return [monitor for monitor in _answering(watched, cases) if not _overlooked(monitor, until)]


def _answering(watched: Sequence[Monitor], cases: Sequence[Alert]) -> list[Monitor]:
    silent = _silent(cases)
    return [monitor for monitor in watched if monitor.failing_since is None and monitor.id not in silent]


def _overlooked(monitor: Monitor, until: datetime) -> bool:
    longest = max(LOOKED_LATELY, LOOKS_MISSED * timedelta(seconds=monitor.every_seconds))
    return monitor.swept_at is not None and until - monitor.swept_at > longest


def _concerns(case: Alert, since: datetime, until: datetime) -> bool:
    """Whether a case was opened or closed in the week, or is still open."""
    if case.opened_at >= until:
        return False
    return case.open_key is not None or case.opened_at >= since or (case.resolved_at or case.opened_at) >= since


def _case(case: Alert) -> views.Case:
    return views.Case(case.number, case.title, "closed" if case.open_key is None else IN_WORDS[case.state])


def _named(watched: Sequence[Monitor], wanted: Collection[int]) -> tuple[str, ...]:
    return tuple(monitor.name for monitor in watched if monitor.id in wanted)
