"""The arithmetic of monitors. It loads scipy, pandas and matplotlib, so only the child process imports it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from analysis import baselines, control_charts, false_alarms, run_rules
from analysis.baselines import Stability
from analysis.control_charts import ALERTING, Chart
from analysis.run_rules import Rule
from kaizen.monitors import counting, picturing, spacing
from kaizen.monitors.judgements import Asked, Foreseen, Judged, Picture, Planned, Signal, Small

OVERDISPERSED = 1.3
"""sigma_z from here on: plain counting then has four times its false alarms, and p' is the right chart."""

MONTH = timedelta(days=30)

LIMITS = "limits"
"""The rule of which it is known how much limits from few points spoil it."""


def judged(asked: Asked) -> Judged:
    """Whether there is a stable baseline, and what lies beyond its limits since."""
    frozen = _baseline(asked)
    if frozen < ALERTING:
        reason = f"{frozen} of {_wanted(asked)} baseline points so far; no alerts below {ALERTING}"
        return Judged("too few", reason, len(asked.times), frozen, picture=_early_picture(asked, reason))
    chart = _chart(asked, asked.chart)
    verdict = baselines.stability(chart)
    believed = _believed(asked, chart, verdict)
    if believed is None:
        return _unstable(asked, chart, verdict)
    return _stable(asked, believed) if _complete(asked) else _incomplete(asked, frozen)


def foreseen(plans: Sequence[Planned]) -> list[Foreseen]:
    """What the rules of planned monitors bring by chance, in the order of the plans."""
    return [_foreseen(plan) for plan in plans]


def _foreseen(plan: Planned) -> Foreseen:
    points = MONTH / plan.every
    expected = points / false_alarms.average_run_length(run_rules.named(plan.rules)).points if plan.rules else 0.0
    _, most = false_alarms.spread_of_false_alarms(max(plan.baseline_points, ALERTING), points)
    nominal = points / false_alarms.average_run_length(LIMITS).points
    return Foreseen(expected, plan.baseline_points, max(1.0, most / nominal))


def small(every: Sequence[Small]) -> Picture | None:
    """Many metrics on one picture, a line each, as they stand now; without limits where there is no stable baseline."""
    rows = [picturing.row(one, _to_believe(one.asked)) for one in every if one.asked.times]
    return picturing.of_rows(rows) if rows else None


def _to_believe(asked: Asked) -> Chart | None:
    """The chart by which a monitor is judged; None if it is not."""
    if _baseline(asked) < ALERTING or not _complete(asked) or spacing.too_close(asked.times, asked.every):
        return None
    chart = _chart(asked, asked.chart)
    return _believed(asked, chart, baselines.stability(chart))


def _believed(asked: Asked, chart: Chart, verdict: Stability) -> Chart | None:
    """The chart itself if its baseline is stable, else with wider limits if these may be believed."""
    return chart if verdict.stable else _widened(asked, chart, verdict)


def _baseline(asked: Asked) -> int:
    """How many points of the baseline have been read."""
    if isinstance(asked.baseline, int):
        return min(asked.baseline, len(asked.times))
    first, last = asked.baseline
    return sum(first <= time <= last for time in asked.times)


def _complete(asked: Asked) -> bool:
    """Whether no later reading can belong to the baseline: only then are there limits that stay."""
    if isinstance(asked.baseline, int):
        return len(asked.times) >= asked.baseline
    return asked.times[-1] + asked.every > asked.baseline[1]


def _incomplete(asked: Asked, points: int) -> Judged:
    """Limits would move with each reading, and no point comes after those that make them."""
    reason = f"{points} of {_wanted(asked)} baseline points so far; no alerts before it is complete"
    return Judged("too few", reason, len(asked.times), points)


def _wanted(asked: Asked) -> str:
    if isinstance(asked.baseline, int):
        return str(asked.baseline)
    first, last = asked.baseline
    return str((last - first) // asked.every + 1)


def _flags(asked: Asked) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    if isinstance(asked.baseline, int):
        return np.arange(len(asked.times)) < asked.baseline
    first, last = asked.baseline
    return np.array([first <= time <= last for time in asked.times], dtype=np.bool_)


def _chart(asked: Asked, kind: str) -> Chart:
    """The chart of the kind asked for; *auto* takes the one with the right noise for the baseline."""
    if kind == "auto":
        if asked.sizes is None:
            return _chart(asked, "i-mr")
        plain = _chart(asked, "p")
        return _chart(asked, "laney-p") if float(plain.measures["sigma_z"]) > OVERDISPERSED else plain
    values = np.array(asked.values)
    if kind == "i-mr":
        return control_charts.chart(values, baseline=_flags(asked))
    if asked.sizes is None:
        raise ValueError(f"A {kind} chart needs the number of cases behind each reading; its source gives none.")
    if (wrong := values[(values < 0) | (values > 1)]).size:
        said = (
            f"For {control_charts.called(kind)} a reading is a share of cases, between 0 and 1; {wrong[0]:g} is none."
        )
        raise ValueError(" ".join([said, *_ways_to_shares(values)]))
    sizes = np.array(asked.sizes)
    return control_charts.chart(np.rint(values * sizes), kind=kind, size=sizes, baseline=_flags(asked))


def _ways_to_shares(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[str]:
    """How to make shares of what may be percents or counts: a percent that is divided as a count is wrong unseen."""
    counts = bool((values == np.rint(values)).all() and (values >= 0).all())
    percents = bool(((values >= 0) & (values <= 100)).all())
    divide = "Percents have to be divided by 100 before I read them: in the file, or in PromQL."
    count = "Of a file's count write of=… in place of size=…, and it is divided by the number of cases."
    return [words for words, fit in ((divide, percents), (count, counts)) if fit]


def _widened(asked: Asked, chart: Chart, verdict: Stability) -> Chart | None:
    """Limits that allow for neighbours that resemble each other; None if that is not all that speaks against them."""
    if chart.kind != "i-mr" or "autocorrelation" not in verdict.causes:
        return None
    wider = baselines.adjusted(np.array(asked.values), baseline=_flags(asked))
    return wider if set(baselines.stability(wider).causes) <= {"autocorrelation"} else None


def _unstable(asked: Asked, chart: Chart, verdict: Stability) -> Judged:
    reason = verdict.reason[0].lower() + verdict.reason[1:].rstrip(".")
    picture = picturing.of_chart(asked, chart, (), reason, believed=False) if asked.pictured else None
    return Judged("unstable", reason, len(asked.times), verdict.points, picture=picture, notes=chart.notes)


def _early_picture(asked: Asked, reason: str) -> Picture | None:
    return picturing.of_points(asked, reason) if asked.pictured and asked.times else None


def _stable(asked: Asked, chart: Chart) -> Judged:
    alerting, _ = run_rules.fitting(run_rules.named(asked.rules), chart.fit)
    watched, _ = run_rules.fitting(run_rules.named(asked.watched), chart.fit)
    signals = _signals(asked, chart, (*alerting, *watched))
    coming = _judged_alone(chart)
    expected, watched_too = (_expected(coming, rules, asked.every) for rules in (alerting, watched))
    found = Judged(
        standing=chart.standing,
        reason=_reason(asked, chart),
        points=len(asked.times),
        baseline_points=int(chart.baseline_points.min()),
        signals=signals,
        power=_power(chart, alerting),
        expected_a_month=expected,
        expected_watched=watched_too,
        notes=chart.notes,
    )
    if not (asked.pictured or _new(asked, signals)):
        return found
    months = int((~chart.baseline).sum()) * (asked.every / MONTH)
    points = counting.Points(asked.every, asked.times)
    count = len(counting.signals({(signal.rule, signal.at) for signal in signals}, points))
    verdict = f"{_reason(asked, chart)} · {_finding(count, (expected + watched_too) * months)}"
    return replace(found, picture=picturing.of_chart(asked, chart, signals, verdict))


def _new(asked: Asked, signals: Iterable[Signal]) -> bool:
    return any(
        (signal.rule, signal.at) not in asked.known and (asked.since is None or signal.at >= asked.since)
        for signal in signals
    )


def _signals(asked: Asked, chart: Chart, rules: tuple[Rule, ...]) -> tuple[Signal, ...]:
    """Points after the baseline that break a rule, in the order of time."""
    if not rules:
        return ()
    flags = run_rules.violations(chart.points, chart, rules)
    found = [
        _signal(asked, chart, rule, int(index))
        for rule, row in zip(rules, flags, strict=True)
        for index in np.flatnonzero(row & ~_phase_one(chart))
    ]
    return tuple(sorted(found, key=lambda signal: signal.at))


def _phase_one(chart: Chart) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """The baseline and what came before it: limits say nothing about the points that made them."""
    last = int(np.flatnonzero(chart.baseline)[-1])
    return np.arange(len(chart.points)) <= last


def _signal(asked: Asked, chart: Chart, rule: Rule, index: int) -> Signal:
    return Signal(
        rule=rule.name,
        says=rule.says,
        at=asked.times[index],
        value=asked.values[index],
        size=asked.sizes[index] if asked.sizes else None,
        centre=float(chart.centre[index]),
        lower=float(chart.lower[index]),
        upper=float(chart.upper[index]),
        sigma=float(np.broadcast_to(chart.sigma, chart.points.shape)[index]),
    )


def _judged_alone(chart: Chart) -> Chart:
    """The chart without the points that made its limits: chance is told for the sizes of those that are judged."""
    ahead = np.where(chart.baseline, np.nan, chart.points)
    return replace(chart, points=ahead) if np.isfinite(ahead).any() else chart


def _expected(chart: Chart, rules: tuple[Rule, ...], every: timedelta) -> float:
    return false_alarms.expected_false_alarms(chart, rules, every, period=MONTH).expected if rules else 0.0


def _reason(asked: Asked, chart: Chart) -> str:
    """The chart and where its limits come from."""
    first, last = (asked.times[int(place)] for place in np.flatnonzero(chart.baseline)[[0, -1]])
    points = int(chart.baseline_points.min())
    rough = {"provisional": "limits provisional", "rough": "limits still rough", "settled": "limits"}[chart.standing]
    widened = [note for note in chart.notes if "widened" in note]
    words = f"{NAMES[chart.kind]}, {rough} ({points} points, {_day(first)} to {_day(last)}, frozen)"
    return "; ".join([words, *widened, *_left_out(asked, chart)])


def _left_out(asked: Asked, chart: Chart) -> list[str]:
    """The rules that were asked for and are not used, for silence would promise them."""
    _, unfit = run_rules.fitting(run_rules.named((*asked.rules, *asked.watched)), chart.fit)
    names = ", ".join(rule.name for rule in unfit)
    return [f"without {names}: not for {control_charts.called(chart.kind)}"] if unfit else []


NAMES = {"i-mr": "I-MR chart", "p": "p chart", "laney-p": "Laney p' chart"}


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


def _finding(count: int, expected: float) -> str:
    said = "no signal" if count == 0 else "1 signal" if count == 1 else f"{count} signals"
    return f"{said} since; about {expected:.2g} expected by chance"


def _power(chart: Chart, rules: tuple[Rule, ...]) -> str:
    """What size of lasting shift such a chart shows, and how soon: the promise beside every "no signal"."""
    zoned = [rule for rule in rules if rule.pattern in run_rules.ZONE_PATTERNS]
    if not zoned:
        return ""
    points = false_alarms.average_run_length(zoned, shift=2.0).points
    size = 2 * float(np.nanmedian(chart.sigma))
    return f"a lasting shift of {size:.2g} would show within about {points:.0f} points"
