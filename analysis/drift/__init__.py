"""Has the data changed? Comparisons of a current window with a reference.

from analysis import drift

result = drift.compare(reference, current)
result.drifted, result.reason, result.columns["latency"].reason
"""

from analysis.drift import histograms, reconstruction
from analysis.drift.comparing import Reference, compare
from analysis.drift.findings import ColumnFinding, Comparison, Thresholds

__all__ = ["ColumnFinding", "Comparison", "Reference", "Thresholds", "compare", "histograms", "reconstruction"]
