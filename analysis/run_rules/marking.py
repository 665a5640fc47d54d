"""From the codes of a block to the points that are marked."""

import numpy as np
import numpy.typing as npt

from analysis.run_rules.blocks import ABOVE, BELOW, Block
from analysis.run_rules.codes import Codes
from analysis.run_rules.patterns import PATTERNS, Conventions
from analysis.run_rules.rules import Rule

Flags = npt.NDArray[np.bool_]


def mark(block: Block, rule: Rule, how: Conventions, place: Flags, lead: int) -> None:
    """Flag in *place* the points of a block at which a rule fires; *lead* columns of the block lie before it."""
    lent = block.buffers.lent
    answer = place.view(np.uint8).reshape(-1) if place.flags.c_contiguous and not lead else None
    found = PATTERNS[rule.pattern](block, rule, how, answer)
    if found is not answer:
        np.not_equal(found.reshape(block.rows.values.shape)[:, lead:], 0, out=place)
    place[:, : max(0, rule.window - 1 - lead)] = False  # their windows begin in the row before
    if rule.pattern != "limits" and block.flat_lines:  # no zones, no pattern but being off the centre
        np.logical_and(place, np.broadcast_to(block.rows.sigma != 0, block.rows.values.shape)[:, lead:], out=place)
    if how.mark == "every" and rule.window > 1:
        place[...] = _every(block, rule, place)
    block.buffers.lent = lent  # what the rule took is free for the next


def _every(block: Block, rule: Rule, hits: Flags) -> Flags:
    """All points of the patterns that end at a hit; of a k-of-m pattern, those that lie beyond on its own side."""
    if rule.pattern != "beyond":
        return _spread_back(block, rule, hits)
    beside = block.codes["beside", rule.sigmas]
    enough = beside.at_least(rule.count, rule.window)
    found = np.zeros_like(hits)
    for bit in (ABOVE, BELOW):
        ends, beyond = ((codes & np.uint8(bit)).astype(np.bool_).reshape(hits.shape) for codes in (enough, beside.bits))
        found |= _spread_back(block, rule, hits & ends) & beyond
    return found


def _spread_back(block: Block, rule: Rule, hits: Flags) -> Flags:
    """Set in every point of the windows that end at a hit: the same as any hit in the window that begins at a point."""
    backwards = Codes(hits.ravel()[::-1].view(np.uint8), block.buffers)
    return backwards.any_of(rule.window)[::-1].view(np.bool_).reshape(hits.shape)
