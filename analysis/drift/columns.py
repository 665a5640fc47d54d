"""A column of a data frame, read once: its kind, its sorted values or counted categories, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa


class Kind(StrEnum):
    NUMERIC = "numeric"
    CATEGORICAL = "categorical"
    BOOLEAN = "boolean"
    TIME = "time"
    EMPTY = "empty"


LARGEST = 1e290
"""Beyond it the sum of a hundred million differences may overflow."""


@dataclass(frozen=True)
class Numbers:
    """Sorted finite values; times are seconds since 1970."""

    values: npt.NDArray[np.float64]

    @property
    def size(self) -> int:
        return int(self.values.size)


@dataclass(frozen=True)
class Categories:
    """How often each category occurs."""

    labels: pd.Index
    counts: npt.NDArray[np.int64]

    @property
    def size(self) -> int:
        return int(self.counts.sum())


@dataclass(frozen=True)
class Column:
    """What the tests need of one column of one window."""

    kind: Kind
    content: Numbers | Categories
    missing: int

    @property
    def rows(self) -> int:
        return self.content.size + self.missing


def read(series: pd.Series) -> Column:
    """The column in the form that the tests take."""
    kind = kind_of(series)
    if kind is Kind.EMPTY:
        return Column(kind, Categories(pd.Index([]), np.array([], dtype=np.int64)), len(series))
    if kind in (Kind.CATEGORICAL, Kind.BOOLEAN):
        content: Numbers | Categories = _counted(series)
    else:
        content = Numbers(_sorted(_seconds(series) if kind is Kind.TIME else _plain_numbers(series), series.name))
    missing = len(series) - content.size
    return Column(kind if content.size else Kind.EMPTY, content, missing)


def kind_of(series: pd.Series) -> Kind:
    """Judged by the type of the column; a column of objects by what is in it."""
    types = pd.api.types
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in "fiu":
        return Kind.NUMERIC
    if isinstance(series.dtype, pd.CategoricalDtype):
        return Kind.CATEGORICAL
    if types.is_bool_dtype(series.dtype):
        return Kind.BOOLEAN
    if types.is_complex_dtype(series.dtype):
        raise ValueError(
            f"Column {series.name!r} holds complex numbers; compare their real part or their size instead."
        )
    if types.is_numeric_dtype(series.dtype) or types.is_timedelta64_dtype(series.dtype):
        return Kind.NUMERIC
    if types.is_datetime64_any_dtype(series.dtype):
        return Kind.TIME
    return _kind_of_objects(series) if series.dtype == object else Kind.CATEGORICAL


KINDS_OF_OBJECTS = {
    "boolean": Kind.BOOLEAN,
    "integer": Kind.NUMERIC,
    "floating": Kind.NUMERIC,
    "mixed-integer-float": Kind.NUMERIC,
    "decimal": Kind.NUMERIC,
    "datetime": Kind.TIME,
    "datetime64": Kind.TIME,
    "date": Kind.TIME,
    "empty": Kind.EMPTY,
}
"""pandas' names for what a column of objects holds; anything else is compared as categories."""


def _kind_of_objects(series: pd.Series) -> Kind:
    return KINDS_OF_OBJECTS.get(pd.api.types.infer_dtype(series, skipna=True), Kind.CATEGORICAL)


def is_text(column: Column) -> bool:
    """Whether all categories are words, among which neither a number nor a truth value is to be found."""
    return isinstance(column.content, Categories) and bool(pd.api.types.infer_dtype(column.content.labels) == "string")


def as_categories(column: Column) -> Column:
    """The same column with each distinct number as a category."""
    if not isinstance(column.content, Numbers):
        return column
    labels, counts = np.unique(column.content.values, return_counts=True)
    return Column(Kind.CATEGORICAL, Categories(pd.Index(labels), counts), column.missing)


def as_numbers(column: Column) -> Column:
    """The same column with true as 1 and false as 0."""
    if not isinstance(column.content, Categories):
        return column
    values = np.repeat(column.content.labels.to_numpy(dtype=float), column.content.counts)
    return Column(Kind.NUMERIC, Numbers(np.sort(values)), column.missing)


def aligned(reference: Categories, current: Categories) -> tuple[pd.Index, npt.NDArray[np.int64]]:
    """The categories of both windows, and their counts of shape (2, categories)."""
    labels, places = reference.labels, reference.labels.get_indexer(current.labels)
    new = places < 0
    if new.any():
        places[new] = np.arange(len(labels), len(labels) + np.count_nonzero(new))
        labels = labels.append(current.labels[new])
    table = np.zeros((2, len(labels)), dtype=np.int64)
    table[0, : len(reference.labels)] = reference.counts
    table[1, places] = current.counts
    return labels, table


def _plain_numbers(series: pd.Series) -> npt.NDArray[np.number]:
    """As they are where numpy can sort them as they are; else as floats, NaN where one is missing."""
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in "fiu":
        return np.asarray(series)
    if pd.api.types.is_timedelta64_dtype(series.dtype):
        return np.asarray(series.dt.total_seconds(), dtype=float)
    return np.asarray(series.to_numpy(dtype=float, na_value=np.nan))


ARROW_DAYS = ("date32[day][pyarrow]", "date64[ms][pyarrow]")
"""Times to pandas, but without a zone to ask for."""


def _seconds(series: pd.Series) -> npt.NDArray[np.float64]:
    if not pd.api.types.is_datetime64_any_dtype(series.dtype):
        series = pd.to_datetime(series, utc=True)
    elif series.dtype in ARROW_DAYS:
        series = series.astype("datetime64[us]")
    if series.dt.tz is not None:
        series = series.dt.tz_convert("UTC").dt.tz_localize(None)
    values = np.asarray(series, dtype="datetime64[us]")
    return np.where(np.isnat(values), np.nan, values.astype(np.int64) / 1e6)


def _sorted(values: npt.NDArray[np.number], name: object) -> npt.NDArray[np.float64]:
    # Narrow numbers are sorted as such, which is several times faster, and widened in order.
    ordered = np.sort(values).astype(float, copy=False)
    # NaN sorts behind everything else, infinities to both ends: nothing has to be searched for.
    if np.isnan(ordered[-1]):
        ordered = ordered[: np.searchsorted(ordered, np.nan)]
    if ordered.size and not -LARGEST <= ordered[0] <= ordered[-1] <= LARGEST:
        raise ValueError(
            f"Column {name!r} holds infinite values, or such beyond {LARGEST:.0e};"
            " replace them, for instance by NaN, which is counted as missing."
        )
    return ordered


def _counted(series: pd.Series) -> Categories:
    if isinstance(series.dtype, pd.CategoricalDtype):
        labels, counts = _of_codes(series.cat.codes.to_numpy(), series.cat.categories)
    else:
        labels, counts = _of_values(series)
    if isinstance(labels.dtype, pd.IntervalDtype):
        labels = labels.astype(str)  # where intervals overlap, pandas cannot look one up
    return Categories(labels, counts)


def _of_values(series: pd.Series) -> tuple[pd.Index, npt.NDArray[np.int64]]:
    try:
        if series.dtype == object:
            codes, labels = pd.factorize(series)  # a third quicker than counting objects at once
            return _of_codes(codes, pd.Index(labels))
        if series.dtype == "str":
            return _of_words(series)
        counted = series.value_counts(sort=False, dropna=True)
    except (TypeError, NotImplementedError) as error:  # Python's and Arrow's words for what cannot be hashed
        raise ValueError(
            f"Column {series.name!r} holds lists or other things that cannot be counted; leave it out."
        ) from error
    return counted.index, counted.to_numpy(dtype=np.int64)


def _of_words(series: pd.Series) -> tuple[pd.Index, npt.NDArray[np.int64]]:
    """As Python's words, which are found and taken from much sooner than Arrow's."""
    counted = pa.array(series.array).drop_null().value_counts()
    labels = pd.Index(counted.field("values").to_pylist(), dtype=object)
    return labels, np.asarray(counted.field("counts"), dtype=np.int64)


def _of_codes(codes: npt.NDArray[np.integer], labels: pd.Index) -> tuple[pd.Index, npt.NDArray[np.int64]]:
    counts = np.bincount(codes[codes >= 0], minlength=len(labels))
    return labels[counts > 0], counts[counts > 0]


def chosen(frame: object, columns: Sequence[str] | None, window: str) -> list[str]:
    """Names of the columns to read, checked."""
    if not isinstance(frame, pd.DataFrame):
        # One kind of error for all bad input, as everywhere in analysis.
        kind = type(frame).__name__
        raise ValueError(f"The {window} must be a pandas DataFrame, not {kind}; try pandas.DataFrame(...).")  # noqa: TRY004
    if frame.empty:
        raise ValueError(f"The {window} has no rows or no columns; choose a longer window.")
    twice = [str(name) for name in frame.columns[frame.columns.duplicated()]]
    if twice:
        raise ValueError(f"The {window} has several columns called {', '.join(twice)}; give each a name of its own.")
    return _found(frame, columns, window)


def _found(frame: pd.DataFrame, columns: Sequence[str] | None, window: str) -> list[str]:
    if isinstance(columns, str):
        raise ValueError(f"columns is a list of names; write columns=[{columns!r}].")  # noqa: TRY004 – as above
    if columns is not None and not isinstance(columns, Iterable):
        raise ValueError(f"columns is a list of names, not {columns!r}.")
    names = list(frame.columns) if columns is None else list(columns)
    unknown = [str(name) for name in names if name not in frame.columns]
    if unknown:
        raise ValueError(
            f"The {window} has no column {', '.join(unknown)}; it has {', '.join(map(str, frame.columns))}."
            " Name those to compare."
        )
    if not names or len(set(names)) < len(names):
        raise ValueError("Name at least one column, and each only once.")
    return names
