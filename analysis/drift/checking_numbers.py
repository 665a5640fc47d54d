"""Whether numbers (or times, in seconds) come from another distribution than before."""

import math
from collections.abc import Callable

import numpy as np

from analysis.drift import calibration, distances, measures, significance, tables, ties, two_samples
from analysis.drift.distances import Sorted
from analysis.drift.findings import DISTRIBUTION, PRICE_OF_SIDE_CHECK, SMALLEST_P, Answers, Check, Rules

MANY_DISTINCT = 0.9
"""Share of distinct values above which ties do not change the test."""

MANY_ROWS = 1_000
"""Rows in each window from which on the p of tied values need not be shuffled for."""

QUIET = 0.3
"""p beyond which nobody asks for its second digit."""


def as_number(value: float) -> str:
    return f"{value:.4g}"


def as_time(seconds: float) -> str:
    return str(np.datetime_as_string(np.datetime64(round(seconds), "s"), unit="m")).replace("T", " ")


def check(
    reference: Sorted, current: Sorted, rules: Rules, price: float, *, written: Callable[[float], str] = as_number
) -> Answers:
    """Compare two sorted samples, whose values appear in sentences as *written*."""
    statistics = effects(reference, current)
    statistic, p = _tested(reference, current, statistics["ks"], rules.test)
    p = min(p * price, 1.0)
    least = price * significance.LEAST_KNOWN if rules.test in two_samples.FLOORED else SMALLEST_P
    limits = _limits(reference, current, p, rules)
    matters = any(statistics[name] >= limit for name, limit in limits.items())
    words = _words(reference, current, statistics, written)
    checks = Check(DISTRIBUTION, p, matters, words, least), _range(reference, current, rules, written)
    return Answers(checks, statistics | {rules.test: statistic}, limits)


def _tested(reference: Sorted, current: Sorted, ks: float, test: str) -> tuple[float, float]:
    if test == "ks":
        return ks, _p_value(reference, current, ks)
    return two_samples.TESTS[test](reference, current)


def effects(reference: Sorted, current: Sorted) -> dict[str, float]:
    """All effect sizes of two sorted samples by name."""
    edges = distances.quantile_bins(reference)
    bins = distances.counts_in(reference, edges), distances.counts_in(current, edges)
    moved = distances.wasserstein(reference, current)
    return {
        "n_reference": float(reference.size),
        "n_current": float(current.size),
        "ks": distances.kolmogorov_smirnov(reference, current),
        "wasserstein": moved,
        "wasserstein_sigma": _per(moved, distances.spread(reference)),
        "wasserstein_iqr": _per(moved, distances.interquartile_range(reference)),
        "psi": measures.psi(*bins),
        "js": measures.jensen_shannon(*bins),
        "out_of_range": _outside(reference, current) / current.size,
    }


def _per(moved: float, unit: float) -> float:
    if unit > 0:
        return moved / unit
    return 0.0 if moved == 0 else math.nan


def _p_value(reference: Sorted, current: Sorted, statistic: float) -> float:
    p = significance.kolmogorov_smirnov(statistic, reference.size, current.size)
    # The usual p bounds the one with ties from above: clear cases stay clear.
    if p < 1 / (tables.RESAMPLES + 1) or _distinct(reference) > MANY_DISTINCT * reference.size:
        return p
    p = min(p, ties.p_value(statistic, reference, current))
    if p > QUIET or min(reference.size, current.size) >= MANY_ROWS:
        return p
    values = np.unique(np.concatenate([reference, current]))
    if values.size > tables.TOO_MANY_TO_SHUFFLE:
        return p
    upto = np.array([np.searchsorted(side, values, side="right") for side in (reference, current)])
    return tables.tied_kolmogorov_smirnov(statistic, np.diff(upto, axis=1, prepend=0))


def _distinct(values: Sorted) -> int:
    return 1 + int(np.count_nonzero(values[1:] != values[:-1]))


def _limits(reference: Sorted, current: Sorted, p: float, rules: Rules) -> dict[str, float]:
    share, distance = rules.thresholds.share, rules.thresholds.distance
    # The null distribution costs milliseconds, and decides nothing where the test is not significant.
    if calibration.needed_for_numbers(reference.size, current.size) and p <= rules.alpha:
        by_chance = calibration.of_numbers(reference, current)
        share, distance = max(share, by_chance[0]), max(distance, by_chance[1])
    return {"ks": share, "wasserstein_sigma": distance}


def _words(reference: Sorted, current: Sorted, statistics: dict[str, float], written: Callable[[float], str]) -> str:
    name, before, after = "median", distances.quantile(reference, 0.5), distances.quantile(current, 0.5)
    if before == after:  # as of flags written as 0 and 1
        name, before, after = "mean", float(reference.mean()), float(current.mean())
    middle = f"{name} {written(before)} before and {written(after)} now"
    return f"KS {statistics['ks']:.3f}, PSI {statistics['psi']:.3f}, {middle}"


def _outside(reference: Sorted, current: Sorted) -> int:
    below = np.searchsorted(current, reference[0], side="left")
    return int(below + current.size - np.searchsorted(current, reference[-1], side="right"))


def _range(reference: Sorted, current: Sorted, rules: Rules, written: Callable[[float], str]) -> Check:
    outside = _outside(reference, current)
    share = outside / current.size
    p = min(significance.outside_range(outside, reference.size, current.size) * PRICE_OF_SIDE_CHECK, 1.0)
    least, most = written(float(reference[0])), written(float(reference[-1]))
    words = f"{share:.1%} of the values lie outside {least} to {most}, the reference's range"
    return Check("range", p, share >= rules.thresholds.out_of_range, words)
