"""Too long for Slack: cut visibly, between words where possible, never inside an entity or a ``<token>``."""

import re

from markupsafe import Markup

from message_templates.escaping import ours

ELLIPSIS = "…"
JOINER = "\u200d"
ATTACHED = re.compile(f"[\u0300-\u036f{JOINER}\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""What belongs to the character before it: accents, joiners, variants, tones of skin."""

PIECES = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);")
"""What is whole or not there: a token, an entity."""

LATEST_WORD = 24
"""How many characters may be given up so that the cut falls between two words."""


def shortened(raw: str, limit: int) -> str:
    """At most *limit* characters of plain or raw words.

    >>> shortened("a rather long sentence", 14)
    'a rather long…'
    """
    return raw if len(raw) <= limit else _cut(raw, limit - len(ELLIPSIS))


def shortened_mrkdwn(words: Markup, limit: int) -> Markup:
    """At most *limit* characters of mrkdwn, its tokens and entities whole."""
    if len(words) <= limit:
        return words
    end = limit - len(ELLIPSIS)
    split = next((piece for piece in PIECES.finditer(words) if piece.start() < end < piece.end()), None)
    return ours(_cut(str(words), split.start() if split else end))


def _cut(words: str, end: int) -> str:
    while end and (ATTACHED.match(words[end]) or words[end - 1] == JOINER):
        end -= 1
    return _at_a_word(words[:end], followed_by=words[end]) + ELLIPSIS


def _at_a_word(kept: str, *, followed_by: str) -> str:
    if followed_by.isspace():
        return kept.rstrip()
    space = max(kept.rfind(" "), kept.rfind("\n"))
    maybe_in_a_token = space < kept.rfind(">")
    if space <= len(kept) - LATEST_WORD or space <= len(kept) // 2 or maybe_in_a_token:
        return kept.rstrip()
    return kept[:space].rstrip()
