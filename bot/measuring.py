"""The bot's own gauges, in the text format that Prometheus scrapes: ``/metrics`` beside ``kaizen run --http``."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kaizen.runtime import Runtime
from storage import measuring as stored

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Gauge:
    """One figure, with the line that explains it."""

    name: str
    help: str
    value: float


async def exposed(runtime: Runtime, *, ticked_at: datetime | None) -> str:
    """Every gauge, one after another."""
    counted = await runtime.database.read(_counted)
    last_tick = Gauge(
        "kaizen_last_tick_timestamp_seconds",
        "When the bot last looked for what is due, by the team's clock.",
        ticked_at.timestamp() if ticked_at else 0,
    )
    return "".join(_written(gauge) for gauge in (*counted, last_tick))


def _counted(session: Session) -> tuple[Gauge, ...]:
    found = stored.counts(session)
    return (
        Gauge("kaizen_outbox_waiting", "Deliveries that Slack has not got yet.", found.waiting),
        Gauge("kaizen_outbox_parked", "Deliveries that Slack refused for good.", found.parked),
        Gauge("kaizen_jobs_parked", "Jobs that failed for good.", found.parked_jobs),
        Gauge("kaizen_monitors", "Metrics that are watched.", found.monitors),
        Gauge("kaizen_monitors_failing", "Those whose source failed at the newest look.", found.failing),
        Gauge("kaizen_alerts_open", "Cases that nobody has closed.", found.open_alerts),
    )


def _written(gauge: Gauge) -> str:
    return f"# HELP {gauge.name} {gauge.help}\n# TYPE {gauge.name} gauge\n{gauge.name} {gauge.value!r}\n"
