"""Change detection one reading at a time: Page-Hinkley."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

TOLERANCE = 0.25
"""Drift per reading that is put up with, in standard deviations: half of the smallest shift worth finding (0.5)."""

THRESHOLD = 20.0
"""Sum of what exceeds the tolerance, in standard deviations: 1 in 50 quiet streams of 2,000 readings alarms
(simulated)."""

BURN_IN = 100
"""Readings from which mean and standard deviation are first estimated, and which never alarm."""


@dataclass(frozen=True)
class PageHinkley:
    """Where a Page-Hinkley test stands after the readings so far: a value to store, and to ask for the next one.

    The test sums how far readings exceed their running mean plus a tolerance; an alarm is raised when the sum has risen
    by the threshold above its lowest point, or fallen likewise. After an alarm it begins anew.

    The readings should be independent: a lag-1 autocorrelation of 0.5 multiplies the false alarms many times over.

    Parameters
    ----------
    tolerance, threshold
        In standard deviations, estimated from the burn-in.
    burn_in
        Readings without an alarm at the beginning, at least 10.

    Attributes
    ----------
    alarm
        ``"up"`` or ``"down"`` if the last reading raised one, else None.
    onset
        Index, from the first reading of all, of the first one after the change; None without an alarm.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    References
    ----------
    Page (1954), Continuous inspection schemes; Hinkley (1971), Inference about the change-point from cumulative sum
    tests.

    Examples
    --------
    >>> test = PageHinkley(burn_in=10, threshold=5)
    >>> for reading in [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 9]:
    ...     test = test.after(reading)
    >>> test.alarm, test.onset
    ('up', 12)
    """

    tolerance: float = TOLERANCE
    threshold: float = THRESHOLD
    burn_in: int = BURN_IN
    alarm: Literal["up", "down"] | None = None
    onset: int | None = None
    seen: int = 0
    counted: int = 0
    mean: float = 0.0
    squares: float = 0.0
    sigma: float = 0.0
    risen: float = 0.0
    fallen: float = 0.0
    rising_since: int = 0
    falling_since: int = 0

    def __post_init__(self) -> None:
        if not (self.tolerance >= 0 and self.threshold > 0 and self.burn_in >= 10):
            raise ValueError("Choose a tolerance of 0 or more, a threshold above 0, and a burn-in of 10 or more.")

    def after(self, reading: float) -> "PageHinkley":
        """The test after one more reading; NaN is a missing reading and only counts as time."""
        if math.isinf(reading):
            raise ValueError("An infinite reading has no distance from the mean; pass NaN if it is missing.")
        started = self if self.alarm is None else _anew(self)
        if math.isnan(reading):
            return replace(started, seen=self.seen + 1)
        return _with(started, reading)


@dataclass(frozen=True)
class Alarm:
    """A change: noticed at *index*, begun at about *onset*."""

    index: int
    onset: int
    direction: Literal["up", "down"]


def page_hinkley(
    readings: Iterable[float], *, tolerance: float = TOLERANCE, threshold: float = THRESHOLD, burn_in: int = BURN_IN
) -> list[Alarm]:
    """All alarms of a Page-Hinkley test over the readings, in order.

    Parameters
    ----------
    readings
        Numbers in the order of time; NaN where one is missing.
    tolerance, threshold, burn_in
        As of :class:`PageHinkley`.

    Examples
    --------
    >>> page_hinkley([1.0, 0.0] * 60 + [9.0] * 5)
    [Alarm(index=121, onset=120, direction='up')]
    """
    test, alarms = PageHinkley(tolerance, threshold, burn_in), []
    for index, reading in enumerate(readings):
        test = test.after(float(reading))
        if test.alarm and test.onset is not None:
            alarms.append(Alarm(index, test.onset, test.alarm))
    return alarms


def _anew(test: PageHinkley) -> PageHinkley:
    return PageHinkley(test.tolerance, test.threshold, test.burn_in, seen=test.seen)


def _with(test: PageHinkley, reading: float) -> PageHinkley:
    counted = test.counted + 1
    mean = test.mean + (reading - test.mean) / counted
    squares = test.squares + (reading - test.mean) * (reading - mean)
    learnt = replace(test, seen=test.seen + 1, counted=counted, mean=mean, squares=squares)
    if counted < test.burn_in:
        return learnt
    if counted == test.burn_in:
        sigma = math.sqrt(squares / (counted - 1))
        return replace(learnt, sigma=sigma, rising_since=learnt.seen, falling_since=learnt.seen)
    return _summed(learnt, _standardised(reading - mean, test.sigma))


def _summed(test: PageHinkley, deviation: float) -> PageHinkley:
    """The sums since their extremes, and an alarm if one has gone too far."""
    risen = max(test.risen + deviation - test.tolerance, 0.0)
    fallen = max(test.fallen - deviation - test.tolerance, 0.0)
    rising_since = test.rising_since if risen > 0 else test.seen
    falling_since = test.falling_since if fallen > 0 else test.seen
    summed = replace(test, risen=risen, fallen=fallen, rising_since=rising_since, falling_since=falling_since)
    if max(risen, fallen) <= test.threshold:
        return summed
    if risen >= fallen:
        return replace(summed, alarm="up", onset=rising_since)
    return replace(summed, alarm="down", onset=falling_since)


def _standardised(deviation: float, sigma: float) -> float:
    """In standard deviations; after a constant burn-in any deviation is beyond measure."""
    if sigma > 0:
        return deviation / sigma
    return math.copysign(math.inf, deviation) if deviation else 0.0
