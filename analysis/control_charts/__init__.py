"""Control charts: what a process usually does, and the limits beyond which something else is at work.

>>> from analysis import control_charts
>>> control_charts.chart([16, 14, 28, 16, 12, 20, 10, 12, 10, 17], kind="c").centre[0].item()
15.5
"""

from analysis.control_charts.capability import Capability, capability
from analysis.control_charts.charting import KINDS, Kind, called, chart
from analysis.control_charts.individuals import ranges_of
from analysis.control_charts.result import ALERTING, ROUGH, SETTLED, Chart, standing
from analysis.control_charts.subgroups import GATHERED

__all__ = [
    "ALERTING",
    "GATHERED",
    "KINDS",
    "ROUGH",
    "SETTLED",
    "Capability",
    "Chart",
    "Kind",
    "called",
    "capability",
    "chart",
    "ranges_of",
    "standing",
]
