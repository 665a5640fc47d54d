"""Which characters the font of pictures has: for any other an empty box would be drawn."""

import unicodedata
from functools import cache

from matplotlib import font_manager

from message_templates.charts import style

VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""They choose how the character before them looks, and are nothing without it."""


def drawable(text: str) -> str:
    """The text without what the font lacks, such as most emoji, and without the spaces that stood around that.

    >>> drawable("Precision 🚀 of fraud-scorer")
    'Precision of fraud-scorer'
    """
    return " ".join("".join(filter(_is_known, text)).split())


def _is_known(letter: str) -> bool:
    if letter in VARIANTS or unicodedata.category(letter) == "Cf":
        return False
    return letter.isspace() or ord(letter) in _charmap()


@cache
def _charmap() -> frozenset[int]:
    """What can be drawn in either weight, for titles are bold."""
    fonts = [font_manager.FontProperties(family=style.FONT, weight=weight) for weight in ("normal", "bold")]
    plain, bold = (font_manager.get_font(font_manager.findfont(font)).get_charmap() for font in fonts)
    return frozenset(plain) & frozenset(bold)
