"""A message as its author typed it: Slack writes mentions and links as tokens, and escapes three characters."""

import html
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

TOKEN: Final = re.compile(r"<([^<>]+)>")

NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


def mentioned(text: str) -> Sequence[str]:
    """The ids of the people whom a message names without saying what they are called, each once.

    >>> mentioned("<@U1> and <@U2|ben> met <@U1>")
    ['U1']
    """
    targets = (token.partition("|") for token in TOKEN.findall(text))
    return list(dict.fromkeys(target[1:] for target, _, label in targets if target.startswith("@") and not label))


def as_typed(text: str, names: Mapping[str, str] = NOBODY) -> str:
    """The words of a message, ready to be edited further; *names* says what people are called, by their id.

    >>> as_typed("cost &gt; 3k, says &lt;we&gt; <https://example.org|the page> in <#C1|ml-alerts> <!here>")
    'cost > 3k, says <we> the page (https://example.org) in #ml-alerts @here'
    """
    return html.unescape(TOKEN.sub(lambda token: _words(token, names), text))


def _words(token: re.Match[str], names: Mapping[str, str]) -> str:
    target, _, label = token[1].partition("|")
    match target[0]:
        case "@":
            return f"@{label or names.get(target[1:]) or target[1:]}"
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return f"@{label or target[1:].partition('^')[0]}"
        case _:
            return f"{label} ({target})" if label and label != target else target
