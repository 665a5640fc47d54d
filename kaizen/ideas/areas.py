"""Where an idea may help, and in which unit people estimate it there."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Area:
    """*better* says what a larger number means; without it the unit is asked for, as *suggested_unit* shows."""

    key: str
    label: str
    better: str = ""
    suggested_unit: str = ""
    most: float | None = None
    """What no gain can exceed, where there is such a thing."""


AREAS: Final = (
    Area("latency", "Latency", better="ms less"),
    Area("accuracy", "Accuracy", better="percentage points more", most=100),
    Area("infra_cost", "Infrastructure cost", suggested_unit="EUR a month less"),
    Area("data_quality", "Data quality", suggested_unit="fewer bad rows in 1,000"),
    Area("fairness", "Fairness", suggested_unit="points smaller gap"),
    Area("risk", "Risk", suggested_unit="incidents a year fewer"),
    Area("time", "Time", suggested_unit="hours a week less"),
)

BY_KEY: Final = {area.key: area for area in AREAS}

SURENESS: Final = {
    "measured": "Measured",
    "estimate": "Estimate",
    "hunch": "Hunch",
    "unknown": "Don't know yet",
}
