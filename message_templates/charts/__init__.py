"""Pictures of control charts, as PNG bytes, and the words that say the same.

Colours, sizes and habits follow one look: quiet process, grey lines, warm diamonds with their values; title, verdict
and limits are words, so that a picture can be read without its message, and in grey.
"""

from message_templates.charts.data import Change, ChartData, Flag, Signal
from message_templates.charts.describing import alt_text
from message_templates.charts.drawing import CROWDED, png
from message_templates.charts.sparklines import sparklines

__all__ = ["CROWDED", "Change", "ChartData", "Flag", "Signal", "alt_text", "png", "sparklines"]
