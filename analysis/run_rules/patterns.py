"""What each pattern of a run rule looks like in the codes of a block.

Each function answers with a byte for each point, above zero where a window ends that shows the pattern.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.run_rules.blocks import STEPS, TURNS, Block
from analysis.run_rules.codes import Bytes
from analysis.run_rules.rules import Pattern, Rule


@dataclass(frozen=True, slots=True)
class Conventions:
    """What peers do differently: which points of a pattern they mark, and the sides of rule 8."""

    mark: str
    eight: str


def beyond_limits(block: Block, _rule: Rule, _how: Conventions) -> Bytes:
    assert block.beyond is not None
    return block.beyond


def on_one_side(block: Block, rule: Rule, _how: Conventions) -> Bytes:
    beside = block.places["beside", 0.0]
    return block.masked(beside.codes.all_of(rule.window), beside.either)


def in_a_trend(block: Block, rule: Rule, _how: Conventions) -> Bytes:
    steps = block.places[STEPS]
    return block.masked(steps.codes.all_of(rule.window - 1), steps.either)


def going_up_and_down(block: Block, rule: Rule, _how: Conventions) -> Bytes:
    turns = block.places[TURNS]
    return block.masked(turns.codes.all_of(rule.window - 2), turns.second)


def mostly_beyond(block: Block, rule: Rule, how: Conventions) -> Bytes:
    beside = block.places["beside", rule.sigmas]
    among = beside.codes.ending_in if how.mark == "last" else beside.codes.at_least
    found = block.masked(among(rule.count, rule.window), beside.either)
    if block.whole is None:
        return found
    return np.where(block.whole.all_of(rule.window), found, np.uint8(0))


def hugging_the_centre(block: Block, rule: Rule, _how: Conventions) -> Bytes:
    around = block.places["around", rule.sigmas]
    return block.masked(around.codes.all_of(rule.window), around.second)


def avoiding_the_centre(block: Block, rule: Rule, how: Conventions) -> Bytes:
    around = block.places["around", rule.sigmas]
    found = block.masked(around.codes.all_of(rule.window), around.first)
    if how.eight == "either":
        return found
    beside = block.places["beside", rule.sigmas]
    sides = block.masked(beside.codes.any_of(rule.window), beside.either)
    return np.where(sides == beside.either, found, np.uint8(0))


PATTERNS: Mapping[Pattern, Callable[[Block, Rule, Conventions], Bytes]] = {
    "limits": beyond_limits,
    "side": on_one_side,
    "trend": in_a_trend,
    "alternating": going_up_and_down,
    "beyond": mostly_beyond,
    "within": hugging_the_centre,
    "outside": avoiding_the_centre,
}
