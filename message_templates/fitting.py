"""Too many blocks, or too much in them: leave out from the middle, say so, and keep the buttons at the end."""

import json
from collections.abc import Callable, Iterator
from typing import Any

Block = dict[str, Any]
CLOSING = {"actions", "context", "divider"}
"""What may stand last in a message, and is what a reader needs when the middle is left out."""

LETTERS_OF_A_MESSAGE = 12_500
"""Slack names no limit, and refused messages near 13,200 characters."""

BYTES_OF_A_VIEW = 235_000
"""Slack takes 250 kB; the rest is for private metadata and what Slack adds."""


def of_message(blocks: list[Block]) -> list[Block]:
    return fitted(blocks, most=50, budget=LETTERS_OF_A_MESSAGE, cost=letters)


def of_view(blocks: list[Block]) -> list[Block]:
    return fitted(blocks, most=100, budget=BYTES_OF_A_VIEW, cost=size)


def letters(block: Block) -> int:
    """How many characters of words a block shows."""
    return sum(len(words) for words in _words(block))


def size(block: Block) -> int:
    """How many bytes a block takes on the wire."""
    return len(json.dumps(block).encode())


def fitted(blocks: list[Block], *, most: int, budget: int, cost: Callable[[Block], int]) -> list[Block]:
    """The blocks, or as many as fit beside a line that says how many more there are."""
    costs = [cost(block) for block in blocks]
    if len(blocks) <= most and sum(costs) <= budget:
        return blocks
    end = _start_of_closing(blocks)
    room = budget - sum(costs[end:])
    kept = 0
    while kept < min(end, most - 1 - (len(blocks) - end)) and costs[kept] <= room:
        room -= costs[kept]
        kept += 1
    return [*blocks[:kept], _more(end - kept), *blocks[end:]]


def _start_of_closing(blocks: list[Block]) -> int:
    end = len(blocks)
    while end and blocks[end - 1]["type"] in CLOSING and len(blocks) - end < 3:
        end -= 1
    return end


def _more(count: int) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": f"… and {count} more", "verbatim": True}]}


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from [value] if key == "text" and isinstance(value, str) else _words(value)
    elif isinstance(part, list):
        for item in part:
            yield from _words(item)
