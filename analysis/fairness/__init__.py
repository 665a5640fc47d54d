"""Does a model select, and err, equally often in all groups? Rates with intervals, fairlearn's measures, four fifths.

from analysis import fairness

found = fairness.audit(actual, predicted, groups)
found.reason, found.measures["equalized_odds_difference"].value, found.groups["a"].rates["selection_rate"].low
"""

from analysis.fairness.auditing import audit
from analysis.fairness.findings import Estimate, Fairness, FourFifths, Group
from analysis.fairness.intervals import wilson

__all__ = ["Estimate", "Fairness", "FourFifths", "Group", "audit", "wilson"]
