"""What `kaizen analyse` says in words: signals beside those expected by chance, and no signal is not "fine"."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from analysis import change_points, false_alarms, run_rules
from analysis.control_charts import Chart
from bot.analysing.charting import Case

Floats = npt.NDArray[np.float64]

MOST_LISTED = 12
"""Signals listed by number; the rest is counted."""


def readable(case: Case) -> str:
    """A verdict of a few lines about one chart."""
    lines = [f"{case.name}: {basis(case.chart)}", _limits(case.chart), "", f"{finding(case)}."]
    broken = [rule for rule in case.rules if case.violations[rule.name]]
    lines += [f"  {rule.name}: {_broken(rule, case.violations[rule.name])}" for rule in broken]
    lines += [line for line in (_since(case), _power(case)) if line]
    lines += [f"Note: {note}." for note in case.notes]
    return "\n".join(lines)


def basis(drawn: Chart) -> str:
    """The kind of chart, its points, and where its limits come from."""
    seen, phase_one = int(np.isfinite(drawn.points).sum()), int(drawn.baseline.sum())
    source = "all of them" if phase_one == len(drawn.points) else f"the first {phase_one}"
    if not drawn.baseline[:phase_one].all():
        source = f"{phase_one} of them"
    if drawn.phases is not None:
        source = f"each of {int(drawn.phases.max()) + 1} phases"
    lines = "median" if drawn.fit == "median" else "limits"
    return f"{drawn.kind} chart of {seen} points, {lines} from {source}"


def finding(case: Case) -> str:
    """Signals, and how many are expected by chance in as many points."""
    if not case.rules:
        return "No rules were asked for; nothing was judged"
    count = len(case.signals)
    said = "No signal" if count == 0 else "1 point signals" if count == 1 else f"{count} points signal"
    expected = by_chance(case)
    return said if expected is None else f"{said}; about {expected:.2g} expected by chance"


def by_chance(case: Case) -> float | None:
    """Signals expected by chance in the points that were judged; None for rules without a rate."""
    if not {rule.pattern for rule in case.rules}.isdisjoint({"longest-run", "crossings"}) or case.chart.fit == "median":
        return None
    points = int(np.isfinite(case.chart.points).sum())
    day = timedelta(days=1)
    return false_alarms.expected_false_alarms(case.chart, case.rules, day, period=points * day).expected


def _limits(drawn: Chart) -> str:
    centre, lower, upper = (_span(line) for line in (drawn.centre, drawn.lower, drawn.upper))
    return f"centre {centre}" if upper is None else f"centre {centre}, limits {lower} and {upper}"


def _span(line: Floats) -> str | None:
    seen = line[np.isfinite(line)]
    if not len(seen):
        return None
    low, high = float(seen.min()), float(seen.max())
    return f"{low:.5g}" if np.isclose(low, high, rtol=1e-9) else f"{low:.5g} to {high:.5g}"


def since(case: Case) -> change_points.ChangePoint | None:
    """When the newest signals began, where the chart can date it and they are of one baseline."""
    drawn = case.chart
    if not case.signals or drawn.fit not in {"zones", "sides"} or drawn.baseline.all() or drawn.kind == "short-run":
        return None
    later = [index for index in case.signals if not drawn.baseline[index]]
    return change_points.began(drawn, later[-1]) if later else None


def _since(case: Case) -> str:
    found = since(case)
    if found is None:
        return ""
    if found.index == case.signals[-1]:
        return ""
    interval = f"point {found.first + 1} to {found.last + 1}" if found.first != found.last else "no other is likely"
    return (
        f"If it is a lasting change, it most likely began at point {found.index + 1} (95%: {interval}), "
        f"from {found.before:.5g} to about {found.after:.5g}."
    )


def _power(case: Case) -> str:
    """What the chart would have seen: a promise that stands beside every "no signal"."""
    rules = [rule for rule in case.rules if rule.pattern in run_rules.ZONE_PATTERNS]
    if case.signals or case.chart.fit != "zones" or not rules:
        return ""
    length = false_alarms.average_run_length(rules, shift=1.0).points
    size = float(np.nanmedian(case.chart.sigma))
    return f"A lasting shift of 1 sigma ({size:.3g}) takes such a chart {length:.0f} points to show, on average."


def _broken(rule: run_rules.Rule, indices: Sequence[int]) -> str:
    """A rule and where it was broken, agreeing in number: each point beyond the limits breaks it by itself."""
    if rule.pattern == "limits":
        return _places(indices).replace(" ", " beyond the limits: ", 1)
    return f"{rule.says}, at {_places(indices)}"


def _places(indices: Sequence[int]) -> str:
    listed = ", ".join(str(index + 1) for index in indices[:MOST_LISTED])
    rest = len(indices) - MOST_LISTED
    name = "point" if len(indices) == 1 else "points"
    return f"{name} {listed}" if rest <= 0 else f"{name} {listed} and {rest} more"
