"""Figures by which charts and drift are judged unless somebody asks for others; plain, so that they load nothing.

The bot's settings show them to people from here: what is said is what is done.
"""

from typing import Final

WIDTH: Final = 3.0
"""Limits stand three standard deviations from the centre: Shewhart's economic choice, 1 false alarm in 370 points."""

SIDE: Final = 9
"""Points in a row on one side of the centre that Nelson (1984) calls a shift."""

ALERTING, ROUGH, SETTLED = 15, 30, 100
"""Points in a baseline: below 15 nobody should be woken; below 30 limits are provisional, below 100 rough.

Limits from 30 points have 0-11 false alarms in a year of days where one is nominal; from 100 points 0-4.
"""

ALIKE: Final = 0.3
"""Lag-1 autocorrelation from which on limits are adjusted and it is said so: 0.3 multiplies false alarms by 4.5."""

ENOUGH_ROWS: Final = 1_000
"""Rows in the smaller window from which on fixed thresholds of drift lie above what chance does."""
