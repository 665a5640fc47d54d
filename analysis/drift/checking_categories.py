"""Whether categories have other shares than before, and whether some are new or gone."""

import numpy as np
import pandas as pd

from analysis.drift import calibration, columns, measures, tables
from analysis.drift.columns import Categories
from analysis.drift.findings import DISTRIBUTION, PRICE_OF_SIDE_CHECK, Answers, Check, Rules
from analysis.drift.tables import Table

NAMED = 3
"""New or vanished categories that a sentence lists."""


def check(reference: Categories, current: Categories, rules: Rules, price: float) -> Answers:
    """Compare the counts of two windows."""
    labels, whole = columns.aligned(reference, current)
    table = _without_rare(whole)
    statistic, p = _p_value(table)
    statistics = effects(table) | {"chi2": statistic}
    limits = _limits(table, p * price, rules)
    matters = any(statistics[name] >= limit for name, limit in limits.items())
    distribution = Check(DISTRIBUTION, min(p * price, 1.0), matters, _words(labels, whole, statistics))
    strangers, shares = _strangers(labels, whole, rules)
    return Answers((distribution, *strangers), statistics | shares, limits, _notes(table, whole))


def effects(table: Table) -> dict[str, float]:
    """All effect sizes of counts of shape (2, categories) by name."""
    return {
        "n_reference": float(table[0].sum()),
        "n_current": float(table[1].sum()),
        "tvd": measures.total_variation(*table),
        "psi": measures.psi(*table),
        "js": measures.jensen_shannon(*table),
    }


def _without_rare(table: Table) -> Table:
    """The table as it is, or with its rare categories taken together when there are too many to shuffle."""
    if table.shape[1] <= tables.TOO_MANY_TO_SHUFFLE:
        return table
    smaller = table.sum(axis=1).min() / table.sum()
    rare = table.sum(axis=0) * smaller < tables.EXPECTED_IN_A_CELL
    return np.column_stack([table[:, ~rare], table[:, rare].sum(axis=1)]) if rare.any() else table


def _notes(table: Table, whole: Table) -> tuple[str, ...]:
    rare = whole.shape[1] - table.shape[1] + 1
    return (f"{rare:,} rare categories are taken together",) if rare > 1 else ()


def _p_value(table: Table) -> tuple[float, float]:
    statistic, p = tables.chi2(table)
    if table.shape[1] > 1 and tables.is_sparse(table):
        p = tables.fisher(table) if table.shape[1] == 2 else tables.shuffled_chi2(table)
    return statistic, p


def _limits(table: Table, p: float, rules: Rules) -> dict[str, float]:
    share, psi = rules.thresholds.share, rules.thresholds.psi
    if calibration.needed_for_categories(table) and p <= rules.alpha:
        by_chance = calibration.of_categories(table)
        share, psi = max(share, by_chance[0]), max(psi, by_chance[1])
    return {"tvd": share, "psi": psi}


def _words(labels: pd.Index, table: Table, statistics: dict[str, float]) -> str:
    before, after = table[0] / table[0].sum(), table[1] / table[1].sum()
    most = int(np.abs(after - before).argmax())
    share = f"share of {str(labels[most])!r} {before[most]:.1%} before and {after[most]:.1%} now"
    return f"TVD {statistics['tvd']:.3f}, PSI {statistics['psi']:.3f}, {share}"


def _strangers(labels: pd.Index, table: Table, rules: Rules) -> tuple[list[Check], dict[str, float]]:
    """Categories of the current window that the reference does not have, and the reverse."""
    checks: list[Check] = []
    shares: dict[str, float] = {}
    for name, here, there in (("new", table[1], table[0]), ("vanished", table[0], table[1])):
        alone = (there == 0) & (here > 0)
        share = float(here[alone].sum() / here.sum())
        shares |= {f"{name}_categories": float(alone.sum()), f"{name}_share": share}
        if alone.any():
            p = min(tables.unseen(here, there) * PRICE_OF_SIDE_CHECK, 1.0)
            words = f"{share:.1%} of {'the rows now' if name == 'new' else 'the rows before'} are in {name} categories"
            checks.append(Check(name, p, share >= rules.thresholds.unseen, f"{words} ({_named(labels[alone])})"))
    return checks, shares


def _named(labels: pd.Index) -> str:
    return ", ".join(repr(str(label)) for label in labels[:NAMED]) + (", …" if len(labels) > NAMED else "")
