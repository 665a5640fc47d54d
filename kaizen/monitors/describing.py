"""What happened to a drifted column, in the few figures that a person can use. Only the child process imports it."""

from typing import Any, Final

import pandas as pd

from analysis.drift import ColumnFinding
from kaizen.monitors.judgements import DriftedColumn
from message_templates import phrasing

SIZES: Final = ((0.45, "very large"), (0.31, "large"), (0.20, "medium"))
"""Words of Cohen (1988) and Sawilowsky (2009) for normal distributions 1.2, 0.8 and 0.5 sigma apart; the largest
difference of their distribution functions, which is also their total variation, is then 2 Φ(d/2) - 1."""


def described(finding: ColumnFinding, q: float, before: "pd.Series[Any]", now: "pd.Series[Any]") -> DriftedColumn:
    """One column of the reference and of the newest window."""
    seen = finding.statistics
    measure = "KS" if "ks" in seen else "TVD"
    apart = float(seen.get("ks", seen.get("tvd", 0.0)))
    figures = _of_numbers(finding, before, now) if measure == "KS" else _of_categories(before, now)
    if "nulls" in finding.checks:
        figures |= {"missing_before": seen["null_rate_reference"], "missing": seen["null_rate_current"]}
    if "new" in finding.checks:
        figures["unseen"] = seen["new_share"]
    return DriftedColumn(name=finding.name, size=size(apart), measure=measure, apart=apart, q=q, **figures)


def size(apart: float) -> str:
    """A word for a distance between 0 and 1.

    >>> size(0.25)
    'medium'
    """
    return next((word for least, word in SIZES if apart >= least), "small")


def in_short(column: DriftedColumn) -> str:
    """The same in a few words, for the line below the title of a picture, which stays when the figures go on."""
    middle = ""
    if column.before is not None and column.now is not None:
        before, now = (_written(figure, as_share=column.as_shares) for figure in (column.before, column.now))
        middle = f", {column.middle} {before} before and {now} then"
    apart = phrasing.number(column.apart, digits=2)
    return f"{column.name}: {column.size} shift ({column.measure} {apart}){middle}"


def _written(figure: float, *, as_share: bool) -> str:
    """With the digits and the minus sign that the message's text has."""
    return phrasing.number(100 * figure, "%", digits=2) if as_share else phrasing.number(figure, digits=4)


def _of_numbers(finding: ColumnFinding, before: "pd.Series[Any]", now: "pd.Series[Any]") -> dict[str, Any]:
    if not pd.api.types.is_numeric_dtype(before):  # times: a median in seconds would tell nobody anything
        return {}
    name, was, is_now = "median", float(before.median()), float(now.median())
    if was == is_now:  # as of flags written as 0 and 1
        name, was, is_now = "mean", float(before.mean()), float(now.mean())
    found: dict[str, Any] = {"middle": name, "before": was, "now": is_now}
    if "range" in finding.checks:
        range_ = {"low": float(before.min()), "high": float(before.max())}
        found |= range_ | {"outside": finding.statistics["out_of_range"]}
    return found


def _of_categories(before: "pd.Series[Any]", now: "pd.Series[Any]") -> dict[str, Any]:
    """The category whose share changed most."""
    was, is_now = (side.dropna().astype(str).value_counts(normalize=True) for side in (before, now))
    change = is_now.subtract(was, fill_value=0.0).abs()
    if change.empty:
        return {}
    most = str(change.idxmax())
    shares = {"before": float(was.get(most, 0.0)), "now": float(is_now.get(most, 0.0))}
    return {"middle": f"share of {most}", "as_shares": True, **shares}
