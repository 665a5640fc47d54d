"""What every chart asks of its numbers, and the sums over series with missing points that all of them need.

Inside this package a set of series is always a matrix of shape ``(series, points)``; NaN is a missing point.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.intp]

ALMOST_WHOLE = 1e-3
"""Counts that were once multiplied (accuracy x cases) miss a whole number by a little."""


def floats(values: Any, name: str = "values") -> Floats:
    """Numbers as an array of floats, NaN for None and pandas' NA, or a ValueError that says what to do instead."""
    refusal = f"The {name} must be numbers (NaN for a missing point); convert or drop the others."
    if hasattr(values, "to_numpy"):
        values = values.to_numpy(na_value=np.nan) if values.ndim == 1 else values.to_numpy()
    try:
        given = np.asarray(values)
    except ValueError as error:  # rows of different length
        raise ValueError(refusal) from error
    if given.dtype.kind not in "biufO" or (given.dtype == object and any(isinstance(each, str) for each in given.flat)):
        raise ValueError(refusal)
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(refusal) from error


def series_of(values: Any) -> Floats:
    """The values as ``(series, points)``, checked: not empty, finite or NaN, and something to see."""
    found = floats(values)
    if found.ndim not in {1, 2}:
        raise ValueError(f"Values come as (points,) or (series, points), not with {found.ndim} dimensions.")
    if found.size == 0:
        raise ValueError("There are no values; a chart needs at least two points.")
    return found[None, :] if found.ndim == 1 else found


def refuse_infinite(values: Floats, name: str = "values") -> None:
    if np.isinf(values).any():
        raise ValueError(f"The {name} contain infinity; use NaN where a point is missing.")


def counts(values: Floats, name: str = "counts") -> Floats:
    """Whole numbers from 0, or a ValueError."""
    refuse_infinite(values, name)
    if (values < 0).any():
        raise ValueError(f"The {name} must not be negative; correct them or mark them as missing (NaN).")
    rounded = np.round(values)
    if (np.abs(values - rounded) > ALMOST_WHOLE).any():
        raise ValueError(f"The {name} must be whole numbers; multiply a proportion by its sample size first.")
    return rounded


def sample_sizes(size: Any, values: Floats) -> Floats:
    """Sizes of shape (series, points), positive wherever there is a value; NaN where a missing point has none.

    A missing count whose size is known keeps it, and with it the limits of its point.
    """
    if size is None:
        raise ValueError("This chart needs the sample size of each point: give size= (--size COLUMN).")
    found = floats(size, "sizes")
    try:
        found = np.broadcast_to(found, values.shape)
    except ValueError as error:
        raise ValueError(
            f"There are {values.shape[-1]} points but sizes of shape {found.shape}; give one each."
        ) from error
    known = found > 0
    if np.isinf(found).any() or not known[~np.isnan(values)].all():
        raise ValueError("Sample sizes must be above zero; mark points without a sample as missing (NaN).")
    return np.where(known, found, np.nan)


def fitted(given: Any, values: Floats, name: str) -> Floats:
    """A given centre or sigma in a shape that broadcasts to *values*, as compact as it was given."""
    try:
        found = floats(given, name)
    except ValueError as error:
        raise ValueError(f"The {name} must be a number, or one for each point, not {given!r}.") from error
    if np.isinf(found).any() or np.isnan(found).all():
        raise ValueError(f"The {name} must be a finite number, or one for each point.")
    try:
        np.broadcast_to(found, values.shape)
    except ValueError as error:
        raise ValueError(f"The {name} has shape {found.shape}, which does not fit values of {values.shape}.") from error
    return found


def mean(values: Floats) -> Floats:
    """Mean of the finite values of each series, shape (series, 1), NaN where there is none; infinity is refused."""
    with np.errstate(invalid="ignore"):
        found = values.mean(axis=1, keepdims=True)
    odd = ~np.isfinite(found[:, 0])
    if odd.any():
        found[odd] = _mean_of_finite(values[odd])
    return np.asarray(found, dtype=np.float64)


def _mean_of_finite(values: Floats) -> Floats:
    refuse_infinite(values)
    seen = ~np.isnan(values)
    total = np.where(seen, values, 0.0).sum(axis=1, keepdims=True)
    return divided(total, seen.sum(axis=1, keepdims=True))


def divided(above: npt.ArrayLike, below: npt.ArrayLike) -> Floats:
    """A quotient that is NaN, without a warning, where nothing can be divided."""
    numerator, denominator = np.broadcast_arrays(np.asarray(above, np.float64), np.asarray(below, np.float64))
    found = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=found, where=denominator != 0)
    return found


def in_sigmas(values: Floats, centre: Floats, sigma: Floats) -> Floats:
    """Distances from the centre in sigmas; where sigma is zero, none on the centre and endless ones off it."""
    away = values - centre
    flat = np.broadcast_to(sigma, away.shape) == 0
    endless = np.where(away == 0, 0.0, np.copysign(np.inf, away))
    return np.where(flat & ~np.isnan(away), endless, divided(away, sigma))


def unvarying(centre: Floats, sigma: Floats, values: Floats) -> Floats:
    """The centre, with the value itself where a series never varies.

    A mean of equal values may differ from them by rounding, and limits of no width would then fire at every point.
    """
    rows = np.broadcast_to(sigma, (len(values), sigma.shape[-1] if sigma.ndim else 1))[:, 0] == 0
    if not rows.any():
        return centre
    found = np.array(np.broadcast_to(centre, (len(values), 1)))
    low, high = np.fmin.reduce(values[rows], axis=1), np.fmax.reduce(values[rows], axis=1)
    found[rows, 0] = np.where(low == high, low, found[rows, 0])
    return found


def median(values: Floats) -> Floats:
    """Median of the finite values of each series, shape (series, 1), NaN where there is none."""
    refuse_infinite(values)
    ordered = np.sort(values, axis=1)  # NaN sort to the end
    seen = (~np.isnan(values)).sum(axis=1)
    rows = np.arange(len(values))
    low, high = ordered[rows, np.maximum(seen - 1, 0) // 2], ordered[rows, np.minimum(seen // 2, values.shape[1] - 1)]
    return np.asarray(np.where(seen > 0, (low + high) / 2, np.nan)[:, None], dtype=np.float64)


def distinct(labels: Sequence[Any] | npt.ArrayLike) -> tuple[Whole, list[Any]]:
    """Codes 0, 1, 2 ... of labels in the order in which they first appear, and the labels."""
    listed = list(np.asarray(labels).tolist())
    if pd.isna(np.asarray(listed, dtype=object)).any():
        raise ValueError("Some readings have no subgroup; name one for each, or leave these readings out.")
    order: dict[Any, int] = {}
    codes = [order.setdefault(label, len(order)) for label in listed]
    return np.asarray(codes, dtype=np.intp), list(order)
