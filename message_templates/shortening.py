"""Too long for Slack: cut visibly, between words where possible, never inside an entity or a ``<token>``."""

import re

from markupsafe import Markup

from message_templates.escaping import ours

ELLIPSIS = "…"
PIECES = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|.", re.DOTALL)
LATEST_WORD = 24
"""How many characters may be given up so that the cut falls between two words."""


def shortened(raw: str, limit: int) -> str:
    """At most *limit* characters of plain or raw words.

    >>> shortened("a rather long sentence", 14)
    'a rather long…'
    """
    if len(raw) <= limit:
        return raw
    kept = _at_a_word(raw[: limit - 1], followed_by=raw[limit - 1])
    return kept + ELLIPSIS


def shortened_mrkdwn(words: Markup, limit: int) -> Markup:
    """At most *limit* characters of mrkdwn, its tokens and entities whole."""
    if len(words) <= limit:
        return words
    kept, room = "", limit - 1
    for piece in PIECES.findall(str(words)):
        if len(kept) + len(piece) > room:
            kept = _at_a_word(kept, followed_by=piece)
            break
        kept += piece
    return ours(kept + ELLIPSIS)


def _at_a_word(kept: str, *, followed_by: str) -> str:
    if followed_by.isspace():
        return kept.rstrip()
    space = max(kept.rfind(" "), kept.rfind("\n"))
    maybe_in_a_token = space < kept.rfind(">")
    if space <= len(kept) - LATEST_WORD or space <= len(kept) // 2 or maybe_in_a_token:
        return kept.rstrip()
    return kept[:space].rstrip()
