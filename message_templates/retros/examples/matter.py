"""An action in its several states, and what the other examples share."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.retros import views

DUE: Final = datetime(2026, 12, 2, 1, tzinfo=UTC)
LONG: Final = "The nightly job fails while everybody who could mend it sleeps. " * 60
DONE_BY: Final = date(2026, 12, 14)
ACTION: Final = views.ActionLine(
    "Alert only after two points", "U0OWNER", DONE_BY, "false alarms at most 1 a month", "accepted"
)
LATE: Final = replace(ACTION, text="Write the hand-off check", state="proposed", due=date(2026, 11, 20), late=True)
LONG_ACTION: Final = replace(ACTION, text=LONG, measure=LONG, late=True)
MISCHIEF: Final = replace(ACTION, text=HOSTILE, measure=HOSTILE)
