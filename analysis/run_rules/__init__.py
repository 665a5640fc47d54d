"""Run rules: patterns that a quiet process seldom shows.

>>> from analysis import control_charts, run_rules
>>> values = [10.0, 12.0, 11.0, 13.0, 11.0, 12.0, 25.0]
>>> chart = control_charts.chart(values, baseline=6)
>>> run_rules.violations(values, chart, rules="limits").nonzero()[1].tolist()
[6]
"""

from analysis.run_rules.judging import Lines, violations
from analysis.run_rules.rules import RULES, SETS, WHOLE_SERIES, ZONE_PATTERNS, Rule, fitting, named, usual

__all__ = ["RULES", "SETS", "WHOLE_SERIES", "ZONE_PATTERNS", "Lines", "Rule", "fitting", "named", "usual", "violations"]
