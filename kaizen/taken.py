"""When a reading was taken, as people are told it."""

from datetime import UTC, datetime
from typing import Final

from message_templates.moments import Moment
from storage.monitors import Monitor

DAY: Final = 86_400


def told(monitor: Monitor, at: datetime) -> Moment:
    """Of a day or longer its UTC day: in their own zone some readers would see the day before, others 01:00 of it."""
    return at.astimezone(UTC).date() if monitor.every_seconds >= DAY else at
