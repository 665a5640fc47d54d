"""The look of pictures: one quiet colour for the process, grey for its lines, one warm colour for signals.

Sizes are in points at 100 dots per inch on 1600 x 800 pixels. A picture shrunk to 360 pixels, as a phone shows it,
keeps 22% of them: what has to be read there is not set below 24.
"""

from contextlib import AbstractContextManager

import matplotlib as mpl

INK = "#1d2129"
MUTED = "#596273"
PROCESS = "#3d4a5c"
THREAD = "#8d97a6"
LINE = "#5f6775"
GRID = "#e4e7ec"
BAND = "#f1f4f9"
WARM = "#c4432b"
PAPER = "#ffffff"

FONT = "DejaVu Sans"
"""Shipped with matplotlib, so that every machine draws the same."""

DOTS = 100
WIDTH, HEIGHT, BELOW = 1600, 800, 420
"""Pixels of a picture, and how much higher it is with a second chart below the first."""

TITLE, VERDICT, LABEL, VALUE, TICK, NOTE = 34, 24, 24, 26, 24, 22

LEFT, RIGHT, BOTTOM = 150, 290, 80
"""Margins in pixels: numbers on the left, names of the lines on the right, times below."""


def letters() -> AbstractContextManager[None]:
    """Within it words are written in the font; a dollar sign in a name is one, and begins no formula."""
    return mpl.rc_context({"font.family": FONT, "text.parse_math": False})
