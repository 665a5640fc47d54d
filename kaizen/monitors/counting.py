"""How many signals there were. What chance brings is counted in runs, and so is what was seen."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

OF_ONE_POINT: Final = frozenset({"limits", "we-1", "nelson-1", "aiag-1", "nhs-1"})
"""Rules that look at one point alone. All others look back: one run breaks them again with each further point."""


def signals(broken: Collection[tuple[str, datetime]], every: timedelta) -> set[datetime]:
    """The points at which a rule was *broken* anew; two rules at one point are one signal.

    >>> days = [datetime(2026, 11, day) for day in (1, 2, 3, 9)]
    >>> len(signals({("nelson-2", day) for day in days}, timedelta(days=1)))
    2
    """
    return {at for rule, at in broken if rule in OF_ONE_POINT or (rule, at - every) not in broken}
