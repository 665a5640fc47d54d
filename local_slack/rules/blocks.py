"""The blocks, and the surfaces that each may stand on.

https://docs.slack.dev/reference/block-kit/blocks
"""

from local_slack.rules.composition import ID, SLACK_FILE, URL, plain, text
from local_slack.rules.interactive import BOXES, ELEMENTS, FIELDS, IMAGE, MULTI_SELECTS, PICKERS, SELECTS
from local_slack.rules.rich_text import RICH_TEXT
from local_slack.rules.shapes import Flag, Kinds, Many, Shape, Text, Thing, only

BLOCK: dict[str, Shape] = {"block_id": ID}

IN_ACTIONS = only(ELEMENTS, "button", "overflow", *SELECTS, *MULTI_SELECTS, *BOXES, *PICKERS)
IN_SECTION = only(ELEMENTS, "button", "image", "overflow", *SELECTS, *MULTI_SELECTS, *BOXES, "datepicker", "timepicker")
IN_INPUT = only(ELEMENTS, *SELECTS, *MULTI_SELECTS, *BOXES, *PICKERS, *FIELDS)

HEADER = Thing({**BLOCK, "text": plain(150)}, needs=("text",))

SECTION = Thing(
    {**BLOCK, "text": text(3000), "fields": Many(text(2000), 10, 1), "accessory": IN_SECTION, "expand": Flag()},
    some_of=("text", "fields"),
)

CONTEXT = Thing({**BLOCK, "elements": Many(Kinds({"image": IMAGE, **text(3000).shapes}), 10, 1)}, needs=("elements",))

ACTIONS = Thing({**BLOCK, "elements": Many(IN_ACTIONS, 25, 1)}, needs=("elements",))

PICTURE = Thing(
    {**BLOCK, "image_url": URL, "slack_file": SLACK_FILE, "alt_text": Text(2000), "title": plain(2000)},
    needs=("alt_text",),
    one_of=("image_url", "slack_file"),
)

INPUT = Thing(
    {
        **BLOCK,
        "label": plain(2000),
        "hint": plain(2000),
        "element": IN_INPUT,
        "optional": Flag(),
        "dispatch_action": Flag(),
    },
    needs=("label", "element"),
)

MARKDOWN = Thing({**BLOCK, "text": Text(12_000)}, needs=("text",))

CELL = Kinds({"raw_text": Thing({"text": Text(least=0)}, needs=("text",)), "rich_text": RICH_TEXT})
COLUMN = Thing({"align": Text(words=("left", "center", "right")), "is_wrapped": Flag()})
TABLE = Thing({**BLOCK, "rows": Many(Many(CELL, 20, 1), 100, 1), "column_settings": Many(COLUMN, 20)}, needs=("rows",))

EVERYWHERE: dict[str, Shape] = {
    "header": HEADER,
    "section": SECTION,
    "divider": Thing(BLOCK),
    "context": CONTEXT,
    "image": PICTURE,
    "input": INPUT,
    "rich_text": RICH_TEXT,
}

SURFACES: dict[str, Many] = {
    "message": Many(Kinds({**EVERYWHERE, "actions": ACTIONS, "markdown": MARKDOWN, "table": TABLE}), 50),
    "modal": Many(Kinds({**EVERYWHERE, "actions": ACTIONS}), 100, 1),
    "home": Many(Kinds({**EVERYWHERE, "actions": ACTIONS, "table": TABLE}), 100, 1),
}
"""What each surface takes, and how many blocks of it."""
