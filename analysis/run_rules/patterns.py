"""What each pattern of a run rule looks like in the codes of a block.

Each function answers with a byte for each point, above zero where a window ends that shows the pattern. Where *into* is
given, a function that ends with ones and zeros writes them there and answers with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.run_rules.blocks import BOTH, STEPS, TURNS, Block
from analysis.run_rules.codes import Bytes
from analysis.run_rules.rules import Pattern, Rule


@dataclass(frozen=True, slots=True)
class Conventions:
    """What peers do differently: which points of a pattern they mark, and the sides of rule 8."""

    mark: str
    eight: str


def beyond_limits(block: Block, _rule: Rule, _how: Conventions, into: Bytes | None) -> Bytes:
    return block.off_limits(into)


def on_one_side(block: Block, rule: Rule, _how: Conventions, _into: Bytes | None) -> Bytes:
    return block.codes["beside", rule.sigmas].all_of(rule.window)


def in_a_trend(block: Block, rule: Rule, _how: Conventions, _into: Bytes | None) -> Bytes:
    return block.codes[STEPS].all_of(rule.window - 1)


def going_up_and_down(block: Block, rule: Rule, _how: Conventions, into: Bytes | None) -> Bytes:
    return block.codes[TURNS].all_of(rule.window - 2, into)


def mostly_beyond(block: Block, rule: Rule, how: Conventions, _into: Bytes | None) -> Bytes:
    beside = block.codes["beside", rule.sigmas]
    among = beside.ending_in if how.mark == "last" else beside.at_least
    found = among(rule.count, rule.window)
    if block.whole is None:
        return found
    return np.where(block.whole.all_of(rule.window), found, np.uint8(0))


def hugging_the_centre(block: Block, rule: Rule, _how: Conventions, into: Bytes | None) -> Bytes:
    return block.codes["inside", rule.sigmas].all_of(rule.window, into)


def avoiding_the_centre(block: Block, rule: Rule, how: Conventions, into: Bytes | None) -> Bytes:
    found = block.codes["outside", rule.sigmas].all_of(rule.window, into)
    if how.eight == "either":
        return found
    sides = block.codes["beside", rule.sigmas].any_of(rule.window)
    return np.where(sides == BOTH, found, np.uint8(0))


PATTERNS: Mapping[Pattern, Callable[[Block, Rule, Conventions, Bytes | None], Bytes]] = {
    "limits": beyond_limits,
    "side": on_one_side,
    "trend": in_a_trend,
    "alternating": going_up_and_down,
    "beyond": mostly_beyond,
    "within": hugging_the_centre,
    "outside": avoiding_the_centre,
}
