"""What every source promises: readings in UTC, ascending, finite, none later than asked for; or a sentence."""

import math
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, ClassVar, Literal, Protocol

Stamps = Literal["begin", "end"]


class SourceError(Exception):
    """A source did not answer, or not with readings; the sentence says what it said instead."""


class QuestionWrong(ValueError):
    """A question that this source cannot be asked; the sentence says what to write."""


@dataclass(frozen=True)
class Window:
    """From *since* until *until*, both included, one reading for each *every*; *until* is never later than now."""

    since: datetime
    until: datetime
    every: timedelta


@dataclass(frozen=True)
class Series:
    """Readings: when, how much, and for proportions of how many cases. *notes* are what the source wants known."""

    times: tuple[datetime, ...] = ()
    values: tuple[float, ...] = ()
    sizes: tuple[float, ...] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.values) != len(self.times) or (self.sizes is not None and len(self.sizes) != len(self.times)):
            raise ValueError(f"{len(self.times)} times come with {len(self.values)} values.")
        if any(time.utcoffset() != timedelta() for time in self.times):
            raise ValueError("Times of readings are in UTC.")
        if any(later <= sooner for sooner, later in pairwise(self.times)):
            raise ValueError("Times of readings ascend, each once.")
        if not all(math.isfinite(value) for value in (*self.values, *(self.sizes or ()))):
            raise ValueError("A reading is a finite number; what is none is left out.")


class Elsewhere(Protocol):
    """Runs a function, named ``module:function``, in a process that may load pandas."""

    def __call__(self, name: str, *given: Any) -> Awaitable[Any]: ...


class Source(Protocol):
    """One monitoring system. *stamps* tells whether a reading carries the beginning or the end of its interval."""

    kind: ClassVar[str]
    stamps: ClassVar[Stamps]

    def check(self, question: str, every: timedelta) -> None:
        """Raise `QuestionWrong` for a question that cannot be asked."""

    async def read(self, question: str, window: Window) -> Series:
        """The readings of a window; `SourceError` when unsure."""
