"""How many signals there were. What chance brings is counted in runs, and so is what was seen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Final

OF_ONE_POINT: Final = frozenset({"limits", "we-1", "nelson-1", "aiag-1", "nhs-1"})
"""Rules that look at one point alone. All others look back: one run breaks them again with each further point."""


@dataclass(frozen=True)
class Points:
    """When the readings of a monitor were taken, as far as that is known, and how far apart they should be."""

    every: timedelta
    times: Sequence[datetime] = ()

    def before(self, at: datetime) -> datetime:
        """The point before, which lies further back than an interval where a weekend or an outage left a gap."""
        return self._before.get(at, at - self.every)

    @cached_property
    def _before(self) -> dict[datetime, datetime]:
        return {later: sooner for sooner, later in pairwise(self.times)}


def signals(broken: Collection[tuple[str, datetime]], of: Points) -> set[datetime]:
    """The points at which a rule was *broken* anew; two rules at one point are one signal.

    >>> days = [datetime(2026, 11, day) for day in (1, 2, 3, 9)]
    >>> len(signals({("nelson-2", day) for day in days}, Points(timedelta(days=1))))
    2
    >>> len(signals({("nelson-2", day) for day in days}, Points(timedelta(days=1), days)))
    1
    """
    return {at for rule, at in broken if rule in OF_ONE_POINT or (rule, of.before(at)) not in broken}
