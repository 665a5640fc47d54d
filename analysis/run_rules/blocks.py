"""What is seen of each point of a block: a byte with a bit for either side.

A block is some rows of values with their lines, small enough to stay in a core's cache. Values of 8 bytes are compared
once for each side of a line; everything after that works on single bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.run_rules.codes import Buffers, Bytes, Codes
from analysis.run_rules.rules import Rule

Floats = npt.NDArray[np.float64]

Sight = tuple[Literal["beside", "steps", "outside", "inside", "turns"], float]
"""What is looked at. With a bit for above and one for below: points ``beside`` the centre by so many sigmas, and
``steps`` from the point before. With one bit: so many sigmas ``outside`` or ``inside`` of the centre, and ``turns``
between a step up and one down. (Points beyond the limits are seen by one rule alone, which looks itself.)"""

STEPS: Sight = ("steps", 0.0)
TURNS: Sight = ("turns", 0.0)

ABOVE, BELOW = 2, 1
BOTH = ABOVE | BELOW


def sights(rules: Iterable[Rule]) -> tuple[Sight, ...]:
    """What rules need to see of a block, each after what it is made from."""
    found: set[Sight] = {sight for rule in rules for sight in _sights(rule)}
    order = ("beside", "steps", "outside", "inside", "turns")
    return tuple(sorted(found, key=lambda sight: (order.index(sight[0]), sight[1])))


def _sights(rule: Rule) -> tuple[Sight, ...]:
    beside: Sight = ("beside", rule.sigmas)
    found: dict[str, tuple[Sight, ...]] = {
        "limits": (),
        "side": (beside,),
        "trend": (STEPS,),
        "alternating": (STEPS, TURNS),
        "beyond": (beside,),
        "within": (beside, ("inside", rule.sigmas)),
        "outside": (beside, ("outside", rule.sigmas)),
    }
    return found[rule.pattern]


@dataclass(frozen=True, slots=True)
class Rows:
    """Values with what they are judged by; each line has a column of its own, or one for all points."""

    values: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats

    def within(self, rows: slice, columns: slice) -> "Rows":
        lines = (self.centre, self.lower, self.upper, self.sigma)
        return Rows(
            self.values[rows, columns],
            *(
                line[rows if len(line) > 1 else slice(None), columns if line.shape[1] > 1 else slice(None)]
                for line in lines
            ),
        )

    def beside(self, sigmas: float) -> Floats:
        """The line so many sigmas above the centre."""
        return self.centre + sigmas * self.sigma if sigmas else self.centre

    def gaps(self) -> bool:
        """Whether any point is missing, or has no lines to be judged by."""
        return bool(np.isnan(self.values.min() + self.centre.min() + self.sigma.min()))


class Block:
    """The codes of some rows, as the rules need them."""

    def __init__(self, rows: Rows, wanted: Iterable[Sight], buffers: Buffers) -> None:
        buffers.begin(rows.values.size)
        self.rows, self.flat = rows, rows.values.ravel()
        self.buffers, self.spare = buffers, buffers.take()
        self.whole = self._whole()
        self.flat_lines = not rows.sigma.all()
        self.codes: dict[Sight, Codes] = {}
        for sight in wanted:
            self.codes[sight] = Codes(self._seen(sight), buffers)

    def _whole(self) -> Codes | None:
        """1 for points that are there and have their lines; None where all are."""
        if not self.rows.gaps():
            return None
        there = self.buffers.take()
        there[:] = np.isfinite(self.rows.values + (self.rows.centre + self.rows.sigma)).ravel()
        return Codes(there, self.buffers)

    def _seen(self, sight: Sight) -> Bytes:
        kind, sigmas = sight
        into, rows = self.buffers.take(), self.rows
        match kind:
            case "beside":
                self._sides(rows.values, rows.beside(sigmas), rows.beside(-sigmas), into)
            case "steps":
                into[:1] = 0
                self._sides(self.flat[1:], self.flat[:-1], self.flat[:-1], into[1:])
            case "outside":
                np.not_equal(self.codes["beside", sigmas].bits, 0, out=into.view(np.bool_))
            case "inside":
                np.equal(self.codes["beside", sigmas].bits, 0, out=into.view(np.bool_))
                if self.whole is not None:
                    np.bitwise_and(into, self.whole.bits, out=into)
            case "turns":
                self._turns(into)
        return into

    def off_limits(self, into: Bytes | None = None) -> Bytes:
        """1 for points beyond either limit, in *into* if given."""
        into = self.buffers.take() if into is None else into
        below = self._compared(self.rows.values, self.rows.upper, self.rows.lower, into)
        return np.bitwise_or(into, below, out=into)

    def _sides(self, values: Floats, high: Floats, low: Floats, into: Bytes) -> None:
        """Which values are above the one line or below the other."""
        below = self._compared(values, high, low, into)
        np.add(into, into, out=into)  # ABOVE, for 1; adding takes a tenth of the time of a shift
        np.bitwise_or(into, below, out=into)

    def _compared(self, values: Floats, high: Floats, low: Floats, above: Bytes) -> Bytes:
        """1 in *above* for values above the one line, and for those below the other in what is answered."""
        below = self.spare[: above.size]
        np.greater(values, high, out=above.view(np.bool_).reshape(values.shape))
        np.less(values, low, out=below.view(np.bool_).reshape(values.shape))
        return below

    def _turns(self, into: Bytes) -> None:
        """A step up after one down changes both bits of the steps, and so does one down after one up."""
        steps = self.codes[STEPS].bits
        into[:1] = 0
        np.bitwise_xor(steps[1:], steps[:-1], out=into[1:])
        np.equal(into, BOTH, out=into.view(np.bool_))
