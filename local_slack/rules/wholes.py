"""Rules about all blocks of a message or view together: ids, files, focus, cumulative lengths."""

from collections.abc import Iterator, Mapping
from typing import Any

from local_slack import elements
from local_slack.rules.composition import OPTION, OPTION_GROUP
from local_slack.rules.shapes import Complaints, Many, Thing, error
from local_slack.workspace import File, Json

MARKDOWN_CHARACTERS = 12_000
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})
"""The only files that a block can show; what is not processed yet has no type at all."""

OFFER = Thing(
    {"options": Many(OPTION, 100), "option_groups": Many(OPTION_GROUP, 100)}, one_of=("options", "option_groups")
)
"""The answer to an external select's question."""


def complaints(blocks: list[Json], at: str, files: Mapping[str, File]) -> Complaints:
    """What is wrong with any list of blocks, wherever it stands."""
    yield from duplicates(blocks, at)
    yield from missing_files(blocks, at, files)


def duplicates(blocks: list[Json], at: str) -> Complaints:
    """Block ids are unique in the whole, action ids within their block."""
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        if (block_id := block.get("block_id")) in seen:
            yield error(f"block_id already exists: {block_id}", f"{at}/{place}/block_id")
        if block_id is not None:
            seen.add(block_id)
        actions = [element["action_id"] for element in elements.interactive(block)]
        for action in sorted({one for one in actions if actions.count(one) > 1}):
            yield error(f"`action_id` must be unique within the block: {action}", f"{at}/{place}/elements")


def of_message(blocks: list[Json], at: str) -> Complaints:
    """All markdown blocks of a message share one limit; there is one table at most."""
    length = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if length > MARKDOWN_CHARACTERS:
        yield error(f"markdown blocks must be less than {MARKDOWN_CHARACTERS + 1} characters together", at)
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield error("only_one_table_allowed", at)


def focus(blocks: list[Json], at: str) -> Complaints:
    """The cursor can stand in one place only."""
    if sum(bool(element.get("focus_on_load")) for _, element in elements.each(blocks)) > 1:
        yield error("only one element can have focus_on_load set to true", at)


def missing_files(blocks: list[Json], at: str, files: Mapping[str, File]) -> Complaints:
    """A picture must be uploaded *and processed* before a block may show it."""
    for pointer, reference in _file_references(blocks, at):
        known = _named_file(reference, files)
        if known is None or known.mimetype not in PICTURES:
            yield error("invalid slack file", f"{pointer}/slack_file")


def _named_file(reference: Json, files: Mapping[str, File]) -> File | None:
    if "id" in reference:
        return files.get(reference["id"])
    return next((one for one in files.values() if f"/files/{one.id}/" in reference["url"]), None)


def _file_references(value: Any, at: str) -> Iterator[tuple[str, Json]]:
    """Every ``slack_file`` below *value*, with the pointer to what holds it."""
    if isinstance(value, list):
        for place, one in enumerate(value):
            yield from _file_references(one, f"{at}/{place}")
    elif isinstance(value, dict):
        if isinstance(value.get("slack_file"), dict):
            yield at, value["slack_file"]
        for name, one in value.items():
            yield from _file_references(one, f"{at}/{name}")
