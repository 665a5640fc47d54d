"""The patterns of run rules in one block of points, small enough to stay in a core's cache.

A block is some rows of values with their lines; what several rules need (which points are above one sigma, ...) is
found once. Values of 8 bytes are read about ten times; everything after that works on flags of 1 byte.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from analysis.run_rules import windows
from analysis.run_rules.rules import Pattern, Rule

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Conventions:
    """What peers do differently: the sides of rule 8, and whether a window's last point must itself be unlikely."""

    eight: str
    literal: bool


class Block:
    """Rows of values with their lines; each line has a column of its own, or one for all points."""

    def __init__(self, values: Floats, centre: Floats, lower: Floats, upper: Floats, sigma: Floats) -> None:
        self.values, self.centre, self.lower, self.upper, self.sigma = values, centre, lower, upper, sigma
        self.found: dict[tuple[str, float], Flags] = {}

    def above(self, sigmas: float) -> Flags:
        """Points strictly above the centre by so many sigmas."""
        key = ("above", sigmas)
        if key not in self.found:
            self.found[key] = self._beside(np.greater, sigmas)
        return self.found[key]

    def below(self, sigmas: float) -> Flags:
        key = ("below", sigmas)
        if key not in self.found:
            self.found[key] = self._beside(np.less, -sigmas)
        return self.found[key]

    def _beside(self, compare: Callable[..., Flags], sigmas: float) -> Flags:
        line = self.centre + sigmas * self.sigma if sigmas else self.centre
        return compare(self.values, line).ravel()

    @cached_property
    def outside(self) -> Flags:
        """Points beyond one sigma, on either side."""
        return np.logical_or(self.above(1.0), self.below(1.0))

    @cached_property
    def rising(self) -> Flags:
        return self._steps(np.greater)

    @cached_property
    def falling(self) -> Flags:
        return self._steps(np.less)

    def _steps(self, compare: Callable[..., Flags]) -> Flags:
        flat = self.values.ravel()
        found = np.empty(flat.shape, dtype=np.bool_)
        found[:1] = False
        compare(flat[1:], flat[:-1], out=found[1:])
        return found

    @cached_property
    def gaps(self) -> bool:
        """Whether any point is missing, or has no lines to be judged by."""
        lowest = self.values.min() + self.centre.min() + self.sigma.min()
        return bool(np.isnan(lowest))

    @cached_property
    def whole(self) -> Flags:
        """Points that are there and have their lines."""
        return np.isfinite(self.values + (self.centre + self.sigma)).ravel()

    @cached_property
    def flat_sigma(self) -> bool:
        return bool((self.sigma == 0).any())

    @cached_property
    def spread(self) -> Flags:
        """Points whose sigma is not zero: without zones there is no pattern but being off the centre."""
        return np.broadcast_to(self.sigma != 0, self.values.shape).ravel()


def beyond_limits(block: Block, _rule: Rule, _how: Conventions) -> Flags:
    return np.logical_or(block.values > block.upper, block.values < block.lower).ravel()


def on_one_side(block: Block, rule: Rule, _how: Conventions) -> Flags:
    return np.logical_or(windows.all_of(block.above(0.0), rule.window), windows.all_of(block.below(0.0), rule.window))


def in_a_trend(block: Block, rule: Rule, _how: Conventions) -> Flags:
    steps = rule.window - 1
    return np.logical_or(windows.all_of(block.rising, steps), windows.all_of(block.falling, steps))


def going_up_and_down(block: Block, rule: Rule, _how: Conventions) -> Flags:
    turning = np.zeros(block.rising.shape, dtype=np.bool_)
    peak = np.logical_and(block.falling[1:], block.rising[:-1])
    valley = np.logical_and(block.rising[1:], block.falling[:-1])
    np.logical_or(peak, valley, out=turning[1:])
    return windows.all_of(turning, rule.window - 2)


def mostly_beyond(block: Block, rule: Rule, how: Conventions) -> Flags:
    found = np.zeros(block.values.size, dtype=np.bool_)
    for flags in (block.above(rule.sigmas), block.below(rule.sigmas)):
        enough = windows.at_least(flags, rule.count, rule.window)
        np.logical_or(found, enough if how.literal else np.logical_and(enough, flags), out=found)
    return np.logical_and(found, windows.all_of(block.whole, rule.window)) if block.gaps else found


def hugging_the_centre(block: Block, rule: Rule, _how: Conventions) -> Flags:
    inside = np.logical_not(block.outside)
    if block.gaps:
        inside = np.logical_and(inside, block.whole)
    return windows.all_of(inside, rule.window)


def avoiding_the_centre(block: Block, rule: Rule, how: Conventions) -> Flags:
    found = windows.all_of(block.outside, rule.window)
    if how.eight == "either":
        return found
    above, below = windows.any_of(block.above(1.0), rule.window), windows.any_of(block.below(1.0), rule.window)
    return np.logical_and(found, np.logical_and(above, below))


PATTERNS: Mapping[Pattern, Callable[[Block, Rule, Conventions], Flags]] = {
    "limits": beyond_limits,
    "side": on_one_side,
    "trend": in_a_trend,
    "alternating": going_up_and_down,
    "beyond": mostly_beyond,
    "within": hugging_the_centre,
    "outside": avoiding_the_centre,
}


def judge(block: Block, rule: Rule, how: Conventions) -> Flags:
    """Where windows end that show the rule's pattern: flags of the shape of the block's values."""
    found = PATTERNS[rule.pattern](block, rule, how)
    if block.flat_sigma and rule.pattern != "limits":
        found = np.logical_and(found, block.spread)
    return found.reshape(block.values.shape)
