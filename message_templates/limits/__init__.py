"""A second opinion on everything that we hand to Slack: all limits of Block Kit for the blocks that we use.

Written from Slack's documentation and not from ``blocks.j2`` or the local workspace's rules, so that one mistake does
not hide another. What is unknown here (a block, an element, a key) is refused.
"""

from collections.abc import Iterator
from typing import Any

from message_templates.limits import surfaces
from message_templates.limits.shapes import Problem


def problems(surface: str, payload: dict[str, Any]) -> list[str]:
    """What Slack, or a reader, would not accept about the payload of a ``message``, ``modal`` or ``home``; best none.

    >>> problems("message", {"text": "Hello", "blocks": [{"type": "divider", "colour": "red"}]})
    ['/blocks/0: unknown key colour']
    """
    return [str(problem) for problem in _problems(surface, payload)]


def _problems(surface: str, payload: dict[str, Any]) -> Iterator[Problem]:
    yield from surfaces.SURFACES[surface].problems(payload, "")
    yield from surfaces.repeated_block_ids(payload)
    yield from surfaces.inputs_without_submit(payload)
    yield from surfaces.several_focused(payload)
    yield from surfaces.too_much(surface, payload)
