"""Where the points of a block lie, eight flags to a byte.

A block is some rows of values with their lines, small enough to stay in a core's cache. Values of 8 bytes are compared
once for each flag that the rules need; everything after that works on bytes that hold eight of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.run_rules.codes import Buffers, Bytes, Codes
from analysis.run_rules.rules import Rule

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

Pair = tuple[Literal["beside", "steps", "around", "turns"], float]
"""Two flags of a point: ``beside`` the centre by so many sigmas, above or below; ``steps`` up or down; so many sigmas
``around`` the centre, outside or inside; ``turns`` between a step up and one down (one flag only)."""

PAIRS = 4
"""Pairs of flags in a byte."""

STEPS: Pair = ("steps", 0.0)
TURNS: Pair = ("turns", 0.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What rules need of a block: pairs of flags, four to a byte, and the longest window."""

    pairs: tuple[tuple[Pair, ...], ...]
    limits: bool
    longest: int

    @classmethod
    def by(cls, rules: Sequence[Rule]) -> "Asked":
        patterns = {rule.pattern for rule in rules}
        beside = {rule.sigmas for rule in rules if rule.pattern in {"side", "beyond", "within", "outside"}}
        around = {rule.sigmas for rule in rules if rule.pattern in {"within", "outside"}}
        seen: list[Pair] = [("beside", sigmas) for sigmas in sorted(beside)]
        derived: list[Pair] = [("around", sigmas) for sigmas in sorted(around)]
        seen += [STEPS] * bool(patterns & {"trend", "alternating"})
        derived += [TURNS] * ("alternating" in patterns)
        pairs = (tuple(each[at : at + PAIRS]) for each in (seen, derived) for at in range(0, len(each), PAIRS))
        return cls(tuple(pairs), "limits" in patterns, max(rule.window for rule in rules))


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


@dataclass(frozen=True, slots=True)
class Place:
    """Codes, and which of their bits are the two flags of a pair."""

    codes: Codes
    first: int
    second: int

    @property
    def either(self) -> int:
        return self.first | self.second


class Block:
    """The codes of some rows, as the rules need them."""

    def __init__(self, rows: Rows, asked: Asked, buffers: Buffers) -> None:
        buffers.begin(rows.values.size)
        self.rows, self.buffers, self.taken = rows, buffers, buffers.take
        self.flat, self.longest = rows.values.ravel(), asked.longest
        self.flags = self.taken().view(np.bool_)
        self.whole = self._whole()
        self.flat_lines = not rows.sigma.all()
        self.beyond = self._beyond() if asked.limits else None
        self.places: dict[Pair, Place] = {}
        for pairs in asked.pairs:
            self._lay(pairs)

    def masked(self, codes: Bytes, bits: int) -> Bytes:
        """The codes with these bits only: zero where none of them is set."""
        return np.bitwise_and(codes, np.uint8(bits), out=self.taken())

    def _whole(self) -> Codes | None:
        """1 for points that are there and have their lines; None where all are."""
        if not self.rows.gaps():
            return None
        there = self.taken()
        there[:] = np.isfinite(self.rows.values + (self.rows.centre + self.rows.sigma)).ravel()
        return Codes(there, self.buffers, self.longest)

    def _beyond(self) -> Bytes:
        """1 for points beyond the limits: found while the values are in the cache."""
        rows, above = self.rows, self.taken()
        np.greater(rows.values, rows.upper, out=above.view(np.bool_).reshape(rows.values.shape))
        np.less(rows.values, rows.lower, out=self.flags.reshape(rows.values.shape))
        return np.bitwise_or(above, self.flags.view(np.uint8), out=above)

    def _lay(self, pairs: Sequence[Pair]) -> None:
        """The flags of up to four pairs as the bits of one byte."""
        codes = self.taken()
        codes[:] = 0
        lent = self.buffers.lent
        for pair in reversed(pairs):
            for flags in self._flags(pair):
                np.add(codes, codes, out=codes)  # shifts by one bit, in a tenth of the time of a shift
                np.bitwise_or(codes, flags, out=codes)
        self.buffers.lent = lent
        laid = Codes(codes, self.buffers, self.longest)
        self.places |= {pair: Place(laid, 2 << 2 * place, 1 << 2 * place) for place, pair in enumerate(pairs)}

    def _flags(self, pair: Pair) -> Iterator[Bytes]:
        """The flags of a pair one after the other, in the same buffer."""
        kind, sigmas = pair
        found = {"beside": self._beside, "steps": self._steps, "around": self._around, "turns": self._turns}[kind]
        for _ in found(sigmas):
            yield self.flags.view(np.uint8)

    def _beside(self, sigmas: float) -> Iterator[Flags]:
        into = self.flags.reshape(self.rows.values.shape)
        yield np.greater(self.rows.values, self.rows.beside(sigmas), out=into)
        yield np.less(self.rows.values, self.rows.beside(-sigmas), out=into)

    def _steps(self, _sigmas: float) -> Iterator[Flags]:
        self.flags[:1] = False
        yield np.greater(self.flat[1:], self.flat[:-1], out=self.flags[1:])
        yield np.less(self.flat[1:], self.flat[:-1], out=self.flags[1:])

    def _around(self, sigmas: float) -> Iterator[Flags]:
        beside = self.places["beside", sigmas]
        outside = self.masked(beside.codes.bits, beside.either)
        yield np.not_equal(outside, 0, out=self.flags)
        inside = np.equal(outside, 0, out=self.flags)
        yield inside if self.whole is None else np.logical_and(inside, self.whole.bits, out=inside)

    def _turns(self, _sigmas: float) -> Iterator[Flags]:
        """A step up after one down changes both bits of the steps, and so does one down after one up."""
        steps = self.places[STEPS]
        changed = self.taken()
        np.bitwise_xor(steps.codes.bits[1:], steps.codes.bits[:-1], out=changed[1:])
        yield np.equal(self.masked(changed, steps.either), steps.either, out=self.flags)
