"""Compare a current window with a reference."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd

from analysis.drift import checking, judging, two_samples
from analysis.drift.columns import Column, Kind, chosen, read
from analysis.drift.findings import DEFAULT_THRESHOLDS, Comparison, Looked, Rules, Thresholds, check_level

AT_ONCE = min(4, os.cpu_count() or 1)
"""Columns looked at side by side. Sorting and counting, most of the work, hold no lock of the interpreter."""

WORTH_THREADS = 1_000_000
"""Values from which on threads gain more than they cost to start."""

NOTHING_THERE = "The reference has no value in any of its columns; choose a window in which the data were there."


@dataclass(frozen=True, init=False)
class Reference:
    """A reference window, read and sorted once for many comparisons.

    Parameters
    ----------
    frame
        The reference data.
    columns
        Names of the columns to keep; all by default.

    Examples
    --------
    >>> reference = Reference(pd.DataFrame({"x": range(200)}))
    >>> compare(reference, pd.DataFrame({"x": range(100, 300)})).drifted
    True
    """

    columns: Mapping[str, Column]
    rows: int

    def __init__(self, frame: pd.DataFrame, columns: Sequence[str] | None = None) -> None:
        names = chosen(frame, columns, "reference")
        object.__setattr__(self, "columns", {name: read(frame[name]) for name in names})
        object.__setattr__(self, "rows", len(frame))
        if all(column.kind is Kind.EMPTY for column in self.columns.values()):
            raise ValueError(NOTHING_THERE)

    def __len__(self) -> int:
        return self.rows


def compare(
    reference: pd.DataFrame | Reference,
    current: pd.DataFrame,
    columns: Sequence[str] | None = None,
    alpha: float = 0.05,
    *,
    test: str = "ks",
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> Comparison:
    """Say which columns of the current window come from another distribution than the reference.

    A column has drifted if a test is significant over all columns (Benjamini-Hochberg) *and* its effect size matters.
    Numbers and times: Kolmogorov-Smirnov. Categories and booleans: contingency chi2, Fisher or shuffles where the table
    is sparse. Beside the distribution: the share of missing values, new and vanished categories, values out of the
    reference's range.

    Identifiers of which each is new are no drift as text. As numbers they are compared like all numbers, and a counter
    that went on drifts: leave it out with *columns*, or make it text.

    Parameters
    ----------
    reference, current
        Data frames with the same columns, one row per case; rows are taken as independent. The reference may be a
        :class:`Reference`, which is sorted once.
    columns
        Names of the columns to compare; by default all columns of the reference, and the verdict names what only the
        current window has.
    alpha
        Expected share of false alarms: of quiet data sets at most about this share is called drifted.
    test
        Of numbers and times: ``ks``, ``cvm``, ``ad``, ``energy`` or ``mann_whitney``.
    thresholds
        Effect sizes from which on a significant difference matters.

    Returns
    -------
    Comparison
        ``.drifted``, ``.reason`` and ``.columns[name]`` with ``.drifted .kind .statistics .p_value .reason``.

    Raises
    ------
    ValueError
        If a window is empty, or a column of the reference is missing, twice there, infinite, or of another kind in
        the current window.

    References
    ----------
    Benjamini and Hochberg (1995); Rabanser, Guennemann and Lipton (2019), Failing loudly.

    Examples
    --------
    >>> quiet = pd.DataFrame({"country": ["de", "fr"] * 500, "age": list(range(20, 70)) * 20})
    >>> older = quiet.assign(age=quiet.age + 10)
    >>> result = compare(quiet, older)
    >>> result.drifted, result.columns["age"].drifted, result.columns["country"].drifted
    (True, True, False)
    >>> print(result.reason)
    Drift in 1 of 2 columns: age (n = 1,000 and 1,000; Benjamini-Hochberg at 5% over 2 columns).
    """
    rules = _rules(alpha, thresholds, test)
    names = _names(reference, columns)
    chosen(current, names, "current window")
    looked = _looked(reference, current, names, rules)
    if all(column.answers.statistics["null_rate_reference"] == 1 for column in looked):
        raise ValueError(NOTHING_THERE)
    known = reference.columns
    added = [] if columns is not None else [str(name) for name in current.columns if name not in known]
    return judging.judge(looked, rules, (len(reference), len(current)), added)


def _looked(
    reference: pd.DataFrame | Reference, current: pd.DataFrame, names: Sequence[str], rules: Rules
) -> list[Looked]:
    """What is seen of each column, in their order; wide and long tables are looked at side by side."""
    pairs = [(name, _kept(reference, name), current[name]) for name in names]

    def look(pair: tuple[str, Column | pd.Series, pd.Series]) -> Looked:
        name, before, now = pair
        return checking.look(name, before if isinstance(before, Column) else read(before), read(now), rules)

    if AT_ONCE == 1 or len(names) * (len(reference) + len(current)) < WORTH_THREADS:
        return [look(pair) for pair in pairs]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="drift") as threads:
        return list(threads.map(look, pairs))


def _rules(alpha: float, thresholds: Thresholds, test: str) -> Rules:
    check_level(alpha)
    if test not in two_samples.TESTS:
        raise ValueError(f"There is no test {test!r}; choose one of {', '.join(two_samples.TESTS)}.")
    return Rules(float(alpha), thresholds, test)


def _names(reference: pd.DataFrame | Reference, columns: Sequence[str] | None) -> list[str]:
    if not isinstance(reference, Reference):
        return chosen(reference, columns, "reference")
    names = list(reference.columns) if columns is None else list(columns)
    unknown = [str(name) for name in names if name not in reference.columns]
    if unknown:
        raise ValueError(f"The reference was read without {', '.join(unknown)}; read it anew with these columns.")
    return names


def _kept(reference: pd.DataFrame | Reference, name: str) -> Column | pd.Series:
    return reference.columns[name] if isinstance(reference, Reference) else reference[name]
