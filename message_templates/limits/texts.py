"""Text objects, and what mrkdwn may contain: entities, our tokens, nothing that a person could have smuggled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from message_templates.limits.shapes import ByType, Flag, Problem, Shape, Thing, Words

TOKENS = (
    r"@[UW][A-Z0-9]+",
    r"#[CGD][A-Z0-9]+",
    r"!date\^\d+\^[^|<>^]*(?:\^https?://[^|<>]+)?\|[^|<>]+",
    r"!subteam\^S[A-Z0-9]+",
    r"https?://[^\s|<>]+\|[^<>|]+",
)
"""What we write between ``<`` and ``>``: a person, a channel, a moment, a user group, a link with its label."""

TOKEN = re.compile(f"<(?:{'|'.join(TOKENS)})>")
ENTITY = re.compile(r"&(?:amp|lt|gt);")
QUOTE = re.compile(r"^>", re.MULTILINE)


@dataclass(frozen=True)
class Mrkdwn:
    """Words that Slack formats: each ``<``, ``>`` and ``&`` is a token of ours, a quotation or an entity."""

    most: int

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        yield from Words(self.most).problems(value, at)
        if isinstance(value, str):
            if not value.strip():
                yield Problem(at, "has no words")
            rest = QUOTE.sub("", ENTITY.sub("", TOKEN.sub("", value)))
            if stray := re.search(r".{0,12}[<>&].{0,24}", rest):
                yield Problem(at, f"stray sign in {stray.group()!r}")


@dataclass(frozen=True)
class Plain:
    """Words that Slack shows as they are, on one line."""

    most: int

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        yield from Words(self.most).problems(value, at)
        if isinstance(value, str):
            if not value.strip():
                yield Problem(at, "has no words")
            if "\n" in value:
                yield Problem(at, "has more than one line")
            if re.search(r"&(?:amp|lt|gt|#\d+);(?!.*&amp;)", value):
                yield Problem(at, "shows an entity of mrkdwn to people")


def plain(most: int) -> Shape:
    return ByType({"plain_text": Thing({"text": Plain(most)}, {"emoji": Flag()})})


def mrkdwn(most: int) -> Shape:
    return ByType({"mrkdwn": Thing({"text": Mrkdwn(most)}, {"verbatim": Flag()})})


def either(most: int, **others: Shape) -> Shape:
    """Plain or mrkdwn words, or an object of one of the *others*."""
    return ByType(
        {
            "plain_text": Thing({"text": Plain(most)}, {"emoji": Flag()}),
            "mrkdwn": Thing({"text": Mrkdwn(most)}, {"verbatim": Flag()}),
            **others,
        }
    )
