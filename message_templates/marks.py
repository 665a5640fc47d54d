"""Our own marks (bold, code) around people's words, and words without marks for those who listen.

A mark of Slack's is a character of the words: an asterisk in a title would end our bold in the middle of it. So within
our marks what could open or close one is shown by a character that looks like it and means nothing to Slack.
"""

import re
from typing import Final

from markupsafe import Markup

from message_templates.escaping import TOKEN, escaped, ours

LIKE: Final = {"*": "\u2217", "_": "\u02cd", "`": "\u02cb", "~": "\u223c"}
"""Asterisk operator, low macron, grave accent, tilde operator."""

WITHIN_BOLD: Final = re.compile(r"[*`]|(?<![^\W_])[_~]|[_~](?![^\W_])")
"""A line between two letters opens nothing, so names such as ``fraud_scores`` stay as they are and can be copied."""

PAIRS: Final = re.compile(
    r"`([^`\n]+)`"
    r"|(?<![\w*])\*(?![\s*])([^*\n]+)(?<!\s)\*(?![\w*])"
    r"|(?<![\w~])~(?![\s~])([^~\n]+)(?<!\s)~(?![\w~])"
    r"|(?<!\w)_(?![\s_])([^_\n]+)(?<!\s)_(?!\w)"
)
"""What Slack would show as code, bold, struck out and italics."""


def strong(words: str) -> Markup:
    """The words in bold from their first character to their last, whatever stands in them.

    >>> strong("a *bold* claim about `fraud_scores`")
    Markup('*a \u2217bold\u2217 claim about \u02cbfraud_scores\u02cb*')
    """
    return _between("*", words, WITHIN_BOLD)


def code(words: str) -> Markup:
    """The words as code; between its marks Slack knows no other.

    >>> code("scores`v2` *")
    Markup('`scores\u02cbv2\u02cb *`')
    """
    return _between("`", words, re.compile("`"))


def aloud(words: Markup) -> Markup:
    """Words without the marks that Slack would not show either: a screen reader reads each of them out.

    >>> aloud(Markup("*No data*: `2 * 3 * 4`, fraud_scores"))
    Markup('No data: 2 * 3 * 4, fraud_scores')
    """
    return ours(PAIRS.sub(lambda pair: next(part for part in pair.groups() if part), str(words)))


def _between(mark: str, words: str, meaning: re.Pattern[str]) -> Markup:
    line = " ".join((words if isinstance(words, Markup) else escaped(words)).split())
    if not line:
        return ours("")
    pieces = re.split(f"({TOKEN.pattern})", line)
    plain = (meaning.sub(lambda found: LIKE[found[0]], piece) for piece in pieces[::2])
    tokens = [*pieces[1::2], ""]
    return ours(mark + "".join(word + token for word, token in zip(plain, tokens, strict=True)) + mark)
