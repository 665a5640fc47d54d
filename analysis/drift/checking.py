"""The questions asked about one column: is the distribution another, are values missing, unseen or out of range.

Each check has a price by which its p is multiplied, so that asking several questions does not raise the alarms of a
quiet column. The distribution is asked at full strength; the checks beside it share an extra twentieth of the level.
Only where values are missing is their share paid for by the distribution: a fifth of the level.
"""

import numpy as np

from analysis.drift import checking_categories, checking_numbers, columns, tables
from analysis.drift.columns import Categories, Column, Kind, Numbers
from analysis.drift.findings import Answers, Check, Looked, Rules

PRICE_BESIDE_NULLS = 1 / 0.8
PRICE_OF_NULLS = 1 / 0.2

FEWEST = 5
"""Values below which a distribution is not compared: even a complete change would be no surprise."""


def look(name: str, reference: Column, current: Column, rules: Rules) -> Looked:
    """Ask all questions about one column of both windows."""
    reference, current = _same_kind(name, reference, current)
    kind = current.kind if reference.kind is Kind.EMPTY else reference.kind
    answers = [_missing(reference, current, rules)]
    price = PRICE_BESIDE_NULLS if answers[0].checks else 1.0
    answers.append(_distribution(reference, current, rules, price))
    return Looked(name, kind, Answers.together(answers), _moved_on(kind, reference.content, current.content))


def _same_kind(name: str, reference: Column, current: Column) -> tuple[Column, Column]:
    kinds = {reference.kind, current.kind} - {Kind.EMPTY}
    if len(kinds) < 2:
        return reference, current
    if kinds == {Kind.NUMERIC, Kind.BOOLEAN}:
        return columns.as_numbers(reference), columns.as_numbers(current)
    if Kind.TIME not in kinds and not (columns.is_text(reference) or columns.is_text(current)):
        return columns.as_categories(reference), columns.as_categories(current)
    raise ValueError(
        f"Column {name!r} is {reference.kind} in the reference and {current.kind} in the current window;"
        " convert one of them, or leave the column out."
    )


def _missing(reference: Column, current: Column, rules: Rules) -> Answers:
    before, after = reference.missing / reference.rows, current.missing / current.rows
    statistics = {"null_rate_reference": before, "null_rate_current": after}
    if not (reference.missing or current.missing):
        return Answers(statistics=statistics)
    table = np.array([[side.missing, side.content.size] for side in (reference, current)])
    p = min(tables.fisher(table) * PRICE_OF_NULLS, 1.0)
    matters = abs(after - before) >= rules.thresholds.nulls
    check = Check("nulls", p, matters, f"missing values went from {before:.1%} to {after:.1%}")
    note = f"missing values ({reference.missing:,} and {current.missing:,}) are left out of the distribution"
    return Answers((check,), statistics, notes=(note,))


def _distribution(reference: Column, current: Column, rules: Rules, price: float) -> Answers:
    a, b = reference.content, current.content
    if min(a.size, b.size) < FEWEST:
        return Answers(notes=(f"too few values to say ({a.size:,} and {b.size:,})",))
    if isinstance(a, Numbers) and isinstance(b, Numbers):
        written = checking_numbers.as_time if reference.kind is Kind.TIME else checking_numbers.as_number
        return checking_numbers.check(a.values, b.values, rules, price, written=written)
    if isinstance(a, Categories) and isinstance(b, Categories):
        return checking_categories.check(a, b, rules, price)
    raise AssertionError("columns of one kind have contents of one type")


def _moved_on(kind: Kind, reference: Numbers | Categories, current: Numbers | Categories) -> bool:
    """Whether all times lie behind those of the reference, as the rows' own time stamps do."""
    if kind is not Kind.TIME or not isinstance(reference, Numbers) or not isinstance(current, Numbers):
        return False
    return bool(reference.size and current.size and reference.values[-1] < current.values[0])
