"""What `kaizen analyse` says in words: signals beside those expected by chance, and no signal is not "fine"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from analysis import change_points, control_charts, false_alarms, run_rules
from analysis.control_charts import Chart
from analysis.false_alarms import FalseAlarms
from bot.analysing.charting import Case

Floats = npt.NDArray[np.float64]

MOST_LISTED = 12
"""Signals listed by number; the rest is counted."""

LEAST = 0.001
"""Smaller expectations are no figures that anybody can use."""

WIDEST = 6.0
"""Sigmas: beyond wider limits a shift of one shows after millions of points, which is no promise."""

CHANCE = 0.05
"""A number of signals that chance reaches less often than this is more than chance explains."""

PLOTTED = {"xbar-r": "means", "xbar-s": "means", "range": "ranges", "deviation": "standard deviations"}
"""What the points of a chart are, where two charts of the same subgroups stand together."""


def readable(case: Case) -> str:
    """A verdict of a few lines about one chart, and about the chart of the spread beside it."""
    lines = [f"{case.name}: {basis(case.chart)}", *(_of(part, _limits(part.chart)) for part in case.parts), ""]
    for part in case.parts:
        said = _of(part, finding(part))
        lines.append(f"{said[0].upper()}{said[1:]}.")
        broken = [rule for rule in part.rules if part.violations[rule.name]]
        lines += [f"  {rule.name}: {_broken(rule, part.violations[rule.name])}" for rule in broken]
    lines += [line for line in (_unsteady(case), _since(case), _power(case), _unvarying(case)) if line]
    lines += [f"Note: {note}." for note in case.notes]
    return "\n".join(lines)


def summary(case: Case) -> str:
    """The same in one line, for a picture."""
    return " · ".join([basis(case.chart), *(_of(part, _found(part)) for part in case.parts)]) + _if_exact(case)


def basis(drawn: Chart) -> str:
    """The kind of chart, its points, and where its limits come from."""
    seen, phase_one = int((~np.isnan(drawn.points)).sum()), int(drawn.baseline.sum())
    source = "all of them" if phase_one == len(drawn.points) else f"the first {phase_one}"
    if not drawn.baseline[:phase_one].all():
        source = f"{phase_one} of them"
    if drawn.phases is not None:
        source = f"each of {int(drawn.phases.max()) + 1} phases"
    lines = "median" if drawn.fit == "median" else "limits"
    points = "1 point" if seen == 1 else f"{seen} points"
    return f"{drawn.kind} chart of {points}, {lines} from {source}"


def _of(case: Case, words: str) -> str:
    """What is said of a chart, after the name of its points where another chart stands beside it."""
    return words if case.alone else f"{PLOTTED[case.chart.kind]}: {words[0].lower()}{words[1:]}"


def finding(case: Case) -> str:
    """Signals, how many are expected by chance in as many points, and by which limits that is reckoned."""
    return _found(case) + _if_exact(case)


def _found(case: Case) -> str:
    if case.asked_rules == "none":
        return "No rules were asked for; nothing was judged"
    if not case.rules:
        chart, usual = control_charts.called(case.chart.kind), run_rules.usual(case.chart.fit)
        return f"No rule of {case.asked_rules} fits {chart}, so nothing was judged; --rules {usual} does"
    count = len(case.signals)
    said = "No signal" if count == 0 else "1 point signals" if count == 1 else f"{count} points signal"
    if _judges_series(case):
        share = _in_as_many_points(case).expected
        return f"{said}; of quiet series of so many points about {share:.1%} break these rules somewhere"
    alarms = _by_chance(case)
    return said if alarms is None else f"{said}; {_about(alarms.expected)} expected by chance"


def _about(expected: float) -> str:
    return "fewer than 0.001" if 0 < expected < LEAST else f"about {expected:.2g}"


def _if_exact(case: Case) -> str:
    """What the expectation leaves out: it takes limits from few points as if they were known."""
    if case.rough is None or not case.rules or _by_chance(case) is None:
        return ""
    points = "1 point" if case.rough == 1 else f"{case.rough} points"
    return f" if limits from {points} were exact"


def _judges_series(case: Case) -> bool:
    """Whether the rules say something of the series as a whole, so that the points they name cannot be counted."""
    return all(rule.pattern in run_rules.WHOLE_SERIES for rule in case.rules) and not _flat(case.chart)


def _by_chance(case: Case) -> FalseAlarms | None:
    """Signals expected by chance in the points that were judged; None for rules or a baseline without a rate."""
    by_runs = any(rule.pattern in run_rules.WHOLE_SERIES for rule in case.rules)
    if by_runs or case.chart.fit == "median" or _flat(case.chart):
        return None
    found = _in_as_many_points(case)
    return found if np.isfinite(found.expected) else None


def _in_as_many_points(case: Case) -> FalseAlarms:
    points = int((~np.isnan(case.chart.points)).sum())
    day = timedelta(days=1)
    return false_alarms.expected_false_alarms(case.chart, case.rules, day, period=points * day)


def _limits(drawn: Chart) -> str:
    centre, lower, upper = (_span(line) for line in (drawn.centre, drawn.lower, drawn.upper))
    if upper is None or lower is None:
        return f"centre {centre}"
    if " to " in lower + upper:
        return f"centre {centre}, lower limit {lower}, upper limit {upper}"
    return f"centre {centre}, limits {lower} and {upper}"


def _span(line: Floats, digits: int = 5) -> str | None:
    seen = line[np.isfinite(line)]
    if not len(seen):
        return None
    low, high = float(seen.min()), float(seen.max())
    return f"{low:.{digits}g}" if np.isclose(low, high, rtol=1e-9) else f"{low:.{digits}g} to {high:.{digits}g}"


def _unsteady(case: Case) -> str:
    """A spread that signals: limits of the means are made of it."""
    if case.spread is None or not case.spread.signals:
        return ""
    return f"Look at the {PLOTTED[case.spread.chart.kind]} first: the limits of the means rest on them."


def since(case: Case) -> change_points.ChangePoint | None:
    """When the newest signals began, where the chart can date it, they are of one baseline and not the beginning."""
    drawn = case.chart
    if drawn.fit not in {"zones", "sides"} or drawn.baseline.all() or drawn.kind == "short-run":
        return None
    later = [index for index in case.signals if not (drawn.baseline[index] or drawn.excluded[index])]
    if not later or not change_points.datable(drawn, later[-1]):
        return None
    found = change_points.began(drawn, later[-1])
    return None if found.index == later[-1] else found


def evident(case: Case) -> bool:
    """Whether there are more signals than chance explains, also if limits from few points are unlucky ones."""
    alarms = _by_chance(case)
    if alarms is None:
        return False
    if case.rough is not None:
        _lucky, unlucky = false_alarms.spread_of_false_alarms(case.rough, alarms.points)
        alarms = replace(alarms, expected=max(alarms.expected, unlucky))
    return alarms.chance_of(len(case.signals)) < CHANCE


def _since(case: Case) -> str:
    found = since(case)
    if found is None:
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
    size = _span(case.chart.sigma[case.chart.sigma > 0], digits=3)
    if size is None:
        return ""
    width = _width(case.chart)
    if width > WIDEST and all(rule.pattern == "limits" for rule in rules):
        return ""
    length = false_alarms.average_run_length(rules, width=width, shift=1.0).points
    return f"A lasting shift of 1 sigma ({size}) takes such a chart {length:.0f} points to show, on average."


def _width(drawn: Chart) -> float:
    """How many sigmas the limits are from the centre."""
    seen = drawn.sigma > 0
    return round(float(np.nanmedian((drawn.upper - drawn.centre)[seen] / drawn.sigma[seen])), 6)


def _unvarying(case: Case) -> str:
    if not _flat(case.chart) or all(rule.pattern != "limits" for rule in case.rules):
        return ""
    resting = case.chart.points[case.chart.baseline]
    why = "The baseline does not vary" if np.ptp(resting[np.isfinite(resting)]) == 0 else "Sigma is zero"
    return f"{why}: any point off its centre signals; how many would by chance cannot be said."


def _flat(drawn: Chart) -> bool:
    """Whether limits have no width, or the sigma in which points are counted is zero, everywhere."""
    sigma = drawn.sigma if drawn.process_sigma is None else drawn.process_sigma
    return drawn.fit != "median" and not bool((sigma > 0).any())


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
