"""Have the inputs changed? Two windows after the reference, one after the other, are compared with it.

It loads pandas and scipy, so only the child process imports it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import stats

from analysis import drift
from analysis.drift import Comparison, Thresholds
from kaizen.monitors import describing
from kaizen.monitors.judgements import DriftAsked, Drifted, DriftedColumn, Picture
from message_templates import phrasing
from message_templates.charts import two_windows
from message_templates.charts.two_windows import TwoWindows
from sources import questions, tables
from sources.base import SourceError
from sources.tables import MONDAY

PIECES: Final = 40
"""Windows of the reference that are compared with the rest of it: enough for how much they differ at most."""

FEWEST_PIECES: Final = 3

BINS: Final = 24


def compared(asked: DriftAsked) -> Drifted:
    """Columns that differ from the reference in both of the last two whole windows."""
    question = questions.parsed(asked.question)
    first, last = asked.reference
    end = MONDAY + (asked.until - MONDAY) // asked.every * asked.every
    begins = (end - 2 * asked.every, end - asked.every)
    rows = tables.rows(asked.folder, question, since=first, until=end - timedelta(microseconds=1))
    times = rows[question.time]
    columns = list(question.columns)
    _check(rows, columns)
    reference = rows[times <= last]
    windows = [rows[(times >= begin) & (times < begin + asked.every)] for begin in begins]
    waits = ""
    if begins[0] <= last or len(reference) == 0:
        waits = "the reference and the two windows after it are not over yet"
    elif any(len(window) == 0 for window in windows):
        waits = "one of the last two windows has no rows"
    if waits:
        return Drifted("too few", waits, begins, len(reference), len(windows[1]))
    return _judged(asked, question.time, columns, reference, windows, begins=begins)


def _check(rows: pd.DataFrame, columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in rows.columns]
    if missing:
        raise SourceError(f"There is no column {missing[0]}; the file has {', '.join(map(str, rows.columns[:20]))}.")


def _judged(
    asked: DriftAsked,
    time: str,
    columns: list[str],
    reference: pd.DataFrame,
    windows: list[pd.DataFrame],
    *,
    begins: tuple[datetime, datetime],
) -> Drifted:
    prepared = drift.Reference(reference, columns)
    found = _in_both(asked, columns, reference, windows, prepared)
    rows = f"n = {len(reference):,} and {len(windows[1]):,}"
    differ = "differs" if len(found) == 1 else "differ"
    of_all = phrasing.counted(len(columns), "column")
    reason = f"{len(found) or 'none'} of {of_all} {differ} from the reference in two windows, {rows}"
    earlier, now = map(len, windows)
    drifted = Drifted("settled", reason, begins, len(reference), now, len(columns), found, earlier_rows=earlier)
    if not found:
        return drifted
    picture = _picture(asked, found, reference, windows[1], begins[1]) if asked.pictured else None
    return replace(drifted, quiet=_quiet(reference, time, found[0].name, asked.every), picture=picture)


def _in_both(
    asked: DriftAsked,
    columns: Sequence[str],
    reference: pd.DataFrame,
    windows: Sequence[pd.DataFrame],
    prepared: drift.Reference,
) -> tuple[DriftedColumn, ...]:
    """The columns that differ in both windows as they are in the newest one, the farthest first."""
    matters = Thresholds(share=asked.share, distance=asked.distance, psi=asked.psi)
    earlier, now = (drift.compare(prepared, window, alpha=asked.q, thresholds=matters) for window in windows)
    before, after = _q_values(earlier), _q_values(now)
    found = [
        describing.described(now.columns[name], max(before[name], after[name]), reference[name], windows[1][name])
        for name in columns
        if earlier.columns[name].drifted and now.columns[name].drifted
    ]
    return tuple(sorted(found, key=lambda column: -column.apart))


def _q_values(compared: Comparison) -> dict[str, float]:
    """For each column the share of false discoveries at which it is one (Benjamini and Hochberg 1995)."""
    adjusted = stats.false_discovery_control([column.p_value for column in compared.columns.values()])
    return dict(zip(compared.columns, map(float, adjusted), strict=True))


def _quiet(reference: pd.DataFrame, time: str, column: str, every: timedelta) -> tuple[float, float] | None:
    """How much windows of this length differ from the rest of the reference: what drift has to be measured against."""
    if not pd.api.types.is_numeric_dtype(reference[column]):
        return None
    pieces = ((reference[time] - MONDAY) // every).to_numpy()
    values = reference[column].to_numpy(dtype="float64")
    chosen = np.unique(pieces)
    chosen = chosen[np.linspace(0, len(chosen) - 1, min(PIECES, len(chosen))).astype(int)]
    apart = [_distance(values[pieces == piece], values[pieces != piece]) for piece in chosen]
    return (float(np.median(apart)), max(apart)) if len(apart) >= FEWEST_PIECES else None


def _distance(some: Any, rest: Any) -> float:
    """Largest difference of two distribution functions (Kolmogorov-Smirnov)."""
    some, rest = np.sort(some[np.isfinite(some)]), np.sort(rest[np.isfinite(rest)])
    if not len(some) or not len(rest):
        return 0.0
    both = np.concatenate([some, rest])
    upto = [np.searchsorted(side, both, side="right") / len(side) for side in (some, rest)]
    return float(np.abs(upto[0] - upto[1]).max())


def _picture(
    asked: DriftAsked, found: Sequence[DriftedColumn], reference: pd.DataFrame, window: pd.DataFrame, begin: datetime
) -> Picture:
    """The column that moved farthest, and of which day: the picture stays while the message's figures go on."""
    column = found[0]
    many = "1 column" if len(found) == 1 else f"{len(found)} columns"
    day = f"{begin.day} {begin:%b %Y}"
    verdict = f"As seen on {day}: {many} differed from the reference. {describing.in_short(column)}"
    shares = _shares(reference[column.name], window[column.name])
    data = TwoWindows(title=asked.title, verdict=verdict, column=column.name, **shares)
    return Picture(two_windows.png(data), two_windows.alt_text(data))


def _shares(before: "pd.Series[Any]", now: "pd.Series[Any]") -> dict[str, Any]:
    """Shares of the rows in bins that hold both windows but for their outermost hundredth, or in categories."""
    if pd.api.types.is_numeric_dtype(before) and not pd.api.types.is_bool_dtype(before):
        sides = [side.dropna().to_numpy(dtype="float64") for side in (before, now)]
        low = min(np.quantile(side, 0.01) for side in sides)
        high = max(np.quantile(side, 0.99) for side in sides)
        edges = np.linspace(low, high if high > low else low + 1, BINS + 1)
        counts = [np.histogram(np.clip(side, edges[0], edges[-1]), edges)[0] / len(side) for side in sides]
        return {"edges": edges.tolist(), "before": counts[0].tolist(), "now": counts[1].tolist()}
    shares = [side.astype(str).value_counts(normalize=True) for side in (before, now)]
    names = sorted({*shares[0].index, *shares[1].index})
    parts = [[float(share.get(name, 0.0)) for name in names] for share in shares]
    return {"categories": names, "before": parts[0], "now": parts[1]}
