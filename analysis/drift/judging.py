"""From what was seen in each column to verdicts, and the sentences that say why."""

import math
from collections.abc import Mapping, Sequence

from analysis.drift.findings import DISTRIBUTION, Check, ColumnFinding, Comparison, Looked, Rules

NAMED = 5
"""Columns that a sentence about the whole lists."""

MOVED_ON = (
    "drifted, as time does: every value lies after the reference;"
    " leave the column out if it is the rows' own time stamp"
)

POWER_90 = 0.64
"""What a difference of distribution functions needs beyond the critical value to be found in 90% of trials: 1.28
standard deviations of at most 0.5."""


def judge(looked: Sequence[Looked], rules: Rules, rows: tuple[int, int], added: Sequence[str] = ()) -> Comparison:
    """Judge all columns together; *added* are those that the reference lacks."""
    cutoff = benjamini_hochberg([column.p_value for column in looked], rules.alpha)
    findings = {column.name: _finding(column, cutoff, rules) for column in looked}
    clocks = {column.name for column in looked if column.moved_on}
    if len(clocks) == len(looked):  # whoever compares nothing but times means them
        clocks = set()
    drifted = any(finding.drifted for name, finding in findings.items() if name not in clocks)
    verdict = _whole(findings, clocks, rules, rows)
    silent = [str(column.name) for column in looked if not (column.compared or findings[column.name].drifted)]
    if len(silent) == len(looked):
        verdict, silent = f"Too few values to say anything (n = {rows[0]:,} and {rows[1]:,}).", []
    asides = [
        _aside("{} moved on, as time does", [str(name) for name in clocks]),
        _aside("too few values to say in {}", silent),
        _aside("not compared {}, which the reference lacks", added),
    ]
    return Comparison(drifted, findings, " ".join([verdict, *filter(None, asides)]), rules.alpha, rows)


def benjamini_hochberg(p_values: Sequence[float], alpha: float) -> float:
    """Level up to which a p is significant, so that the expected share of false discoveries is *alpha*; 0 if none is.

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the false discovery rate.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.02, 0.9, 0.04], 0.05)
    0.025
    """
    ranked = sorted(p_values)
    levels = [alpha * rank / len(ranked) for rank in range(1, len(ranked) + 1)]
    return max((level for p, level in zip(ranked, levels, strict=True) if p <= level), default=0.0)


def _finding(column: Looked, cutoff: float, rules: Rules) -> ColumnFinding:
    answers = column.answers
    significant = [check for check in answers.checks if check.p_value <= cutoff]
    alarms = [check for check in significant if check.matters]
    return ColumnFinding(
        name=column.name,
        kind=str(column.kind),
        drifted=bool(alarms),
        p_value=column.p_value,
        statistics=answers.statistics,
        reason=_sentence([_verdict(column, significant, alarms, rules), *answers.notes]),
        thresholds=answers.limits,
        checks=tuple(check.name for check in alarms),
    )


def _verdict(column: Looked, significant: Sequence[Check], alarms: Sequence[Check], rules: Rules) -> str:
    if alarms and column.moved_on:
        return MOVED_ON
    if alarms:
        return f"drifted: {_listed(alarms)}"
    if significant:
        return f"differs, but too little to matter: {_listed(significant)}"
    if not column.answers.checks:
        return "nothing to compare"
    calm = [check for check in column.answers.checks if check.name == DISTRIBUTION] or column.answers.checks
    return f"no drift seen: {_listed(calm)}{_visible(column.answers.statistics, rules)}"


def _listed(checks: Sequence[Check]) -> str:
    return "; ".join(f"{check.words} ({_p(check)})" for check in checks)


def _p(check: Check) -> str:
    return f"p = {check.p_value:.2g}" if check.p_value > check.least else f"p at most {check.least:.3g}"


def _visible(statistics: Mapping[str, float], rules: Rules) -> str:
    """What size of change would have been found, so that quiet is not taken for proof."""
    if "n_reference" not in statistics:
        return ""
    noise = math.sqrt(1 / statistics["n_reference"] + 1 / statistics["n_current"])
    share = max((math.sqrt(-math.log(rules.alpha / 2) / 2) + POWER_90) * noise, rules.thresholds.share)
    return f"; a change of {min(share, 1):.0%} of the rows would have been found"


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _whole(findings: Mapping[str, ColumnFinding], clocks: set[str], rules: Rules, rows: tuple[int, int]) -> str:
    drifted = [name for name, finding in findings.items() if finding.drifted and name not in clocks]
    sizes = f"n = {rows[0]:,} and {rows[1]:,}; Benjamini-Hochberg at {rules.alpha:.0%} over {_columns(len(findings))}"
    if not drifted:
        return f"No drift seen in {_columns(len(findings))} ({sizes})."
    drifted.sort(key=lambda name: findings[name].p_value)
    return f"Drift in {len(drifted):,} of {_columns(len(findings))}: {_some(drifted)} ({sizes})."


def _aside(sentence: str, names: Sequence[str]) -> str:
    return f"Aside: {sentence.format(_some(sorted(names)))}." if names else ""


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(str, names[:NAMED])) + (", …" if len(names) > NAMED else "")


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count:,} columns"
