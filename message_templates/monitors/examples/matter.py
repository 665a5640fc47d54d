"""What several examples are made of: a monitor, and words that are too long."""

from datetime import UTC, datetime
from typing import Final

from message_templates.catalogue import HOSTILE
from message_templates.monitors import views

TUESDAY: Final = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
LONG: Final = "Precision of the fraud scorer among the top one percent of payments. " * 30
LINE: Final = views.Line(
    name="Precision of fraud-scorer",
    model="fraud-scorer",
    emoji="📈",
    state="p chart, limits (100 points, 1 Aug 2026 to 8 Nov 2026, frozen)",
    newest_at=TUESDAY,
    expected_a_month=0.08,
    power="a lasting shift of 0.012 would show within about 6 points",
    failure="",
)


def of_a_file(more: dict[str, object]) -> dict[str, object]:
    """Examples of what is said of a file, which has a name of somebody's making."""
    names = {"typical": "monitors.csv", "empty": "your file", "maximal": LONG[:250], "hostile": HOSTILE}
    return {example: {"file": name, **more} for example, name in names.items()}
