"""Messages, modals and the Home tab as wholes."""

import json
from collections.abc import Iterator
from typing import Any

from message_templates.limits.blocks import BLOCKS
from message_templates.limits.shapes import ByType, Flag, OneOf, Problem, Several, Shape, Thing, Words
from message_templates.limits.texts import Mrkdwn, plain

BYTES_OF_A_VIEW = 250_000
LETTERS_OF_A_MESSAGE = 13_000
"""Undocumented: Slack answered ``msg_blocks_too_long`` near 13,200 characters of text."""

BLOCK = ByType(BLOCKS)
CALLBACK_ID = Words(255)
PRIVATE_METADATA = Words(3000, least=0)

SURFACES: dict[str, Shape] = {
    "message": Thing({"text": Mrkdwn(4000), "blocks": Several(BLOCK, 50)}),
    "modal": Thing(
        {"type": OneOf(("modal",)), "title": plain(24), "blocks": Several(BLOCK, 100), "callback_id": CALLBACK_ID},
        {
            "submit": plain(24),
            "close": plain(24),
            "private_metadata": PRIVATE_METADATA,
            "external_id": Words(255),
            "clear_on_close": Flag(),
            "notify_on_close": Flag(),
        },
    ),
    "home": Thing(
        {"type": OneOf(("home",)), "blocks": Several(BLOCK, 100)},
        {"callback_id": CALLBACK_ID, "private_metadata": PRIVATE_METADATA, "external_id": Words(255)},
    ),
}


def repeated_block_ids(payload: dict[str, Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, block in _blocks(payload):
        block_id = block.get("block_id")
        if block_id in seen:
            yield Problem(f"/blocks/{index}/block_id", f"{block_id!r} occurs more than once")
        if block_id:
            seen.add(block_id)


def inputs_without_submit(payload: dict[str, Any]) -> Iterator[Problem]:
    inputs = any(block.get("type") == "input" for _, block in _blocks(payload))
    if inputs and payload.get("type") == "modal" and "submit" not in payload:
        yield Problem("/submit", "is missing, but there is an input")


def several_focused(payload: dict[str, Any]) -> Iterator[Problem]:
    if json.dumps(payload).count('"focus_on_load": true') > 1:
        yield Problem("/blocks", "more than one element asks for the focus")


def too_much(surface: str, payload: dict[str, Any]) -> Iterator[Problem]:
    if surface == "message":
        letters = sum(len(words) for words in _texts(payload.get("blocks", [])))
        if letters > LETTERS_OF_A_MESSAGE:
            yield Problem("/blocks", f"{letters} characters in all; Slack may refuse more than {LETTERS_OF_A_MESSAGE}")
    elif len(json.dumps(payload).encode()) > BYTES_OF_A_VIEW:
        yield Problem("", f"larger than {BYTES_OF_A_VIEW} bytes")


def _blocks(payload: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The blocks with their places; what is no block is the shape's to name."""
    blocks = payload.get("blocks")
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        if isinstance(block, dict):
            yield index, block


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for item in part:
            yield from _texts(item)
