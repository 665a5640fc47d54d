"""Change detection one reading at a time: Page-Hinkley."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from numbers import Real
from typing import Literal

import numpy as np
import numpy.typing as npt

Figures = npt.NDArray[np.float64]

TOLERANCE = 0.25
"""Drift per reading that is put up with, in standard deviations: half of the smallest shift worth finding (0.5)."""

THRESHOLD = 20.0
"""Sum of what exceeds the tolerance, in standard deviations: 1 in 50 quiet streams of 2,000 readings alarms
(simulated)."""

INFINITE = "An infinite reading has no distance from the mean; pass NaN if it is missing."

BURN_IN = 100
"""Readings from which mean and standard deviation are first estimated, and which never alarm."""


@dataclass(frozen=True)
class PageHinkley:
    """Where a Page-Hinkley test stands after the readings so far: a value to store, and to ask for the next one.

    The test sums how far readings exceed their running mean plus a tolerance; an alarm is raised when the sum has risen
    by the threshold above its lowest point, or fallen likewise. After an alarm it begins anew.

    The mean is that of all readings so far, as the test is written for streams (Mouss and others 2004), and not one
    that is known beforehand (Page 1954, Hinkley 1971): no level need be given, but what follows a change moves the mean
    as well. A change soon after the burn-in is therefore found late or, if it is small, never; see the table in the
    reference. A CUSUM chart with a frozen baseline does not follow the shift.

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
    Page (1954), Continuous inspection schemes, Biometrika 41; Hinkley (1971), Inference about the change-point from
    cumulative sum tests, Biometrika 58; Mouss, Mouss, Mouss and Sefouhi (2004), Test of Page-Hinkley, an approach for
    fault detection in an agro-alimentary production system, 5th Asian Control Conference.

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
        numbers = all(isinstance(option, Real) for option in (self.tolerance, self.threshold, self.burn_in))
        if not (numbers and self.tolerance >= 0 and self.threshold > 0 and self.burn_in >= 10):
            raise ValueError("Choose a tolerance of 0 or more, a threshold above 0, and a burn-in of 10 or more.")

    def after(self, reading: float) -> "PageHinkley":
        """The test after one more reading; NaN is a missing reading and only counts as time."""
        if math.isinf(reading):
            raise ValueError(INFINITE)
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
    for index, reading in enumerate(_numbers(readings, axes=1).tolist()):
        test = test.after(reading)
        if test.alarm and test.onset is not None:
            alarms.append(Alarm(index, test.onset, test.alarm))
    return alarms


def page_hinkley_of_each(
    readings: npt.ArrayLike, *, tolerance: float = TOLERANCE, threshold: float = THRESHOLD, burn_in: int = BURN_IN
) -> list[list[Alarm]]:
    """All alarms of many series: for each what :func:`page_hinkley` finds, a hundred times as fast for a thousand.

    Parameters
    ----------
    readings
        Shape (series, points), in the order of time; NaN where one is missing.
    tolerance, threshold, burn_in
        As of :class:`PageHinkley`.

    Examples
    --------
    >>> quiet = [1.0, 0.0] * 62 + [1.0]
    >>> page_hinkley_of_each([quiet, quiet[:120] + [9.0] * 5])
    [[], [Alarm(index=121, onset=120, direction='up')]]
    """
    PageHinkley(tolerance, threshold, burn_in)
    values = _numbers(readings, axes=2)
    sums = _Sums(len(values), tolerance, burn_in)
    alarms: list[list[Alarm]] = [[] for _ in values]
    for index, column in enumerate(np.ascontiguousarray(values.T)):
        sums.add(column, index)
        for place in np.flatnonzero(np.maximum(sums.risen, sums.fallen) > threshold).tolist():
            up = bool(sums.risen[place] >= sums.fallen[place])
            onset = int((sums.rising_since if up else sums.falling_since)[place])
            alarms[place].append(Alarm(index, onset, "up" if up else "down"))
            sums.begin_anew(place)
    return alarms


class _Sums:
    """What :class:`PageHinkley` keeps, of many series at once; the same operations in the same order."""

    def __init__(self, series: int, tolerance: float, burn_in: int) -> None:
        self.tolerance, self.burn_in = tolerance, burn_in
        self.counted = np.zeros(series)
        self.mean, self.squares, self.sigma = (np.zeros(series) for _ in range(3))
        self.risen, self.fallen = (np.zeros(series) for _ in range(2))
        self.rising_since, self.falling_since = (np.zeros(series, dtype=np.intp) for _ in range(2))

    def begin_anew(self, place: int) -> None:
        for kept in (self.counted, self.mean, self.squares, self.sigma, self.risen, self.fallen):
            kept[place] = 0.0

    def add(self, readings: Figures, index: int) -> None:
        there = ~np.isnan(readings)
        readings = np.where(there, readings, self.mean)
        self.counted += there
        before = readings - self.mean
        self.mean += np.where(there, before / np.maximum(self.counted, 1), 0.0)
        self.squares += np.where(there, before * (readings - self.mean), 0.0)
        learnt = there & (self.counted == self.burn_in)
        self.sigma[learnt] = np.sqrt(self.squares[learnt] / (self.burn_in - 1))
        self.rising_since[learnt] = self.falling_since[learnt] = index + 1
        self._sum(there & (self.counted > self.burn_in), readings - self.mean, index + 1)

    def _sum(self, counting: npt.NDArray[np.bool_], deviations: Figures, seen: int) -> None:
        with np.errstate(divide="ignore", invalid="ignore"):
            # After a constant burn-in any deviation is beyond measure.
            deviations = np.where(deviations == 0, 0.0, deviations / self.sigma)
        for kept, since, way in ((self.risen, self.rising_since, 1.0), (self.fallen, self.falling_since, -1.0)):
            kept[counting] = np.maximum(kept + way * deviations - self.tolerance, 0.0)[counting]
            since[counting & (kept == 0)] = seen


def _numbers(readings: npt.ArrayLike | Iterable[float], *, axes: int) -> Figures:
    try:
        values = np.asarray(list(readings) if isinstance(readings, Iterator) else readings, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"Readings are numbers, NaN where one is missing ({error}).") from error
    if values.ndim != axes:
        shape = "a list of numbers" if axes == 1 else "of shape (series, points)"
        raise ValueError(f"Readings are {shape}; these have the shape {values.shape}.")
    if np.isinf(values).any():
        raise ValueError(INFINITE)
    return values


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
