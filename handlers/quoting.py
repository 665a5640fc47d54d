"""A message as its author typed it: Slack writes mentions and links as tokens, and escapes three characters."""

import html
import re
from typing import Final

TOKEN: Final = re.compile(r"<([^<>]+)>")


def as_typed(text: str) -> str:
    """The words of a message, ready to be edited further.

    >>> as_typed("cost &gt; 3k, says &lt;we&gt; <https://example.org|the page> in <#C1|ml-alerts> <!here>")
    'cost > 3k, says <we> the page (https://example.org) in #ml-alerts @here'
    """
    return html.unescape(TOKEN.sub(_words, text))


def _words(token: re.Match[str]) -> str:
    target, _, label = token[1].partition("|")
    match target[0]:
        case "@":
            return f"@{label or target[1:]}"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return f"@{label or target[1:].partition('^')[0]}"
        case _:
            return f"{label} ({target})" if label and label != target else target
