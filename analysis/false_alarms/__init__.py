"""False alarms as a number: what a quiet process costs, and what a budget buys.

>>> from analysis import false_alarms
>>> round(false_alarms.average_run_length("limits").points, 1)
370.4
"""

from analysis.false_alarms.choosing import Choice, choose_rules
from analysis.false_alarms.expecting import FalseAlarms, expected_false_alarms, spread_of_false_alarms, together
from analysis.false_alarms.fleets import benjamini_hochberg, p_values, signalling
from analysis.false_alarms.integrals import cusum_run_length, ewma_run_length, one_sided_cusum_run_length
from analysis.false_alarms.run_lengths import RunLength, average_run_length, share_beyond, simulated_runs
from analysis.false_alarms.shares import share_beyond_limits
from analysis.false_alarms.whole_series import Chance, chance_of_signal

__all__ = [
    "Chance",
    "Choice",
    "FalseAlarms",
    "RunLength",
    "average_run_length",
    "benjamini_hochberg",
    "chance_of_signal",
    "choose_rules",
    "cusum_run_length",
    "ewma_run_length",
    "expected_false_alarms",
    "one_sided_cusum_run_length",
    "p_values",
    "share_beyond",
    "share_beyond_limits",
    "signalling",
    "simulated_runs",
    "spread_of_false_alarms",
    "together",
]
