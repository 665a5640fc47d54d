"""How the macros of ``blocks.j2`` write JSON: named fields in, what is not there left out."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from message_templates import escaping
from message_templates.escaping import ours
from message_templates.shortening import shortened, shortened_mrkdwn

ENCODED = json.JSONEncoder(ensure_ascii=False).encode
"""One encoder for all: a view has hundreds of strings, and ``json.dumps`` makes a new one for each."""


def json_object(**fields: Any) -> Markup:
    """A JSON object. ``Markup`` is JSON already (a nested block or element); None and nothing are left out."""
    written = [f'"{name}": {_json(value)}' for name, value in fields.items() if not _absent(value)]
    return ours("{" + ", ".join(written) + "}")


def json_array(items: Iterable[Any], most: int = 0) -> Markup:
    """A JSON array of what is there; beyond *most* the rest is left out."""
    written = [_json(item) for item in items if not _absent(item)]
    return ours("[" + ", ".join(written[: most or None]) + "]") if written else Markup()


def plain_text(words: str, limit: int) -> Markup:
    """A text object that Slack does not parse: it says what people wrote, character by character."""
    return json_object(type="plain_text", text=raw_text(" ".join(escaping.plain(words).split()), limit), emoji=True)


def mrkdwn_text(words: str, limit: int) -> Markup:
    """A text object that Slack formats. ``verbatim``: names and addresses of people's words do not become links."""
    text = shortened_mrkdwn(escaping.mrkdwn(words), limit)
    return json_object(type="mrkdwn", text=str(text), verbatim=True)


def raw_text(words: str, limit: int) -> str:
    """A string as it is, for what a person edits further and for alt texts."""
    return shortened(escaping.plain(words).strip(), limit)


def chosen(choices: Sequence[Any], wanted: Any) -> Any:
    """The choice that *wanted* means: itself, or the one that has it as its value."""
    return next((choice for choice in choices if wanted in (choice, choice.value)), None)


def offered(choices: Sequence[Any], most: int, wanted: Any = None) -> list[Any]:
    """The first choices, as many as Slack takes; what is *wanted* at first is among them wherever it stands."""
    first, found = list(choices[:most]), chosen(choices, wanted)
    return first if found is None or found in first else [*first[:-1], found]


def action_id(element: str) -> str:
    return str(json.loads(element)["action_id"])


def blocks(stream: str) -> list[dict[str, Any]]:
    """The blocks that a template wrote one under another."""
    read, at = json.JSONDecoder(), 0
    found: list[dict[str, Any]] = []
    while rest := stream[at:].lstrip():
        at = len(stream) - len(rest)
        if not rest.startswith("{"):
            raise ValueError(f"Words outside of a block: {rest[:60]!r}")
        block, at = read.raw_decode(stream, at)
        found.append(block)
    return found


def _absent(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _json(value: Any) -> str:
    return str(value).strip() if isinstance(value, Markup) else ENCODED(value)


BUILDERS = {
    "object": json_object,
    "array": json_array,
    "plain": plain_text,
    "mrkdwn": mrkdwn_text,
    "raw": raw_text,
    "chosen": chosen,
    "offered": offered,
    "action_id": action_id,
}
