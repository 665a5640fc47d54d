"""A look at a monitor: ask its source, then let the child process judge. Whatever goes wrong is a sentence."""

from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from kaizen.announcements import Picture
from kaizen.monitors import fitting, planning, weekly
from kaizen.monitors.judgements import Drifted, Judged, Small
from kaizen.monitors.planning import Plan
from kaizen.monitors.sweeping import Seen
from kaizen.runtime import Runtime
from kaizen.workshop import WorkshopFailed
from sources.base import Series, Source, SourceError
from sources.files import Files
from storage import teams
from storage.monitors import ChartKind

log = structlog.get_logger(__name__)


async def look(runtime: Runtime, plan: Plan) -> Seen:
    """What the source says now, and what it means together with what it said before."""
    source = runtime.sources.get(plan.monitor.source)
    if source is None:
        return Seen(failure=f"there is no source {plan.monitor.source} here any more")
    lag = plan.window.every if source.stamps == "begin" else timedelta()
    try:
        if plan.monitor.chart == ChartKind.DRIFT:
            return await _compared(runtime, source, plan, lag)
        series = await source.read(plan.monitor.question, plan.window)
        judged = await _judged(runtime, plan, series)
    except (SourceError, WorkshopFailed, ValueError) as error:
        return Seen(failure=str(error), lag=lag)
    return Seen(series, judged=judged, lag=lag)


async def small(runtime: Runtime, workspace: str, team_id: int, *, since: datetime, until: datetime) -> Picture | None:
    """Small charts of a team's metrics with the signals of its week; None if none is there, or the child drew none."""

    def question(session: Session) -> tuple[Small, ...]:
        team = teams.team(session, workspace, team_id)
        return weekly.charted(session, team, since=since, until=until) if team else ()

    asked = await runtime.database.read(question)
    if not asked:
        return None
    try:
        drawn = await runtime.workshop.make("kaizen.monitors.calculating:small", asked)
    except (WorkshopFailed, ValueError) as error:
        log.warning("digest.without_charts", team=team_id, error=str(error))
        return None
    return Picture("charts", "monitors.png", drawn.png, drawn.alt_text) if drawn else None


async def _compared(runtime: Runtime, source: Source, plan: Plan, lag: timedelta) -> Seen:
    """Drift is compared where the rows are; its reading is how many columns differ."""
    if not isinstance(source, Files):
        raise SourceError("drift compares columns of files")
    asked = planning.drift_asked(plan, folder=str(await source.at_hand(plan.monitor.question)))
    drifted = await runtime.workshop.make("kaizen.monitors.drifting:compared", asked)
    assert isinstance(drifted, Drifted)
    newest = (drifted.begins[1],) if drifted.rows else ()
    values, sizes = (float(len(drifted.columns)),) * len(newest), (float(drifted.rows),) * len(newest)
    return Seen(Series(newest, values, sizes), drifted=drifted, lag=lag)


async def _judged(runtime: Runtime, plan: Plan, series: Series) -> Judged | None:
    asked = planning.asked(plan, series)
    if not asked.times:
        return None
    if (refused := fitting.refused(asked, plan.monitor.question)) is not None:
        return refused
    judged = await runtime.workshop.make("kaizen.monitors.calculating:judged", asked)
    assert isinstance(judged, Judged)
    return judged
