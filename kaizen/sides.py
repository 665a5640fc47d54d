"""On which side of a chart's lines points lie: so many above and so many below, in words that are true of each."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sides:
    """How many points lie above the mean and how many below, and whether each is *beyond* a limit."""

    above: int
    below: int
    beyond: bool

    @property
    def words(self) -> str:
        """Where they lie.

        >>> Sides(1, 0, beyond=True).words, Sides(0, 3, beyond=False).words
        ('above its upper limit', 'below its mean')
        >>> Sides(1, 1, beyond=True).words, Sides(1, 1, beyond=False).words
        ('outside its limits', 'on both sides of its mean')
        """
        if self.above and self.below:
            return "outside its limits" if self.beyond else "on both sides of its mean"
        if self.below:
            return "below its lower limit" if self.beyond else "below its mean"
        return "above its upper limit" if self.beyond else "above its mean"


def together(several: Iterable[Sides]) -> Sides:
    """The points of all of them."""
    known = list(several)
    return Sides(
        above=sum(one.above for one in known),
        below=sum(one.below for one in known),
        beyond=all(one.beyond for one in known),
    )
