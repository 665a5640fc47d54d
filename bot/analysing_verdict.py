"""What `kaizen analyse` says in words, in the spirit of honest numbers: no signal is not "fine"."""

from collections.abc import Sequence

import numpy as np

from analysis.control_charts import Chart
from analysis.run_rules import Rule

MOST_LISTED = 12
"""Signals listed by number; the rest is counted."""


def readable(name: str, drawn: Chart, rules: Sequence[Rule], found: dict[str, list[int]], notes: Sequence[str]) -> str:
    """A verdict of a few lines about one chart."""
    signals = sorted({index for indices in found.values() for index in indices})
    lines = [_headline(name, drawn), _limits(drawn), "", _verdict(drawn, rules, signals)]
    lines += [f"  {rule.name}: {rule.says}, at {_places(found[rule.name])}" for rule in rules if found[rule.name]]
    lines += [f"Note: {note}." for note in notes]
    return "\n".join(line for line in lines if line is not None)


def _headline(name: str, drawn: Chart) -> str:
    seen = int((~np.isnan(drawn.points)).sum())
    phase_one = int(drawn.baseline.sum())
    basis = "all of them" if phase_one == len(drawn.points) else f"the first {phase_one}"
    return f"{name}: {drawn.kind} chart of {seen} points, limits from {basis}"


def _limits(drawn: Chart) -> str:
    centre, lower, upper = (_span(line) for line in (drawn.centre, drawn.lower, drawn.upper))
    return f"centre {centre}" if upper is None else f"centre {centre}, limits {lower} and {upper}"


def _span(line: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str | None:
    seen = line[np.isfinite(line)]
    if not len(seen):
        return None
    low, high = float(seen.min()), float(seen.max())
    return f"{low:.5g}" if np.isclose(low, high, rtol=1e-9) else f"{low:.5g} to {high:.5g}"


def _verdict(drawn: Chart, rules: Sequence[Rule], signals: Sequence[int]) -> str:
    if not rules:
        return "No rules were asked for; nothing was judged."
    if not signals:
        return "No signal."
    return f"{len(signals)} {'point signals' if len(signals) == 1 else 'points signal'}."


def _places(indices: Sequence[int]) -> str:
    listed = ", ".join(str(index + 1) for index in indices[:MOST_LISTED])
    rest = len(indices) - MOST_LISTED
    return f"point {listed}" if rest <= 0 else f"point {listed} and {rest} more"
