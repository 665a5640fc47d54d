"""A look at a monitor: ask its source, then let the child process judge. Whatever goes wrong is a sentence."""

from datetime import timedelta

from kaizen.monitors import sweeping
from kaizen.monitors.judgements import Judged
from kaizen.monitors.sweeping import Plan, Seen
from kaizen.runtime import Runtime
from kaizen.workshop import WorkshopFailed
from sources.base import Series, SourceError


async def look(runtime: Runtime, plan: Plan) -> Seen:
    """What the source says now, and what it means together with what it said before."""
    source = runtime.sources.get(plan.monitor.source)
    if source is None:
        return Seen(failure=f"there is no source {plan.monitor.source} here any more")
    lag = plan.window.every if source.stamps == "begin" else timedelta()
    try:
        series = await source.read(plan.monitor.question, plan.window)
        judged = await _judged(runtime, plan, series)
    except (SourceError, WorkshopFailed, ValueError) as error:
        return Seen(failure=str(error), lag=lag)
    return Seen(series, judged=judged, lag=lag)


async def _judged(runtime: Runtime, plan: Plan, series: Series) -> Judged | None:
    asked = sweeping.asked(plan, series)
    if not asked.times:
        return None
    judged = await runtime.workshop.make("kaizen.monitors.calculating:judged", asked)
    assert isinstance(judged, Judged)
    return judged
