"""Drift from histograms alone, as Prometheus keeps them: cumulative counts by upper edge (`le`), no raw data.

Within a bucket nothing is known. So PSI, Jensen-Shannon and chi2 are those of the buckets, and of the
Kolmogorov-Smirnov distance there are two bounds: what the edges show, and the most that the buckets could hide.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.drift import measures, tables
from analysis.drift.findings import DEFAULT_THRESHOLDS, Thresholds, check_level
from analysis.drift.measures import Counts


@dataclass(frozen=True)
class HistogramComparison:
    """What two histograms show.

    Attributes
    ----------
    drifted
        Significant by chi2 of the buckets, and the lower bound of the Kolmogorov-Smirnov distance matters.
    p_value
        Of the contingency chi2 (shuffled where sparse).
    ks_low, ks_high
        The Kolmogorov-Smirnov distance of the raw values lies between these.
    psi, js
        Of the buckets; a lower bound of what the raw values would give.
    """

    drifted: bool
    p_value: float
    ks_low: float
    ks_high: float
    psi: float
    js: float
    reason: str


def compare(
    reference: Mapping[float | str, float],
    current: Mapping[float | str, float],
    *,
    alpha: float = 0.05,
    thresholds: Thresholds = DEFAULT_THRESHOLDS,
) -> HistogramComparison:
    """Compare two cumulative histograms.

    Parameters
    ----------
    reference, current
        From each upper edge (``le``, a number or ``"+Inf"``) to the number of cases up to it in the window: what
        ``increase(latency_bucket[1d])`` returns. Edges that only one side has are left out and said so.
    alpha
        Accepted share of false alarms.
    thresholds
        Its ``share`` is the difference from which on a significant one matters.

    Raises
    ------
    ValueError
        If ``+Inf`` is missing, counts fall from edge to edge, fewer than two edges are shared, or a window is empty.

    References
    ----------
    Prometheus documentation, "Histograms and summaries".

    Examples
    --------
    >>> before = {0.1: 700, 0.5: 950, "+Inf": 1000}
    >>> slower = {0.1: 500, 0.5: 900, "+Inf": 1000}
    >>> found = compare(before, slower)
    >>> found.drifted, round(found.ks_low, 3), round(found.ks_high, 3)
    (True, 0.2, 0.7)
    """
    check_level(alpha)
    first, second = _cumulative(reference, "reference"), _cumulative(current, "current window")
    edges = sorted(first.keys() & second.keys())
    if len(edges) < 2:
        raise ValueError("The histograms share no edge but +Inf; record both with the same buckets.")
    upto = np.array([[side[edge] for edge in edges] for side in (first, second)])
    counts = np.diff(upto, axis=1, prepend=0.0)
    p = _p_value(counts)
    low, high = _bounds(upto / upto[:, -1:])
    drifted = p <= alpha and low >= thresholds.share
    left_out = len(first.keys() | second.keys()) - len(edges)
    return HistogramComparison(
        drifted=drifted,
        p_value=p,
        ks_low=low,
        ks_high=high,
        psi=measures.psi(*counts),
        js=measures.jensen_shannon(*counts),
        reason=_sentence(p, (low, high), left_out, drifted=drifted),
    )


def increase(snapshots: Sequence[Mapping[float | str, float]]) -> dict[float, float]:
    """Cases of a window from a histogram's counters as they were read, one snapshot after another.

    Counters only rise, until their process starts again at 0: when any of them falls, all count from 0 anew, as in
    Prometheus' ``increase``, but without its extrapolation to the ends of the window.

    Parameters
    ----------
    snapshots
        At least two, in the order of time, each from upper edge to the counter, all with the same edges.

    Returns
    -------
    dict
        From each edge to the cases up to it in the window, for :func:`compare`.

    Raises
    ------
    ValueError
        If there are fewer than two snapshots, edges differ between them, or counts fall from edge to edge.

    Examples
    --------
    >>> increase([{0.1: 5, "+Inf": 9}, {0.1: 7, "+Inf": 12}, {0.1: 1, "+Inf": 2}])
    {0.1: 3.0, inf: 5.0}
    """
    read = [_cumulative(snapshot, "snapshot", empty=True) for snapshot in snapshots]
    if len(read) < 2:
        raise ValueError("An increase is from one snapshot to the next; give at least two.")
    if any(later.keys() != read[0].keys() for later in read):
        raise ValueError("The buckets changed between snapshots; begin a new window where they did.")
    risen = dict.fromkeys(sorted(read[0]), 0.0)
    for sooner, later in pairwise(read):
        begins_anew = any(later[edge] < sooner[edge] for edge in risen)
        for edge in risen:
            risen[edge] += later[edge] - (0.0 if begins_anew else sooner[edge])
    return risen


def _cumulative(histogram: Mapping[float | str, float], window: str, *, empty: bool = False) -> dict[float, float]:
    upto = _read(histogram, window)
    if math.inf not in upto:
        raise ValueError(f"The {window} has no bucket +Inf, so that its number of cases is unknown; add it.")
    ordered = [upto[edge] for edge in sorted(upto)]
    if min(ordered) < 0:
        raise ValueError(f"A count of the {window} is negative, as after a counter's reset; use histograms.increase.")
    if any(later < sooner for sooner, later in pairwise(ordered)):
        raise ValueError(f"Counts of the {window} fall from edge to edge; they must be cumulative, as le says.")
    if upto[math.inf] <= 0 and not empty:
        raise ValueError(f"The {window} has no cases; choose a longer window.")
    return upto


def _read(histogram: Mapping[float | str, float], window: str) -> dict[float, float]:
    if not isinstance(histogram, Mapping):
        # One kind of error for all bad input, as everywhere in analysis.
        raise ValueError(f"The {window} is a mapping from upper edge to count, as {{0.1: 7, '+Inf': 9}}.")  # noqa: TRY004
    try:
        upto = {float(edge): float(count) for edge, count in histogram.items()}
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"An edge or count of the {window} is no number ({error}); an edge is one or '+Inf'."
        ) from error
    if not all(map(math.isfinite, upto.values())) or any(map(math.isnan, upto)):
        raise ValueError(f"An edge or count of the {window} is no number; leave out what was not read.")
    if len(upto) < len(histogram):
        raise ValueError(f"The {window} has an edge twice, written in two ways; keep one of them.")
    return upto


def _p_value(counts: Counts) -> float:
    # increase() extrapolates to fractions of a case; shuffling deals whole ones.
    whole = np.rint(counts).astype(np.int64)
    whole = whole[:, whole.sum(axis=0) > 0]
    if whole.shape[1] < 2 or not whole.sum(axis=1).all():
        return 1.0
    return tables.shuffled_chi2(whole) if tables.is_sparse(whole) else tables.chi2(whole)[1]


def _bounds(shares: Counts) -> tuple[float, float]:
    """Least and greatest Kolmogorov-Smirnov distance of raw values with these cumulative shares."""
    least = float(np.abs(shares[0] - shares[1]).max())
    before = np.concatenate([np.zeros((2, 1)), shares[:, :-1]], axis=1)
    return least, float(max((shares[0] - before[1]).max(), (shares[1] - before[0]).max()))


def _sentence(p: float, bounds: tuple[float, float], left_out: int, *, drifted: bool) -> str:
    verdict = "Drifted" if drifted else "No drift seen"
    edges = "1 edge that only one window has is" if left_out == 1 else f"{left_out} edges that only one window has are"
    aside = f" {edges} left out." if left_out else ""
    low, high = bounds
    return f"{verdict}: KS between {low:.3f} and {high:.3f}, as far as the buckets show (p = {p:.2g}).{aside}"
