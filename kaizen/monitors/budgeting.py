"""How many false alarms new monitors bring, from their rules and baselines alone: before anything was read."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import structlog
from sqlmodel import Session

from kaizen.monitors import pasting
from kaizen.monitors.judgements import Foreseen, Planned
from kaizen.people import Person
from kaizen.runtime import Runtime
from kaizen.teams import defaults, settings, showing
from kaizen.workshop import WorkshopFailed
from message_templates.monitors import views
from storage import monitors as stored
from storage.monitors import ChartKind, Monitor

PATIENCE: Final = 10.0
"""Seconds that whoever made monitors waits for this: the first looks may stand before it in the queue."""

LEARNING: Final = frozenset({"new", "too few"})

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Asked:
    """What a team's other monitors bring already, and whose share is not known yet."""

    known: float
    new: tuple[Planned, ...]
    learning: tuple[Planned, ...]
    budget: int
    unread: int = 0
    """How many of the others could never be read: nothing is watched there, so nothing is counted."""


async def foreseen(runtime: Runtime, person: Person, channel: str, names: Collection[str]) -> views.Budget | None:
    """What new monitors add to what their team puts up with; None if none of them alerts, or it is not told in time."""
    asked = await runtime.database.read(lambda session: question(session, person, channel, names))
    if asked is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            name = "kaizen.monitors.calculating:foreseen"
            new, learning = [await runtime.workshop.make(name, plans) for plans in (asked.new, asked.learning)]
    except (WorkshopFailed, TimeoutError) as error:
        log.warning("monitors.budget_unknown", error=str(error))
        return None
    return told(asked, new, learning)


def question(session: Session, person: Person, channel: str, names: Collection[str]) -> Asked | None:
    """What has to be known of the new monitors and of the team's others; inputs that drift have no such figure."""
    team = showing.here(session, person, channel)
    if team is None:
        return None
    keys = {pasting.key(name) for name in names}
    charted = [one for one in stored.of_team(session, team.workspace, team.id or 0) if one.chart != ChartKind.DRIFT]
    new = [monitor for monitor in charted if monitor.key in keys]
    others = [monitor for monitor in charted if monitor.key not in keys]
    if not new:
        return None
    return Asked(
        known=sum(monitor.expected_a_month or 0 for monitor in others),
        new=_planned(new),
        learning=_planned(one for one in others if _is_learning(one)),
        unread=sum(map(never_read, others)),
        budget=of_teams(session, team.workspace, [team.id or 0]),
    )


def told(asked: Asked, new: Sequence[Foreseen], learning: Sequence[Foreseen]) -> views.Budget:
    """The figures as whoever made the monitors hears them."""
    rough = [one for one in new if one.baseline_points < defaults.ROUGH_BELOW.value]
    roughest = max(rough, key=lambda one: one.times, default=None)
    added = sum(one.expected for one in new)
    together = asked.known + added + sum(one.expected for one in learning)
    budget = views.Budget(added, together, asked.budget, unread=asked.unread)
    return replace(budget, baseline_points=roughest.baseline_points, times=roughest.times) if roughest else budget


def of_teams(session: Session, workspace: str, teams: Iterable[int]) -> int:
    """False alarms a month that some teams together put up with; more, and people stop reading them."""
    return sum(settings.of_team(session, workspace, team)[defaults.FALSE_ALARM_BUDGET] for team in set(teams))


def never_read(monitor: Monitor) -> bool:
    """Whether its source was asked, and not one reading has come."""
    return monitor.newest_at is None and monitor.looked_version is not None


def _is_learning(monitor: Monitor) -> bool:
    return monitor.expected_a_month is None and monitor.standing in LEARNING and not never_read(monitor)


def _planned(monitors: Iterable[Monitor]) -> tuple[Planned, ...]:
    return tuple(
        Planned(tuple(one.rules.split()), timedelta(seconds=one.every_seconds), _points(one)) for one in monitors
    )


def _points(monitor: Monitor) -> int:
    """Of the baseline."""
    if monitor.baseline_first is None or monitor.baseline_last is None:
        return monitor.baseline_points or 0
    return (monitor.baseline_last - monitor.baseline_first) // timedelta(seconds=monitor.every_seconds) + 1
